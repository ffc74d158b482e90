"""The figures of a past year: what is approved, what waits, what was restated, and the ceilings given."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, Sum
from django.http import Http404

from base.enums import YearCalendar
from base.periods import year_window
from documents.models import DocumentCount
from figures.models import AssignedCeiling, Baseline, BaselineState, CeilingState, Measure
from figures.rules.baselines import (
    can_approve_baseline,
    can_assign_ceiling,
    can_enter_baseline,
    can_propose_ceiling,
    is_binding,
)
from meetings.queries import counted_conferences_by_unit
from organization.enums import Role
from organization.models import Post, Unit
from organization.queries import agency_of
from organization.querysets import valid_on
from organization.rules.access import Actor


@dataclass(frozen=True)
class BaselineCell:
    """One unit's figure of one calendar and measure: in force, and waiting; `counted` is what is counted today."""

    calendar: str
    measure: str
    approved: Baseline | None = None
    pending: Baseline | None = None
    counted: int | None = None


@dataclass(frozen=True)
class BaselineRow:
    unit: Unit
    cells: tuple[BaselineCell, ...]

    def of(self, calendar: str, measure: str) -> BaselineCell:
        return next(cell for cell in self.cells if (cell.calendar, cell.measure) == (calendar, measure))


@dataclass(frozen=True)
class BaselineBoard:
    """The figures of every unit of an agency in sight."""

    agency: Unit
    year: int
    rows: tuple[BaselineRow, ...]

    def total(self, calendar: str, measure: str) -> int | None:
        """The sum of the approved figures; None where nothing is approved."""
        known = [cell.approved.figure for row in self.rows if (cell := row.of(calendar, measure)).approved is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class CeilingLine:
    """A ceiling of the unit, and what this reader may do about it."""

    ceiling: AssignedCeiling
    may_decide: bool
    may_record: bool


@dataclass(frozen=True)
class BaselineUnitPage:
    """One unit's figures of one year, with what this reader may do."""

    unit: Unit
    year: int
    cells: tuple[BaselineCell, ...]
    waiting: tuple[tuple[Baseline, bool], ...]
    history: tuple[Baseline, ...]
    ceilings: tuple[CeilingLine, ...]
    may_enter: bool
    may_propose: bool
    may_assign: bool


KEYS = tuple((calendar, measure) for measure in Measure.values for calendar in YearCalendar.values)


def baseline_board(actor: Actor, agency: Unit, year: int) -> BaselineBoard:
    """Every unit of the agency in sight with its figures of `year`; those closed before it are left out."""
    first = year_window(YearCalendar.REPORTING, year)[0]
    units = Unit.objects.under(agency).visible_to(actor).filter(Q(end__isnull=True) | Q(end__gte=first)).in_order()
    cells: dict[tuple[int, str, str], dict[str, Baseline]] = defaultdict(dict)
    current = Baseline.objects.filter(
        unit__path__startswith=agency.path, year=year, state__in=[BaselineState.APPROVED, BaselineState.PENDING]
    )
    for baseline in current:
        cells[baseline.unit_id, baseline.calendar, baseline.measure][baseline.state] = baseline
    return BaselineBoard(agency, year, tuple(BaselineRow(unit, _cells(unit, cells)) for unit in units))


def baseline_unit_page(actor: Actor, unit: Unit, year: int) -> BaselineUnitPage:
    history = tuple(
        Baseline.objects.filter(unit=unit, year=year)
        .select_related("entered_by", "approved_by", "unit", "restates")
        .order_by("measure", "calendar", "-entered_at", "-pk")
    )
    cells: dict[tuple[int, str, str], dict[str, Baseline]] = defaultdict(dict)
    for baseline in reversed(history):
        cells[unit.pk, baseline.calendar, baseline.measure][baseline.state] = baseline
    counted = _counted(unit, year)
    ceilings = AssignedCeiling.objects.filter(unit=unit, year=year + 1).select_related(
        "proposed_by", "decided_by", "recorded", "unit"
    )
    may_assign = can_assign_ceiling(actor, unit.path) is not None
    may_propose = can_propose_ceiling(actor, unit.path) is not None
    has_target = any(is_binding(measure, unit.kind) for measure in Measure.values)
    return BaselineUnitPage(
        unit=unit,
        year=year,
        cells=tuple(replace(cell, counted=counted[cell.calendar, cell.measure]) for cell in _cells(unit, cells)),
        waiting=tuple(
            (one, can_approve_baseline(actor, unit.path, entered_by=one.entered_by_id) is not None)
            for one in history
            if one.state == BaselineState.PENDING
        ),
        history=history,
        ceilings=tuple(
            CeilingLine(
                one,
                may_decide=may_assign and one.state == CeilingState.PROPOSED,
                may_record=may_propose and one.state == CeilingState.PROPOSED,
            )
            for one in ceilings.order_by("-proposed_at", "-pk")
        ),
        may_enter=can_enter_baseline(actor, unit.path) is not None,
        may_propose=may_propose and has_target,
        may_assign=may_assign and has_target,
    )


def get_visible_baseline(actor: Actor, pk: int) -> Baseline:
    """A figure of a unit in sight; 404 for missing and forbidden alike."""
    found = Baseline.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not actor.sees(found.unit.path):
        raise Http404
    return found


def get_visible_ceiling(actor: Actor, pk: int) -> AssignedCeiling:
    """A ceiling of a unit in sight; 404 for missing and forbidden alike."""
    found = AssignedCeiling.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not actor.sees(found.unit.path):
        raise Http404
    return found


def ceilings_waiting_for(actor: Actor) -> list[AssignedCeiling]:
    """Proposed ceilings this leader may decide on ("Chờ đồng chí cho ý kiến")."""
    if not actor.has(Role.LEADER):
        return []
    proposed = AssignedCeiling.objects.filter(state=CeilingState.PROPOSED).select_related("unit", "proposed_by")
    return [one for one in proposed.order_by("proposed_at", "pk") if can_assign_ceiling(actor, one.unit.path)]


def baselines_waiting_for(actor: Actor) -> list[Baseline]:
    """Figures this person may approve: entered by another, of a unit that is not their own."""
    if not actor.has(Role.LEADER, Role.OFFICE):
        return []
    pending = Baseline.objects.filter(state=BaselineState.PENDING).select_related("unit", "entered_by")
    return [
        one
        for one in pending.order_by("entered_at", "pk")
        if can_approve_baseline(actor, one.unit.path, entered_by=one.entered_by_id)
    ]


def leader_posts(unit: Unit, on: date) -> list[Post]:
    """Posts of the leaders of the unit's agency on a day, for recording what one of them decided."""
    agency = agency_of(unit)
    return list(
        Post.objects.filter(valid_on(on), unit__path__startswith=agency.path, role=Role.LEADER)
        .select_related("person", "unit")
        .order_by("person__sort_key", "pk")
    )


# --- Parts ----------------------------------------------------------------------------------------


def _cells(unit: Unit, found: dict[tuple[int, str, str], dict[str, Baseline]]) -> tuple[BaselineCell, ...]:
    cells = []
    for calendar, measure in KEYS:
        by_state = found.get((unit.pk, calendar, measure), {})
        cells.append(
            BaselineCell(calendar, measure, by_state.get(BaselineState.APPROVED), by_state.get(BaselineState.PENDING))
        )
    return tuple(cells)


def _counted(unit: Unit, year: int) -> dict[tuple[str, str], int]:
    """What is counted for the unit's own items of the year, to hold a typed figure against."""
    counted = {}
    for calendar in YearCalendar.values:
        first, last = year_window(calendar, year)
        total = DocumentCount.objects.filter(unit=unit).within(first, last).aggregate(number=Sum("count"))["number"]
        counted[calendar, Measure.DOCUMENTS.value] = total or 0
        counted[calendar, Measure.CONFERENCES.value] = counted_conferences_by_unit(first, last).get(unit.pk, 0)
    return counted
