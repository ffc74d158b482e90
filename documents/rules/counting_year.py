"""Which days does a figure of one year, on one day, speak of?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from base.enums import YearCalendar
from base.periods import FIRST_YEAR, LAST_YEAR, year_of, year_window
from documents.rules.reduction import counted_to, year_earlier

ONE_DAY = timedelta(days=1)


class BadCountingYear(ValueError):
    """There are no figures for what was asked; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class CountingYear:
    """One year of a calendar as seen on a day, and the year before it.

    Items count from `first_day` through `counted_to` (complete half-months), then by day through
    `day` or the year's end. The year before runs from `before_first` to `before_last`; its same
    period ends on `same_to`. Before the first half-month is over `counted_to` lies before `first_day`.
    """

    calendar: str
    year: int
    day: date
    first_day: date
    last_day: date
    counted_to: date
    before_first: date
    before_last: date
    same_to: date

    @property
    def since_from(self) -> date:
        return self.counted_to + ONE_DAY

    @property
    def since_to(self) -> date:
        """The last day whose items count: the day itself, or the year's end. May lie before `since_from`."""
        return min(self.day, self.last_day)

    @property
    def has_begun(self) -> bool:
        return self.day >= self.first_day

    @property
    def is_over(self) -> bool:
        return self.counted_to == self.last_day

    @property
    def label(self) -> str:
        """How the page names this year: "năm dương lịch 2026"; the two calendars are never mixed."""
        if self.calendar == YearCalendar.REPORTING:
            return f"năm báo cáo {self.year}, chốt 14/12"
        return f"năm dương lịch {self.year}"

    @property
    def short_label(self) -> str:
        """The same for the head of a column, where the year stands elsewhere."""
        return "Năm báo cáo, chốt 14/12" if self.calendar == YearCalendar.REPORTING else "Năm dương lịch, đến 31/12"


def counting_year(calendar: str, year: int, day: date) -> CountingYear:
    """The days of `year` in `calendar` as seen on `day`, which may lie in the future or after the year.

    Raises BadCountingYear for a day before the year begins or a year outside the range the product knows.
    """
    if not FIRST_YEAR < year <= LAST_YEAR:
        raise BadCountingYear(f"Không có số liệu năm {year}. Ghi năm từ {FIRST_YEAR + 1} đến {LAST_YEAR}.")
    first_day, last_day = year_window(calendar, year)
    if day < first_day:
        raise BadCountingYear(
            f"Ngày {day:%d/%m/%Y} trước ngày đầu của {YearCalendar(calendar).label} {year} ({first_day:%d/%m/%Y}). "
            "Chọn ngày sau đó hoặc năm trước."
        )
    before_first, before_last = year_window(calendar, year - 1)
    through = counted_to(day, last_day)
    return CountingYear(
        calendar=calendar,
        year=year,
        day=day,
        first_day=first_day,
        last_day=last_day,
        counted_to=through,
        before_first=before_first,
        before_last=before_last,
        same_to=year_earlier(through),
    )


def year_or_coming_year(calendar: str, year: int, day: date) -> CountingYear:
    """As `counting_year`; a year that has not begun on `day` is answered as one of which nothing is counted yet."""
    if not FIRST_YEAR < year <= LAST_YEAR or day >= year_window(calendar, year)[0]:
        return counting_year(calendar, year, day)
    begins = counting_year(calendar, year, year_window(calendar, year)[0])
    through = begins.first_day - ONE_DAY
    return replace(begins, day=day, counted_to=through, same_to=begins.before_first - ONE_DAY)


def current_counting_year(calendar: str, day: date) -> CountingYear:
    """The year a day lies in."""
    return counting_year(calendar, year_of(calendar, day), day)
