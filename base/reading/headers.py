"""Where is the header of a table, and which column is which?

A cell is a known heading if, folded and without punctuation, it begins with a known name; the longest
known name wins, and a name of one word must be the whole cell. A header may stand on any row and may
span two (a merged heading above its parts).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise

from base.reading.workbook import Cell, Row
from base.text import clean_line, fold

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-Za-zĐđ])\s*\)?")
_LONGEST_HEADING = 200


def plain_words(text: str) -> str:
    """`text` folded, punctuation as blanks, single spaces: "Số, ký hiệu" → "so ky hieu"."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


@dataclass(frozen=True)
class KnownColumns:
    """The columns an import knows: field → its names, in order of preference.

    `required` lists alternatives: of each inner tuple one field set (joined by "+") must be present.
    `parts` names fields that may stand in a second header row below the heading of the whole.
    """

    names: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[tuple[str, str, int], ...]] = field(init=False)

    def __post_init__(self):
        by_first: dict[str, list[tuple[str, str, int]]] = {}
        for name, known in self.names.items():
            for rank, text in enumerate(known):
                words = plain_words(text)
                by_first.setdefault(words.split()[0], []).append((words, name, rank))
        ordered = {first: tuple(sorted(found, key=lambda f: (-len(f[0]), f[2]))) for first, found in by_first.items()}
        object.__setattr__(self, "words", ordered)

    def match(self, cell: Cell) -> tuple[str, int, int] | None:
        """(field, length of the known name, its rank) for a heading cell, else None."""
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
            return None
        words = plain_words(cell)
        if not words:
            return None
        for known, name, rank in self.words.get(words.split()[0], ()):
            if words == known or (" " in known and words.startswith(f"{known} ")):
                return name, len(known), rank
        return None

    def missing(self, found: Iterable[str]) -> list[tuple[str, ...]]:
        """The required alternatives of which nothing was found."""
        have = set(found)
        return [choice for choice in self.required if not any(set(option.split("+")) <= have for option in choice)]


@dataclass(frozen=True)
class Header:
    """A header that was found: column index and heading text by field, and the rows it takes."""

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    last_row: int

    def heading(self, name: str) -> str | None:
        return self.headings.get(name)


def find_header(rows: Iterable[Row], known: KnownColumns) -> tuple[Header | None, set[str]]:
    """The first header with every required column; where there is none, the fields of the best attempt."""
    best: set[str] = set()
    upper: Row | None = None
    for row in chain(rows, [None]):
        if upper is not None:
            # Two rows are tried before the upper one alone: "Số" and "Ký hiệu" below one merged heading
            # say more than the heading does.
            for header in (_header_of_pair(upper, row, known), _header_of_row(upper, known)):
                if header and not known.missing(header.columns):
                    return header, set()
                if header and len(header.columns) > len(best):
                    best = set(header.columns)
        upper = row
    return None, best


def _header_of_row(row: Row, known: KnownColumns) -> Header:
    return _choose([[cell] for cell in row.cells], known, last_row=row.number)


def _header_of_pair(upper: Row, lower: Row | None, known: KnownColumns) -> Header | None:
    """A header that spans two rows; None unless the upper row has a merged heading with text below it."""
    if lower is None or not upper.across:
        return None
    top, bottom = upper.spread, lower.spread
    options: list[list[Cell]] = []
    uses_lower = False
    for column, above in enumerate(top):
        below = bottom[column] if column < len(bottom) else None
        covered = any(first <= column <= last for first, last in upper.across)
        if not covered or not isinstance(below, str) or not isinstance(above, str) or below == above:
            options.append([above])
            continue
        whole, part = known.match(above), known.match(below)
        if whole is None or (part is not None and part[0] in known.parts.get(whole[0], ())):
            options.append([below, f"{above} {below}", f"{below} {above}"] if whole is None else [below])
            uses_lower = True
        else:
            options.append([above])
    return _choose(options, known, last_row=lower.number) if uses_lower else None


def _choose(options: list[list[Cell]], known: KnownColumns, *, last_row: int) -> Header:
    """For each field the column with the longest known name, then the preferred name, then the leftmost."""
    best: dict[str, tuple[tuple[int, int, int], int, str]] = {}
    for column, texts in enumerate(options):
        matches = [(match, text) for text in texts if (match := known.match(text))]
        if not matches:
            continue
        (name, length, rank), text = max(matches, key=lambda found: found[0][1])
        standing = (-length, rank, column)
        if name not in best or standing < best[name][0]:
            best[name] = (standing, column, clean_line(str(text)))
    return Header(
        {name: column for name, (_, column, _) in best.items()},
        {name: text for name, (_, _, text) in best.items()},
        last_row,
    )


# --- Rows that are no data ------------------------------------------------------------------------


def repeats_header(row: Row, header: Header, known: KnownColumns, key_fields: Iterable[str]) -> bool:
    """Is this the header once more (a new page, or the second row of a merged one)?

    Every key field that is filled must hold a heading of that same field, and at least two must be.
    """
    held = [(name, row.cell(header.columns[name])) for name in key_fields if name in header.columns]
    filled = [(name, cell) for name, cell in held if cell is not None]
    matches = [(name, known.match(cell)) for name, cell in filled]
    return len(filled) >= 2 and all(match is not None and match[0] == name for name, match in matches)


def numbers_columns(row: Row) -> bool:
    """Is this the row (1), (2) … (10) below a header? Letters (A), (B) may stand before the numbers."""
    numbers, filled = [], 0
    for cell in row.cells:
        if cell is None:
            continue
        filled += 1
        match = _COLUMN_NUMBER.fullmatch(clean_line(str(cell))) if not isinstance(cell, bool) else None
        if not match:
            return False
        if match[1].isdecimal():
            numbers.append(int(match[1]))
    return filled >= 3 and len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


_TOTAL_WORDS = ("cộng", "tổng cộng", "tổng số")


def is_total(row: Row) -> bool:
    """Does a cell begin with cộng, tổng cộng or tổng số? Marks are kept: Công văn is no total."""
    return any(isinstance(cell, str) and clean_line(cell).casefold().startswith(_TOTAL_WORDS) for cell in row.cells)
