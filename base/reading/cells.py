"""What does one cell say: a line of text, a date, a whole number, one of a few words?"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from base.reading.errors import BadCell
from base.reading.headers import plain_words
from base.reading.workbook import Cell
from base.text import clean_line

FIRST_DAY = date(2000, 1, 1)
_SERIAL_ZERO = date(1899, 12, 30)
_DAYS_BETWEEN_EPOCHS = 1462
_LAST_SERIAL = 2_958_465

_TIME = r"(?:[T ]\s*\d{1,2}[:hg]\d{0,2}(?::\d{2}(?:\.\d+)?)?\s*Z?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*([/.-])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([/.-])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_TIME}")
_IN_WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def text_of(cell: Cell) -> str:
    """The cell as one clean NFC line; dates as d/m/yyyy, empty as ''."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return clean_line(str(cell))


def looks_like_date(cell: Cell) -> bool:
    """Is a date meant here, possible or not? A small number is a count, not a serial."""
    if isinstance(cell, datetime | date):
        return True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (FIRST_DAY - _SERIAL_ZERO).days <= cell <= _LAST_SERIAL
    text = text_of(cell)
    return bool(_DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text.casefold()))


def date_of(
    cell: Cell, *, today: date, may_lie_ahead: bool = False, uses_1904: bool = False, first: date = FIRST_DAY
) -> date:
    """The day a cell means: a real date, a serial, d/m/yyyy, d/m/yy, d-m-yyyy, d.m.yyyy, ISO.

    Raises BadCell for anything else, for a day the calendar lacks, before `first` (2000), or after
    `today` (unless it may lie ahead).
    """
    day = _day(cell, uses_1904)
    if day < first:
        raise BadCell(f"Trước năm {first.year}. Hệ thống văn bản thường ghi ngày này khi ô để trống. Ghi ngày đúng.")
    if day > today and not may_lie_ahead:
        raise BadCell(f"Sau ngày nhập ({today:%d/%m/%Y}). Kiểm tra lại ngày, tháng, năm.")
    return day


def _day(cell: Cell, uses_1904: bool) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial_day(cell, uses_1904)
    text = text_of(cell)
    if match := _DAY_FIRST.fullmatch(text):
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        return _calendar_day(year, int(match[3]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar_day(int(match[1]), int(match[3]), int(match[4]))
    if match := _IN_WORDS.fullmatch(text.casefold()):
        return _calendar_day(int(match[3]), int(match[2]), int(match[1]))
    if _SERIAL.fullmatch(text):
        return _serial_day(float(text), uses_1904)
    raise BadCell("Không đọc được ngày. Ghi theo mẫu ngày/tháng/năm, ví dụ 05/03/2026.")


def _serial_day(number: float, uses_1904: bool) -> date:
    if not 0 <= number <= _LAST_SERIAL:
        raise BadCell("Không đọc được ngày. Ghi theo mẫu ngày/tháng/năm, ví dụ 05/03/2026.")
    return _SERIAL_ZERO + timedelta(days=int(number) + (_DAYS_BETWEEN_EPOCHS if uses_1904 else 0))


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell("Không có ngày này trong lịch. Sửa thành ngày đúng, ví dụ 30/04/2026.") from None


def whole_number(cell: Cell, *, least: int, most: int) -> int:
    """A whole number within bounds, also where it was stored as text. Raises BadCell."""
    text = text_of(cell)
    match = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text)
    if isinstance(cell, bool | date) or not match or not least <= int(match[1]) <= most:
        raise BadCell(f"Phải là số nguyên từ {least} đến {most}.")
    return int(match[1])


def choice_of(cell: Cell, words: Mapping[str, str], *, labels: str) -> str:
    """The value whose wording (folded, without punctuation) the cell holds. Raises BadCell that lists `labels`."""
    value = words.get(plain_words(text_of(cell)))
    if value is None:
        raise BadCell(f"Không có giá trị này. Ghi một trong: {labels}.")
    return value
