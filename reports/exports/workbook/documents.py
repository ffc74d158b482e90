"""The documents of the period by unit and type, one column for each reporting month."""

from collections.abc import Callable

from openpyxl import Workbook

from base.lists import ListColumn, ListDeclaration
from reports.exports.workbook.sheet import HEAD_ROWS, Sheet
from reports.pages.period_report import PeriodReport
from reports.queries.period.documents import DocumentLine

NAME = "Văn bản"


def documents_list(months: tuple[str, ...]) -> ListDeclaration:
    return ListDeclaration(
        id="documents",
        title=NAME,
        columns=(
            ListColumn("unit", "Đơn vị", lambda line: line.unit, width=34),
            ListColumn("type", "Loại văn bản", lambda line: line.document_type, width=22),
            *(ListColumn(month, f"{month[5:]}/{month[:4]}", _of_month(month), "int", 10) for month in months),
            ListColumn("total", "Cộng", lambda line: line.total, "int", 10),
            ListColumn("same_period", "Cùng kỳ năm trước", lambda line: line.same_period, "int", 12),
        ),
    )


def write(book: Workbook, report: PeriodReport) -> None:
    declared = documents_list(report.months)
    page = Sheet(book, NAME, report, "VĂN BẢN HÀNH CHÍNH ĐÃ BAN HÀNH TRONG KỲ")
    page.page(declared, HEAD_ROWS + 1)
    page.head()
    page.filtered(declared, report.documents)
    page.sums(declared, report.documents)


def _of_month(month: str) -> Callable[[DocumentLine], int]:
    return lambda line: line.months[month]
