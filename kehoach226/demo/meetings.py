"""The conferences and meetings of the demo.

On 17/6/2026: 14 conferences through 14/6 and one since, of at most 37; 5 of 9 in the wide scope online,
which is below 60%, and 7 of them still planned.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from base.working_days import WorkingCalendar


@dataclass(frozen=True)
class DemoMeeting:
    """One meeting; words are those of the import file (Loại, Tính chất, Phạm vi, Hình thức, Trạng thái)."""

    day: date
    title: str
    unit: str
    kind: str
    meeting_class: str
    scope: str
    form: str
    sessions: int
    chair: str
    room: str
    status: str


INTERNAL, WIDE, ADVISED = "nội bộ", "có sở, ngành, cấp xã", "tham mưu UBND tỉnh"
DIRECT, ONLINE, HYBRID = "trực tiếp", "trực tuyến", "trực tiếp kết hợp trực tuyến"
CLASSES = (("quán triệt", 1), ("chuyên môn", 2), ("quan trọng", 3))
HELD, PLANNED, CANCELLED = "đã họp", "dự kiến", "hủy"

# (window, conferences, of these in the wide scope, of those online)
STORY: tuple[tuple[date, date, int, int, int], ...] = (
    (date(2024, 12, 2), date(2024, 12, 31), 4, 2, 1),
    (date(2025, 1, 2), date(2025, 6, 14), 17, 9, 3),
    (date(2025, 6, 15), date(2025, 12, 31), 25, 13, 6),
    (date(2026, 1, 5), date(2026, 6, 14), 14, 8, 4),
    (date(2026, 6, 15), date(2026, 6, 17), 1, 1, 1),
    (date(2026, 6, 18), date(2026, 12, 31), 18, 9, 7),
)
SUBJECTS = (
    "Hội nghị triển khai nhiệm vụ công tác",
    "Hội nghị tập huấn nghiệp vụ tiếp công dân",
    "Hội nghị sơ kết công tác phòng, chống tham nhũng, lãng phí",
    "Hội nghị góp ý dự thảo kế hoạch thanh tra",
    "Hội nghị hướng dẫn kê khai tài sản, thu nhập",
    "Hội nghị đánh giá cải cách hành chính",
)
MEETING_SUBJECTS = ("Giao ban tuần", "Họp phân công công việc", "Họp góp ý dự thảo báo cáo", "Họp rà soát tiến độ")
ORGANIZERS = ("VP", "VP", "NV1", "NV2", "NV3", "NV4")
ROOMS = ("Phòng họp tầng 2", "Phòng họp tầng 5", "Phòng họp trực tuyến")
CHAIRS = ("Đỗ Minh Khôi", "Phạm Thu Nga", "Hoàng Văn Bình")
PLANNED_AHEAD = timedelta(days=75)


def demo_meetings(*, today: date, calendar: WorkingCalendar, seed: int = 226) -> list[DemoMeeting]:
    """Meetings held through `today`, some cancelled, and the conferences planned for the weeks after it."""
    meetings = []
    for number, (first, last, conferences, wide, online) in enumerate(STORY):
        dice = random.Random(f"{seed}-meetings-{number}")
        days = _working_days(first, last, calendar)
        chosen = sorted(dice.choices(days, k=conferences))
        kinds = _spread(dice, conferences, wide, online)
        for index, (day, (scope, form)) in enumerate(zip(chosen, kinds, strict=True)):
            meetings.append(_conference(dice, day, scope, form, index, HELD if day <= today else PLANNED))
        for day in sorted(dice.choices(days, k=max(1, len(days) // 4))):
            meetings.append(_meeting(dice, day, HELD))
        if len(days) > 20:
            cancelled = _conference(dice, dice.choice(days), INTERNAL, DIRECT, 90, CANCELLED)
            meetings.append(cancelled)
    kept = [
        meeting
        for meeting in meetings
        if meeting.day <= today or (meeting.status == PLANNED and meeting.day <= today + PLANNED_AHEAD)
    ]
    return sorted(_without_twins(kept), key=lambda meeting: (meeting.day, meeting.unit, meeting.title))


def _working_days(first: date, last: date, calendar: WorkingCalendar) -> list[date]:
    span = ((first + timedelta(days=offset)) for offset in range((last - first).days + 1))
    return [day for day in span if calendar.is_working(day)]


def _spread(dice: random.Random, conferences: int, wide: int, online: int) -> list[tuple[str, str]]:
    """Scope and form of each conference: so many in the wide scope, so many of those online."""
    wide_forms = [ONLINE] * online + [HYBRID] * min(1, wide - online) + [DIRECT] * max(0, wide - online - 1)
    kinds = [(ADVISED if index % 3 == 0 else WIDE, form) for index, form in enumerate(wide_forms)]
    kinds += [(INTERNAL, ONLINE if index % 4 == 0 else DIRECT) for index in range(conferences - wide)]
    dice.shuffle(kinds)
    return kinds


def _conference(dice: random.Random, day: date, scope: str, form: str, index: int, status: str) -> DemoMeeting:
    name, longest = CLASSES[dice.choices((0, 1, 2), (3, 5, 2))[0]]
    return DemoMeeting(
        day=day,
        title=f"{dice.choice(SUBJECTS)}, đợt {index + 1} năm {day.year}",
        unit=dice.choice(ORGANIZERS),
        kind="hội nghị",
        meeting_class=name,
        scope=scope,
        form=form,
        sessions=dice.randint(1, longest),
        chair=dice.choice(CHAIRS),
        room=ROOMS[2] if form == ONLINE else dice.choice(ROOMS[:2]),
        status=status,
    )


def _meeting(dice: random.Random, day: date, status: str) -> DemoMeeting:
    return DemoMeeting(
        day=day,
        title=f"{dice.choice(MEETING_SUBJECTS)} ngày {day:%d/%m}",
        unit=dice.choice(("VP", "NV1", "NV2", "NV3", "NV4", "NV5", "BBT")),
        kind="cuộc họp",
        meeting_class="",
        scope=INTERNAL,
        form=DIRECT,
        sessions=1,
        chair=dice.choice(CHAIRS),
        room=dice.choice(ROOMS[:2]),
        status=status,
    )


def _without_twins(meetings: list[DemoMeeting]) -> list[DemoMeeting]:
    """Same unit, day and title is the same meeting: the first stands."""
    return list({(meeting.unit, meeting.day, meeting.title): meeting for meeting in reversed(meetings)}.values())
