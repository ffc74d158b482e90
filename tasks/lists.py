"""The lists of this app, each declared once for page, sorting, phone, paper and workbook."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from base.lists import Cell, GroupRow, ListColumn, ListDeclaration, Phone, workbook_column
from base.marks import mark_of
from base.templatetags.ui import bar
from tasks.enums import Authority
from tasks.models import Clause
from tasks.pages.addresses import carry_over_url, task_url
from tasks.pages.marks import CONTESTED
from tasks.pages.plan import ShownGroup, ShownLine
from tasks.pages.task_rows import TaskRow
from tasks.queries.class_table import CarryOver
from tasks.queries.clause_page import ClauseTask
from tasks.queries.task_list import URGENT_FIRST
from tasks.rules.carry_over import CARRY_OVER_PARTS

NO_PERSON = "chưa có"


# --- Tasks ----------------------------------------------------------------------------------------


def _state(row: TaskRow) -> Cell:
    return Cell(row.mark, marks=(CONTESTED,) if row.task.is_contested else (), under=row.under)


def _state_words(row: TaskRow) -> str:
    return row.mark.text + (" (đang tra soát)" if row.task.is_contested else "")


def _unit(row: TaskRow) -> Cell:
    responsible = row.task.responsible
    return Cell(row.task.lead_unit.label, under=responsible.full_name if responsible else "")


def _person(row: TaskRow) -> str:
    return row.task.responsible.full_name if row.task.responsible else ""


def _original_due(row: TaskRow) -> date | None:
    return row.task.original_due if row.task.original_due != row.task.due else None


TASKS = ListDeclaration(
    id="tasks",
    title="Danh sách nhiệm vụ",
    order=URGENT_FIRST,
    columns=(
        ListColumn("number", "TT", lambda row: row.number, "int", 6, on_screen=False),
        ListColumn(
            "clause",
            "Mục",
            lambda row: row.task.code,
            width=10,
            sort=("clause__position",),
            phone=Phone.PLAIN,
            css="code tight",
        ),
        ListColumn(
            "title",
            "Nhiệm vụ",
            lambda row: row.task.title,
            width=46,
            cell=lambda row: Cell(row.task.title, url=task_url(row.task.pk)),
            sort=("sort_key",),
            phone=Phone.MAIN,
        ),
        ListColumn(
            "unit",
            "Đơn vị",
            lambda row: row.task.lead_unit.name,
            width=24,
            cell=_unit,
            sort=("lead_unit__depth", "lead_unit__position", "lead_unit__sort_key"),
            sheet_heading="Đơn vị chủ trì",
        ),
        ListColumn(
            "responsible",
            "Người phụ trách",
            _person,
            width=22,
            cell=lambda row: _person(row) or NO_PERSON,
            on_paper=False,
            phone_label="Phụ trách",
        ),
        ListColumn("deliverable", "Sản phẩm", lambda row: row.task.deliverable, width=30, phone=Phone.HIDDEN),
        workbook_column("authority", "Thẩm quyền", lambda row: Authority(row.task.authority).label, width=14),
        ListColumn("due", "Thời hạn", lambda row: row.task.due, "date", 12, sort=("due_or_last",), phone_label="Hạn"),
        workbook_column("original_due", "Hạn ban đầu", _original_due, "date", 12),
        ListColumn("state", "Tình trạng", _state_words, width=22, cell=_state, sort=("urgency",), phone=Phone.PLAIN),
        workbook_column("status", "Tiến trình", lambda row: row.task.get_status_display(), width=20),
        workbook_column("percent", "Tiến độ (%)", lambda row: row.task.percent, "int", 10),
        workbook_column("product_date", "Ngày có sản phẩm", lambda row: row.task.product_date, "date", 14),
        workbook_column("submitted_on", "Ngày nộp", lambda row: row.task.submitted_on, "date", 12),
        workbook_column("document", "Số, ký hiệu văn bản", lambda row: row.task.document_number, width=20),
    ),
)


# --- The plan -------------------------------------------------------------------------------------


def plan_rows(groups: list[ShownGroup]) -> list[ShownLine | GroupRow]:
    """The lines of the plan under the headings of its parts."""
    rows: list[ShownLine | GroupRow] = []
    for group in groups:
        rows.append(GroupRow(f"{group.code}. {group.title}"))
        rows.extend(group.lines)
    return rows


def _progress(line: ShownLine) -> Any:
    if line.segments:
        return bar(list(line.segments))
    if line.assign_url:
        return Cell(line.assign_words, url=line.assign_url)
    return Cell(line.note, is_quiet=True) if line.note else SafeString()


def _progress_words(line: ShownLine) -> str:
    return " · ".join(f"{part.count} {part.label}" for part in line.segments) or line.note


PLAN = ListDeclaration(
    id="plan-table",
    title="Kế hoạch",
    columns=(
        ListColumn("code", "Mục", lambda line: line.code, width=11, phone=Phone.PLAIN, css="tight code"),
        ListColumn(
            "title",
            "Nội dung, đơn vị được giao",
            lambda line: line.title,
            width=46,
            cell=lambda line: Cell(line.title, url=line.url, under=line.second),
            phone=Phone.MAIN,
            sheet_heading="Nội dung",
        ),
        workbook_column("second", "Đơn vị được giao", lambda line: line.second, width=38),
        ListColumn(
            "coverage",
            "Giao việc",
            lambda line: line.mark.text,
            width=18,
            cell=lambda line: line.mark,
            phone=Phone.PLAIN,
        ),
        workbook_column("tasks", "Số nhiệm vụ", lambda line: line.task_count, "int", 10),
        ListColumn(
            "progress",
            "Tiến độ nhiệm vụ",
            _progress_words,
            width=44,
            cell=_progress,
            phone=Phone.PLAIN,
        ),
        workbook_column("frequency", "Tần suất trong kế hoạch", lambda line: line.frequency_word, width=16),
    ),
)


def clause_tasks_list(clause: Clause) -> ListDeclaration:
    """The tasks that stand under one clause; those that carry it as tied name their own."""

    def title(row: ClauseTask) -> Cell:
        task = row.task
        other = f"Nhiệm vụ của mục {task.clause.code}" if task.clause and task.clause_id != clause.pk else ""
        return Cell(task.title, url=task_url(task.pk), under=other)

    return ListDeclaration(
        id="clause-tasks",
        title=f"Nhiệm vụ của mục {clause.code}",
        columns=(
            ListColumn(
                "unit",
                "Đơn vị chủ trì",
                lambda row: row.task.lead_unit.name,
                width=30,
                phone=Phone.MAIN,
                is_row_heading=True,
            ),
            ListColumn("title", "Nhiệm vụ", lambda row: row.task.title, width=46, cell=title, phone=Phone.PLAIN),
            ListColumn(
                "responsible",
                "Người phụ trách",
                lambda row: row.task.responsible.full_name if row.task.responsible else "",
                width=24,
                cell=lambda row: row.task.responsible.full_name if row.task.responsible else NO_PERSON,
            ),
            ListColumn("due", "Hạn", lambda row: row.task.due, "date", 12),
            ListColumn(
                "state",
                "Tình trạng",
                lambda row: row.task_class.label,
                width=22,
                cell=lambda row: mark_of(row.task_class),
                phone=Phone.PLAIN,
            ),
        ),
    )


# --- Carry-over -----------------------------------------------------------------------------------


def carry_over_list(window: Mapping[str, Any]) -> ListDeclaration:
    """What came, ended and was carried over by unit in a window (`start`, `end`); each number opens its tasks."""
    start, end = (window[name].isoformat() if window.get(name) else "" for name in ("start", "end"))

    def column(name: str, label: str) -> ListColumn:
        return ListColumn(
            name,
            label,
            lambda line: getattr(line, name),
            "int",
            13,
            cell=lambda line: Cell(getattr(line, name), url=_url(line, name)),
        )

    def _url(line: CarryOver, name: str) -> str:
        return carry_over_url(line.unit.code, name, start, end)

    return ListDeclaration(
        id="flow",
        title="Nhiệm vụ chuyển kỳ",
        columns=(
            ListColumn("unit", "Đơn vị", lambda line: line.unit.name, width=34, phone=Phone.MAIN, is_row_heading=True),
            *(column(name, label) for name, label in CARRY_OVER_PARTS.items()),
        ),
    )


def carry_over_sums(lines: list[CarryOver]) -> dict[str, int]:
    """The last row: the sum of every column."""
    return {name: sum(getattr(line, name) for line in lines) for name in CARRY_OVER_PARTS}
