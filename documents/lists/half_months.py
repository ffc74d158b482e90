"""The half-months of one unit, and all units side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from base.lists import Act, Cell, ListColumn, ListDeclaration, Phone, acts_column, workbook_column
from base.marks import mark_of
from base.periods import half_month_words
from base.templatetags.ui import number, vndate, vnmoment, vnshort
from documents.pages.half_months import (
    SHORT_WORDS,
    act_url,
    confirm_words,
    line_title,
    missing_mark,
    seen_words,
    type_words,
    unit_page_url,
)
from documents.pages.marks import ENOUGH
from documents.pages.register import counted_rows_url
from documents.queries.half_month_matrix import Matrix, MatrixCell, MatrixRow
from documents.queries.half_months import HalfLine
from documents.rules.half_months import CountState, stretch_words
from organization.enums import CountingMethod
from organization.models import Person, Unit
from organization.pages.marks import CLOSED, ENTERED_FOR

MATRIX_TITLE = "Số liệu từng nửa tháng"


@dataclass(frozen=True)
class HalfMonthActs:
    """What this person may do with the half-months of one unit: themselves, or entered for the unit."""

    unit: Unit
    confirm_url: str
    may_answer: bool
    may_enter_for: bool

    @property
    def are_some(self) -> bool:
        return self.may_answer or self.may_enter_for

    def of(self, line: HalfLine) -> tuple[Act, ...]:
        """Confirming and typing; the head confirms at once, the Office by a form."""
        acts, title = [], line_title(line)
        if line.is_due and self.may_answer:
            acts.append(Act(confirm_words(line), self.confirm_url, title, posts={"seen": seen_words([line])}))
        elif line.is_due:
            acts.append(Act("Xác nhận thay", f"{self.confirm_url}&start={line.start.isoformat()}", title))
        if line.may_type:
            words = "Sửa số" if line.is_by_hand else "Nhập số"
            acts.append(Act(words, act_url("enter", self.unit, line.start), title))
        return tuple(acts)

    def taking_back(self, line: HalfLine) -> tuple[Act, ...]:
        if not (self.are_some and line.may_take_back):
            return ()
        return (Act("Bỏ xác nhận", act_url("take_back", self.unit, line.start), line_title(line), is_inline=True),)


def unit_half_months_list(acts: HalfMonthActs) -> ListDeclaration:
    """The half-months of one unit, with what the person may do."""
    unit = acts.unit
    columns = (
        ListColumn(
            "half",
            "Nửa tháng",
            _days,
            in_workbook=False,
            phone=Phone.MAIN,
            css="date",
            is_row_heading=True,
        ),
        workbook_column("start", "Từ ngày", lambda line: line.start, kind="date", width=12),
        workbook_column("end", "Đến hết ngày", lambda line: line.end, kind="date", width=12),
        ListColumn(
            "count",
            "Số văn bản",
            lambda line: line.count,
            "int",
            10,
            cell=lambda line: Cell(line.count, url=counted_rows_url(unit.code, line.start) if line.has_rows else ""),
        ),
        workbook_column("types", "Theo loại", type_words, width=44),
        ListColumn("method", "Cách đếm", lambda line: CountingMethod(line.method).label, width=18, cell=_method),
        ListColumn(
            "state", "Tình trạng", lambda line: mark_of(line.state).text, width=28, cell=lambda line: _state(line, acts)
        ),
        workbook_column("confirmed", "Số khi xác nhận", _of_half("confirmed_count"), kind="int", width=10),
        workbook_column("confirmed_at", "Xác nhận lúc", _of_half("confirmed_at"), kind="datetime", width=18),
        workbook_column("confirmed_by", "Người xác nhận", _name_of("confirmed_by"), width=24),
        workbook_column("told_by", "Theo báo của", _name_of("confirmed_told_by"), width=24),
        acts_column(acts.of, is_shown=acts.are_some),
    )
    return ListDeclaration(id="half-months", title=f"Số liệu từng nửa tháng của {unit.name}", columns=columns)


def _days(line: HalfLine) -> str:
    return f"{vnshort(line.start)}–{vndate(line.end)}"


def _confirmed_as(line: HalfLine) -> Cell:
    """How a half-month was counted, or that it is confirmed as nothing; what was confirmed before."""
    if line.state == CountState.MISSING:
        return Cell("Không phát sinh")
    before = ""
    if line.half and line.state == CountState.CHANGED:
        before = f"Khi xác nhận trước đây {number(line.half.confirmed_count)}"
    return Cell(CountingMethod(line.method).label, under=before)


CONFIRMING = ListDeclaration(
    id="confirming",
    title="Số liệu chờ xác nhận",
    columns=(
        ListColumn("half", "Nửa tháng", _days, phone=Phone.MAIN, css="date", is_row_heading=True),
        ListColumn("count", "Số văn bản", lambda line: line.count, "int", 10),
        ListColumn("method", "Cách đếm", lambda line: CountingMethod(line.method).label, width=18, cell=_confirmed_as),
    ),
)


def matrix_list(matrix: Matrix) -> ListDeclaration:
    """One row for each unit, one column for each half-month the matrix shows."""
    halves = [_half_column(place, start) for place, start in enumerate(matrix.columns)]
    return ListDeclaration(
        id="matrix",
        title=MATRIX_TITLE,
        columns=(
            ListColumn(
                "unit",
                "Đơn vị",
                lambda row: row.unit.name,
                width=34,
                cell=lambda row: Cell(row.unit.name, url=unit_page_url(row.unit, matrix.view)),
                phone=Phone.MAIN,
                css="names",
                is_row_heading=True,
            ),
            *halves,
            ListColumn("confirmed", "Đã xác nhận", lambda row: f"{row.confirmed}/{row.wanted}", width=12, css="num"),
            ListColumn(
                "missing",
                "Còn thiếu trong năm",
                lambda row: stretch_words(row.missing),
                width=30,
                cell=lambda row: missing_mark(stretch_words(row.missing)) if row.missing else ENOUGH,
                phone=Phone.PLAIN,
                sheet_heading="Còn thiếu",
            ),
        ),
    )


def _half_column(place: int, start: date) -> ListColumn:
    """One half-month of the matrix, which gives its cells in the order of its columns."""

    def words(row: MatrixRow) -> str:
        return _matrix_words(row.cells[place])

    def cell(row: MatrixRow) -> Cell | None:
        return _matrix_cell(row.cells[place])

    return ListColumn(start.isoformat(), half_month_words(start), words, cell=cell, phone=Phone.HIDDEN, css="num")


# --- Cells ----------------------------------------------------------------------------------------


def _of_half(name: str) -> Callable[[HalfLine], Any]:
    return lambda line: getattr(line.half, name) if line.half else None


def _name_of(name: str) -> Callable[[HalfLine], str]:
    def found(line: HalfLine) -> str:
        person = getattr(line.half, name) if line.half else None
        return person.full_name if person else ""

    return found


def _who(person: Person, at: datetime | None, told_by: Person | None, *acts: Act) -> Cell:
    """ "Nguyễn Văn A, 16/06/2026, 15:20", for whom the Office did it, and what may be done about it."""
    words = f"{person.full_name}, {vnmoment(at)}"
    if told_by is None:
        return Cell(words, after=acts)
    return Cell(words, stamps=(ENTERED_FOR,), after=(f"theo {told_by.full_name}", *acts))


def _method(line: HalfLine) -> Cell:
    under: list[str | Cell] = [type_words(line)]
    if line.half and line.is_by_hand and line.half.entered_by:
        under.append(_who(line.half.entered_by, line.half.entered_at, line.half.entered_told_by))
    words = None if line.method == CountingMethod.NONE else CountingMethod(line.method).label
    return Cell(words, under=under)


def _state(line: HalfLine, acts: HalfMonthActs) -> Cell:
    under: list[str | Cell] = []
    half = line.half
    if half and line.state == CountState.CHANGED:
        under.append(f"Khi xác nhận {number(half.confirmed_count)}, nay {number(line.count)}")
    if half and half.confirmed_by and line.is_confirmed:
        under.append(_who(half.confirmed_by, half.confirmed_at, half.confirmed_told_by, *acts.taking_back(line)))
    return Cell(mark_of(line.state), marks=(CLOSED,) if line.is_closed else (), under=under)


def _matrix_words(cell: MatrixCell) -> str:
    """Number and state as a workbook says them."""
    if cell.state is None:
        return ""
    words = SHORT_WORDS[cell.state]
    return words if cell.state == CountState.MISSING else f"{cell.count} ({words})"


def _matrix_cell(cell: MatrixCell) -> Cell | None:
    """The number with its state in a word that fits a narrow column; what waits carries its mark."""
    if cell.state is None:
        return None
    words = SHORT_WORDS[cell.state]
    mark = mark_of(cell.state).with_text(words)
    if cell.state == CountState.MISSING:
        return Cell(mark)
    return Cell(number(cell.count), under=Cell(mark) if mark.tone == "amber" else words)
