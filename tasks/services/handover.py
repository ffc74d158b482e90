"""Passing on the tasks of a person who leaves a post."""

from django.db import transaction

from organization.models import Person
from organization.queries import actor_of
from organization.rules.access import Actor, PostFact
from organization.rules.errors import Refused
from organization.rules.holdings import EndingPost
from organization.services.audit import record
from organization.services.notifications import notify
from tasks.models import Task, TaskSeries
from tasks.rules.permissions import may_speak_for_unit
from tasks.rules.transitions import Action
from tasks.services.acts import task_url


@transaction.atomic
def hand_over_tasks(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """Give these open tasks to another person of the unit, or leave them without one (None)."""
    successor = Person.objects.get(pk=successor_id) if successor_id else None
    tasks = Task.objects.select_for_update(of=("self",)).filter(pk__in=ids, responsible=ending.person_id)
    for task in tasks.select_related("lead_unit").order_by("pk"):
        if successor is not None:
            _check(successor, task, ending)
        before = task.responsible
        task.responsible = successor
        task.version += 1
        task.save(update_fields=["responsible", "version"])
        words = f"giao lại cho {successor.full_name} phụ trách" if successor else "để trống người phụ trách"
        record(
            by=by,
            post=right,
            action="task.hand_over",
            subject=task,
            unit=task.lead_unit,
            summary=words,
            before={"responsible": before},
            after={"responsible": successor},
        )
        if successor is not None:
            text = f"Đồng chí phụ trách “{task.title}” từ {ending.end.day}/{ending.end.month}/{ending.end.year}."
            notify(people=[successor.pk], kind="task.handed_over", text=text, url=task_url(task), by=by)
    series = TaskSeries.objects.filter(responsible=ending.person_id, lead_unit__path__startswith=ending.unit_path)
    series.update(responsible=successor)


def _check(successor: Person, task: Task, ending: EndingPost) -> None:
    if may_speak_for_unit(actor_of(successor, on=ending.end), Action.UPDATE, task.lead_unit.path) is None:
        raise Refused(f"{successor.full_name} không thuộc {task.lead_unit.name}. Chọn người của đơn vị chủ trì.")
