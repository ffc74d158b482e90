"""What did each unit count in a whole year, and is that year complete enough to be compared with?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from base.enums import YearCalendar
from base.periods import half_month_end, half_month_of, year_window
from documents.models import DocumentCount, RegisterRow
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.models import Meeting
from meetings.queries import counted_conferences_by_unit
from organization.models import Unit
from organization.queries import agencies_of

MEASURES = (DOCUMENTS, CONFERENCES)


@dataclass(frozen=True)
class YearOfUnits:
    """One agency's whole year of one measure and calendar.

    `counts` are the own items of each unit that has any; `absent` the first and last half-month (their
    first days) of which the agency holds nothing at all: such a year is not complete.
    """

    agency: Unit
    measure: str
    calendar: str
    counts: tuple[tuple[Unit, int], ...]
    absent: tuple[date, ...]

    @property
    def is_complete(self) -> bool:
        return not self.absent


def years_of_agencies(year: int) -> list[YearOfUnits]:
    """Every agency × measure × calendar of `year` in which the agency holds anything.

    An agency's rows are those of its units up to the next agency below.
    """
    units = list(Unit.objects.in_order())
    agencies = agencies_of(units)
    by_agency: dict[int, list[Unit]] = {}
    for unit in units:
        by_agency.setdefault(agencies[unit.pk].pk, []).append(unit)
    found = []
    for calendar in YearCalendar.values:
        first_day, last_day = year_window(calendar, year)
        edges = (half_month_of(first_day), half_month_of(last_day))
        for measure in MEASURES:
            counts = _counts(measure, first_day, last_day)
            present = {edge: _holders(measure, edge) for edge in edges}
            for members in by_agency.values():
                ids = {unit.pk for unit in members}
                own = tuple((unit, counts[unit.pk]) for unit in members if counts.get(unit.pk))
                absent = tuple(edge for edge in edges if not present[edge] & ids)
                if own or len(absent) < len(edges):
                    found.append(YearOfUnits(agencies[members[0].pk], measure, calendar, own, absent))
    return found


def _counts(measure: str, first_day: date, last_day: date) -> dict[int, int]:
    if measure == CONFERENCES:
        return counted_conferences_by_unit(first_day, last_day)
    rows: Iterable[tuple[int, int]] = (
        DocumentCount.objects.within(first_day, last_day).order_by().values_list("unit_id").annotate(Sum("count"))
    )
    return dict(rows)


def _holders(measure: str, edge: date) -> set[int]:
    """Units with any register row, counted or not, in the half-month; for conferences with any meeting."""
    if measure == CONFERENCES:
        return set(Meeting.objects.within(edge, half_month_end(edge)).values_list("unit_id", flat=True))
    return set(RegisterRow.objects.filter(half_month=edge).order_by().values_list("unit_id", flat=True).distinct())
