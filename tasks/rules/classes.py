"""In which class does a task stand on a day?

Exactly one class for every task, so that every table adds up. The same rule stands once more as SQL in
`tasks.querysets.TaskQuerySet.with_class`; a property test keeps the two equal.
"""

from datetime import date
from typing import Protocol

from tasks.enums import WAITING, DeadlineKind, TaskClass, TaskStatus


class Classified(Protocol):
    """What the rule needs to know of a task."""

    status: str
    deadline_kind: str
    due: date | None
    judged_on: date | None
    submitted_on: date | None
    submitted_due_soon_until: date | None


def class_on(task: Classified, day: date, due_soon_until: date) -> TaskClass:
    """The class of `task` on `day`; `due_soon_until` is the n-th working day after it (a setting, 3 by default).

    A task that waits for confirmation or approval is judged as on its day of submission; a done one by
    `judged_on`, the product's actual date that was confirmed with the result.
    """
    if task.status == TaskStatus.WITHDRAWN:
        return TaskClass.WITHDRAWN
    if task.status == TaskStatus.NIL:
        return TaskClass.NIL
    if task.status == TaskStatus.SUSPENDED:
        return TaskClass.SUSPENDED
    if task.status == TaskStatus.DONE:
        if task.due is None or task.judged_on is None:
            return TaskClass.DONE_NO_DEADLINE
        return TaskClass.DONE_ON_TIME if task.judged_on <= task.due else TaskClass.DONE_LATE
    if task.deadline_kind == DeadlineKind.CONTINUOUS:
        return TaskClass.CONTINUOUS
    if task.due is None:
        return TaskClass.NO_DEADLINE
    if task.status in WAITING and task.submitted_on and task.submitted_due_soon_until:
        day, due_soon_until = task.submitted_on, task.submitted_due_soon_until
    if task.due < day:
        return TaskClass.OVERDUE
    return TaskClass.DUE_SOON if task.due <= due_soon_until else TaskClass.IN_TERM
