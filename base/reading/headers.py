"""Where is the header of a table, and which column is which?

A cell is a known heading if, folded and without punctuation, it begins with a known name and does not
go on with a word that makes it another thing; the longest known name wins, and a name of one word must
be the whole cell. A header may stand on any row, may span two (a merged heading above its parts), and
a second one further down begins a table of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from base.reading.words import HEADING_ABBREVIATIONS, HEADING_FILLERS, NAMES_OF_DOCUMENTS, OTHER_THINGS, TOTALS
from base.reading.workbook import Cell, Row
from base.text import clean_line, fold

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-Za-zĐđ])\s*\)?(?:\s*=[\s\d()+\-*x:/]+)?")
_LONGEST_HEADING = 200


def plain_words(text: str) -> str:
    """`text` folded, punctuation as blanks, single spaces: "Số, ký hiệu" → "so ky hieu"."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


_ABBREVIATIONS = {short: plain_words(whole) for short, whole in HEADING_ABBREVIATIONS.items()}
_FILLERS = frozenset(plain_words(word) for word in HEADING_FILLERS)
_OTHER_THINGS = tuple(plain_words(words) for words in OTHER_THINGS)
_BETWEEN = tuple(f"{plain_words(words)} " for words in NAMES_OF_DOCUMENTS)


def heading_words(text: str) -> str:
    """A heading for comparing: `plain_words` with VB, CV, KH, BH, ND written out and without "và"."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in plain_words(text).split() if word not in _FILLERS)


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

    def __post_init__(self) -> None:
        by_first: dict[str, list[tuple[str, str, int]]] = {}
        for name, known in self.names.items():
            for rank, text in enumerate(known):
                words = heading_words(text)
                by_first.setdefault(words.split()[0], []).append((words, name, rank))
        ordered = {first: tuple(sorted(found, key=lambda f: (-len(f[0]), f[2]))) for first, found in by_first.items()}
        object.__setattr__(self, "words", ordered)

    def match(self, cell: Cell) -> tuple[str, int, int] | None:
        """(field, length of the known name, its rank) for a heading cell, else None."""
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
            return None
        words = heading_words(cell)
        if not words:
            return None
        for known, name, rank in self.words.get(words.split()[0], ()):
            if words == known:
                return name, len(known), rank
            if " " in known and words.startswith(f"{known} ") and not _is_another_thing(words[len(known) + 1 :]):
                return name, len(known), rank
        return None

    def missing(self, found: Iterable[str]) -> list[tuple[str, ...]]:
        """The required alternatives of which nothing was found."""
        have = set(found)
        return [choice for choice in self.required if not any(set(option.split("+")) <= have for option in choice)]


def _is_another_thing(rest: str) -> bool:
    """Does a heading that begins with a known name go on with "nhận", "đến" and the like?"""
    for between in _BETWEEN:
        rest = rest.removeprefix(between)
    return any(rest == other or rest.startswith(f"{other} ") for other in _OTHER_THINGS)


@dataclass(frozen=True)
class Header:
    """A header: column index and heading text by field, and the rows it takes.

    `others` are further columns of the same field, which answer where the first is empty; `unread` are
    the headings that mean no known field, by column; `seen` all headings as they stand.
    """

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    last_row: int
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unread: Mapping[int, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()

    def heading(self, name: str) -> str | None:
        return self.headings.get(name)

    def cells(self, row: Row, name: str) -> list[Cell]:
        """The filled cells of a field, the best column first."""
        column = self.columns.get(name)
        if column is None:
            return []
        cell = row.cell(column)
        found = [] if cell is None else [cell]
        if name in self.others:
            found += [cell for column in self.others[name] if (cell := row.cell(column)) is not None]
        return found

    def cell(self, row: Row, name: str) -> Cell:
        """The cell of a field; where two columns match, the next answers for an empty one."""
        column = self.columns.get(name)
        cell = row.cell(column)
        if cell is None and name in self.others:
            return next(iter(self.cells(row, name)), None)
        return cell


def find_header(rows: Iterable[Row], known: KnownColumns) -> tuple[Header | None, Header | None]:
    """The first header with every required column; where there is none, the best attempt at one."""
    best: Header | None = None
    for row, below in with_next(rows):
        if header := header_at(row, below, known):
            return header, None
        if row.is_blank:
            continue
        for attempt in (_header_of_pair(row, below, known), _header_of_row(row, known)):
            if attempt and (best is None or _standing(attempt) > _standing(best)):
                best = attempt
    return None, best


def header_at(row: Row, below: Row | None, known: KnownColumns) -> Header | None:
    """The header that begins in this row, if every required column is in it."""
    if row.is_blank:
        return None
    # Two rows are tried before the upper one alone: "Số" and "Ký hiệu" below one merged heading
    # say more than the heading does.
    for header in (_header_of_pair(row, below, known), _header_of_row(row, known)):
        if header and not known.missing(header.columns):
            return header
    return None


def with_next(rows: Iterable[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Each row with the one below it."""
    upper: Row | None = None
    for row in rows:
        if upper is not None:
            yield upper, row
        upper = row
    if upper is not None:
        yield upper, None


def walk(
    rows: Iterable[Row], known: KnownColumns, is_data: Callable[[Row, Header], bool]
) -> Iterator[tuple[Row, Header | None, bool]]:
    """Each row of a sheet with the header it stands under (None above the first), and whether it is header itself.

    A second header further down begins a table of its own. `is_data` says of a row that it cannot be one.
    """
    header: Header | None = None
    for row, below in with_next(rows):
        if header is not None and row.number <= header.last_row:
            yield row, header, True
            continue
        if header is None or not is_data(row, header):
            found = header_at(row, below, known)
            if found is not None:
                header = found
                yield row, header, True
                continue
        yield row, header, False


def headings_seen(attempt: Header | None) -> str:
    """ "Thứ, ngày; Nội dung công việc" for a message, "" where no row looks like a header."""
    if attempt is None:
        return ""
    shown = [text if len(text) <= 40 else f"{text[:39]}…" for text in attempt.seen[:15]]
    return "; ".join(shown) + ("; …" if len(attempt.seen) > 15 else "")


def _standing(header: Header) -> tuple[int, int]:
    """Known columns first; of rows without any the one with most short texts looks most like a header."""
    return len(header.columns), sum(len(text) <= 60 for text in header.seen)


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
    found: dict[str, list[tuple[tuple[int, int, int], int, str]]] = {}
    unread: dict[int, str] = {}
    seen: list[str] = []
    for column, texts in enumerate(options):
        matches = [(match, text) for text in texts if (match := known.match(text))]
        if matches:
            (name, length, rank), text = max(matches, key=lambda pair: pair[0][1])
            found.setdefault(name, []).append(((-length, rank, column), column, clean_line(str(text))))
            seen.append(clean_line(str(text)))
        elif isinstance(texts[0], str) and (words := clean_line(texts[0])):
            unread[column] = words
            seen.append(words)
    ordered = {name: sorted(standings) for name, standings in found.items()}
    return Header(
        columns={name: standings[0][1] for name, standings in ordered.items()},
        headings={name: standings[0][2] for name, standings in ordered.items()},
        last_row=last_row,
        others={name: tuple(s[1] for s in standings[1:]) for name, standings in ordered.items() if standings[1:]},
        unread=unread,
        seen=tuple(seen),
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
    """Is this the row (1), (2) … (5)=(3)+(4) below a header? Letters (A), (B) may stand before the numbers."""
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


def is_total(row: Row) -> bool:
    """Does a cell begin with cộng, tổng cộng or tổng số? Marks are kept: Công văn is no total."""
    return any(isinstance(cell, str) and clean_line(cell).casefold().startswith(TOTALS) for cell in row.cells)
