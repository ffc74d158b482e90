"""What does a page part want to be given? Plain values that queries of any app build and templates draw.

The parts of `templates/parts/` and the tags of `ui` take these; a page may hand over other objects with
the same names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from base.marks import Mark


@dataclass(frozen=True)
class Figure:
    """A number inside a sentence, with the address of its rows ("" where nobody can open them)."""

    value: int | str
    url: str = ""
    unit: str = ""


@dataclass(frozen=True)
class SentenceFigure:
    """One sentence that carries figures. `parts` are words and Figures in reading order; `age` says how
    fresh they are; `links` stand after it ("Cách tính")."""

    title: str
    parts: Sequence[str | Figure]
    mark: Mark | None = None
    age: str = ""
    links: Sequence["Link"] = ()


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class FileLine:
    """A file in a list: its name, its address, and a line such as "38 KB · nộp 12/06"."""

    name: str
    url: str = ""
    line: str = ""
    remove_url: str = ""
    remove_name: str = ""
    remove_value: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One event: who did what; `line` is post and time; `stamps` are facts of origin."""

    icon: str
    tone: str
    who: str
    act: str
    line: str
    words: str = ""
    stamps: Sequence[Mark] = ()
    files: Sequence[FileLine] = ()


@dataclass(frozen=True)
class Clear:
    """One of the six rõ. An empty value is missing; then the link leads to the cure."""

    label: str
    value: str = ""
    cure_label: str = ""
    cure_url: str = ""


COVERAGE_KINDS = {
    "full": ("check", "đã giao đủ"),
    "none": ("minus", "không giao việc"),
    "part": ("circle-half-2", "giao một phần"),
    "open": ("circle", "chưa giao"),
}


@dataclass(frozen=True)
class CoverageCell:
    """One nội dung of the plan; `kind` is full, none, part or open."""

    code: str
    kind: str
    url: str = ""
    note: str = ""

    @property
    def icon(self) -> str:
        return COVERAGE_KINDS[self.kind][0]

    @property
    def words(self) -> str:
        return f"{self.code}: {self.note or COVERAGE_KINDS[self.kind][1]}"


@dataclass(frozen=True)
class CoverageGroup:
    name: str
    cells: Sequence[CoverageCell]


@dataclass(frozen=True)
class CoverageCount:
    """One entry of the strip's legend."""

    kind: str
    count: int

    @property
    def icon(self) -> str:
        return COVERAGE_KINDS[self.kind][0]

    @property
    def label(self) -> str:
        return COVERAGE_KINDS[self.kind][1]


def coverage_legend(groups: Sequence[CoverageGroup]) -> list[CoverageCount]:
    """How many cells of each kind; kinds that do not occur are left out."""
    cells = [cell for group in groups for cell in group.cells]
    counts = [CoverageCount(kind, sum(cell.kind == kind for cell in cells)) for kind in COVERAGE_KINDS]
    return [entry for entry in counts if entry.count]


@dataclass(frozen=True)
class Difference:
    """One field of a conflict: what the other person saved, what this person is typing."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Page:
    """One page of a long list, read by looking one row ahead, so that nothing needs to be counted."""

    rows: Sequence[Any]
    number: int
    size: int
    has_next: bool
    total: int | None = None

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def look_ahead(rows: Any, number: str | int | None, size: int = 25, total: int | None = None) -> Page:
    """The page `number` (as it came from the address; nonsense gives the first) of a queryset or list."""
    try:
        wanted = max(1, min(int(number or 1), 100_000))
    except (TypeError, ValueError):
        wanted = 1
    start = (wanted - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(rows=found[:size], number=wanted, size=size, has_next=len(found) > size, total=total)
