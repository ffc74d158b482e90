"""What does one cell say: a line of text, a date, a whole number, one of a few words?"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from base.reading.errors import BadCell
from base.reading.headers import plain_words
from base.reading.words import EMPTY_CELLS
from base.reading.workbook import Cell, UnreadCell
from base.text import clean_line

FIRST_DAY = date(2000, 1, 1)
_SERIAL_ZERO = date(1899, 12, 30)
_DAYS_BETWEEN_EPOCHS = 1462
_LAST_SERIAL = 2_958_465
_LONGEST_DATE = 120
_LONGEST_EMPTY = 16
_NO_DATE = "Không đọc được ngày. Ghi theo mẫu ngày/tháng/năm, ví dụ 05/03/2026."
_EMPTY = frozenset(plain_words(text) for text in EMPTY_CELLS)

_DAY_FIRST = r"(?P<d1>\d{1,2})\s*(?P<s1>[/.-])\s*(?P<m1>\d{1,2})\s*(?P=s1)\s*(?P<y1>\d{4}|\d{2})"
_YEAR_FIRST = r"(?P<y2>\d{4})\s*(?P<s2>[/.-])\s*(?P<m2>\d{1,2})\s*(?P=s2)\s*(?P<d2>\d{1,2})"
_IN_WORDS = r"(?P<d3>\d{1,2})\s*tháng\s*(?P<m3>\d{1,2})\s*(?:năm|[,/-])?\s*(?P<y3>\d{4})"
_A_DAY = re.compile(rf"(?<![\d/.-])(?:{_YEAR_FIRST}|{_DAY_FIRST}|{_IN_WORDS})(?!\d|[/.-]\d)")
_HOUR = re.compile(
    r"(?<!\d)[t ]?(?P<hour>\d{1,2})\s*(?::|h|g(?!\w)|giờ)\s*(?P<minute>\d{2})?"
    r"(?:\s*(?::\s*\d{2}(?:\.\d+)?|phút|['’]))?(?:\s*(?:sa|ch|am|pm)\b)?(?:\s*[+-]\d{2}:?\d{2})?(?!\d)"
)
_WEEKDAY = re.compile(r"\b(?:thứ\s*|t\.?\s?)[2-7]\b")
_JOINT = r"\s*(?:-|–|—|~|÷|,|;|\+|&|và|tới|đến(?:\s+hết)?)\s*(?:ngày\s*)?"
_SPAN = re.compile(
    rf"(?<![\d/.-])(?P<d1>\d{{1,2}})(?:\s*[/.]\s*(?P<m1>\d{{1,2}}))?(?:\s*[/.]\s*(?P<y1>\d{{4}}|\d{{2}}))?{_JOINT}"
    r"(?P<d2>\d{1,2})\s*[/.]\s*(?P<m2>\d{1,2})\s*[/.]\s*(?P<y2>\d{4}|\d{2})(?!\d|[/.-]\d)"
)
_WORDS_OF_DAYS = re.compile(r"\s*(?:tháng|năm)\s*(?=\d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def text_of(cell: Cell) -> str:
    """The cell as one clean NFC line without Excel's leading apostrophe; dates as d/m/yyyy, empty as ''."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_line(cell).removeprefix("'").lstrip()
    if isinstance(cell, datetime | date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return clean_line(str(cell))


def says_nothing(text: str) -> bool:
    """Is the cell empty in words: nothing, a lone dash, "không"?"""
    return not text or (len(text) < _LONGEST_EMPTY and _is_empty_word(text))


@lru_cache(maxsize=4096)
def _is_empty_word(text: str) -> bool:
    words = plain_words(text)
    return not words or words in _EMPTY


def require_readable(cell: Cell) -> None:
    """Raise BadCell for a formula without its stored value or an error value of Excel."""
    if isinstance(cell, UnreadCell):
        raise BadCell(cell.message)


def looks_like_date(cell: Cell) -> bool:
    """Is a date meant here, possible or not? A small number is a count, not a serial."""
    if isinstance(cell, datetime | date):
        return True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (FIRST_DAY - _SERIAL_ZERO).days <= cell <= _LAST_SERIAL
    return isinstance(cell, str) and bool(_A_DAY.search(text_of(cell[:_LONGEST_DATE]).casefold()))


def date_of(
    cell: Cell, *, today: date, may_lie_ahead: bool = False, uses_1904: bool = False, first: date = FIRST_DAY
) -> date:
    """The day a cell means: a real date, a serial, or a text that holds exactly one day (words around it or not).

    Raises BadCell for anything else, for a day the calendar lacks, before `first` (2000), or after
    `today` (unless it may lie ahead).
    """
    return _within(_day(cell, uses_1904), today=today, may_lie_ahead=may_lie_ahead, first=first)


def days_of(
    cell: Cell, *, today: date, may_lie_ahead: bool = False, uses_1904: bool = False, first: date = FIRST_DAY
) -> tuple[date, date]:
    """First and last day of a cell that may name two: "5-6/3/2026", "từ 05/03/2026 đến 06/03/2026". Raises BadCell."""
    span = _span(text_of(cell)[:_LONGEST_DATE].casefold()) if isinstance(cell, str) else None
    days = span or (_day(cell, uses_1904),) * 2
    one, other = (_within(day, today=today, may_lie_ahead=may_lie_ahead, first=first) for day in days)
    if other < one:
        raise BadCell("Ngày sau đứng trước ngày trước trong ô. Sửa lại thứ tự hai ngày.")
    return one, other


def hour_in(cell: Cell) -> str:
    """The hour a text names ("8h30", "14:00"), as HH:MM, or ''."""
    if isinstance(cell, datetime):
        return f"{cell:%H:%M}" if cell.hour or cell.minute else ""
    match = _HOUR.search(text_of(cell)[:_LONGEST_DATE].casefold()) if isinstance(cell, str) else None
    if not match or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return ""
    return f"{int(match['hour']):02d}:{match['minute'] or '00'}"


def _within(day: date, *, today: date, may_lie_ahead: bool, first: date) -> date:
    if day < first:
        raise BadCell(f"Trước năm {first.year}. Hệ thống văn bản thường ghi ngày này khi ô để trống. Ghi ngày đúng.")
    if day > today and not may_lie_ahead:
        raise BadCell(f"Sau ngày nhập ({today:%d/%m/%Y}). Kiểm tra lại ngày, tháng, năm.")
    return day


def _day(cell: Cell, uses_1904: bool) -> date:
    require_readable(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial_day(cell, uses_1904)
    text = text_of(cell)[:_LONGEST_DATE].casefold()
    if _SERIAL.fullmatch(text):
        return _serial_day(float(text), uses_1904)
    found = list(_A_DAY.finditer(text))
    days = {_numbers(match) for match in found}
    if len(days) > 1 or ((not days or _has_digits(_A_DAY.sub(" ", text))) and _span(text)):
        raise BadCell("Ô có nhiều hơn một ngày. Ghi một ngày theo mẫu ngày/tháng/năm, ví dụ 05/03/2026.")
    if not days or _has_digits(_A_DAY.sub(" ", text)):
        raise BadCell(_NO_DATE)
    return _calendar_day(*days.pop())


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a day found in a text."""
    for place in "123":
        if match[f"y{place}"]:
            return _full_year(match[f"y{place}"]), int(match[f"m{place}"]), int(match[f"d{place}"])
    raise AssertionError("Every way to write a day has a year.")


def _span(text: str) -> tuple[date, date] | None:
    """The two days of a text, None where it does not hold two."""
    found = list(_A_DAY.finditer(text))
    if len(found) == 2 and not _has_digits(_A_DAY.sub(" ", text)):
        return _calendar_day(*_numbers(found[0])), _calendar_day(*_numbers(found[1]))
    text = _WORDS_OF_DAYS.sub("/", _WEEKDAY.sub(" ", _HOUR.sub(" ", text)))
    match = _SPAN.search(text)
    if not match or _has_digits(text[: match.start()] + text[match.end() :]):
        return None
    first_year, last_year = match["y1"] or match["y2"], match["y2"]
    month = int(match["m2"])
    return (
        _calendar_day(_full_year(first_year), int(match["m1"] or month), int(match["d1"])),
        _calendar_day(_full_year(last_year), month, int(match["d2"])),
    )


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _has_digits(text: str) -> bool:
    """Are there numbers beside hours and names of weekdays?"""
    rest = _HOUR.sub(" ", _WEEKDAY.sub(" ", text))
    return any(char.isdecimal() for char in rest)


def _serial_day(number: float, uses_1904: bool) -> date:
    if not 0 <= number <= _LAST_SERIAL:
        raise BadCell(_NO_DATE)
    return _SERIAL_ZERO + timedelta(days=int(number) + (_DAYS_BETWEEN_EPOCHS if uses_1904 else 0))


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell("Không có ngày này trong lịch. Sửa thành ngày đúng, ví dụ 30/04/2026.") from None


def whole_number(cell: Cell, *, least: int, most: int) -> int:
    """A whole number within bounds, also where it was stored as text. Raises BadCell."""
    require_readable(cell)
    text = text_of(cell)
    match = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text)
    if isinstance(cell, bool | date) or not match or not least <= int(match[1]) <= most:
        raise BadCell(f"Phải là số nguyên từ {least} đến {most}.")
    return int(match[1])


def choice_of(cell: Cell, words: Mapping[str, str], *, labels: str) -> str:
    """The value whose wording (folded, without punctuation) the cell holds. Raises BadCell that lists `labels`."""
    require_readable(cell)
    value = words.get(plain_words(text_of(cell)))
    if value is None:
        raise BadCell(f"Không có giá trị này. Ghi một trong: {labels}.")
    return value
