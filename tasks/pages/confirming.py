"""What does the page of results that wait for the Office say, and what when several were confirmed at once?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from base.templatetags.ui import vnshort
from base.working_days import WorkingCalendar
from organization.rules.access import Actor
from tasks.models import Task
from tasks.pages.addresses import task_url
from tasks.rules.bulk_confirming import Alone

NONE_LEFT = "Không còn kết quả nào chờ."
NONE_CHOSEN = "Chưa chọn kết quả nào. Đánh dấu các kết quả cần xác nhận rồi bấm lại."
GONE = "Kết quả đã chọn vừa được người khác xử lý hoặc đơn vị rút lại."
MOST_NAMED = 5


@dataclass(frozen=True)
class ConfirmingLine:
    """One waiting result; `value` is what its tick sends: the task and the version that was seen."""

    task: Task
    url: str
    waiting: str
    alone: str
    is_chosen: bool

    @property
    def value(self) -> str:
        return f"{self.task.pk}-{self.task.version}"


def confirming_lines(
    tasks: Sequence[Task],
    alone: Mapping[int, Alone],
    actor: Actor,
    calendar: WorkingCalendar,
    chosen: Mapping[int, int],
) -> list[ConfirmingLine]:
    return [
        ConfirmingLine(
            task=task,
            url=task_url(task.pk),
            waiting=_waiting(task, actor, calendar),
            alone=alone.get(task.pk, ""),
            is_chosen=task.pk in chosen,
        )
        for task in tasks
    ]


def _waiting(task: Task, actor: Actor, calendar: WorkingCalendar) -> str:
    if task.submitted_on is None:
        return ""
    waited = calendar.between(task.submitted_on, actor.day)
    return f"Nộp {vnshort(task.submitted_on)} · chờ {waited} ngày làm việc"


def confirmed_words(tasks: Sequence[Task]) -> str:
    """ "Đã xác nhận 2 kết quả: “A” của Phòng Nghiệp vụ 3; “B” của Phòng Nghiệp vụ 4." """
    named = "; ".join(f"“{task.title}” của {task.lead_unit.name}" for task in tasks[:MOST_NAMED])
    more = f" và {len(tasks) - MOST_NAMED} kết quả khác" if len(tasks) > MOST_NAMED else ""
    return f"Đã xác nhận {len(tasks)} kết quả: {named}{more}."
