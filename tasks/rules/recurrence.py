"""Which period does a recurring task belong to, and when is it due?

The periods are those of NĐ 09/2019/NĐ-CP art. 12 (month 15th–14th, quarter, half, year to 14/12).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from base.enums import YearCalendar
from base.periods import Period, month_periods, parse_period, year_of
from base.working_days import WorkingCalendar
from tasks.enums import Frequency

_MONTHS_IN = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6}


def period_on(frequency: str, day: date) -> Period:
    """The period of this frequency that `day` lies in."""
    year = year_of(YearCalendar.REPORTING, day)
    if frequency == Frequency.YEAR:
        return parse_period(str(year))
    month = int(month_periods(day, day)[0].code[-2:])
    if frequency == Frequency.MONTH:
        return parse_period(f"{year}-{month:02d}")
    part = (month - 1) // _MONTHS_IN[Frequency(frequency)] + 1
    return parse_period(f"{year}-{'Q' if frequency == Frequency.QUARTER else 'H'}{part}")


def periods_after(frequency: str, last: Period | None, day: date) -> Iterator[Period]:
    """The periods to open on `day`: those begun since `last`, or the running one where none was opened yet."""
    period = period_on(frequency, last.end + timedelta(days=1) if last else day)
    while period.start <= day:
        yield period
        period = period_on(frequency, period.end + timedelta(days=1))


def due_of(period: Period, calendar: WorkingCalendar) -> date:
    """A period's work is due on its last day, or on the next working day where that is none."""
    return calendar.next_working(period.end)
