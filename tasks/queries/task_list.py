"""Which tasks does a list show, in which order, and what do they come to?"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Min, Q, Value
from django.db.models.functions import Coalesce

from organization.enums import Role
from organization.models import Unit
from organization.queries import setting, working_calendar
from organization.querysets import in_paths
from organization.rules.access import Actor
from organization.rules.rights import paths_with
from tasks.enums import DONE_CLASSES, TaskClass, TaskStatus
from tasks.models import Task
from tasks.querysets import TaskQuerySet
from tasks.rules.task_rights import TaskRight

EVERYTHING, MINE, COORDINATED, WAITING_FOR_ME, CONTESTED = "all", "mine", "coordinated", "waiting", "contested"
_FAR = date(9999, 12, 31)
URGENT_FIRST = ("urgency", "due_or_last", "clause__position", "lead_unit__position", "sort_key", "id")
_URGENCY = (TaskClass.OVERDUE, TaskClass.DUE_SOON, TaskClass.IN_TERM, TaskClass.NO_DEADLINE, TaskClass.CONTINUOUS)


@dataclass(frozen=True)
class TaskQuery:
    """What the address of a list asks for; empty means all. `own_only`: the unit itself, without those below."""

    words: str = ""
    unit: Unit | None = None
    own_only: bool = False
    classes: frozenset[str] = field(default_factory=frozenset)
    statuses: frozenset[str] = field(default_factory=frozenset)
    clause: str = ""
    responsible_id: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    scope: str = ""
    flow: str = ""
    flow_from: date | None = None
    flow_to: date | None = None


@dataclass(frozen=True)
class ListSummary:
    """How many tasks a list has, by class, and their completion rate with its two numbers."""

    counts: dict[str, int]
    only_unit_id: int | None = None  # the unit that leads all of them, if it is one

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return sum(self.counts.get(name, 0) for name in DONE_CLASSES)

    @property
    def overdue(self) -> int:
        return self.counts.get(TaskClass.OVERDUE, 0)

    @property
    def come_due(self) -> int:
        return self.done + self.overdue


def listed_tasks(actor: Actor, wanted: TaskQuery) -> TaskQuerySet:
    """The tasks in sight that the query asks for, with their class on the actor's day, most urgent first."""
    soon = working_calendar().add(actor.day, setting("due_soon_days"))
    # What one's units lead lies in sight anyway; only the other scopes need to ask who coordinates.
    seen = Task.objects.visible_to(actor) if wanted.scope else Task.objects.led_in_sight_of(actor)
    found = seen.with_class(actor.day, soon).search(wanted.words)
    if wanted.unit is not None:
        found = (
            found.filter(lead_unit=wanted.unit)
            if wanted.own_only
            else found.filter(lead_unit__path__startswith=wanted.unit.path)
        )
    if wanted.classes:
        found = found.filter(task_class__in=wanted.classes)
    if wanted.statuses:
        found = found.filter(status__in=wanted.statuses)
    if wanted.clause:
        tied = Task.tied_clauses.through.objects.filter(clause__code=wanted.clause).values("task_id")
        found = found.filter(Q(clause__code=wanted.clause) | Q(pk__in=tied))
    if wanted.responsible_id:
        found = found.filter(responsible=wanted.responsible_id)
    if wanted.due_from:
        found = found.filter(due__gte=wanted.due_from)
    if wanted.due_to:
        found = found.filter(due__lte=wanted.due_to)
    if wanted.flow and wanted.flow_from and wanted.flow_to:
        column = "flow_in" if wanted.flow in ("opening", "assigned") else "flow_out"
        found = found.with_flow(wanted.flow_from, wanted.flow_to).filter(**{column: wanted.flow})
    return _urgent(_scoped(found, actor, wanted.scope), actor.day, soon)


def _scoped(found: TaskQuerySet, actor: Actor, scope: str) -> TaskQuerySet:
    """Without a scope: what the units in sight lead; what one's unit only coordinates is asked for."""
    if scope == EVERYTHING:
        return found
    if scope == MINE:
        return found.filter(responsible=actor.person_id)
    if scope == CONTESTED:
        return found.filter(is_contested=True)
    if scope == COORDINATED:
        own = in_paths([post.unit_path for post in actor.posts], "lead_unit__")
        return found.filter(pk__in=Task.objects.coordinated_by(actor).values("pk")).exclude(own)
    if scope == WAITING_FOR_ME:
        return found.filter(waits_for(actor))
    return found


def waits_for(actor: Actor) -> Q:
    """Results this person may confirm or approve: never those of a unit they belong to."""
    agencies = paths_with(actor, TaskRight.CONFIRM)
    charges = paths_with(actor, TaskRight.DECIDE)
    confirm = Q(status=TaskStatus.AWAITING_CONFIRMATION) & in_paths(agencies, "lead_unit__")
    approve = Q(status=TaskStatus.AWAITING_APPROVAL) & in_paths(charges, "lead_unit__")
    barred = Q(pk__in=[])
    for post in actor.posts:
        if post.role == Role.LEADER:
            continue
        line = [post.unit_path[: i + 1] for i, sign in enumerate(post.unit_path) if sign == "/"]
        barred |= Q(lead_unit__path__in=line)
        if post.unit_path != post.agency_path:
            barred |= Q(lead_unit__path__startswith=post.unit_path)
    return (confirm | approve) & ~barred


def _urgent(found: TaskQuerySet, day: date, soon: date) -> TaskQuerySet:
    """Most urgent first; what the columns of the list sort by comes along."""
    ranks = {name.value: rank for rank, name in enumerate(_URGENCY)}
    found = found.with_urgency(day, soon, ranks, last=len(_URGENCY)).annotate(due_or_last=Coalesce("due", Value(_FAR)))
    return found.order_by(*URGENT_FIRST)


def summary_of(found: TaskQuerySet) -> ListSummary:
    """Counts by class of a list, in one query, in the order of the classes."""
    lines = found.order_by().values_list("task_class").annotate(Count("id"), Min("lead_unit"), Max("lead_unit"))
    grouped = {task_class: number for task_class, number, _, _ in lines}
    units = {unit_id for _, _, *ends in lines for unit_id in ends}
    return ListSummary(
        {name.value: grouped[name.value] for name in TaskClass if name.value in grouped},
        only_unit_id=units.pop() if len(units) == 1 else None,
    )


def for_rows(found: TaskQuerySet) -> TaskQuerySet:
    """With what a line shows, so that the number of queries does not depend on the number of lines."""
    return found.select_related("clause", "lead_unit", "responsible")
