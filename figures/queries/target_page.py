"""Everything the page of one unit's figures shows, for one of the three targets, year, day and reader."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.http import Http404

from base.enums import YearCalendar
from base.ratios import ratio
from documents.models import DocumentCount, RegisterRow
from documents.rules.counting_year import BadCountingYear, CountingYear, counting_year
from documents.rules.reduction import Reduction, ReductionState
from figures.models import Baseline, BaselineState, DailyFigure
from figures.queries.coverage import Coverage, coverage_of
from figures.queries.curve import Curve, curve_of
from figures.queries.target_rows import OnlineRow, TargetTable, online_rows, target_table
from figures.queries.targets import TargetTree, targets_under
from figures.rules.baselines import DOCUMENTS, ONLINE
from organization.models import Unit
from organization.queries import all_settings
from organization.rules.access import Actor

DAYS_OF_HISTORY = 15


@dataclass(frozen=True)
class TypeRow:
    """Counted documents of one type: last year, the same period of it, this year so far; the sum has no code."""

    code: str
    name: str
    whole_year: int
    same_period: int
    used: int
    change: float | None


@dataclass(frozen=True)
class CalendarFigures:
    """The same unit, year and day in one of the two calendars."""

    view: CountingYear
    figures: Reduction


@dataclass(frozen=True)
class KeptDay:
    """What was known at the end of a day, as the nightly job kept it."""

    day: date
    issued: int
    remaining: int | None
    projected: int | None
    state: ReductionState | None


@dataclass(frozen=True)
class TargetFacts:
    """`calendars` holds the chosen year first; alone while the other year has not begun.

    `waiting` are the ids of units with a figure of the year before that waits for approval.
    """

    unit: Unit
    topic: str
    view: CountingYear
    tree: TargetTree
    settings: dict[str, Any]
    coverage: Coverage
    waiting: frozenset[int]
    table: TargetTable | None
    online: tuple[OnlineRow, ...]
    types: tuple[TypeRow, ...]
    type_total: TypeRow | None
    not_reviewed: int
    curve: Curve | None
    history: tuple[KeptDay, ...]
    calendars: tuple[CalendarFigures, ...]
    may_open_rows: bool

    @property
    def other(self) -> tuple[CountingYear, Reduction] | None:
        """The other calendar's year and figures, where it has begun."""
        return (self.calendars[1].view, self.calendars[1].figures) if len(self.calendars) > 1 else None


def get_target_unit(actor: Actor, code: str) -> Unit:
    """A unit whose figures the person may see: one in sight, or the agency of a post; 404 otherwise."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not may_see_targets(actor, unit):
        raise Http404
    return unit


def may_see_targets(actor: Actor, unit: Unit) -> bool:
    """Everybody sees the agency's totals; a unit's own figures need sight of the unit."""
    return actor.sees(unit.path) or any(post.agency_path == unit.path for post in actor.posts)


def target_facts(unit: Unit, topic: str, view: CountingYear, actor: Actor) -> TargetFacts:
    """The facts of `unit` for documents, conferences or the online share.

    A fixed number of reads, whatever the size of the tree.
    """
    tree = targets_under(unit, view)
    may_open, is_online = actor.sees(unit.path), topic == ONLINE
    types, type_total = _types(view, tree) if topic == DOCUMENTS else ((), None)
    return TargetFacts(
        unit=unit,
        topic=topic,
        view=view,
        tree=tree,
        settings=all_settings(),
        coverage=coverage_of([targets.unit for targets in tree], view, tree.scope),
        waiting=frozenset() if is_online else _waiting(tree, topic),
        table=None if is_online else target_table(tree, topic, actor),
        online=online_rows(tree, actor) if is_online else (),
        types=types,
        type_total=type_total,
        not_reviewed=_not_reviewed(tree, view) if topic == DOCUMENTS and may_open else 0,
        curve=None if is_online else curve_of(tree.scope, topic, tree.root.of(topic), view),
        history=() if is_online else _history(unit, topic, view),
        calendars=() if is_online else _calendars(tree, topic),
        may_open_rows=may_open,
    )


def other_calendar(view: CountingYear) -> CountingYear | None:
    """The same year and day in the other calendar; None where that year has not begun on the day."""
    calendar = YearCalendar.REPORTING if view.calendar == YearCalendar.REGISTER else YearCalendar.REGISTER
    try:
        return counting_year(calendar, view.year, view.day)
    except BadCountingYear:
        return None


# --- Parts ----------------------------------------------------------------------------------------


def _calendars(tree: TargetTree, topic: str) -> tuple[CalendarFigures, ...]:
    chosen = CalendarFigures(tree.view, tree.root.of(topic))
    other = other_calendar(tree.view)
    if other is None:
        return (chosen,)
    same = targets_under(tree.root.unit, other, [targets.unit for targets in tree])
    return (chosen, CalendarFigures(other, same.root.of(topic)))


def _types(view: CountingYear, tree: TargetTree) -> tuple[tuple[TypeRow, ...], TypeRow]:
    def between(start: date, end: date) -> Q:
        return Q(half_month__gte=start, half_month__lte=end)

    counts: Any = (
        DocumentCount.objects.filter(tree.scope.of())
        .within(view.before_first, view.last_day)
        .order_by()
        .values("type__code", "type__name", "type__position")
        .annotate(
            used=Sum("count", filter=between(view.first_day, view.counted_to)),
            same=Sum("count", filter=between(view.before_first, view.same_to)),
            whole=Sum("count", filter=between(view.before_first, view.before_last)),
        )
    )
    comparable = tree.root.documents.same_period is not None
    rows = tuple(
        _type_row(
            row["type__code"], row["type__name"], row["whole"] or 0, row["same"] or 0, row["used"] or 0, comparable
        )
        for row in sorted(counts, key=lambda row: (-(row["whole"] or 0), -(row["used"] or 0), row["type__position"]))
        if row["used"] or row["whole"]
    )
    whole, same, used = (sum(getattr(row, name) for row in rows) for name in ("whole_year", "same_period", "used"))
    return rows, _type_row("", "", whole, same, used, comparable)


def _type_row(code: str, name: str, whole: int, same: int, used: int, comparable: bool) -> TypeRow:
    return TypeRow(code, name, whole, same, used, ratio(used - same, same) if comparable else None)


def _not_reviewed(tree: TargetTree, view: CountingYear) -> int:
    """Counted rows of the year that neither a rule nor a person looked at ("chưa rà")."""
    return (
        RegisterRow.objects.filter(tree.scope.of())
        .counted()
        .within(view.first_day, view.since_to)
        .filter(is_reviewed=False)
        .count()
    )


def _history(unit: Unit, topic: str, view: CountingYear) -> tuple[KeptDay, ...]:
    """The last days of the year that were kept, newest first; state and counts as they were known then."""
    kept = DailyFigure.objects.filter(unit=unit, calendar=view.calendar, year=view.year, day__lte=view.day)
    rows = kept.order_by("-day").values_list("day", topic)[:DAYS_OF_HISTORY]
    return tuple(
        KeptDay(
            day=day,
            issued=figures["used"] + figures["since"],
            remaining=figures["remaining"],
            projected=figures["projected"],
            state=ReductionState(figures["state"]) if figures["state"] else None,
        )
        for day, figures in rows
    )


def _waiting(tree: TargetTree, topic: str) -> frozenset[int]:
    """Units with a figure that waits for approval."""
    return frozenset(
        Baseline.objects.filter(
            tree.scope.of(),
            year=tree.view.year - 1,
            calendar=tree.view.calendar,
            measure=topic,
            state=BaselineState.PENDING,
        ).values_list("unit_id", flat=True)
    )
