"""The figures by unit as rows that add up.

Beside the units stands a row for what belongs to the whole (the agency's own items and the reserve of
its ceiling), and for a reader who does not see all units one row for the others together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.rules.counting_year import CountingYear
from documents.rules.reduction import Reduction, ReductionState, YearCounts
from figures.queries.targets import TargetTree, UnitTargets
from meetings.rules.online import AllConferences, OnlineCounts, OnlineShare, OnlineState
from organization.models import Unit
from organization.rules.access import Actor


class RowKind(StrEnum):
    """Whose figures a row holds: one unit's, several units' together, the whole's own, or the sum."""

    UNIT = "unit"
    OTHERS = "others"
    OWN = "own"
    TOTAL = "total"


@dataclass(frozen=True)
class NamedUnit:
    """A unit as a row names it; plain values, so that rows can be kept as data."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class TargetRow:
    """One line of the table; None is a figure that does not exist.

    `unit` is the unit of the row, of a row of several none, of the whole's own row and of the sum the root.
    An own row with `has_reserve` holds what is left of the ceiling when the units below have theirs.
    """

    kind: RowKind
    unit: NamedUnit | None
    measure: str
    baseline: int | None
    ceiling: int | None
    same_period: int | None
    used: int
    since: int
    remaining: int | None
    projected: int | None
    change: float | None = None
    state: ReductionState | None = None
    is_binding: bool = True
    has_reserve: bool = False
    may_open_rows: bool = False


@dataclass(frozen=True)
class OnlineRow:
    """One line of the table of the online share; `every` is over all hội nghị of the year."""

    kind: RowKind
    unit: NamedUnit | None
    held: int
    online: int
    share: float | None
    planned: int
    unconfirmed: int
    needed: int | None
    every: AllConferences
    state: OnlineState | None = None
    may_open_rows: bool = False


@dataclass(frozen=True)
class TargetTable:
    """Rows, and their sum; `reserve` is the share of the ceiling that no unit below holds."""

    rows: tuple[TargetRow, ...]
    total: TargetRow
    reserve: int | None
    given: int
    holders: int


def target_table(tree: TargetTree, measure: str, actor: Actor) -> TargetTable | None:
    """The table of the root's direct children; None where nothing is below it."""
    children = _shown(tree.children(), measure)
    if not children:
        return None
    seen = [child for child in children if actor.sees(child.unit.path)]
    others = [child for child in children if not actor.sees(child.unit.path)]
    rows = [_row_of(child, measure, RowKind.UNIT, may_open_rows=True) for child in seen]
    if others:
        rows.append(_together(others, measure))
    own, given, holders = _own_row(tree, measure, children, may_open_rows=actor.sees(tree.root.unit.path))
    if own:
        rows.append(own)
    return TargetTable(
        rows=tuple(rows),
        total=_row_of(tree.root, measure, RowKind.TOTAL),
        reserve=own.ceiling if own else None,
        given=given,
        holders=holders,
    )


def online_rows(tree: TargetTree, actor: Actor) -> tuple[OnlineRow, ...]:
    """The online share of each child in sight, the others together, the root's own, and the sum (last)."""
    children = [c for c in tree.children() if _is_in_use(c, tree.view) or _has_online(c.online, c.online_all)]
    seen = [child for child in children if actor.sees(child.unit.path)]
    others = [child for child in children if not actor.sees(child.unit.path)]
    rows = [_online_row(child, RowKind.UNIT, may_open_rows=True) for child in seen]
    if others:
        rows.append(_online_sum(RowKind.OTHERS, None, [(child.online, child.online_all) for child in others]))
    root = tree.root
    if children and _has_online(root.own.online, root.own.online_all):
        rows.append(_online_sum(RowKind.OWN, _named(root.unit), [(root.own.online, root.own.online_all)]))
    return (*rows, _online_row(root, RowKind.TOTAL))


# --- Parts ----------------------------------------------------------------------------------------


def _shown(children: Iterable[UnitTargets], measure: str) -> list[UnitTargets]:
    """Units in use, and those of the past that have figures, so that the table adds up."""
    return [child for child in children if child.unit.end is None or _has_figures(child, measure)]


def _has_figures(child: UnitTargets, measure: str) -> bool:
    counts = child.counts[measure]
    return counts != YearCounts() or child.of(measure).baseline is not None


def _has_online(figures: OnlineCounts | OnlineShare, every: AllConferences) -> bool:
    return bool(figures.held or figures.planned or figures.unconfirmed or every.held)


def _is_in_use(child: UnitTargets, view: CountingYear) -> bool:
    return child.unit.end is None or child.unit.end >= view.first_day


def _row_of(targets: UnitTargets, measure: str, kind: RowKind, *, may_open_rows: bool = False) -> TargetRow:
    figures: Reduction = targets.of(measure)
    return TargetRow(
        kind=kind,
        unit=_named(targets.unit),
        measure=measure,
        baseline=figures.baseline,
        ceiling=figures.ceiling,
        same_period=figures.same_period,
        used=figures.used,
        since=figures.since,
        remaining=figures.remaining,
        projected=figures.projected,
        change=figures.change,
        state=figures.state,
        is_binding=figures.binding,
        may_open_rows=may_open_rows,
    )


def _together(several: Sequence[UnitTargets], measure: str) -> TargetRow:
    figures = [targets.of(measure) for targets in several]
    return TargetRow(
        kind=RowKind.OTHERS,
        unit=None,
        measure=measure,
        baseline=_sum(f.baseline for f in figures),
        ceiling=_sum(f.ceiling for f in figures),
        same_period=_sum(f.same_period for f in figures),
        used=sum(f.used for f in figures),
        since=sum(f.since for f in figures),
        remaining=_sum(f.remaining for f in figures),
        projected=_sum(f.projected for f in figures),
    )


def _own_row(
    tree: TargetTree, measure: str, children: Sequence[UnitTargets], *, may_open_rows: bool
) -> tuple[TargetRow | None, int, int]:
    """What belongs to the whole: its own items, and the rest of its ceiling; and what units were given."""
    root = tree.root
    figures, own = root.of(measure), root.own.counts(measure)
    below = [child.of(measure) for child in children]
    holders = [f for f in below if f.ceiling is not None]
    given = sum(f.ceiling or 0 for f in holders)
    reserve = remaining = None
    if figures.ceiling is not None and figures.remaining is not None:
        reserve = figures.ceiling - given
        remaining = figures.remaining - sum(f.remaining or 0 for f in holders)
    own_baseline = root.own.baseline(measure)
    if reserve is None and own_baseline is None and own == YearCounts():
        return None, given, len(holders)
    row = TargetRow(
        kind=RowKind.OWN,
        unit=_named(root.unit),
        measure=measure,
        baseline=own_baseline,
        ceiling=reserve,
        same_period=own.same_period if figures.same_period is not None else None,
        used=own.used,
        since=own.since,
        remaining=remaining,
        projected=None,
        has_reserve=reserve is not None and bool(holders),
        may_open_rows=may_open_rows,
    )
    return row, given, len(holders)


def _online_row(targets: UnitTargets, kind: RowKind, *, may_open_rows: bool = False) -> OnlineRow:
    figures = targets.online
    return OnlineRow(
        kind=kind,
        unit=_named(targets.unit),
        held=figures.held,
        online=figures.online,
        share=figures.share,
        planned=figures.planned,
        unconfirmed=figures.unconfirmed,
        needed=figures.needed,
        every=targets.online_all,
        state=figures.state,
        may_open_rows=may_open_rows,
    )


def _online_sum(
    kind: RowKind, unit: NamedUnit | None, several: Sequence[tuple[OnlineCounts | OnlineShare, AllConferences]]
) -> OnlineRow:
    """Several counts together, without a judgement of their own."""
    every = AllConferences()
    for _, one in several:
        every += one
    return OnlineRow(
        kind=kind,
        unit=unit,
        held=sum(counts.held for counts, _ in several),
        online=sum(counts.online for counts, _ in several),
        share=None,
        planned=sum(counts.planned for counts, _ in several),
        unconfirmed=sum(counts.unconfirmed for counts, _ in several),
        needed=None,
        every=every,
    )


def _named(unit: Unit) -> NamedUnit:
    return NamedUnit(unit.code, unit.name, unit.kind)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
