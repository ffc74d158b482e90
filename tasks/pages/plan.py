"""How does the board of the plan stand on the page: marks, bars, the strip, the sentence?"""

from collections.abc import Sequence
from dataclasses import dataclass

from base.marks import Mark, Segment
from base.page_parts import CoverageCell, CoverageGroup
from tasks.pages.addresses import assign_url, clause_tasks_url, clause_url
from tasks.pages.class_bar import segments_of
from tasks.queries.plan import ClauseLine, PlanBoard
from tasks.rules.coverage import CoverageState

_LOOKS = {
    CoverageState.FULL: ("green", "check", "full"),
    CoverageState.PART: ("amber", "circle-half-2", "part"),
    CoverageState.CLOSED: ("grey", "minus", "none"),
    CoverageState.NONE: ("amber", "circle", "open"),
}
MOST_NAMED = 3


@dataclass(frozen=True)
class ShownLine:
    """One row of the plan page."""

    code: str
    title: str
    url: str
    second: str
    mark: Mark
    segments: Sequence[Segment]
    note: str
    assign_url: str
    assign_words: str
    task_count: int
    frequency_word: str


@dataclass(frozen=True)
class ShownGroup:
    code: str
    title: str
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class OpenClause:
    """A clause the sentence names as not fully given: its code, its address and what is missing."""

    code: str
    url: str
    words: str


def state_words(state: CoverageState, line: ClauseLine) -> str:
    """What the column "Giao việc" says: Đã giao 6, Một phần 4/6, Không giao việc, Chưa giao, Gộp vào II.1.a."""
    if state == CoverageState.CLOSED:
        return "Không giao việc"
    if line.tied_to is not None:
        return f"Gộp vào {line.tied_to.code}"
    if state == CoverageState.FULL:
        return f"Đã giao {len(line.coverage.given)}"
    if state == CoverageState.PART:
        return f"Một phần {len(line.coverage.given)}/{len(line.coverage.addressed)}"
    return "Chưa giao"


def mark_of_line(line: ClauseLine) -> Mark:
    tone, icon, _ = _LOOKS[line.coverage.state]
    if line.tied_to is not None and line.coverage.state == CoverageState.FULL:
        tone = "ink"
    return Mark(tone, icon, state_words(line.coverage.state, line))


def second_of(line: ClauseLine) -> str:
    """The line under the title: whom the clause addresses, who coordinates, what it is tied with."""
    parts = [line.addressee]
    if line.coordinators:
        parts.append(f"{', '.join(line.coordinators)} phối hợp")
    if line.tied_to is not None:
        parts.append(f"gộp vào {line.tied_to.code}")
    if line.tied_codes:
        parts.append(f"gộp với {', '.join(line.tied_codes)}")
    return " · ".join(parts)


def shown_line(line: ClauseLine, *, may_assign: bool) -> ShownLine:
    clause = line.clause
    missing = len(line.coverage.missing)
    note = ""
    if line.coverage.state == CoverageState.CLOSED:
        note = clause.not_assigned_reason
    elif line.tied_to is not None:
        note = f"Theo dõi cùng nhiệm vụ {line.tied_to.code} của từng đơn vị"
    elif not line.counts and not line.coverage.addressed:
        note = clause.suggested_reason or "Không nêu đơn vị"
    elif not line.counts:
        note = "Chưa có nhiệm vụ"
    can_give = may_assign and missing > 0 and line.tied_to is None
    return ShownLine(
        code=clause.code,
        title=clause.title,
        url=clause_url(clause.code),
        second=second_of(line),
        mark=mark_of_line(line),
        segments=segments_of(line.counts, lambda classes: clause_tasks_url(clause.code, classes)),
        note=note,
        assign_url=assign_url(clause.code) if can_give else "",
        assign_words=f"Giao việc cho {missing} đơn vị" if can_give else "",
        task_count=line.task_count,
        frequency_word=clause.frequency_word,
    )


def shown_groups(board: PlanBoard, *, may_assign: bool) -> list[ShownGroup]:
    return [
        ShownGroup(group.code, group.title, [shown_line(line, may_assign=may_assign) for line in group.lines])
        for group in board.groups
    ]


def strip_of(board: PlanBoard) -> list[CoverageGroup]:
    """One cell for each assignable clause, by group."""
    return [
        CoverageGroup(
            group.code,
            [
                CoverageCell(
                    line.clause.code,
                    _LOOKS[line.coverage.state][2],
                    clause_url(line.clause.code),
                    state_words(line.coverage.state, line),
                )
                for line in group.lines
            ],
        )
        for group in board.groups
    ]


def open_clauses(board: PlanBoard) -> list[OpenClause]:
    """The clauses the sentence names, if they are few; a tied clause waits for the one that carries it."""
    lines = [line for line in board.open_lines if line.tied_to is None]
    if len(lines) > MOST_NAMED:
        return []
    return [
        OpenClause(
            line.clause.code,
            clause_url(line.clause.code),
            f"thiếu {len(line.coverage.missing)} đơn vị" if line.coverage.state == CoverageState.PART else "chưa giao",
        )
        for line in lines
    ]
