"""What has each unit of a subtree itself: counted documents, conferences, approved figures, ceilings given.

Four reads, whatever the size of the tree. Documents come from the counts per half-month; the register's
rows are read only for the running half-month.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum, Value

from documents.models import DocumentCount, RegisterRow
from documents.rules.counting_year import ONE_DAY, CountingYear, counting_year
from documents.rules.reduction import YearCounts
from figures.models import AssignedCeiling, Baseline, BaselineState, CeilingState
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.queries import meeting_counts, planned_conferences_by_unit
from meetings.rules.online import AllConferences, OnlineCounts
from organization.queries.scope import Scope


@dataclass
class OwnFigures:
    """One unit's own items, without the units below it; `documents` and `conferences` by measure name."""

    by_measure: dict[str, YearCounts] = field(default_factory=dict)
    online: OnlineCounts = field(default_factory=OnlineCounts)
    online_all: AllConferences = field(default_factory=AllConferences)
    baselines: dict[str, int] = field(default_factory=dict)
    ceilings: dict[str, int] = field(default_factory=dict)

    def counts(self, measure: str) -> YearCounts:
        return self.by_measure.get(measure, YearCounts())

    def baseline(self, measure: str) -> int | None:
        return self.baselines.get(measure)

    def assigned(self, measure: str) -> int | None:
        return self.ceilings.get(measure)


class _Own(dict[int, OwnFigures]):
    def __missing__(self, unit_id: int) -> OwnFigures:
        self[unit_id] = OwnFigures()
        return self[unit_id]


def own_figures(scope: Scope, view: CountingYear, settings: Mapping[str, Any]) -> dict[int, OwnFigures]:
    """Per unit id what the units of the scope have themselves; a unit without anything has no entry."""
    own = _Own()
    since = dict(_documents_since(scope, view))
    for row in _document_counts(scope, view):
        own[row["unit_id"]].by_measure[DOCUMENTS] = YearCounts(
            used=row["used"] or 0, same_period=row["same_period"] or 0, whole_year=row["whole_year"] or 0
        )
    for unit_id, count in since.items():
        own[unit_id].by_measure[DOCUMENTS] = own[unit_id].counts(DOCUMENTS) + YearCounts(since=count)
    for unit_id, counted in meeting_counts(scope, view, settings).items():
        own[unit_id].by_measure[CONFERENCES] = counted.conferences
        own[unit_id].online = counted.online
        own[unit_id].online_all = counted.online_all
    for kind, unit_id, measure, figure in _approved(scope, view):
        (own[unit_id].baselines if kind == "baseline" else own[unit_id].ceilings)[measure] = figure
    return dict(own)


def own_figures_to_come(scope: Scope, view: CountingYear, settings: Mapping[str, Any]) -> dict[int, OwnFigures]:
    """The same for a year that has not begun: its baseline is what the year before has so far.

    Documents issued through the day; conferences held through the day and those still planned after it. A
    unit that has none of a measure has no baseline of it. Planned conferences of the year itself stand
    under `online` as planned.
    """
    own = _Own()
    if view.day >= view.before_first:
        before = counting_year(view.calendar, view.year - 1, view.day)
        planned = planned_conferences_by_unit(scope, view.day + ONE_DAY, view.before_last)
        for unit_id, found in own_figures(scope, before, settings).items():
            for measure in (DOCUMENTS, CONFERENCES):
                counts = found.counts(measure)
                number = counts.used + counts.since + (planned.pop(unit_id, 0) if measure == CONFERENCES else 0)
                if number:
                    own[unit_id].baselines[measure] = number
        for unit_id, number in planned.items():
            own[unit_id].baselines[CONFERENCES] = number
    for unit_id, counted in meeting_counts(scope, view, settings).items():
        own[unit_id].online = OnlineCounts(planned=counted.online.planned)
    for kind, unit_id, measure, figure in _approved(scope, view):
        if kind == "ceiling":
            own[unit_id].ceilings[measure] = figure
    return dict(own)


def _document_counts(scope: Scope, view: CountingYear) -> Iterable[dict[str, Any]]:
    def between(start: date, end: date) -> Q:
        return Q(half_month__gte=start, half_month__lte=end)

    return (
        DocumentCount.objects.filter(scope.of())
        .within(view.before_first, view.last_day)
        .values("unit_id")
        .annotate(
            used=Sum("count", filter=between(view.first_day, view.counted_to)),
            same_period=Sum("count", filter=between(view.before_first, view.same_to)),
            whole_year=Sum("count", filter=between(view.before_first, view.before_last)),
        )
        .order_by()
    )


def _documents_since(scope: Scope, view: CountingYear) -> Iterable[tuple[int, int]]:
    if view.since_from > view.since_to:
        return []
    return (
        RegisterRow.objects.filter(scope.of())
        .counted()
        .within(view.since_from, view.since_to)
        .values_list("unit_id")
        .annotate(Count("pk"))
        .order_by()
    )


def _approved(scope: Scope, view: CountingYear) -> Iterator[tuple[str, int, str, int]]:
    """Approved figures of the year before, and ceilings in force, in one read."""
    baselines = (
        Baseline.objects.filter(
            scope.of(),
            year=view.year - 1,
            calendar=view.calendar,
            state=BaselineState.APPROVED,
        )
        .order_by()
        .annotate(kind=Value("baseline"))
        .values_list("kind", "unit_id", "measure", "figure")
    )
    ceilings = (
        AssignedCeiling.objects.filter(scope.of(), year=view.year, state=CeilingState.IN_FORCE)
        .order_by()
        .annotate(kind=Value("ceiling"), figure=F("ceiling"))
        .values_list("kind", "unit_id", "measure", "figure")
    )
    return iter(baselines.union(ceilings, all=True))
