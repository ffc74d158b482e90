"""What hangs on one clause: its tasks that the person may see, and what happened to it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organization.models import AuditEvent
from organization.rules.access import Actor
from tasks.enums import TaskClass
from tasks.models import Assignment, Clause, Task, TaskSeries
from tasks.queries.tasks import due_soon_until


@dataclass(frozen=True)
class ClauseTask:
    """A task under the clause and its class on the day."""

    task: Task
    task_class: TaskClass


@dataclass(frozen=True)
class ClauseTasks:
    """`rows` are the tasks in sight (of the classes asked for), `hidden` how many more there are."""

    rows: tuple[ClauseTask, ...]
    hidden: int


def tasks_of_clause(actor: Actor, clause: Clause, day: date, classes: Collection[str] = ()) -> ClauseTasks:
    """Tasks of the clause and those that carry it as tied, by unit, with their class on `day`."""
    mine = Q(clause=clause) | Q(tied_clauses=clause)
    every = Task.objects.filter(pk__in=Task.objects.filter(mine).values("pk")).with_class(day, due_soon_until(day))
    if classes:
        every = every.filter(task_class__in=classes)
    seen = every.filter(pk__in=Task.objects.visible_to(actor).values("pk")).select_related(
        "lead_unit", "responsible", "clause"
    )
    ordered = seen.order_by("lead_unit__position", "lead_unit__sort_key", "period_code", "id")
    rows = tuple(ClauseTask(task, TaskClass(task.task_class)) for task in ordered)
    return ClauseTasks(rows, every.count() - len(rows))


def history_of_clause(clause: Clause) -> list[AuditEvent]:
    """What was done to the clause itself, newest first."""
    return list(AuditEvent.objects.of(clause._meta.label_lower, clause.pk)[:100])


@dataclass(frozen=True)
class Handing:
    """One confirmed assignment that gave work of a clause: what it rests on and to how many units."""

    assignment: Assignment
    units: int


def assignments_of_clause(clause: Clause) -> list[Handing]:
    """The assignments under which this clause's tasks and series were given, newest first."""
    units: dict[int, set[int]] = defaultdict(set)
    for model in (Task, TaskSeries):
        rows = model.objects.filter(Q(clause=clause) | Q(tied_clauses=clause), assignment__isnull=False)
        for assignment_id, unit_id in rows.values_list("assignment_id", "lead_unit_id"):
            units[assignment_id].add(unit_id)
    found = Assignment.objects.filter(pk__in=units).select_related("recorded_decision__leader", "confirmed_by")
    return [Handing(one, len(units[one.pk])) for one in found.order_by("-confirmed_at", "-id")]


def neighbours(clause: Clause) -> tuple[str, str]:
    """Codes of the assignable clauses before and after this one ("" at the ends)."""
    leaves = Clause.objects.filter(plan=clause.plan_id, is_assignable=True)
    before = leaves.filter(position__lt=clause.position).order_by("-position").values_list("code", flat=True).first()
    after = leaves.filter(position__gt=clause.position).order_by("position").values_list("code", flat=True).first()
    return before or "", after or ""
