"""The fixed vocabularies of meetings, with the words shown on screen."""

from django.db import models


class MeetingKind(models.TextChoices):
    """Only a hội nghị counts; a cuộc họp is daily work."""

    CONFERENCE = "conference", "Hội nghị"
    MEETING = "meeting", "Cuộc họp"


class ConferenceClass(models.TextChoices):
    """What a hội nghị is for; the plan (II.4) limits its length by this."""

    BRIEFING = "briefing", "Quán triệt"
    PROFESSIONAL = "professional", "Chuyên môn"
    IMPORTANT = "important", "Quan trọng"


class MeetingScope(models.TextChoices):
    """Who takes part; the plan keeps internal meetings (II.4.a) apart from the wider ones (II.4.b)."""

    INTERNAL = "internal", "Nội bộ"
    WIDE = "wide", "Có sở, ngành, cấp xã"
    PROVINCE = "province", "Tham mưu UBND tỉnh"


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    HYBRID = "hybrid", "Trực tiếp kết hợp trực tuyến"


class MeetingSet(models.TextChoices):
    """Which meetings a target is reckoned on; a setting chooses for each of the two."""

    ALL = "all", "mọi hội nghị"
    WIDE = "wide", "hội nghị thuộc phạm vi mục II.4.b"
    WITH_MEETINGS = "with_meetings", "mọi hội nghị và cuộc họp"


class OnlineSet(models.TextChoices):
    """The meetings behind each figure of the online share, as the list filters them."""

    HELD = "held", "đã họp, thuộc tập tính tỷ lệ trực tuyến"
    ONLINE = "online", "trực tuyến, thuộc tập tính tỷ lệ trực tuyến"
    PLANNED = "planned", "còn dự kiến, thuộc tập tính tỷ lệ trực tuyến"
    UNCONFIRMED = "unconfirmed", "chưa ghi đã họp hay chưa, thuộc tập tính tỷ lệ trực tuyến"
    ALL_HELD = "all_held", "đã họp, trong mọi hội nghị"
    ALL_ONLINE = "all_online", "trực tuyến, trong mọi hội nghị"


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", "Dự kiến"
    HELD = "held", "Đã họp"
    POSTPONED = "postponed", "Dời lịch"
    CANCELLED = "cancelled", "Hủy"
    MERGED = "merged", "Ghép"
