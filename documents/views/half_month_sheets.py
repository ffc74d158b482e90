"""The half-months as workbooks: those of one unit, and all units side by side."""

from collections.abc import Sequence

from base.periods import half_month_words
from base.table_workbook import Column, table_workbook
from documents.queries.half_month_matrix import Matrix
from documents.queries.half_months import UnitHalfMonths
from organization.enums import CountingMethod

UNIT_COLUMNS = (
    Column("Từ ngày", "date", 12),
    Column("Đến hết ngày", "date", 12),
    Column("Số văn bản", "int", 10),
    Column("Theo loại", width=44),
    Column("Cách đếm", width=18),
    Column("Tình trạng", width=28),
    Column("Số khi xác nhận", "int", 10),
    Column("Xác nhận lúc", "datetime", 18),
    Column("Người xác nhận", width=24),
    Column("Theo báo của", width=24),
)


def unit_sheet(page: UnitHalfMonths, lines: Sequence[str]) -> bytes:
    """One row for each half-month, the oldest first."""
    rows = []
    for line in reversed(page.lines):
        half = line.half
        rows.append(
            (
                line.start,
                line.end,
                line.count,
                line.type_words,
                CountingMethod(line.method).label,
                line.mark.text,
                half.confirmed_count if half else None,
                half.confirmed_at if half else None,
                half.confirmed_by.full_name if half and half.confirmed_by else "",
                half.confirmed_told_by.full_name if half and half.confirmed_told_by else "",
            )
        )
    return table_workbook(f"Số liệu từng nửa tháng của {page.unit.name}", lines, UNIT_COLUMNS, rows)


def matrix_sheet(matrix: Matrix, lines: Sequence[str]) -> bytes:
    """One row for each unit, one column for each half-month of the year."""
    columns = [
        Column("Đơn vị", width=34),
        *(Column(half_month_words(start), width=16) for start in matrix.columns),
        Column("Đã xác nhận", width=12),
        Column("Còn thiếu", width=30),
    ]
    rows = (
        (
            row.unit.name,
            *(cell.words for cell in row.cells),
            f"{row.confirmed}/{row.wanted}",
            row.missing_words,
        )
        for row in matrix.rows
    )
    return table_workbook("Số liệu từng nửa tháng", lines, columns, rows)
