"""Whose figures are in, and who has still to confirm which half-months? ("n/m đơn vị")

A unit's half-month is in when somebody confirmed it, or when it holds rows of the register or counts
entered by hand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from documents.rules.figure_year import FigureYear
from organization.enums import CountingMethod, UnitKind
from organization.models import Unit, UnitHalfMonth
from organization.queries.scope import Scope
from organization.rules.periods import half_month_end, half_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MissingFigures:
    """A unit whose half-months are not all in; `half_months` are the first days of those that are not."""

    unit: Unit
    half_months: tuple[date, ...]

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The missing half-months as unbroken stretches of days (first, last)."""
        spans: list[tuple[date, date]] = []
        for start in self.half_months:
            if spans and spans[-1][1] + ONE_DAY == start:
                spans[-1] = (spans[-1][0], half_month_end(start))
            else:
                spans.append((start, half_month_end(start)))
        return tuple(spans)

    @property
    def words(self) -> str:
        """The stretches as the page says them: "1/6–14/6"."""
        return ", ".join(f"{first.day}/{first.month}–{last.day}/{last.month}" for first, last in self.spans)


@dataclass(frozen=True)
class Coverage:
    units_in: int
    units_all: int
    missing: tuple[MissingFigures, ...]

    @property
    def words(self) -> str:
        return f"{self.units_in}/{self.units_all} đơn vị"


def coverage_of(units: Iterable[Unit], view: FigureYear, scope: Scope) -> Coverage:
    """Of the units that reckon for themselves (departments and bodies; an agency only where nothing is below it)."""
    reckoning = _reckoning(list(units), view)
    wanted = list(half_months(view.first_day, view.counted_to))
    held = defaultdict(set)
    if wanted:
        rows = UnitHalfMonth.objects.within(view.first_day, view.counted_to).filter(
            scope.of(), ~Q(method=CountingMethod.NONE) | Q(confirmed_at__isnull=False)
        )
        for unit_id, start in rows.values_list("unit_id", "start"):
            held[unit_id].add(start)
    missing = []
    for unit in reckoning:
        absent = tuple(
            start
            for start in wanted
            if start not in held[unit.pk]
            and (unit.start is None or unit.start <= half_month_end(start))
            and (unit.end is None or start <= unit.end)
        )
        if absent:
            missing.append(MissingFigures(unit, absent))
    return Coverage(units_in=len(reckoning) - len(missing), units_all=len(reckoning), missing=tuple(missing))


def _reckoning(units: list[Unit], view: FigureYear) -> list[Unit]:
    parents = {unit.parent_id for unit in units}
    return [
        unit
        for unit in units
        if (unit.kind != UnitKind.AGENCY or unit.pk not in parents)
        and (unit.start is None or unit.start <= view.since_to)
        and (unit.end is None or unit.end >= view.first_day)
    ]
