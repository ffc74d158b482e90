"""The list of tasks, and the tasks of one clause."""

from datetime import date

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from base.marks import mark_of
from tasks.enums import Authority
from tasks.models import Clause
from tasks.pages.addresses import task_url
from tasks.pages.marks import CONTESTED
from tasks.pages.task_rows import TaskRow
from tasks.queries.clause_page import ClauseTask
from tasks.queries.task_list import URGENT_FIRST

NO_PERSON = "chưa có"


def _state(row: TaskRow) -> Cell:
    return Cell(row.mark, marks=(CONTESTED,) if row.task.is_contested else (), paper_under=row.under)


def _state_words(row: TaskRow) -> str:
    return row.mark.text + (" (đang tra soát)" if row.task.is_contested else "")


def _unit(row: TaskRow) -> Cell:
    responsible = row.task.responsible
    return Cell(row.task.lead_unit.label, paper_under=responsible.full_name if responsible else "")


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
            css="code tight",
        ),
        ListColumn(
            "title",
            "Nhiệm vụ",
            lambda row: row.task.title,
            width=46,
            cell=lambda row: Cell(row.task.title, url=task_url(row.task.pk)),
            share=30,
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
            css="names",
        ),
        ListColumn(
            "responsible",
            "Người phụ trách",
            _person,
            width=22,
            cell=lambda row: _person(row) or NO_PERSON,
            on_paper=False,
            phone_label="Phụ trách",
            css="tight",
        ),
        ListColumn("deliverable", "Sản phẩm", lambda row: row.task.deliverable, width=30, on_screen=False),
        workbook_column("authority", "Thẩm quyền", lambda row: Authority(row.task.authority).label, width=14),
        ListColumn("due", "Thời hạn", lambda row: row.task.due, "date", 12, sort=("due_or_last",), phone_label="Hạn"),
        workbook_column("original_due", "Hạn ban đầu", _original_due, "date", 12),
        ListColumn(
            "state",
            "Tình trạng",
            _state_words,
            width=22,
            cell=_state,
            sort=("urgency",),
            phone=Phone.PLAIN,
            css="state",
        ),
        ListColumn(
            "status",
            "Tiến trình",
            lambda row: row.task.get_status_display(),
            width=20,
            cell=lambda row: row.under or None,
            on_paper=False,
            css="tight",
        ),
        workbook_column("percent", "Tiến độ (%)", lambda row: row.task.shown_percent, "int", 10),
        workbook_column("product_date", "Ngày có sản phẩm", lambda row: row.task.product_date, "date", 14),
        workbook_column("submitted_on", "Ngày nộp", lambda row: row.task.submitted_on, "date", 12),
        workbook_column("document", "Số, ký hiệu văn bản", lambda row: row.task.document_number, width=20),
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
