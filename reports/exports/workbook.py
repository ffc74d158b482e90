"""The workbook leadership downloads: one period, six sheets, every figure with its source.

Dataclasses in, .xlsx bytes out. Sheets are streamed (openpyxl's write-only mode), so that a province's
tasks and documents fit into little memory; charts are Excel's own and read the cells beside them.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from base.table_workbook import FONT, CellStyles, Column, row_height, set_page
from reports.queries.report_data import CurvePoint, OnlineLine, PeriodReport, TargetLine

SUMMARY, TASKS, DOCUMENTS, MEETINGS, TARGETS, SOURCES = (
    "Tổng hợp",
    "Nhiệm vụ",
    "Văn bản",
    "Hội nghị",
    "Chỉ tiêu",
    "Nguồn số liệu",
)
NO_FIGURE = "–"

TASK_COLUMNS = (
    Column("Mục", width=9),
    Column("Rõ việc: nhiệm vụ", width=34),
    Column("Rõ trách nhiệm: chủ trì", width=18),
    Column("Phối hợp", width=20),
    Column("Rõ người: phụ trách", width=17),
    Column("Lãnh đạo phụ trách", width=17),
    Column("Rõ sản phẩm", width=26),
    Column("Rõ thẩm quyền", width=11),
    Column("Rõ thời gian", width=13),
    Column("Hạn ban đầu", "date", 12),
    Column("Hạn", "date", 12),
    Column("Tiến trình", width=16),
    Column("Xếp loại theo hạn", width=17),
    Column("Ngày có sản phẩm", "date", 12),
    Column("Ngày nộp", "date", 12),
    Column("Ngày xác nhận", "date", 12),
    Column("Chậm (ngày làm việc)", "int", 10),
    Column("Còn thiếu trong sáu rõ", width=20),
    Column("Tình hình, kết quả", width=40),
)
MEETING_COLUMNS = (
    Column("Ngày", "date", 12),
    Column("Nội dung", width=48),
    Column("Đơn vị", width=24),
    Column("Loại", width=12),
    Column("Tính chất", width=14),
    Column("Phạm vi", width=24),
    Column("Hình thức", width=20),
    Column("Số buổi", "int", 8),
    Column("Trạng thái", width=12),
    Column("Tính vào chỉ tiêu", width=30),
    Column("Vượt thời lượng", width=30),
)
TARGET_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Cả năm trước", "int", 12),
    Column("Mức tối đa", "int", 12),
    Column("Cùng kỳ năm trước", "int", 12),
    Column("Đã dùng", "int", 12),
    Column("Từ đó đến ngày lập", "int", 12),
    Column("Tối đa còn lại", "int", 12),
    Column("Ước cả năm", "int", 12),
    Column("So cùng kỳ", "ratio", 12),
    Column("Tình trạng", width=24),
)
ONLINE_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Đã họp", "int", 12),
    Column("Trực tuyến", "int", 12),
    Column("Tỷ lệ", "ratio", 12),
    Column("Dự kiến", "int", 12),
    Column("Chưa rõ đã họp", "int", 12),
    Column("Cần thêm trực tuyến", "int", 12),
    Column("Tình trạng", width=24),
)
CARRY_OVER_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Tồn kỳ trước", "int", 10),
    Column("Giao trong kỳ", "int", 10),
    Column("Hoàn thành đúng hạn", "int", 12),
    Column("Hoàn thành quá hạn", "int", 12),
    Column("Hoàn thành, không hạn", "int", 12),
    Column("Không phát sinh", "int", 10),
    Column("Thôi giao", "int", 10),
    Column("Chuyển kỳ sau", "int", 10),
)
SOURCE_COLUMNS = (
    Column("Số liệu", width=40),
    Column("Giá trị", width=16),
    Column("Định nghĩa", width=52),
    Column("Cách tính", width=52),
    Column("Số dòng", "int", 10),
    Column("Tính đến", width=30),
)


def period_workbook(report: PeriodReport) -> bytes:
    """The whole workbook of one period as .xlsx bytes."""
    book = Workbook(write_only=True)
    book.properties.title = report.title
    book.properties.creator = report.agency
    for write in (_summary, _tasks, _documents, _meetings, _targets, _sources):
        write(book, report)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Sheet:
    """A streamed sheet that knows at which row it stands."""

    def __init__(self, book: Workbook, name: str, report: PeriodReport, title: str):
        self.sheet: WriteOnlyWorksheet = book.create_sheet(name)
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

    def page(self, columns: Sequence[Column], header_row: int | None) -> None:
        """A4 landscape, widths, frozen and repeated header; before the first row is written.

        Without `header_row` nothing is frozen, and the title repeats: the sheet holds several tables.
        """
        set_page(self.sheet, columns, header_row or 1)
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

    def header(self, columns: Sequence[Column]) -> int:
        # A streamed row takes its height before it is written; labels may need three lines.
        self.sheet.row_dimensions[self.row + 1].height = 47
        return self.line([(column.label, "header") for column in columns])

    def rows(self, columns: Sequence[Column], lines: Iterable[Sequence[Any]], *, total: bool = False) -> int:
        """Append table rows; None prints as a dash in number columns. Returns how many were written."""
        kinds = [column.kind for column in columns]
        prefix = "total_" if total else ""
        count = 0
        for values in lines:
            if height := row_height(values, columns):
                self.sheet.row_dimensions[self.row + 1].height = height
            self.line([_figure(value, f"{prefix}{kind}", kind) for value, kind in zip(values, kinds, strict=True)])
            count += 1
        return count

    def table(
        self, columns: Sequence[Column], lines: Iterable[Sequence[Any]], total: Sequence[Any] | None = None
    ) -> int:
        """Header, rows and a sum row; returns the row of the header."""
        header_row = self.header(columns)
        self.rows(columns, lines)
        if total is not None:
            self.rows(columns, [total], total=True)
        return header_row

    def filtered(self, columns: Sequence[Column], lines: Iterable[Sequence[Any]]) -> None:
        """A header with filters and its rows, to the sheet's end."""
        header_row = self.header(columns)
        self.rows(columns, lines)
        last = get_column_letter(len(columns))
        self.sheet.auto_filter.ref = f"A{header_row}:{last}{max(self.row, header_row)}"


def _figure(value: Any, style: str, kind: str) -> tuple[Any, str]:
    if value is None and kind in ("int", "ratio"):
        return NO_FIGURE, style
    return value, style


HEAD_ROWS = 4
ROWS_ON_ONE_PAGE = 24


def _summary(book: Workbook, report: PeriodReport) -> None:
    page = _Sheet(book, SUMMARY, report, f"TỔNG HỢP {report.title.upper()}")
    class_columns = (
        Column("Đơn vị", width=34),
        *(Column(name, "int", 11) for name in report.class_names),
        Column("Cộng", "int", 10),
    )
    page.page(class_columns, None)
    if len(report.classes) + len(report.carry_over) <= ROWS_ON_ONE_PAGE:
        page.sheet.page_setup.fitToHeight = 1  # the signatures stay with what they sign
    page.head()
    page.styles.add("sentence", font=Font(name=FONT, size=12), alignment=Alignment(wrap_text=False, vertical="top"))
    for sentence in report.sentences:
        page.line([(f"{sentence.number}. {sentence.title}: {sentence.state}", "bold")])
        for piece in _wrapped(sentence.text):
            page.line([(piece, "sentence")])
        page.line([(sentence.age, "line")])
    page.line([])

    page.line([("Nhiệm vụ theo đơn vị và xếp loại", "heading")])
    totals = [sum(column) for column in zip(*(line.counts for line in report.classes), strict=True)]
    page.table(
        class_columns,
        ((line.unit, *line.counts, line.total) for line in report.classes),
        ("Cộng", *(totals or [0] * len(report.class_names)), sum(line.total for line in report.classes)),
    )
    page.line([(report.completion_formula, "line")])
    page.line([])

    page.line([("Nhiệm vụ chuyển kỳ", "heading")])
    flows = [
        (
            line.unit,
            line.opening,
            line.assigned,
            line.done_on_time,
            line.done_late,
            line.done_no_deadline,
            line.nil,
            line.withdrawn,
            line.carried_over,
        )
        for line in report.carry_over
    ]
    page.table(CARRY_OVER_COLUMNS, flows, ("Cộng", *_sums(flows, len(CARRY_OVER_COLUMNS) - 1)))
    page.line([])
    _signatures(page, report, len(class_columns))


def _tasks(book: Workbook, report: PeriodReport) -> None:
    page = _Sheet(book, TASKS, report, f"NHIỆM VỤ, TÍNH ĐẾN {report.as_of:%d/%m/%Y}")
    page.page(TASK_COLUMNS, HEAD_ROWS + 1)
    # Nineteen columns are too small on one page: two beside each other, what the task is on both.
    page.sheet.page_setup.fitToWidth = 2
    page.sheet.print_title_cols = "A:C"
    page.head()
    page.filtered(
        TASK_COLUMNS,
        (
            (
                task.clause,
                task.title,
                task.lead_unit,
                task.coordinators,
                task.responsible,
                task.leader,
                task.deliverable,
                task.authority,
                task.deadline,
                task.original_due,
                task.due,
                task.status,
                task.task_class,
                task.product_date,
                task.submitted_on,
                task.confirmed_on,
                task.delay,
                task.missing,
                task.situation,
            )
            for task in report.tasks
        ),
    )


def _documents(book: Workbook, report: PeriodReport) -> None:
    columns = (
        Column("Đơn vị", width=34),
        Column("Loại văn bản", width=22),
        *(Column(month, "int", 10) for month in report.months),
        Column("Cộng", "int", 10),
        Column("Cùng kỳ năm trước", "int", 12),
    )
    page = _Sheet(book, DOCUMENTS, report, "VĂN BẢN HÀNH CHÍNH ĐÃ BAN HÀNH TRONG KỲ")
    page.page(columns, HEAD_ROWS + 1)
    page.head()
    page.filtered(
        columns,
        ((line.unit, line.document_type, *line.months, line.total, line.same_period) for line in report.documents),
    )
    by_column = [(*line.months, line.total, line.same_period) for line in report.documents]
    sums = [sum(column) for column in zip(*by_column, strict=True)] or [0] * (len(columns) - 2)
    page.rows(columns, [("Cộng", "", *sums)], total=True)


def _meetings(book: Workbook, report: PeriodReport) -> None:
    page = _Sheet(book, MEETINGS, report, "HỘI NGHỊ, CUỘC HỌP TRONG KỲ")
    page.page(MEETING_COLUMNS, HEAD_ROWS + 1)
    page.head()
    page.filtered(
        MEETING_COLUMNS,
        (
            (
                meeting.day,
                meeting.title,
                meeting.unit,
                meeting.kind,
                meeting.meeting_class,
                meeting.scope,
                meeting.form,
                meeting.sessions,
                meeting.status,
                meeting.counted,
                meeting.over_limit,
            )
            for meeting in report.meetings
        ),
    )


def _targets(book: Workbook, report: PeriodReport) -> None:
    page = _Sheet(book, TARGETS, report, f"CHỈ TIÊU GIẢM VĂN BẢN, HỘI NGHỊ VÀ HỌP TRỰC TUYẾN ({report.calendar_label})")
    page.page(TARGET_COLUMNS, None)
    page.head()
    page.line([("Lũy kế văn bản hành chính cuối mỗi nửa tháng", "heading")])
    curve_header = page.line([(label, "header") for label in ("Đến hết ngày", "Năm nay", "Năm trước", "Mức tối đa")])
    for point in report.curve:
        page.line(_curve_cells(point))
    if report.curve:
        _add_chart(page.sheet, curve_header, curve_header + len(report.curve), report)
    page.line([])
    for heading, lines in (
        ("Văn bản hành chính (giảm từ 15% so với năm trước)", report.document_targets),
        ("Hội nghị (giảm 10% so với năm trước)", report.conference_targets),
    ):
        page.line([(heading, "heading")])
        page.header(TARGET_COLUMNS)
        for line in lines:
            page.rows(TARGET_COLUMNS, [_target_cells(line)], total=line.is_total)
        page.line([])
    page.line([("Hội nghị trực tuyến (ít nhất 60%)", "heading")])
    page.table(ONLINE_COLUMNS, (_online_cells(line) for line in report.online))


def _sources(book: Workbook, report: PeriodReport) -> None:
    page = _Sheet(book, SOURCES, report, "NGUỒN SỐ LIỆU")
    page.page(SOURCE_COLUMNS, HEAD_ROWS + 1)
    page.head()
    page.filtered(
        SOURCE_COLUMNS,
        (
            (source.figure, source.value, source.definition, source.formula, source.rows, source.as_of)
            for source in report.sources
        ),
    )


def _curve_cells(point: CurvePoint) -> list[tuple[Any, str]]:
    return [
        (point.day, "date"),
        # An empty cell breaks the line where the year has not come to yet; a zero would be a lie.
        (point.this_year, "int"),
        (point.last_year, "int"),
        (point.ceiling, "int"),
    ]


def _target_cells(line: TargetLine) -> tuple[Any, ...]:
    return (
        line.unit,
        line.baseline,
        line.ceiling,
        line.same_period,
        line.used,
        line.since,
        line.remaining,
        line.projected,
        line.change,
        line.state,
    )


def _online_cells(line: OnlineLine) -> tuple[Any, ...]:
    return (
        line.unit,
        line.held,
        line.online,
        line.share,
        line.planned,
        line.unconfirmed,
        line.needed,
        line.state,
    )


def _add_chart(sheet: WriteOnlyWorksheet, header_row: int, last_row: int, report: PeriodReport) -> None:
    """Three lines of the cumulative table: this year, last year, ceiling."""
    chart = LineChart()
    chart.title = f"Văn bản hành chính lũy kế, {report.calendar_label}"
    chart.height, chart.width = 9, 22
    chart.add_data(Reference(sheet, min_col=2, max_col=4, min_row=header_row, max_row=last_row), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=header_row + 1, max_row=last_row))
    chart.x_axis.number_format = "dd/mm"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.title = "văn bản"
    chart.legend.position = "b"
    for series, (color, width) in zip(
        chart.series, (("0B5566", 38_000), ("6B7683", 22_000), ("A3161C", 22_000)), strict=True
    ):
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill = color
        series.graphicalProperties.line.width = width
        series.smooth = False
    sheet.add_chart(chart, f"F{header_row}")


def _signatures(page: _Sheet, report: PeriodReport, columns: int) -> None:
    """Three signers side by side, with the place and day above the last; the app signs nothing."""
    right = max(columns - 2, 4)
    blank: list[tuple[Any, str]] = [(None, "")] * (right - 1)
    page.line([*blank, (f"Ngày {report.as_of:%d} tháng {report.as_of:%m} năm {report.as_of.year}", "italic")])
    middle = right // 2
    names: list[tuple[Any, str]] = [(None, "")] * right
    names[0] = ("NGƯỜI LẬP BIỂU", "center")
    names[middle] = ("CHÁNH VĂN PHÒNG", "center")
    names[right - 1] = ("LÃNH ĐẠO CƠ QUAN", "center")
    page.line(names)
    for _ in range(4):
        page.line([])


def _sums(rows: Sequence[Sequence[Any]], columns: int) -> list[int]:
    return [sum(row[index + 1] for row in rows) for index in range(columns)]


def _wrapped(text: str, letters: int = 130) -> list[str]:
    """The sentence in lines that fit a landscape page; streamed sheets cannot merge cells to wrap it."""
    lines, current = [], ""
    for word in text.split(" "):
        if current and len(current) + 1 + len(word) > letters:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]
