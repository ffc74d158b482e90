"""What does one line of the list of tasks say, and what does the list come to in words?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from base.marks import Mark
from base.working_days import WorkingCalendar
from tasks.enums import DeadlineKind, TaskClass, TaskStatus
from tasks.models import Task
from tasks.pages.task_page import class_mark
from tasks.queries.task_list import ListSummary


@dataclass(frozen=True)
class TaskRow:
    """One line: the task, the mark of its class, and what stands under it."""

    number: int
    task: Task
    mark: Mark
    under: str


def rows_of(tasks: Sequence[Task], day: date, calendar: WorkingCalendar, first_number: int = 1) -> list[TaskRow]:
    """The lines of these tasks (of `listed_tasks`) on a day."""
    return [
        TaskRow(number, task, class_mark(task, TaskClass(task.task_class), day, calendar, short=True), _under(task))
        for number, task in enumerate(tasks, start=first_number)
    ]


def _under(task: Task) -> str:
    if task.deadline_kind == DeadlineKind.CONTINUOUS and task.task_class == TaskClass.CONTINUOUS:
        return "Báo cáo theo kỳ"
    if task.status == TaskStatus.DONE and task.product_date:
        return f"Sản phẩm {task.product_date:%d/%m}"
    status = task.get_status_display()
    return "" if status == TaskClass(task.task_class).label else status


def counts_in_words(summary: ListSummary) -> str:
    """ "1 quá hạn, 2 sắp đến hạn, 3 trong hạn", in the order of the classes."""
    return ", ".join(f"{number} {TaskClass(name).label.lower()}" for name, number in summary.counts.items())
