"""The figures of the three targets for one unit with its children, or for every unit of a tree, on any day.

A fixed number of reads answers for any number of units: the units, and what each has of its own
(`own_figures`). Subtrees are then summed along the path column, from the leaves up, so that a tree of
thousands costs one pass.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.rules.counting_year import CountingYear
from documents.rules.reduction import (
    CONFERENCE_RATE,
    DOCUMENT_RATE,
    Reduction,
    YearCounts,
    coming_reduction,
    reduction,
)
from figures.queries.own_items import OwnFigures, own_figures, own_figures_to_come
from figures.rules.baselines import CONFERENCES, DOCUMENTS, is_binding
from meetings.rules.online import AllConferences, OnlineCounts, OnlineShare, online_share
from organization.models import Unit
from organization.queries import all_settings
from organization.queries.scope import Scope, scope_of

RATES = {DOCUMENTS: DOCUMENT_RATE, CONFERENCES: CONFERENCE_RATE}
MEASURES = (DOCUMENTS, CONFERENCES)


@dataclass(frozen=True)
class UnitTargets:
    """The three figures of one unit's subtree, the counts behind them, and `own`: what the unit has itself.

    `online` is of the set that the setting chooses, `online_all` of every hội nghị of the year.
    """

    unit: Unit
    documents: Reduction
    conferences: Reduction
    online: OnlineShare
    online_all: AllConferences
    counts: dict[str, YearCounts]
    own: OwnFigures
    conference_set: str

    def of(self, measure: str) -> Reduction:
        return self.documents if measure == DOCUMENTS else self.conferences

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit.code,
            "documents": self.documents.as_json(),
            "conferences": self.conferences.as_json(),
            "online": self.online.as_json(),
            "online_all": self.online_all.as_json(),
        }


@dataclass(frozen=True)
class TargetTree:
    """The figures of one year, day and calendar for a unit and everything below it."""

    view: CountingYear
    root: UnitTargets
    by_id: dict[int, UnitTargets]
    scope: Scope

    def children(self, unit_id: int | None = None) -> list[UnitTargets]:
        """Direct children in the order of the tree, of the root by default."""
        parent = self.root.unit.pk if unit_id is None else unit_id
        return [targets for targets in self.by_id.values() if targets.unit.parent_id == parent]

    def __iter__(self) -> Iterator[UnitTargets]:
        return iter(self.by_id.values())

    def as_json(self) -> dict[str, Any]:
        """The object of the `targets` command: the root's figures and those of its direct children."""
        return {
            "year": self.view.year,
            "as_of": self.view.day.isoformat(),
            "counted_to": self.view.counted_to.isoformat() if self.view.has_begun else None,
            "calendar": self.view.calendar,
            **({} if self.view.has_begun else {"provisional": True}),
            **self.root.as_json(),
            "units": [child.as_json() for child in self.children()],
        }


def targets_under(unit: Unit, view: CountingYear, units: Sequence[Unit] | None = None) -> TargetTree:
    """Figures of `unit` and of every unit below it; who has these units at hand, in order, hands them in.

    A year that has not begun on the view's day answers with its plan: what the year before has so far.
    """
    units = list(Unit.objects.under(unit).in_order()) if units is None else list(units)
    scope = scope_of(unit, units)
    settings = all_settings()
    own = (own_figures if view.has_begun else own_figures_to_come)(scope, view, settings)
    sums, counted = _subtree_sums(units, own), settings["conference_set"]
    by_id = {each.pk: _targets_of(each, own.get(each.pk, OwnFigures()), sums[each.pk], view, counted) for each in units}
    return TargetTree(view=view, root=by_id[unit.pk], by_id=by_id, scope=scope)


# --- Parts ----------------------------------------------------------------------------------------


class _Sum:
    """What a subtree adds up to while the pass climbs from the leaves to the root."""

    __slots__ = ("baselines", "counts", "online", "online_all", "without_baseline")

    def __init__(self) -> None:
        self.counts = dict.fromkeys(MEASURES, YearCounts())
        self.baselines: dict[str, int | None] = dict.fromkeys(MEASURES)
        self.without_baseline: dict[str, list[str]] = {measure: [] for measure in MEASURES}
        self.online = OnlineCounts()
        self.online_all = AllConferences()

    def add_own(self, code: str, own: OwnFigures) -> None:
        for measure in MEASURES:
            counts, baseline = own.counts(measure), own.baseline(measure)
            self.counts[measure] += counts
            self._add_baseline(measure, baseline)
            if baseline is None and (counts.used or counts.since):
                self.without_baseline[measure].append(code)
        self.online += own.online
        self.online_all += own.online_all

    def add(self, below: "_Sum") -> None:
        for measure in MEASURES:
            self.counts[measure] += below.counts[measure]
            self._add_baseline(measure, below.baselines[measure])
            self.without_baseline[measure] += below.without_baseline[measure]
        self.online += below.online
        self.online_all += below.online_all

    def _add_baseline(self, measure: str, figure: int | None) -> None:
        if figure is not None:
            self.baselines[measure] = (self.baselines[measure] or 0) + figure


def _subtree_sums(units: list[Unit], own: dict[int, OwnFigures]) -> dict[int, _Sum]:
    """Sums of every subtree; `units` come parents first, so the reverse order meets children first."""
    sums = {unit.pk: _Sum() for unit in units}
    for unit in reversed(units):
        mine = sums[unit.pk]
        if unit.pk in own:
            mine.add_own(unit.code, own[unit.pk])
        if unit.parent_id in sums:
            sums[unit.parent_id].add(mine)
    return sums


def _targets_of(unit: Unit, own: OwnFigures, total: _Sum, view: CountingYear, conference_set: str) -> UnitTargets:
    figures = {measure: _reduction_of(unit, measure, own, total, view) for measure in MEASURES}
    online = total.online
    return UnitTargets(
        unit=unit,
        documents=figures[DOCUMENTS],
        conferences=figures[CONFERENCES],
        online=online_share(
            held=online.held, online=online.online, planned=online.planned, unconfirmed=online.unconfirmed
        ),
        online_all=total.online_all,
        counts=total.counts,
        own=own,
        conference_set=conference_set,
    )


def _reduction_of(unit: Unit, measure: str, own: OwnFigures, total: _Sum, view: CountingYear) -> Reduction:
    rate, binding, baseline = RATES[measure], is_binding(measure, unit.kind), total.baselines[measure]
    if not view.has_begun:
        return coming_reduction(rate=rate, binding=binding, baseline=baseline, assigned=own.assigned(measure))
    return reduction(
        rate=rate,
        binding=binding,
        first_day=view.first_day,
        last_day=view.last_day,
        day=view.day,
        counts=total.counts[measure],
        baseline=baseline,
        assigned=own.assigned(measure),
        without_baseline=tuple(sorted(total.without_baseline[measure])),
    )
