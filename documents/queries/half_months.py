"""The half-months of one unit: what was counted, how, who stands behind it, and what still waits?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from base.periods import half_month_end, half_month_of, half_months
from documents.models import DocumentCount
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import (
    DUE_STATES,
    CountState,
    count_state,
    existed_in,
    why_not_by_hand,
)
from organization.enums import CountingMethod
from organization.models import Unit, UnitHalfMonth
from organization.queries.scope import Scope


@dataclass(frozen=True)
class HalfLine:
    """One half-month of the unit; `half` is None where nothing was ever written of it. `types`: the largest first."""

    start: date
    half: UnitHalfMonth | None
    count: int
    types: tuple[tuple[str, int], ...]

    @property
    def end(self) -> date:
        return half_month_end(self.start)

    @property
    def state(self) -> CountState:
        return count_state(self.half, self.count)

    @property
    def version(self) -> int:
        return self.half.version if self.half else 1

    @property
    def method(self) -> str:
        return self.half.method if self.half else CountingMethod.NONE

    @property
    def is_by_hand(self) -> bool:
        return self.method == CountingMethod.HAND

    @property
    def has_rows(self) -> bool:
        """Do counted rows of the register stand behind the count?"""
        return bool(self.types) and not self.is_by_hand

    @property
    def is_closed(self) -> bool:
        return self.half is not None and self.half.is_closed

    @property
    def is_confirmed(self) -> bool:
        """Does somebody's confirmation stand, whether or not the count changed since?"""
        return self.half is not None and self.half.confirmed_at is not None

    @property
    def is_due(self) -> bool:
        """Does it wait for a confirmation that may still be given?"""
        return self.state in DUE_STATES and not self.is_closed

    @property
    def may_take_back(self) -> bool:
        return self.is_confirmed and not self.is_closed

    @property
    def may_type(self) -> bool:
        return not self.is_closed and (self.half is None or not why_not_by_hand(self.half))


@dataclass(frozen=True)
class UnitHalfMonths:
    """The complete half-months of one unit in a year, the newest first."""

    unit: Unit
    view: CountingYear
    lines: tuple[HalfLine, ...]

    @property
    def due(self) -> tuple[HalfLine, ...]:
        """Those that wait for a confirmation, the newest first."""
        return tuple(line for line in self.lines if line.is_due)

    @property
    def confirmed(self) -> int:
        return sum(line.state in (CountState.CONFIRMED, CountState.NIL) for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def running(self) -> date:
        """The first day of the half-month that is not over yet on the day, whatever the year."""
        return half_month_of(self.view.day)

    @property
    def running_end(self) -> date:
        return half_month_end(self.running)

    @property
    def is_running(self) -> bool:
        """Does the year have a half-month that is not over yet?"""
        return self.view.since_from <= self.view.since_to

    def line(self, start: date) -> HalfLine | None:
        return next((line for line in self.lines if line.start == start), None)


def unit_half_months(unit: Unit, view: CountingYear) -> UnitHalfMonths:
    """Every half-month of the year that is complete on the day and in which the unit existed. Two reads."""
    starts = [start for start in half_months(view.first_day, view.counted_to) if existed_in(unit, start)]
    halves, types = {}, defaultdict(list)
    if starts:
        people = ("confirmed_by", "confirmed_told_by", "entered_by", "entered_told_by")
        rows = UnitHalfMonth.objects.filter(unit=unit).within(starts[0], starts[-1]).select_related(*people)
        halves = {half.start: half for half in rows}
        counts = DocumentCount.objects.filter(unit=unit).within(starts[0], starts[-1])
        for start, name, count in counts.order_by("-count", "type__position").values_list(
            "half_month", "type__name", "count"
        ):
            types[start].append((name, count))
    lines = tuple(
        HalfLine(
            start=start,
            half=halves.get(start),
            count=sum(count for _, count in types[start]),
            types=tuple(types[start]),
        )
        for start in reversed(starts)
    )
    return UnitHalfMonths(unit, view, lines)


def missing_half_months(units: Iterable[Unit], view: CountingYear, scope: Scope) -> dict[int, tuple[date, ...]]:
    """For each of the units (ids, all of `scope`) the complete half-months of the year that are not in. One read."""
    wanted = list(half_months(view.first_day, view.counted_to))
    held = defaultdict(set)
    if wanted:
        rows = UnitHalfMonth.objects.within(wanted[0], wanted[-1]).that_are_in().filter(scope.of())
        for unit_id, start in rows.values_list("unit_id", "start"):
            held[unit_id].add(start)
    return {
        unit.pk: tuple(start for start in wanted if start not in held[unit.pk] and existed_in(unit, start))
        for unit in units
    }
