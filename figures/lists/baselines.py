"""The figures of the year before: every unit side by side, and one unit's own."""

from collections.abc import Callable
from typing import Any

from base.lists import Act, Cell, ListColumn, ListDeclaration, Phone, acts_column, workbook_column
from base.templatetags.ui import number, vndate, vnmoment
from figures.pages.baselines import baseline_enter_url, baseline_label, baseline_unit_url
from figures.pages.marks import WAITING
from figures.queries.baselines import KEYS, BaselineBoard, BaselineCell, BaselineRow
from organization.models import Unit


def baselines_list(board: BaselineBoard) -> ListDeclaration:
    """Unit × measure × calendar: what is in force, and under it what waits."""

    def unit_name(row: BaselineRow) -> str:
        return "Chung của cơ quan" if row.unit.pk == board.agency.pk else row.unit.name

    return ListDeclaration(
        id="baselines",
        title=f"Số liệu năm {board.year} theo đơn vị",
        columns=(
            ListColumn(
                "unit",
                "Đơn vị",
                unit_name,
                width=34,
                cell=lambda row: Cell(unit_name(row), url=baseline_unit_url(row.unit, board.year)),
                phone=Phone.MAIN,
                is_row_heading=True,
            ),
            *(_figure_column(calendar, measure) for calendar, measure in KEYS),
            *(_waiting_column(calendar, measure) for calendar, measure in KEYS),
        ),
    )


def baseline_sums(board: BaselineBoard) -> dict[str, Any]:
    return {_key(calendar, measure): board.total(calendar, measure) for calendar, measure in KEYS}


def baseline_cells_list(unit: Unit, year: int, *, may_enter: bool) -> ListDeclaration:
    """The figures of one unit with what is counted today, their source and who stands behind them."""

    def acts(cell: BaselineCell) -> tuple[Act, ...]:
        if not may_enter or cell.pending is not None:
            return ()
        url = baseline_enter_url(unit, year, cell.calendar, cell.measure)
        return (Act("Thay số" if cell.approved else "Nhập", url, baseline_label(cell.calendar, cell.measure)),)

    return ListDeclaration(
        id="baseline-cells",
        title=f"Số liệu năm {year} của {unit.name}",
        columns=(
            ListColumn(
                "measure",
                "Chỉ tiêu",
                lambda cell: baseline_label(cell.calendar, cell.measure),
                width=40,
                phone=Phone.MAIN,
                is_row_heading=True,
            ),
            ListColumn(
                "approved",
                "Đã duyệt",
                lambda cell: cell.approved.figure if cell.approved else None,
                "int",
                cell=_approved,
            ),
            ListColumn("counted", "Sổ, lịch họp đếm được", lambda cell: cell.counted, "int", phone_label="Đếm được"),
            ListColumn("source", "Nguồn", _source, width=40, cell=_source_cell),
            ListColumn("approver", "Người duyệt", _approver, width=24, cell=_approver_cell),
            acts_column(acts, is_shown=may_enter),
        ),
    )


# --- Parts ----------------------------------------------------------------------------------------


def _key(calendar: str, measure: str) -> str:
    return f"{measure}_{calendar}"


def _figure_column(calendar: str, measure: str) -> ListColumn:
    def cell(row: BaselineRow) -> Cell:
        found = row.of(calendar, measure)
        lines = [Cell("số tổng còn lại")] if found.approved and found.approved.is_total else []
        if found.pending:
            lines.append(Cell(WAITING, after=(str(number(found.pending.figure)),)))
        return Cell(found.approved.figure if found.approved else None, under=tuple(lines))

    return ListColumn(
        _key(calendar, measure),
        baseline_label(calendar, measure),
        _of(calendar, measure, "approved"),
        "int",
        cell=cell,
    )


def _waiting_column(calendar: str, measure: str) -> ListColumn:
    heading = f"Chờ duyệt: {baseline_label(calendar, measure)}"
    return workbook_column(f"{_key(calendar, measure)}_waiting", heading, _of(calendar, measure, "pending"), "int")


def _of(calendar: str, measure: str, which: str) -> Callable[[BaselineRow], int | None]:
    def figure(row: BaselineRow) -> int | None:
        found = getattr(row.of(calendar, measure), which)
        return found.figure if found else None

    return figure


def _approved(cell: BaselineCell) -> Cell:
    if cell.approved is None:
        return Cell("chưa có", is_quiet=True)
    return Cell(
        cell.approved.figure, is_strong=True, under="số tổng còn lại, chưa tách" if cell.approved.is_total else ""
    )


def _source(cell: BaselineCell) -> str:
    return f"{cell.approved.get_method_display()}: {cell.approved.source}" if cell.approved else ""


def _source_cell(cell: BaselineCell) -> Cell:
    if cell.approved is None:
        return Cell()
    return Cell(_source(cell), under=f"{vndate(cell.approved.covers_from)}–{vndate(cell.approved.covers_to)}")


def _approver(cell: BaselineCell) -> str:
    if cell.approved is None:
        return ""
    return cell.approved.approved_by.full_name if cell.approved.approved_by else "Hệ thống"


def _approver_cell(cell: BaselineCell) -> Cell:
    return Cell(_approver(cell) or None, under=str(vnmoment(cell.approved.approved_at)) if cell.approved else "")
