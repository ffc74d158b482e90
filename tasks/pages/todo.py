"""How does a unit's list of things to do speak to its head and staff?"""

from collections.abc import Sequence
from dataclasses import dataclass

from base.marks import Mark, mark_of
from tasks.enums import TaskClass, TaskStatus
from tasks.models import Instruction, Task
from tasks.pages.addresses import task_url
from tasks.pages.task_page import class_mark
from tasks.queries.home import TodoList, TodoTask


@dataclass(frozen=True)
class TodoLine:
    """One thing to do, with the next act and what was said about it."""

    task: Task
    url: str
    mark: Mark
    status_mark: Mark
    next_act: str
    note: str
    instruction: Instruction | None

    @property
    def lag(self) -> str:
        """How late or how near, without the word of the class that stands above the list."""
        label = TaskClass(self.task.task_class).label
        rest = self.mark.text.removeprefix(label).strip(" ,")
        if self.task.task_class == TaskClass.OVERDUE:
            return f"chậm {rest}"
        return rest or label.lower()


class TodoPage:
    """The groups of a unit's list, each with its lines."""

    def __init__(self, todo: TodoList) -> None:
        self._todo = todo
        self.first = self._lines(todo.first)
        self.overdue = self._lines(todo.overdue)
        self.due_soon = self._lines(todo.due_soon)
        self.later = self._lines(todo.later)

    def _lines(self, tasks: Sequence[TodoTask]) -> list[TodoLine]:
        return [_line(one, self._todo) for one in tasks]


def _line(one: TodoTask, todo: TodoList) -> TodoLine:
    task = one.task
    mark = class_mark(task, TaskClass(task.task_class), todo.day, todo.calendar)
    return TodoLine(
        task=task,
        url=task_url(task.pk),
        # The page says once that days are working days; a phone has no room to say it in every line.
        mark=mark.with_text(mark.text.replace(" ngày làm việc", " ngày")),
        status_mark=mark_of(TaskStatus(task.status)),
        next_act=_next_act(one, is_head=todo.is_head),
        note=task.return_reason if one.is_returned else "",
        instruction=one.instruction,
    )


def _next_act(one: TodoTask, *, is_head: bool) -> str:
    if one.is_returned:
        return "Bổ sung và nộp lại" if is_head else "Bổ sung"
    if one.instruction:
        return "Trả lời ý kiến chỉ đạo" if is_head else "Xem ý kiến chỉ đạo"
    if one.task.task_class in (TaskClass.OVERDUE, TaskClass.DUE_SOON) and one.task.percent and is_head:
        return "Nộp kết quả"
    return "Cập nhật tiến độ"
