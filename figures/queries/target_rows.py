"""The table of a unit's figures by unit: rows that add up, with what each number opens.

Beside the units stands a row for what belongs to the whole (the agency's own items and the reserve of
its ceiling), and for a reader who does not see all units one row for the others together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from base.marks import Mark
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import YearCounts
from figures.queries.row_links import (
    ONLINE_GROUPS,
    before_url,
    online_url,
    same_period_url,
    since_url,
    targets_url,
    used_url,
)
from figures.queries.sentences import online_mark, state_mark
from figures.queries.targets import TargetTree, UnitTargets
from figures.rules.baselines import CONFERENCES
from meetings.rules.online import OnlineCounts, OnlineShare
from organization.enums import UnitKind
from organization.rules.access import Actor


@dataclass(frozen=True)
class TargetRow:
    """One line of the table; None prints as a dash. `words` stand where there is no state."""

    name: str
    baseline: int | None
    ceiling: int | None
    same_period: int | None
    used: int
    since: int
    remaining: int | None
    projected: int | None
    mark: Mark | None = None
    words: str = ""
    url: str = ""
    baseline_url: str = ""
    ceiling_url: str = ""
    same_url: str = ""
    used_url: str = ""
    since_url: str = ""

    @property
    def is_exceeded(self) -> bool:
        return self.remaining is not None and self.remaining < 0

    @property
    def state_words(self) -> str:
        return self.mark.text if self.mark else self.words


@dataclass(frozen=True)
class OnlineRow:
    """One line of the table of the online share."""

    name: str
    held: int
    online: int
    share: float | None
    planned: int
    unconfirmed: int
    needed: int | None
    mark: Mark | None = None
    url: str = ""
    urls: dict[str, str] = field(default_factory=dict)


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
    rows = [_unit_row(child, measure, tree.view) for child in seen]
    if others:
        rows.append(_together("Các đơn vị khác", others, measure))
    own, given, holders = _own_row(tree, measure, children, may_open_rows=actor.sees(tree.root.unit.path))
    if own:
        rows.append(own)
    total = _sum_row(tree.root, measure)
    return TargetTable(
        rows=tuple(rows),
        total=total,
        reserve=own.ceiling if own else None,
        given=given,
        holders=holders,
    )


def online_rows(tree: TargetTree, actor: Actor) -> tuple[OnlineRow, ...]:
    """The online share of each child in sight, the others together, the root's own, and the sum (last)."""
    children = [c for c in tree.children() if _is_in_use(c, tree.view) or _has_online(c)]
    seen = [child for child in children if actor.sees(child.unit.path)]
    others = [child for child in children if not actor.sees(child.unit.path)]
    rows = [_online_row(child, tree.view) for child in seen]
    if others:
        rows.append(_online_sum("Các đơn vị khác", [child.online for child in others]))
    if children and (tree.root.own.online.held or tree.root.own.online.planned or tree.root.own.online.unconfirmed):
        rows.append(_online_sum(_own_name(tree.root), [tree.root.own.online]))
    figures = tree.root.online
    total = OnlineRow(
        "Cộng",
        figures.held,
        figures.online,
        figures.share,
        figures.planned,
        figures.unconfirmed,
        figures.needed,
        online_mark(figures),
    )
    return (*rows, total)


# --- Parts ----------------------------------------------------------------------------------------


def _shown(children: Iterable[UnitTargets], measure: str) -> list[UnitTargets]:
    """Units in use, and those of the past that have figures, so that the table adds up."""
    return [child for child in children if child.unit.end is None or _has_figures(child, measure)]


def _has_figures(child: UnitTargets, measure: str) -> bool:
    counts = child.counts[measure]
    return counts != YearCounts() or child.of(measure).baseline is not None


def _has_online(child: UnitTargets) -> bool:
    return bool(child.online.held or child.online.planned or child.online.unconfirmed)


def _is_in_use(child: UnitTargets, view: CountingYear) -> bool:
    return child.unit.end is None or child.unit.end >= view.first_day


def _unit_row(targets: UnitTargets, measure: str, view: CountingYear) -> TargetRow:
    figures, code = targets.of(measure), targets.unit.code
    return TargetRow(
        name=targets.unit.name,
        baseline=figures.baseline,
        ceiling=figures.ceiling,
        same_period=figures.same_period,
        used=figures.used,
        since=figures.since,
        remaining=figures.remaining,
        projected=figures.projected,
        mark=state_mark(figures),
        words=_unbound_words(targets, measure),
        url=targets_url(code, measure=measure, calendar=view.calendar, year=str(view.year)),
        baseline_url=before_url(measure, code, view),
        ceiling_url=targets_url(code, anchor="cach-tinh", measure=measure, calendar=view.calendar, year=str(view.year)),
        same_url=same_period_url(measure, code, view),
        used_url=used_url(measure, code, view),
        since_url=since_url(measure, code, view),
    )


def _unbound_words(targets: UnitTargets, measure: str) -> str:
    if targets.of(measure).binding:
        return ""
    return "Tính chung" if measure == CONFERENCES else "Không giao mức"


def _together(name: str, several: Sequence[UnitTargets], measure: str) -> TargetRow:
    figures = [targets.of(measure) for targets in several]
    return TargetRow(
        name=name,
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
    root, view = tree.root, tree.view
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
    code = root.unit.code
    row = TargetRow(
        name=f"{_own_name(root)} và dự phòng" if reserve is not None and holders else _own_name(root),
        baseline=own_baseline,
        ceiling=reserve,
        same_period=own.same_period if figures.same_period is not None else None,
        used=own.used,
        since=own.since,
        remaining=remaining,
        projected=None,
        words="" if reserve is None else "Dự phòng" if holders else "Mức chung",
        baseline_url=before_url(measure, code, view, subtree=False) if may_open_rows else "",
        same_url=same_period_url(measure, code, view, subtree=False) if may_open_rows else "",
        used_url=used_url(measure, code, view, subtree=False) if may_open_rows else "",
        since_url=since_url(measure, code, view, subtree=False) if may_open_rows else "",
    )
    return row, given, len(holders)


def _own_name(root: UnitTargets) -> str:
    return "Chung của cơ quan" if root.unit.kind == UnitKind.AGENCY else "Chung của đơn vị"


def _sum_row(root: UnitTargets, measure: str) -> TargetRow:
    figures = root.of(measure)
    return TargetRow(
        name="Cộng",
        baseline=figures.baseline,
        ceiling=figures.ceiling,
        same_period=figures.same_period,
        used=figures.used,
        since=figures.since,
        remaining=figures.remaining,
        projected=figures.projected,
        mark=state_mark(figures),
        words=_unbound_words(root, measure),
    )


def _online_row(targets: UnitTargets, view: CountingYear) -> OnlineRow:
    figures = targets.online
    return OnlineRow(
        name=targets.unit.name,
        held=figures.held,
        online=figures.online,
        share=figures.share,
        planned=figures.planned,
        unconfirmed=figures.unconfirmed,
        needed=figures.needed,
        mark=online_mark(figures),
        url=targets_url(targets.unit.code, measure="online", calendar=view.calendar, year=str(view.year)),
        urls={group: online_url(group, targets.unit.code, view) for group in ONLINE_GROUPS},
    )


def _online_sum(name: str, several: Sequence[OnlineCounts | OnlineShare]) -> OnlineRow:
    """Several counts together, without a judgement of their own."""
    return OnlineRow(
        name=name,
        held=sum(counts.held for counts in several),
        online=sum(counts.online for counts in several),
        share=None,
        planned=sum(counts.planned for counts in several),
        unconfirmed=sum(counts.unconfirmed for counts in several),
        needed=None,
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
