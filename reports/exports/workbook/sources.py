"""Where every figure of the report comes from."""

from openpyxl import Workbook

from base.lists import ListColumn, ListDeclaration
from reports.exports.workbook.sheet import HEAD_ROWS, Sheet
from reports.pages.period_report import PeriodReport

NAME = "Nguồn số liệu"

SOURCES = ListDeclaration(
    id="sources",
    title=NAME,
    columns=(
        ListColumn("figure", "Số liệu", lambda source: source.figure, width=40),
        ListColumn("value", "Giá trị", lambda source: source.value, width=16),
        ListColumn("definition", "Định nghĩa", lambda source: source.definition, width=52),
        ListColumn("formula", "Cách tính", lambda source: source.formula, width=52),
        ListColumn("rows", "Số dòng", lambda source: source.rows, "int", 10),
        ListColumn("as_of", "Tính đến", lambda source: source.as_of, width=30),
    ),
)


def write(book: Workbook, report: PeriodReport) -> None:
    page = Sheet(book, NAME, report, "NGUỒN SỐ LIỆU")
    page.page(SOURCES, HEAD_ROWS + 1)
    page.head()
    page.filtered(SOURCES, report.sources)
