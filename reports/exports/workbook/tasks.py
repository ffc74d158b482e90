"""Every task with its six rõ, one row each."""

from django.db.models import TextChoices
from openpyxl import Workbook

from base.lists import ListColumn, ListDeclaration
from base.written import full_day
from reports.exports.workbook.sheet import HEAD_ROWS, Sheet
from reports.pages.period_report import PeriodReport
from tasks.enums import Authority, DeadlineKind, TaskClass, TaskStatus

NAME = "Nhiệm vụ"

TASKS = ListDeclaration(
    id="tasks",
    title=NAME,
    columns=(
        ListColumn("clause", "Mục", lambda task: task.clause, width=9),
        ListColumn("title", "Rõ việc: nhiệm vụ", lambda task: task.title, width=34),
        ListColumn("lead_unit", "Rõ trách nhiệm: chủ trì", lambda task: task.lead_unit, width=18),
        ListColumn("coordinators", "Phối hợp", lambda task: task.coordinators, width=20),
        ListColumn("responsible", "Rõ người: phụ trách", lambda task: task.responsible, width=17),
        ListColumn("leader", "Lãnh đạo phụ trách", lambda task: task.leader, width=17),
        ListColumn("deliverable", "Rõ sản phẩm", lambda task: task.deliverable, width=26),
        ListColumn("authority", "Rõ thẩm quyền", lambda task: _label(Authority, task.authority), width=11),
        ListColumn("deadline", "Rõ thời gian", lambda task: _label(DeadlineKind, task.deadline_kind), width=13),
        ListColumn("original_due", "Hạn ban đầu", lambda task: task.original_due, "date", 12),
        ListColumn("due", "Hạn", lambda task: task.due, "date", 12),
        ListColumn("status", "Tiến trình", lambda task: _label(TaskStatus, task.status), width=16),
        ListColumn("task_class", "Xếp loại theo hạn", lambda task: _label(TaskClass, task.task_class), width=17),
        ListColumn("product_date", "Ngày có sản phẩm", lambda task: task.product_date, "date", 12),
        ListColumn("submitted_on", "Ngày nộp", lambda task: task.submitted_on, "date", 12),
        ListColumn("confirmed_on", "Ngày xác nhận", lambda task: task.confirmed_on, "date", 12),
        ListColumn("delay", "Chậm (ngày làm việc)", lambda task: task.delay, "int", 10),
        ListColumn("missing", "Còn thiếu trong sáu rõ", lambda task: ", ".join(task.missing), width=20),
        ListColumn("situation", "Tình hình, kết quả", lambda task: task.situation, width=40),
    ),
)


def write(book: Workbook, report: PeriodReport) -> None:
    page = Sheet(book, NAME, report, f"NHIỆM VỤ, TÍNH ĐẾN {full_day(report.tasks_day)}")
    page.page(TASKS, HEAD_ROWS + 1)
    # Nineteen columns are too small on one page: two beside each other, what the task is on both.
    page.sheet.page_setup.fitToWidth = 2
    page.sheet.print_title_cols = "A:C"
    page.head()
    page.filtered(TASKS, report.tasks)


def _label(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value else ""
