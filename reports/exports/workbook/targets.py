"""The targets: the curve with its chart, documents and conferences by unit, the online share."""

from typing import Any

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties

from base.lists import ListColumn, ListDeclaration
from figures.pages.rows import online_row_mark, row_name, row_state
from figures.pages.words import COUNTED_WITHOUT_RULES
from figures.queries.target_rows import OnlineRow, RowKind
from reports.exports.workbook.sheet import Sheet
from reports.pages.period_report import PeriodReport

NAME = "Chỉ tiêu"


def _online_state(row: OnlineRow) -> str:
    mark = online_row_mark(row)
    return mark.text if mark else ""


TARGETS = ListDeclaration(
    id="targets",
    title=NAME,
    columns=(
        ListColumn("unit", "Đơn vị", row_name, width=34),
        ListColumn("baseline", "Cả năm trước", lambda row: row.baseline, "int", 12),
        ListColumn("ceiling", "Mức tối đa", lambda row: row.ceiling, "int", 12),
        ListColumn("same_period", "Cùng kỳ năm trước", lambda row: row.same_period, "int", 12),
        ListColumn("used", "Đã dùng", lambda row: row.used, "int", 12),
        ListColumn("since", "Từ đó đến ngày lập", lambda row: row.since, "int", 12),
        ListColumn("remaining", "Tối đa còn lại", lambda row: row.remaining, "int", 12),
        ListColumn("projected", "Ước cả năm", lambda row: row.projected, "int", 12),
        ListColumn("change", "So cùng kỳ", lambda row: row.change, "ratio", 12),
        ListColumn("state", "Tình trạng", row_state, width=24),
    ),
)
ONLINE = ListDeclaration(
    id="online",
    title="Hội nghị trực tuyến (ít nhất 60%)",
    columns=(
        ListColumn("unit", "Đơn vị", row_name, width=34),
        ListColumn("held", "Đã họp", lambda row: row.held, "int", 12),
        ListColumn("online", "Trực tuyến", lambda row: row.online, "int", 12),
        ListColumn("share", "Tỷ lệ", lambda row: row.share, "ratio", 12),
        ListColumn("planned", "Dự kiến", lambda row: row.planned, "int", 12),
        ListColumn("unconfirmed", "Chưa rõ đã họp", lambda row: row.unconfirmed, "int", 12),
        ListColumn("needed", "Cần thêm trực tuyến", lambda row: row.needed, "int", 12),
        ListColumn("state", "Tình trạng", _online_state, width=24),
        ListColumn("all_held", "Mọi hội nghị của năm: đã họp", lambda row: row.every.held, "int", 12),
        ListColumn("all_online", "Mọi hội nghị của năm: trực tuyến", lambda row: row.every.online, "int", 12),
        ListColumn("all_share", "Mọi hội nghị của năm: tỷ lệ", lambda row: row.every.share, "ratio", 12),
    ),
)
CURVE = ListDeclaration(
    id="curve",
    title="Lũy kế văn bản hành chính cuối mỗi nửa tháng",
    columns=(
        ListColumn("day", "Đến hết ngày", lambda point: point.day, "date"),
        ListColumn("this_year", "Năm nay", lambda point: point.this_year, "int"),
        ListColumn("last_year", "Năm trước", lambda point: point.last_year, "int"),
        ListColumn("ceiling", "Mức tối đa", lambda point: point.ceiling, "int"),
    ),
)


def write(book: Workbook, report: PeriodReport) -> None:
    page = Sheet(book, NAME, report, f"CHỈ TIÊU GIẢM VĂN BẢN, HỘI NGHỊ VÀ HỌP TRỰC TUYẾN ({report.calendar_label})")
    page.page(TARGETS, None)
    page.head()
    page.line([(CURVE.title, "heading")])
    curve_header = page.line([(column.label, "header") for column in CURVE.sheet_columns()])
    kinds = [column.kind for column in CURVE.sheet_columns()]
    for values in CURVE.sheet_rows(report.curve):
        # An empty cell breaks the line where the year has not come to yet; a zero would be a lie.
        page.line(list(zip(values, kinds, strict=True)))
    if report.curve:
        _add_chart(page.sheet, curve_header, curve_header + len(report.curve), report)
    page.line([])
    for heading, rows in (
        (f"Văn bản hành chính (giảm từ 15% so với năm trước; {COUNTED_WITHOUT_RULES})", report.document_targets),
        ("Hội nghị (giảm 10% so với năm trước)", report.conference_targets),
    ):
        page.line([(heading, "heading")])
        page.header(TARGETS)
        page.rows(TARGETS, [row for row in rows if row.kind is not RowKind.TOTAL])
        page.rows(TARGETS, [row for row in rows if row.kind is RowKind.TOTAL], is_total=True)
        page.line([])
    page.line([(ONLINE.title, "heading")])
    page.header(ONLINE)
    page.rows(ONLINE, report.online)


def _add_chart(sheet: Any, header_row: int, last_row: int, report: PeriodReport) -> None:
    """Three lines of the cumulative table: this year, last year, ceiling."""
    chart = LineChart()
    chart.title = f"Văn bản hành chính lũy kế, {report.calendar_label}"
    chart.height, chart.width = 9, 22
    chart.add_data(Reference(sheet, min_col=2, max_col=4, min_row=header_row, max_row=last_row), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=header_row + 1, max_row=last_row))
    chart.x_axis.number_format = "dd/mm"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.title = "văn bản"
    if chart.legend is not None:
        chart.legend.position = "b"
    for series, (color, width) in zip(
        chart.series, (("0B5566", 38_000), ("6B7683", 22_000), ("A3161C", 22_000)), strict=True
    ):
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill = color
        series.graphicalProperties.line.width = width
        series.smooth = False
    sheet.add_chart(chart, f"F{header_row}")
