"""The first sheet: five sentences, units × classes, what was carried over, what was recorded since, and who signs."""

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from base.lists import ListColumn, ListDeclaration
from base.table_workbook import FONT
from reports.exports.workbook.sheet import Sheet
from reports.pages.period_report import PeriodReport
from reports.queries.period.classes import ClassLine
from tasks.enums import DeadlineKind, LateRecord, TaskClass
from tasks.queries.recorded_since import RecordedSince

NAME = "Tổng hợp"
ROWS_ON_ONE_PAGE = 24

CLASS_HEADINGS = {
    TaskClass.OVERDUE: "Quá hạn",
    TaskClass.DUE_SOON: "Sắp đến hạn",
    TaskClass.IN_TERM: "Trong hạn",
    TaskClass.NO_DEADLINE: "Chưa có hạn",
    TaskClass.CONTINUOUS: "Thường xuyên",
    TaskClass.SUSPENDED: "Tạm dừng",
    TaskClass.DONE_ON_TIME: "Hoàn thành đúng hạn",
    TaskClass.DONE_LATE: "Hoàn thành quá hạn",
    TaskClass.DONE_NO_DEADLINE: "Hoàn thành, không hạn",
    TaskClass.NIL: "Không phát sinh",
    TaskClass.WITHDRAWN: "Thôi giao",
}


def _of_class(name: str) -> Callable[[ClassLine], int]:
    return lambda line: line.counts.get(name, 0)


UNITS_BY_CLASS = ListDeclaration(
    id="classes",
    title="Nhiệm vụ theo đơn vị và xếp loại",
    columns=(
        ListColumn("unit", "Đơn vị", lambda line: line.unit, width=34),
        *(
            ListColumn(name.value, heading, _of_class(name.value), "int", 11)
            for name, heading in CLASS_HEADINGS.items()
        ),
        ListColumn("total", "Cộng", lambda line: line.total, "int", 10),
    ),
)
CARRIED_OVER = ListDeclaration(
    id="carry-over",
    title="Nhiệm vụ chuyển kỳ",
    columns=(
        ListColumn("unit", "Đơn vị", lambda line: line.unit, width=34),
        ListColumn("opening", "Kỳ trước chuyển sang", lambda line: line.opening, "int", 10),
        ListColumn("assigned", "Giao trong kỳ", lambda line: line.assigned, "int", 10),
        ListColumn("done_on_time", "Hoàn thành đúng hạn", lambda line: line.done_on_time, "int", 12),
        ListColumn("done_late", "Hoàn thành quá hạn", lambda line: line.done_late, "int", 12),
        ListColumn("done_no_deadline", "Hoàn thành, không hạn", lambda line: line.done_no_deadline, "int", 12),
        ListColumn("nil", "Không phát sinh", lambda line: line.nil, "int", 10),
        ListColumn("withdrawn", "Thôi giao", lambda line: line.withdrawn, "int", 10),
        ListColumn("carried_over", "Chuyển kỳ sau", lambda line: line.carried_over, "int", 10),
    ),
)


def _what(one: RecordedSince) -> str:
    """ "thời hạn 30/06/2026", "giao nhiệm vụ"."""
    words = str(LateRecord(one.kind).label)
    if one.due:
        return f"{words} {one.due:%d/%m/%Y}"
    return f"{words} {DeadlineKind(one.deadline_kind).label.lower()}" if one.deadline_kind else words


RECORDED_SINCE = ListDeclaration(
    id="recorded-since",
    title="Ghi nhận sau ngày cuối kỳ, được tính trong kỳ",
    # The sheet's widths belong to the tables above: what is long stands first or last.
    columns=(
        ListColumn("task", "Nhiệm vụ", lambda one: f"{one.clause} {one.title}".strip(), width=34),
        ListColumn("dated", "Tính từ ngày", lambda one: one.dated, "date", 11),
        ListColumn("recorded_on", "Ngày ghi nhận", lambda one: one.recorded_on, "date", 11),
        ListColumn("lead_unit", "Đơn vị chủ trì", lambda one: one.lead_unit, width=11),
        ListColumn("what", "Nội dung ghi nhận", _what, width=11),
        ListColumn("by", "Người ghi nhận", lambda one: one.by, width=11),
    ),
)


def write(book: Workbook, report: PeriodReport) -> None:
    page = Sheet(book, NAME, report, f"TỔNG HỢP {report.title.upper()}")
    page.page(UNITS_BY_CLASS, None)
    if len(report.classes) + len(report.carry_over) + len(report.recorded_since) <= ROWS_ON_ONE_PAGE:
        page.sheet.page_setup.fitToHeight = 1  # the signatures stay with what they sign
    page.head()
    page.styles.add("sentence", font=Font(name=FONT, size=12), alignment=Alignment(wrap_text=False, vertical="top"))
    for sentence in report.sentences:
        page.line([(f"{sentence.number}. {sentence.title}: {sentence.state}", "bold")])
        for piece in _wrapped(sentence.text):
            page.line([(piece, "sentence")])
        for piece in _wrapped(sentence.age):
            page.line([(piece, "line")])
    page.line([])
    _table(page, UNITS_BY_CLASS, report.classes)
    page.line([(report.completion_formula, "line")])
    page.line([])
    _table(page, CARRIED_OVER, report.carry_over)
    page.line([])
    if report.recorded_since:
        page.line([(RECORDED_SINCE.title, "heading")])
        page.header(RECORDED_SINCE)
        page.rows(RECORDED_SINCE, report.recorded_since)
        page.line([])
    _signatures(page, report, len(UNITS_BY_CLASS.columns))


def _table(page: Sheet, declared: ListDeclaration, lines: tuple[Any, ...]) -> None:
    page.line([(declared.title, "heading")])
    page.header(declared)
    page.rows(declared, lines)
    page.sums(declared, lines)


def _signatures(page: Sheet, report: PeriodReport, columns: int) -> None:
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
