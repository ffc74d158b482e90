"""The outgoing documents of the demo: a believable season, and one unit in each situation.

On 17/6/2026 the agency stands at 412 documents through 14/6 of at most 852; Phòng Nghiệp vụ 4 is over
its ceiling, 2 is at risk, 5 has no figures of the year before, the others are on track.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from base.periods import half_month_of, last_complete_half_month_end
from base.working_days import WorkingCalendar


@dataclass(frozen=True)
class DemoDocument:
    """One register row before it is written. `type_code` is the abbreviation, empty for a công văn.

    `kept_back` names why a row is in the register and not counted ("Hủy", "Giữ số"), if so.
    """

    day: date
    unit: str
    type_code: str
    title: str
    signer: str
    recipients: str
    number: int = 0
    kept_back: str = ""

    @property
    def symbol(self) -> str:
        """Number and symbol as NĐ 30 writes them: 05/KH-TTr, or 05/TTr-NV1 for a công văn."""
        tail = f"{self.type_code}-TTr" if self.type_code else f"TTr-{self.unit}" if self.unit != "TTr" else "TTr-VP"
        return f"{self.number:02d}/{tail}"


@dataclass(frozen=True)
class UnitStory:
    """How many counted documents a unit issues in each window of the story."""

    december_2024: int
    early_2025: int  # 01/01–14/6/2025
    late_2025: int  # 15/6–31/12/2025
    early_2026: int  # 01/01–14/6/2026
    middle_2026: int  # 15/6–17/6/2026
    late_2026: int  # 18/6–31/12/2026


STORY: dict[str, UnitStory] = {
    "VP": UnitStory(14, 126, 136, 101, 2, 107),
    "NV1": UnitStory(10, 92, 96, 76, 2, 77),
    "NV2": UnitStory(9, 84, 90, 81, 3, 74),
    "NV3": UnitStory(8, 78, 83, 63, 1, 66),
    "NV4": UnitStory(3, 30, 32, 51, 3, 49),
    "NV5": UnitStory(0, 0, 0, 14, 1, 15),
    "BBT": UnitStory(1, 8, 8, 7, 0, 7),
    "TTr": UnitStory(6, 76, 64, 19, 0, 21),
}

WINDOWS: tuple[tuple[str, date, date], ...] = (
    ("december_2024", date(2024, 12, 2), date(2024, 12, 31)),
    ("early_2025", date(2025, 1, 1), date(2025, 6, 14)),
    ("late_2025", date(2025, 6, 15), date(2025, 12, 31)),
    ("early_2026", date(2026, 1, 1), date(2026, 6, 14)),
    ("middle_2026", date(2026, 6, 15), date(2026, 6, 17)),
    ("late_2026", date(2026, 6, 18), date(2026, 12, 31)),
)

# Quiet at Tết, busy before the half-year and year-end reports.
SEASON = {1: 8, 2: 5, 3: 9, 4: 9, 5: 10, 6: 11, 7: 8, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12}

COUNTED_TYPES: tuple[tuple[str, int], ...] = (
    ("", 46),
    ("BC", 18),
    ("TB", 9),
    ("TTr", 8),
    ("KH", 7),
    ("GM", 5),
    ("QĐ", 4),
    ("HD", 2),
    ("BB", 1),
)
TITLES: dict[str, tuple[str, ...]] = {
    "": (
        "V/v cung cấp hồ sơ, tài liệu phục vụ công tác tổng hợp {n}",
        "V/v đôn đốc thực hiện kiến nghị sau rà soát {n}",
        "V/v tham gia ý kiến dự thảo quy chế phối hợp {n}",
        "V/v cử công chức dự lớp bồi dưỡng nghiệp vụ {n}",
    ),
    "BC": ("Báo cáo kết quả công tác {m}", "Báo cáo kết quả cải cách hành chính {m}"),
    "TB": ("Thông báo kết luận cuộc họp giao ban {m}", "Thông báo phân công trực {m}"),
    "TTr": ("Tờ trình về việc ban hành quy chế {n}", "Tờ trình về việc bổ sung kinh phí {n}"),
    "KH": ("Kế hoạch công tác {m}", "Kế hoạch kiểm tra việc chấp hành kỷ luật, kỷ cương {n}"),
    "GM": ("Giấy mời họp triển khai công việc {m}",),
    "QĐ": ("Quyết định về việc kiện toàn tổ công tác {n}",),
    "HD": ("Hướng dẫn thực hiện chế độ báo cáo {n}",),
    "BB": ("Biên bản họp thống nhất nội dung {n}",),
    "KL": ("Kết luận thanh tra đợt {n}",),
}
SIGNERS = ("Đỗ Minh Khôi", "Phạm Thu Nga", "Hoàng Văn Bình")
RECIPIENTS = ("Như trên; Lưu: VT", "UBND tỉnh; Lưu: VT", "Các phòng; Lưu: VT", "Các sở, ngành; Lưu: VT")


def demo_documents(*, today: date, calendar: WorkingCalendar, seed: int = 226) -> list[DemoDocument]:
    """Every register row through `today`, numbered within the year and series, in the order of days.

    Phòng Nghiệp vụ 5 has not handed in the last complete half-month, so that one unit is missing.
    """
    missing = half_month_of(last_complete_half_month_end(today))
    rows = [
        document
        for code, story in STORY.items()
        for document in _of_unit(code, story, calendar, seed)
        if document.day <= today and not (code == "NV5" and half_month_of(document.day) == missing)
    ]
    return _numbered(sorted(rows, key=lambda row: (row.day, row.unit, row.type_code, row.title)))


def _of_unit(code: str, story: UnitStory, calendar: WorkingCalendar, seed: int) -> Iterator[DemoDocument]:
    for name, first, last in WINDOWS:
        # A seed of its own for each window: what comes later never changes what came before.
        dice = random.Random(f"{seed}-{code}-{name}")
        days = [
            day
            for offset in range((last - first).days + 1)
            if calendar.is_working(day := first + timedelta(days=offset))
        ]
        weights = [SEASON[day.month] for day in days]
        for index, day in enumerate(sorted(dice.choices(days, weights, k=getattr(story, name)))):
            types, shares = zip(*COUNTED_TYPES, strict=True)
            yield _document(dice, code, day, dice.choices(types, shares)[0], index)
        extras = getattr(story, name) // 12
        for index, day in enumerate(sorted(dice.choices(days, weights, k=extras))):
            if code in ("NV1", "NV2", "NV3", "NV4") and index % 3:
                yield _document(dice, code, day, "KL", index)
            else:
                yield replace(
                    _document(dice, code, day, "", index), kept_back="Hủy" if index % 2 else "Giữ số", title="Giữ số"
                )


def _document(dice: random.Random, code: str, day: date, type_code: str, index: int) -> DemoDocument:
    title = dice.choice(TITLES[type_code]).format(n=f"số {index + 1}", m=f"tháng {day.month}/{day.year}")
    return DemoDocument(day, code, type_code, title, dice.choice(SIGNERS), dice.choice(RECIPIENTS))


def _numbered(rows: list[DemoDocument]) -> list[DemoDocument]:
    next_number: dict[tuple[int, str], int] = defaultdict(int)
    numbered = []
    for row in rows:
        series = (row.day.year, replace(row, number=1).symbol.split("/", 1)[1])
        next_number[series] += 1
        numbered.append(replace(row, number=next_number[series]))
    return numbered
