"""Which days belong to which period?

Two years live side by side and must never be mixed:

- the register year, 01/01–31/12, in which documents are numbered (NĐ 30/2020/NĐ-CP);
- the reporting year, 15/12–14/12, with its months, quarters and halves (NĐ 09/2019/NĐ-CP, art. 12);
  the 9-month period is the inspection sector's own.

Every window of both is a union of half-months (1st–14th, 15th–end), so a count kept per half-month
answers both exactly. A half-month is named by its first day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from base.enums import YearCalendar

FIRST_YEAR, LAST_YEAR = 2000, 2100
ONE_DAY = timedelta(days=1)

_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)))?"
)


@dataclass(frozen=True)
class Period:
    """A reporting period: `start` and `end` are its first and last day, both included."""

    code: str
    name: str
    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


class BadPeriod(ValueError):
    """The code names no period; the message is a Vietnamese sentence."""


def _cut(year: int, month: int) -> date:
    """The cut-off of a reporting month: its 14th."""
    return date(year, month, 14)


def _opening(year: int, month: int) -> date:
    """The first day of the reporting month: the 15th of the month before it."""
    return date(year - 1, 12, 15) if month == 1 else date(year, month - 1, 15)


def parse_period(code: str) -> Period:
    """The period a code names: `2026-05`, `2026-Q2`, `2026-H1`, `2026-H2`, `2026-9M`, `2026`.

    Source: NĐ 09/2019/NĐ-CP art. 12; raises BadPeriod for anything else.
    """
    match = _CODE.fullmatch(code) if code.isascii() else None
    if not match or not FIRST_YEAR < int(match["year"]) <= LAST_YEAR:
        raise BadPeriod(
            f"Không có kỳ báo cáo “{code}”. Ghi như 2026-05 (tháng), 2026-Q2 (quý), 2026-H1 hoặc 2026-H2 "
            "(6 tháng), 2026-9M (9 tháng) hay 2026 (năm)."
        )
    year = int(match["year"])
    if match["month"]:
        first = last = int(match["month"])
        name = f"tháng {first}/{year}"
    elif match["quarter"]:
        quarter = int(match["quarter"])
        first, last = 3 * quarter - 2, 3 * quarter
        name = f"quý {'I II III IV'.split()[quarter - 1]}/{year}"
    elif match["half"]:
        first, last = (1, 6) if match["half"] == "1" else (7, 12)
        name = f"6 tháng {'đầu' if first == 1 else 'cuối'} năm {year}"
    elif match["nine"]:
        first, last, name = 1, 9, f"9 tháng năm {year}"
    else:
        first, last, name = 1, 12, f"năm {year}"
    return Period(code, name, _opening(year, first), _cut(year, last))


def month_periods(start: date, end: date) -> list[Period]:
    """The reporting months that touch the window, in order."""
    months = []
    year, month = start.year, start.month
    while _opening(year, month) <= end:
        if _cut(year, month) >= start:
            months.append(parse_period(f"{year}-{month:02d}"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


# --- Years ----------------------------------------------------------------------------------------


def year_window(calendar: str, year: int) -> tuple[date, date]:
    """First and last day of `year` in a calendar (`register` or `reporting`)."""
    if calendar == YearCalendar.REGISTER:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year - 1, 12, 15), date(year, 12, 14)


def year_of(calendar: str, day: date) -> int:
    """The year a day belongs to in a calendar."""
    if calendar == YearCalendar.REPORTING and (day.month, day.day) >= (12, 15):
        return day.year + 1
    return day.year


# --- Half-months ----------------------------------------------------------------------------------


def half_month_of(day: date) -> date:
    """The first day of the half-month a day lies in: the 1st or the 15th."""
    return day.replace(day=1 if day.day < 15 else 15)


def half_month_end(start: date) -> date:
    """The last day of the half-month that begins on `start`: the 14th or the month's end."""
    if start.day == 1:
        return start.replace(day=14)
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def half_month_words(start: date) -> str:
    """A half-month as pages name it where the year is plain: "01/06–14/06"."""
    end = half_month_end(start)
    return f"{start:%d/%m}–{end:%d/%m}"


def next_half_month(start: date) -> date:
    return half_month_end(start) + ONE_DAY


def half_months(start: date, end: date) -> Iterator[date]:
    """The first days of the half-months that touch the window, in order."""
    current = half_month_of(start)
    while current <= end:
        yield current
        current = next_half_month(current)


def last_complete_half_month_end(day: date) -> date:
    """The last day of the last half-month that is complete on `day`.

    A half-month is complete on its own last day: the figures "on the 14th" include the 14th, as the
    cut-off of NĐ 09/2019 art. 12 does.
    """
    start = half_month_of(day)
    end = half_month_end(start)
    return end if end == day else start - ONE_DAY
