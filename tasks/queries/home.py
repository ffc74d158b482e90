"""What waits for whom: a unit's own things to do, results for the Office, decisions for a leader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, Value, When

from base.working_days import WorkingCalendar
from organization.queries import setting, working_calendar
from organization.querysets import in_paths
from organization.rules.access import Actor
from organization.rules.rights import first_post_with, paths_with
from tasks.enums import WORKING, DeadlineKind, ExtensionState, TaskClass, TaskStatus
from tasks.models import ExtensionRequest, Instruction, Task
from tasks.queries.confirming import tasks_to_confirm
from tasks.rules.permissions import Place, can_do, leader_decides
from tasks.rules.task_rights import TaskRight
from tasks.rules.transitions import Action

# The returned task first, then what a leader asked for, then by how late it is.
_RETURNED = When(status=TaskStatus.RETURNED, then=Value(0))
_URGENCY = {TaskClass.OVERDUE.value: 2, TaskClass.DUE_SOON.value: 3, TaskClass.IN_TERM.value: 4}
_LAST = 5
UNANSWERED = "unanswered"  # the attribute that holds instructions without an answer


@dataclass(frozen=True)
class TodoTask:
    """One thing to do, and what a leader asked about it without an answer yet."""

    task: Task
    instruction: Instruction | None = None

    @property
    def is_returned(self) -> bool:
        return self.task.status == TaskStatus.RETURNED


@dataclass(frozen=True)
class TodoList:
    """A unit's things to do on a day, most urgent first."""

    day: date
    calendar: WorkingCalendar
    is_head: bool
    first: tuple[TodoTask, ...]
    overdue: tuple[TodoTask, ...]
    due_soon: tuple[TodoTask, ...]
    later: tuple[TodoTask, ...]
    waiting: int
    continuous: int

    @property
    def is_empty(self) -> bool:
        return not (self.first or self.overdue or self.due_soon or self.later)


def todo_of(actor: Actor, *, most_later: int = 8) -> TodoList:
    """What the units of this person's head and staff posts have to do on the actor's day, in five reads."""
    paths = paths_with(actor, TaskRight.WORK)
    day, calendar = actor.day, working_calendar()
    soon = calendar.add(day, setting("due_soon_days"))
    own = Task.objects.filter(in_paths(paths, "lead_unit__"))
    open_work = (
        own.filter(status__in=WORKING)
        .exclude(deadline_kind=DeadlineKind.CONTINUOUS)
        .with_class(day, soon)
        .with_urgency(day, soon, _URGENCY, last=_LAST, first=(_RETURNED,))
        .select_related("clause", "lead_unit")
        .prefetch_related(
            Prefetch("instructions", Instruction.objects.filter(answered_at=None).select_related("leader"), UNANSWERED)
        )
        .order_by("urgency", "due", "sort_key", "id")
    )
    lines = [TodoTask(task, next(iter(getattr(task, UNANSWERED)), None)) for task in open_work]
    first = [line for line in lines if line.is_returned or line.instruction]
    rest = [line for line in lines if line not in first]
    return TodoList(
        day=day,
        calendar=calendar,
        is_head=first_post_with(actor, TaskRight.ACT_AS_HEAD) is not None,
        first=tuple(first),
        overdue=_of_class(rest, TaskClass.OVERDUE),
        due_soon=_of_class(rest, TaskClass.DUE_SOON),
        later=tuple([*_of_class(rest, TaskClass.IN_TERM), *_of_class(rest, TaskClass.NO_DEADLINE)][:most_later]),
        **own.aggregate(
            waiting=Count("pk", filter=Q(status__in=[TaskStatus.AWAITING_CONFIRMATION, TaskStatus.AWAITING_APPROVAL])),
            continuous=Count("pk", filter=Q(status__in=WORKING, deadline_kind=DeadlineKind.CONTINUOUS)),
        ),
    )


def _of_class(lines: Sequence[TodoTask], wanted: TaskClass) -> tuple[TodoTask, ...]:
    return tuple(line for line in lines if line.task.task_class == wanted)


# --- What waits for a decision --------------------------------------------------------------------


@dataclass(frozen=True)
class WaitingResult:
    """A submitted result and since how many working days it waits."""

    task: Task
    waited: int


@dataclass(frozen=True)
class WaitingForOffice:
    """Results this person may confirm, oldest first; `for_leaders` wait for a leader instead."""

    results: tuple[WaitingResult, ...]
    for_leaders: int
    extensions: tuple[ExtensionRequest, ...]
    contested: int


def waiting_for_office(actor: Actor) -> WaitingForOffice:
    """What the Office has to confirm on the actor's day, without the units the person belongs to."""
    calendar = working_calendar()
    agencies = paths_with(actor, TaskRight.CONFIRM)
    tasks = Task.objects.filter(in_paths(agencies, "lead_unit__"))
    results = tuple(
        WaitingResult(task, calendar.between(task.submitted_on, actor.day) if task.submitted_on else 0)
        for task in tasks_to_confirm(actor)
    )
    asked = ExtensionRequest.objects.filter(task__in=tasks, state=ExtensionState.OPEN, advice=None)
    extensions = tuple(
        request
        for request in asked.select_related("task__lead_unit", "task__clause").order_by("asked_at")
        if can_do(actor, Action.ADVISE_EXTENSION, Place(request.task.lead_unit.path))
    )
    return WaitingForOffice(
        results=results,
        extensions=extensions,
        **tasks.aggregate(
            for_leaders=Count("pk", filter=Q(status=TaskStatus.AWAITING_APPROVAL)),
            contested=Count("pk", filter=Q(is_contested=True)),
        ),
    )


@dataclass(frozen=True)
class WaitingForLeader:
    """What the leader in charge has to decide about tasks: results first, then requests for more time."""

    results: tuple[WaitingResult, ...]
    extensions: tuple[ExtensionRequest, ...]
    contested: tuple[Task, ...]

    @property
    def total(self) -> int:
        return len(self.results) + len(self.extensions) + len(self.contested)


def waiting_for_leader(actor: Actor) -> WaitingForLeader:
    """Decisions that wait for this leader on the actor's day: only of units in their charge."""
    calendar = working_calendar()
    paths = [path for post in actor.posts for path in post.charge_paths]
    tasks = Task.objects.filter(in_paths(paths, "lead_unit__"))
    submitted = tasks.filter(status=TaskStatus.AWAITING_APPROVAL).select_related("lead_unit", "clause")
    asked = ExtensionRequest.objects.filter(task__in=tasks, state=ExtensionState.OPEN)
    contested = tasks.filter(is_contested=True).select_related("lead_unit", "clause").order_by("contested_on", "id")
    return WaitingForLeader(
        results=tuple(
            WaitingResult(task, calendar.between(task.submitted_on, actor.day) if task.submitted_on else 0)
            for task in submitted.order_by("submitted_at", "id")
            if leader_decides(actor, task.lead_unit.path)
        ),
        extensions=tuple(
            request
            for request in asked.select_related("task__lead_unit", "task__clause").order_by("asked_at", "id")
            if leader_decides(actor, request.task.lead_unit.path)
        ),
        contested=tuple(task for task in contested if leader_decides(actor, task.lead_unit.path)),
    )
