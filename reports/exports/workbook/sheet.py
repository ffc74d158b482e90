"""A streamed sheet of the period's workbook: title, headers, rows of declared lists, sums.

Sheets are streamed (openpyxl's write-only mode), so that a province's tasks and documents fit into little
memory. What stands in a column is said by name in each sheet's own declaration.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from base.lists import ListDeclaration
from base.table_workbook import FONT, CellStyles, row_height, set_page
from reports.pages.period_report import PeriodReport

HEAD_ROWS = 4
NO_FIGURE = "–"


class Sheet:
    """A streamed sheet that knows at which row it stands."""

    def __init__(self, book: Workbook, name: str, report: PeriodReport, title: str) -> None:
        self.sheet: Any = book.create_sheet(name)
        self.styles = CellStyles(self.sheet, plain=False)
        self.styles.add("bold", font=Font(name=FONT, size=11, bold=True))
        self.styles.add("center", font=Font(name=FONT, size=12, bold=True), alignment=Alignment(horizontal="center"))
        self.styles.add("heading", font=Font(name=FONT, size=12, bold=True))
        self.styles.add("italic", font=Font(name=FONT, size=11, italic=True), alignment=Alignment(horizontal="center"))
        self.row = 0
        self._title_lines = [
            (report.agency.upper(), "heading"),
            (title, "title"),
            (
                f"Kỳ {report.name} ({report.start:%d/%m/%Y} – {report.end:%d/%m/%Y}); "
                f"lập ngày {report.as_of:%d/%m/%Y}, dự thảo lần {report.version}; "
                f"số liệu đến hết {report.counted_to:%d/%m/%Y}, "
                f"{report.units_in}/{report.units_all} đơn vị; {report.calendar_label}",
                "line",
            ),
        ]

    def page(self, declared: ListDeclaration, header_row: int | None) -> None:
        """A4 landscape, widths, frozen and repeated header; before the first row is written.

        Without `header_row` nothing is frozen, and the title repeats: the sheet holds several tables.
        """
        set_page(self.sheet, declared.sheet_columns(), header_row or 1)
        if header_row is None:
            self.sheet.freeze_panes = None
            self.sheet.print_title_rows = f"1:{HEAD_ROWS - 1}"

    def head(self) -> None:
        for text, style in self._title_lines:
            self.line([(text, style)])
        self.line([])

    def line(self, cells: Sequence[tuple[Any, str]]) -> int:
        """Append cells (value, style); returns the number of the row."""
        self.sheet.append([self.styles.cell(value, style) if style else None for value, style in cells])
        self.row += 1
        return self.row

    def header(self, declared: ListDeclaration) -> int:
        # A streamed row takes its height before it is written; labels may need three lines.
        self.sheet.row_dimensions[self.row + 1].height = 47
        return self.line([(column.label, "header") for column in declared.sheet_columns()])

    def rows(self, declared: ListDeclaration, facts: Iterable[Any], *, is_total: bool = False) -> None:
        """Append one row for each fact; None prints as a dash in number columns."""
        columns = declared.sheet_columns()
        prefix = "total_" if is_total else ""
        for values in declared.sheet_rows(facts):
            if height := row_height(values, columns):
                self.sheet.row_dimensions[self.row + 1].height = height
            self.line(
                [
                    _figure(value, f"{prefix}{column.kind}", column.kind)
                    for value, column in zip(values, columns, strict=True)
                ]
            )

    def sums(self, declared: ListDeclaration, facts: Sequence[Any]) -> None:
        """The row "Cộng": the first column says so, number columns add up."""
        columns = [column for column in declared.columns if column.in_workbook]
        cells: list[tuple[Any, str]] = [("Cộng", "total_text")]
        for column in columns[1:]:
            value = sum(column.value(fact) or 0 for fact in facts) if column.kind == "int" else ""
            cells.append((value, f"total_{column.kind}"))
        self.line(cells)

    def filtered(self, declared: ListDeclaration, facts: Iterable[Any]) -> None:
        """A header with filters and its rows, to the sheet's end."""
        header_row = self.header(declared)
        self.rows(declared, facts)
        last = get_column_letter(len(declared.sheet_columns()))
        self.sheet.auto_filter.ref = f"A{header_row}:{last}{max(self.row, header_row)}"


def _figure(value: Any, style: str, kind: str) -> tuple[Any, str]:
    if value is None and kind in ("int", "ratio"):
        return NO_FIGURE, style
    return value, style
