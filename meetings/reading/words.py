"""Which words do offices write for form, kind, status and length of a meeting? Data: a new word is one more line.

All are compared folded, without marks, punctuation and what stands in brackets.
"""

from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus

# The whole cell, as it may be worded beside the words of the product itself.
WHOLE: dict[str, dict[str, str]] = {
    "kind": {
        "HN": MeetingKind.CONFERENCE,
        "Họp": MeetingKind.MEETING,
    },
    "conference_class": {
        "Quan trọng cần thảo luận": ConferenceClass.IMPORTANT,
    },
    "scope": {
        "Họp nội bộ": MeetingScope.INTERNAL,
        "Nội bộ cơ quan": MeetingScope.INTERNAL,
        "Sở, ngành, cấp xã": MeetingScope.WIDE,
        "Tham mưu Ủy ban nhân dân tỉnh": MeetingScope.PROVINCE,
    },
    "form": {
        "Kết hợp": MeetingForm.HYBRID,
        "Hybrid": MeetingForm.HYBRID,
        "Họp tập trung": MeetingForm.IN_PERSON,
        "Tập trung": MeetingForm.IN_PERSON,
    },
    "status": {
        "Kế hoạch": MeetingStatus.PLANNED,
        "Theo kế hoạch": MeetingStatus.PLANNED,
        "Chưa họp": MeetingStatus.PLANNED,
        "Chưa tổ chức": MeetingStatus.PLANNED,
        "Chưa diễn ra": MeetingStatus.PLANNED,
        "Sắp họp": MeetingStatus.PLANNED,
        "Sắp diễn ra": MeetingStatus.PLANNED,
        "Họp": MeetingStatus.HELD,
        "Tổ chức": MeetingStatus.HELD,
        "Hoàn thành": MeetingStatus.HELD,
        "Kết thúc": MeetingStatus.HELD,
        "Diễn ra": MeetingStatus.HELD,
        "Thực hiện": MeetingStatus.HELD,
        "Dời": MeetingStatus.POSTPONED,
        "Dời ngày": MeetingStatus.POSTPONED,
        "Hoãn": MeetingStatus.POSTPONED,
        "Hoãn họp": MeetingStatus.POSTPONED,
        "Tạm hoãn": MeetingStatus.POSTPONED,
        "Lùi": MeetingStatus.POSTPONED,
        "Lùi lịch": MeetingStatus.POSTPONED,
        "Lùi ngày": MeetingStatus.POSTPONED,
        "Chuyển lịch": MeetingStatus.POSTPONED,
        "Hủy bỏ": MeetingStatus.CANCELLED,
        "Hủy họp": MeetingStatus.CANCELLED,
        "Hủy lịch": MeetingStatus.CANCELLED,
        "Không tổ chức": MeetingStatus.CANCELLED,
        "Không họp": MeetingStatus.CANCELLED,
        "Không diễn ra": MeetingStatus.CANCELLED,
        "Lồng ghép": MeetingStatus.MERGED,
        "Ghép chung": MeetingStatus.MERGED,
        "Họp ghép": MeetingStatus.MERGED,
    },
}

# Words anywhere in the cell. Where words of two forms are there, it is both at once.
WITHIN = {
    "form": {
        MeetingForm.IN_PERSON: ("trực tiếp",),
        MeetingForm.ONLINE: ("trực tuyến", "online", "zoom", "teams", "google meet", "cầu truyền hình", "từ xa"),
        MeetingForm.HYBRID: ("kết hợp",),
    },
}

# Words that begin the cell, whatever follows: "Hội nghị tổng kết", "Họp giao ban".
BEGINS = {
    "kind": {
        MeetingKind.CONFERENCE: ("hội nghị", "HN"),
        MeetingKind.MEETING: ("cuộc họp", "buổi họp", "họp", "giao ban"),
    },
}

# A cell with one of these is not what it seems: "không trực tuyến".
DENYING = ("không", "chưa")

# May stand before or behind a status and say nothing more: "đã họp", "họp xong".
AROUND_STATUS = (("đã",), ("xong", "rồi"))

# Half-days in words; "buổi" and "ngày" may follow a number: "1 buổi", "2 ngày".
SESSIONS = {
    "một buổi": 1,
    "sáng": 1,
    "buổi sáng": 1,
    "chiều": 1,
    "buổi chiều": 1,
    "nửa ngày": 1,
    "cả ngày": 2,
    "một ngày": 2,
    "sáng chiều": 2,
    "cả sáng và chiều": 2,
    "sáng và chiều": 2,
    "hai buổi": 2,
    "hai ngày": 4,
}
SESSIONS_OF_UNIT = {"buổi": 1, "ngày": 2}
