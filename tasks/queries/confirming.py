"""Which results wait for this person of the Office, oldest first, and which comes after which?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from organization.queries import setting
from organization.querysets import in_paths
from organization.rules.access import Actor
from organization.rules.rights import paths_with
from tasks.enums import TaskStatus
from tasks.models import Evidence, Task
from tasks.rules.bulk_confirming import Alone, ResultFacts, why_alone
from tasks.rules.permissions import Place, can_do
from tasks.rules.task_rights import TaskRight
from tasks.rules.transitions import Action

HAS_FILE = "has_file"  # the attribute of a task that says whether files came with its result


def tasks_to_confirm(actor: Actor) -> list[Task]:
    """The tasks whose results this person may confirm or return, oldest first; `has_file` says if files came."""
    tasks = Task.objects.filter(
        in_paths(paths_with(actor, TaskRight.CONFIRM), "lead_unit__"), status=TaskStatus.AWAITING_CONFIRMATION
    )
    files = Evidence.objects.filter(task=OuterRef("pk"), contribution=None, removed_at=None)
    waiting = tasks.select_related("lead_unit", "clause").annotate(**{HAS_FILE: Exists(files)})
    return [
        task
        for task in waiting.order_by("submitted_at", "id")
        if can_do(actor, Action.CONFIRM, Place(task.lead_unit.path))
    ]


@dataclass(frozen=True)
class NextResult:
    """How many results wait besides this one, and the task to open after it (None: no other waits)."""

    left: int
    task_id: int | None


def next_to_confirm(actor: Actor, task: Task) -> NextResult:
    """What comes after the result of `task`: the next younger one, and after the youngest the oldest."""
    others = [one for one in tasks_to_confirm(actor) if one.pk != task.pk]
    younger = (one for one in others if _order(one) > _order(task))
    found = next(younger, others[0] if others else None)
    return NextResult(len(others), found.pk if found else None)


def _order(task: Task) -> tuple[float, int]:
    return task.submitted_at.timestamp() if task.submitted_at else 0.0, task.pk


def reasons_alone(tasks: Sequence[Task]) -> dict[int, Alone]:
    """Why some of these results (of `tasks_to_confirm`) cannot be confirmed together with others, by task."""
    by_submission = setting("late_judged_by") == "submission"
    found = {task.pk: why_alone(_facts(task, _judged_on(task, by_submission))) for task in tasks}
    return {pk: reason for pk, reason in found.items() if reason is not None}


def _judged_on(task: Task, by_submission: bool) -> date | None:
    return task.submitted_on if by_submission else task.product_date or task.submitted_on


def _facts(task: Task, judged_on: date | None) -> ResultFacts:
    return ResultFacts(task.is_nil_claim, task.has_file or bool(task.document_number), judged_on, task.due)
