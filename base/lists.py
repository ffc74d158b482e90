"""How is a list declared once, so that page, sorting, phone, print, copy and .xlsx all come from it?

An app declares its lists in its `lists` room: a `ListDeclaration` of `ListColumn`s. The view hands the rows
to `show_list`, the template draws the result with `{% list_table shown %}` (templatetags `lists`) and the
tools with `parts/list_tools.html`; the workbook is `list_workbook` of the same declaration. Drawing 25 rows
costs about a millisecond, a twelfth of what django-tables2 takes for the same table (docs/performance.md).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from base.marks import Mark
from base.page_parts import Page, look_ahead
from base.table_workbook import Column, Kind, table_workbook

ROWS_A_PAGE = 25
SHARES = (12, 14, 16, 20, 24, 30, 36, 42)  # of a wide page, in %: each is a class of tables.css
MOST_PRINTED = 5000  # rows on paper; the workbook has no such bound
ALL_ROWS = "all"  # ?rows=all gives every row, for print and copy


class Phone(StrEnum):
    """How a column stands in the rows of a phone."""

    MAIN = "main"  # the first line
    LABEL = "label"  # value with its label before it
    PLAIN = "plain"  # value alone: it says itself what it is
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Cell:
    """What one cell of a page shows: a text (or Mark, number, day), its address, further marks, a line under it.

    A tuple as text is several things beside each other; `stamps` are facts of origin and `after` what
    stands behind them; `under` may be a Cell of
    its own or several lines; `paper_under` is a line under it on paper alone, for what has a column of its
    own on the screen; a quiet cell stands back ("chưa đổi").
    """

    text: Any = None
    url: str = ""
    marks: Sequence[Mark] = ()
    stamps: Sequence[Mark] = ()
    after: "Sequence[str | Act]" = ()
    under: "str | Cell | Sequence[str | Cell]" = ""
    paper_under: str = ""
    tone: str = ""
    is_quiet: bool = False
    is_strong: bool = False


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a row: a link or, with `posts`, a button that sends these fields.

    `about` names the row for whoever hears the page; `confirm` is asked before a button sends. A quiet act has
    no frame; an inline one is a link among words.
    """

    text: str
    url: str
    about: str = ""
    posts: Mapping[str, str] | None = None
    confirm: str = ""
    is_quiet: bool = False
    is_inline: bool = False


@dataclass(frozen=True)
class GroupRow:
    """A row of its own that says what the rows after it have in common."""

    text: str


@dataclass(frozen=True)
class ListColumn:
    """One column. `value` gives the plain value of a row (for the workbook, and for the page where `cell` is None).

    `sort` are the fields to order by for `?sort=key` (none: the column does not sort), `starts_down` begins
    with the newest. `width` is in characters of the workbook. A `share` is the part of a wide page (in %, of
    `SHARES`) that the column takes: there its cells keep to one line and end in "…", with the whole as a tip.
    `on_screen`, `on_paper` and `in_workbook` say where the column stands; `sheet_heading` is the heading on
    paper of offices where it differs. A row heading says what the whole row is about; a hidden heading is read
    aloud only. Cells may be Acts.
    """

    key: str
    heading: str
    value: Callable[[Any], Any]
    kind: Kind = "text"
    width: int = 16
    cell: Callable[[Any], Any] | None = None
    sort: tuple[str, ...] = ()
    starts_down: bool = False
    on_screen: bool = True
    on_paper: bool = True
    in_workbook: bool = True
    phone: Phone = Phone.LABEL
    phone_label: str = ""
    sheet_heading: str = ""
    css: str = ""
    share: int = 0
    is_row_heading: bool = False
    hides_heading: bool = False

    @property
    def label(self) -> str:
        """What stands before the value on a phone."""
        return self.phone_label or self.heading


def workbook_column(
    key: str, heading: str, value: Callable[[Any], Any], kind: Kind = "text", width: int = 16
) -> ListColumn:
    """A column that stands in the workbook alone."""
    return ListColumn(key, heading, value, kind, width, on_screen=False, on_paper=False)


def acts_column(acts: Callable[[Any], "Act | Sequence[Act]"], *, is_shown: bool = True) -> ListColumn:
    """The last column: what may be done with a row, on the screen alone; nothing to do shows nothing."""
    return ListColumn(
        "acts",
        "Việc làm được",
        lambda row: acts(row) or SafeString(),
        on_screen=is_shown,
        on_paper=False,
        in_workbook=False,
        phone=Phone.PLAIN,
        css="acts",
        hides_heading=True,
    )


@dataclass(frozen=True)
class ListDeclaration:
    """A list: its id in the page, its title in workbook and caption, its columns, and the order without a wish.

    `row_css` names a row's class (`group`, `sum`) where rows differ.
    """

    id: str
    title: str
    columns: tuple[ListColumn, ...]
    order: tuple[str, ...] = ("id",)
    row_css: Callable[[Any], str] | None = None
    by_key: dict[str, ListColumn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})
        if len(self.by_key) != len(self.columns):
            raise ValueError(f"The list {self.id} has two columns with one key.")
        if any(column.share and column.share not in SHARES for column in self.columns):
            raise ValueError(f"The list {self.id} has a column with a share that the style sheet does not know.")

    def order_of(self, sort: str) -> tuple[str, ...]:
        """Fields to order by for `?sort=`; a minus turns all of them round; nonsense gives the order without a wish."""
        column = self.by_key.get(sort.removeprefix("-"))
        if column is None or not column.sort:
            return self.order
        if not sort.startswith("-"):
            return column.sort
        return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in column.sort)

    def sheet_columns(self) -> list[Column]:
        return [
            Column(column.sheet_heading or column.heading, column.kind, column.width)
            for column in self.columns
            if column.in_workbook
        ]

    def sheet_rows(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        values = [column.value for column in self.columns if column.in_workbook]
        for row in rows:
            if isinstance(row, GroupRow):
                yield [row.text, *[None] * (len(values) - 1)]
            else:
                yield [value(row) for value in values]


@dataclass(frozen=True)
class ShownList:
    """One list on one page, as the template tags take it."""

    declared: ListDeclaration
    page: Page
    rows: Sequence[Any]
    query: QueryDict
    columns: tuple[ListColumn, ...]
    sort: str
    caption: str
    xlsx_url: str = ""
    sums: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Does the page hold every row of the filter?"""
        return not (self.page.has_next or self.page.has_previous)

    @property
    def is_for_paper(self) -> bool:
        """Was the whole list asked for, to be printed or copied?"""
        return self.query.get("rows") == ALL_ROWS

    @property
    def is_cut(self) -> bool:
        """The whole list was asked for, and is longer than what goes on paper."""
        return self.is_for_paper and not self.is_whole

    @property
    def whole_url(self) -> str:
        """The same filter and order with every row on one page."""
        return self._address(rows=ALL_ROWS)

    @property
    def paged_url(self) -> str:
        return self._address(rows=None)

    def sort_url(self, column: ListColumn) -> str:
        goes_up = self.sort == f"-{column.key}" or (self.sort != column.key and not column.starts_down)
        return self._address(sort=column.key if goes_up else f"-{column.key}")

    def direction_of(self, column: ListColumn) -> str:
        return {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")

    def _address(self, **changes: str | None) -> str:
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    def __bool__(self) -> bool:
        return bool(self.rows)


def show_list(
    request: HttpRequest,
    declared: ListDeclaration,
    rows: Any,
    *,
    total: int | None = None,
    facts_of: Callable[[Sequence[Any], int], Sequence[Any]] | None = None,
    without: Sequence[str] = (),
    caption: str = "",
    xlsx_url: str = "",
    page_size: int = ROWS_A_PAGE,
    sums: Mapping[str, Any] | None = None,
) -> ShownList:
    """The page of `rows` (a queryset in its order, or a list) that the address asks for.

    `facts_of(objects, first_number)` makes the rows' facts out of one page of objects; `without` leaves out
    columns by key; `total` where it is known; `sums` are the values of the last row by key. `?rows=all` gives
    every row, as many as go on paper.
    """
    size = MOST_PRINTED if request.GET.get("rows") == ALL_ROWS else page_size
    page = look_ahead(rows, request.GET.get("page"), size, total)
    facts = facts_of(page.rows, page.first or 1) if facts_of else page.rows
    columns = tuple(c for c in declared.columns if (c.on_screen or c.on_paper) and c.key not in without)
    return ShownList(
        declared=declared,
        page=page,
        rows=facts,
        query=request.GET,
        columns=columns,
        sort=request.GET.get("sort", ""),
        caption=caption or declared.title,
        xlsx_url=xlsx_url,
        sums=sums or {},
    )


def list_workbook(
    declared: ListDeclaration, lines: Sequence[str], rows: Iterable[Any], *, plain: bool = False
) -> bytes:
    """The whole list as a workbook; `lines` stand under its title, `plain` suits many thousand rows."""
    return table_workbook(declared.title, lines, declared.sheet_columns(), declared.sheet_rows(rows), plain=plain)
