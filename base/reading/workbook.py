"""What stands in the visible sheets of a workbook, cell by cell, under Excel's own row numbers?"""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, BinaryIO

import python_calamine

from base.reading.cell_scan import SheetFacts, WorkbookFacts, column_letters, scan_workbook
from base.reading.errors import FileRefused
from base.reading.gate import LIMITS, RESAVE, Limits, open_archive
from base.reading.words import ERROR_VALUES
from base.text import clean_line

Cell = Any  # None, str, int, float, bool, date, datetime, time, timedelta or UnreadCell


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that holds something no reader can tell: never to be taken for an empty one."""

    place: str
    is_formula: bool

    @property
    def message(self) -> str:
        if not self.place:
            return "Ô này có giá trị lỗi của Excel (như #N/A, #REF!). Sửa ô rồi tải lên lại."
        if self.is_formula:
            return f"Ô {self.place} là công thức chưa có giá trị lưu. Mở tệp bằng Excel, bấm Lưu, rồi tải lên lại."
        return f"Ô {self.place} có giá trị lỗi của Excel (như #N/A, #REF!). Sửa ô này rồi tải lên lại."

    def __str__(self) -> str:
        return "(công thức chưa có giá trị)" if self.is_formula else "(giá trị lỗi)"


_ERROR_AS_TEXT = UnreadCell("", is_formula=False)


@dataclass(frozen=True)
class Row:
    """One row of a sheet from column A on; `number` is the one Excel shows at the left margin.

    A cell merged downwards stands in each of its rows (in its first column). `spread` also fills the
    width of merged cells, which is right for a heading over several columns and for nothing else.
    `is_hidden`: by a filter or by hand; `is_struck`: some of its text is struck through.
    """

    number: int
    cells: list[Cell]
    across: tuple[tuple[int, int], ...] = ()
    is_hidden: bool = False
    is_struck: bool = False

    @property
    def is_blank(self) -> bool:
        return all(cell is None for cell in self.cells)

    @property
    def has_unread(self) -> bool:
        return any(isinstance(cell, UnreadCell) for cell in self.cells)

    def cell(self, column: int | None) -> Cell:
        return self.cells[column] if column is not None and column < len(self.cells) else None

    @property
    def spread(self) -> list[Cell]:
        cells = list(self.cells)
        for first, last in self.across:
            for column in range(first + 1, min(last + 1, len(cells))):
                if cells[column] is None:
                    cells[column] = cells[first]
        return cells


@dataclass
class _Merges:
    down: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    across: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


class OpenWorkbook:
    """A workbook that passed every check; sheets are read one at a time."""

    def __init__(self, book: python_calamine.CalamineWorkbook, facts: WorkbookFacts) -> None:
        self._book = book
        self._facts = {sheet.name: sheet for sheet in facts.sheets}
        self.uses_1904 = facts.uses_1904
        self._last: tuple[str, python_calamine.CalamineSheet] | None = None

    @property
    def visible_sheets(self) -> list[str]:
        return [sheet.name for sheet in self._facts.values() if sheet.is_visible]

    @property
    def hidden_sheets(self) -> list[str]:
        return [sheet.name for sheet in self._facts.values() if not sheet.is_visible]

    def row_count(self, sheet_name: str) -> int:
        """The number of the last row that holds something."""
        return self._facts[sheet_name].rows

    def rows(self, sheet_name: str) -> Iterator[Row]:
        """Every row from Excel's row 1 to the last one that holds something."""
        facts = self._facts[sheet_name]
        if not facts.rows:
            return
        sheet = self._sheet(sheet_name)
        left = [None] * (sheet.start[1] if sheet.start else 0)
        merges = _merges_of(sheet, facts)
        held: dict[int, tuple[int, Cell]] = {}
        # calamine ends at the last value it can tell; rows of formulas without one may follow.
        values_by_row = chain(sheet.iter_rows() if sheet.start else (), repeat(()))
        for number, values in zip(range(1, facts.rows + 1), values_by_row, strict=False):
            cells = [*left, *(_plain(value) for value in values)]
            if number in facts.formulas or number in facts.error_values:
                _mark_unread(cells, number, facts)
            _fill_down(cells, number, merges, held)
            yield Row(
                number,
                cells,
                tuple(merges.across.get(number, ())),
                number in facts.hidden_rows,
                number in facts.struck_rows,
            )

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        # The last one is kept: a table is walked twice, once for its header and once for its rows.
        if self._last is None or self._last[0] != name:
            self._last = None
            try:
                self._last = (name, self._book.get_sheet_by_name(name))
            except (python_calamine.CalamineError, OSError, ValueError) as error:
                raise FileRefused(f"Trang tính “{name}” hỏng, không đọc được. {RESAVE}") from error
        return self._last[1]


@contextmanager
def open_workbook(stream: BinaryIO, *, name: str = "", limits: Limits = LIMITS) -> Iterator[OpenWorkbook]:
    """Open an .xlsx from a seekable binary stream, after the gate and the scan of its cells.

    `name` is the file's name as the person knows it. Raises FileRefused with a sentence.
    """
    archive = open_archive(stream, name=name, limits=limits)
    facts = scan_workbook(archive, limits=limits)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:  # calamine holds a stream in memory, but reads a path
        stream.seek(0)
        shutil.copyfileobj(stream, copy)
        copy.flush()
        try:
            book = python_calamine.CalamineWorkbook.from_path(copy.name)
        except (python_calamine.CalamineError, python_calamine.PasswordError, OSError, ValueError) as error:
            raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}") from error
        try:
            if [meta.name for meta in book.sheets_metadata] != [sheet.name for sheet in facts.sheets]:
                raise FileRefused(f"Tệp có danh sách trang tính bất thường, không mở. {RESAVE}")
            yield OpenWorkbook(book, facts)
        finally:
            book.close()


def _merges_of(sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> _Merges:
    """Merged ranges by row number, cut to the cells that hold something."""
    merges = _Merges()
    rows_spanned = 0
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        bottom, last = min(bottom, facts.rows - 1), min(last, facts.columns - 1)
        if top > bottom or first > last:
            continue
        rows_spanned += bottom - top + 1
        if rows_spanned > LIMITS.cells:
            raise FileRefused(f"Trang tính “{facts.name}” có quá nhiều ô gộp chồng lên nhau, không mở. {RESAVE}")
        if bottom > top:
            merges.down[top + 1].append((first, bottom + 1))
        if last > first:
            for row in range(top + 1, bottom + 2):
                merges.across[row].append((first, last))
    return merges


def _fill_down(cells: list[Cell], number: int, merges: _Merges, held: dict[int, tuple[int, Cell]]) -> None:
    for column, (last_row, value) in list(held.items()):
        if number > last_row:
            del held[column]
        elif column < len(cells) and cells[column] is None:
            cells[column] = value
    for column, last_row in merges.down.get(number, ()):
        if column < len(cells) and cells[column] is not None:
            held[column] = (last_row, cells[column])


def _mark_unread(cells: list[Cell], number: int, facts: SheetFacts) -> None:
    """Put an UnreadCell wherever the scan saw one; a value that is there after all stays."""
    for rows, is_formula in ((facts.formulas, True), (facts.error_values, False)):
        bits = rows.get(number, 0)
        for column in range(bits.bit_length()):
            if bits >> column & 1:
                cells += [None] * (column + 1 - len(cells))
                if cells[column] is None or isinstance(cells[column], UnreadCell):
                    cells[column] = UnreadCell(f"{column_letters(column + 1)}{number}", is_formula)


def _plain(value: Cell) -> Cell:
    """calamine gives '' for an empty cell and a float for every number: None and int where they are meant."""
    if isinstance(value, str):
        if value[:1] == "#" and value.strip().upper() in ERROR_VALUES:
            return _ERROR_AS_TEXT
        return value if value.strip() and (len(value) > 8 or clean_line(value)) else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
