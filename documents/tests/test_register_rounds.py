"""Registers in random dress: whatever the wording, the dates and the rubbish rows, the counts are those meant.

The truth is known before the workbook is written, and is reckoned here without any of the reader's code.
"""

import random
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from base.tests.workbooks import workbook
from documents.models import DocumentCount, RegisterRow
from documents.services.counts import find_drift
from documents.services.register_import import RegisterWishes, import_register
from organization.rules.access import system_actor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 17)
HEADINGS = {
    "symbol": ["Số, ký hiệu", "Số ký hiệu", "SỐ KÝ HIỆU VĂN BẢN", "Số văn bản"],
    "date": ["Ngày tháng văn bản", "Ngày ban hành", "Ngày văn bản", "NGÀY KÝ"],
    "title": ["Tên loại và trích yếu nội dung văn bản", "Trích yếu", "Nội dung", "Trích yếu nội dung"],
    "unit": ["Đơn vị soạn thảo", "Phòng soạn thảo", "Đơn vị trình"],
    "note": ["Ghi chú"],
    "signer": ["Người ký"],
}
# What stands in the symbol behind the number, the type it is, whether it counts, whether it names its unit.
KINDS = (
    ("BC-TTr", "bao_cao", True, False),
    ("KH-TTr.{unit}", "ke_hoach", True, True),
    ("TTr-{unit}", "cong_van", True, True),
    ("TTr.{unit}", "cong_van", True, True),
    ("TTr-TTr", "to_trinh", True, False),
    ("ĐA-TTr", "de_an", True, False),
    ("DA-TTr", "du_an", True, False),
    ("KL-TTr", "ket_luan", False, False),
    ("{year}/QĐ-UBND", "quyet_dinh", False, False),
    ("QĐ-TTr", "quyet_dinh", True, False),
)
UNITS = {"VP": "Văn phòng", "NV1": "Phòng Nghiệp vụ 1", "NV2": "Phòng Nghiệp vụ 2", "BBT": "Ban Biên tập"}


class Dresser:
    """Writes what is meant in one of the many ways people write it."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def day(self, day: date):
        ways = [
            day,
            datetime(day.year, day.month, day.day),
            (day - date(1899, 12, 30)).days,
            str((day - date(1899, 12, 30)).days),
            f"{day.day}/{day.month}/{day.year}",
            f"{day.day:02}/{day.month:02}/{day.year}",
            f"{day.day}/{day.month}/{day.year % 100:02}",
            f"{day.day}-{day.month}-{day.year}",
            f"{day.day:02}.{day.month:02}.{day.year}",
            day.isoformat(),
        ]
        return self.random.choice(ways)

    def text(self, text: str) -> str:
        if self.random.random() < 0.3:
            text = unicodedata.normalize("NFD", text)
        if self.random.random() < 0.2:
            text = f"\u00a0{text} "
        return text

    def unit(self, code: str) -> str:
        return self.text(self.random.choice([code, code.lower(), UNITS[code], UNITS[code].upper()]))

    def number(self, number: int) -> str:
        return self.random.choice([f"{number:02}", str(number)])


def half_month(day: date) -> date:
    return day.replace(day=1 if day.day < 15 else 15)


def register(seed: int):
    """A workbook, and the truth about it: counts, kept rows, rows that are no data."""
    dress = Dresser(seed)
    rng = dress.random
    fields = ["symbol", "date", "title", "unit", "note", "signer"]
    rng.shuffle(fields)
    counts, data, rubbish = Counter(), 0, 0
    rows = [["SỔ ĐĂNG KÝ VĂN BẢN ĐI"], [None], ["Năm 2026"]][: rng.randrange(4)]
    header = [dress.text(rng.choice(HEADINGS[field])) for field in fields]
    rows.append(header)
    if rng.random() < 0.5:
        rows.append([f"({number})" for number in range(1, len(fields) + 1)])
    rubbish += len(rows)
    numbers = Counter()
    for _ in range(120):
        if rng.random() < 0.06:
            rows.append(
                rng.choice([[None] * 6, header, ["Tổng cộng", None, None], [None, None, dress.text("Cộng trang")]])
            )
            rubbish += 1
            continue
        tail, kind, counted, names_unit = rng.choice(KINDS)
        code = rng.choice(list(UNITS))
        day = date(2025, 12, 1) + timedelta(days=rng.randrange((TODAY - date(2025, 12, 1)).days + 1))
        tail = tail.format(unit=code, year=day.year)
        numbers[day.year, tail] += 1
        held = rng.random() < 0.05
        shown_unit = None if names_unit and rng.random() < 0.5 else dress.unit(code)
        cells = {
            "symbol": dress.text(f"{dress.number(numbers[day.year, tail])}/{tail}"),
            "date": dress.day(day),
            "title": dress.text("Giữ số" if held else "Báo cáo kết quả công tác của đơn vị"),
            "unit": shown_unit,
            "note": dress.text(rng.choice(["Hủy do trùng", "Giữ số"])) if held and rng.random() < 0.5 else None,
            "signer": dress.text("Trần Văn Ký"),
        }
        rows.append([cells[field] for field in fields])
        data += 1
        if counted and not held:
            counts[code, half_month(day), kind] += 1
    return rows, counts, data, rubbish


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_meant_whatever_the_dress(units, seed):
    rows, counts, data, rubbish = register(seed)

    def take():
        return import_register(
            by=system_actor(TODAY), agency=units.agency, stream=workbook({"Sổ": rows}), name="so.xlsx",
            wishes=RegisterWishes(),
        )  # fmt: skip

    report = take()
    assert report.errors == []
    assert (report.rows, report.imported, report.passed_over) == (data, data, rubbish)
    stored = {
        (count.unit.code, count.half_month, count.type.code): count.count
        for count in DocumentCount.objects.select_related("unit", "type")
    }
    assert stored == dict(counts)
    assert find_drift() == []
    assert all(
        unicodedata.is_normalized("NFC", row.title + row.symbol + row.signer) for row in RegisterRow.objects.all()
    )
    assert take().skipped == data
