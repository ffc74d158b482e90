"""Passing on the work of a person who leaves a post: open tasks, and recurring work that opens more of them.

It is the admin's right over people that carries these writes, so the event records the admin's post.
"""

from collections.abc import Iterable

from django.db import transaction

from base.errors import Refused
from organization.models import Person
from organization.queries import actor_of
from organization.rules.access import Actor, PostFact
from organization.rules.holdings import EndingPost
from organization.services.audit import record
from organization.services.notifications import notify
from tasks.models import Task, TaskSeries
from tasks.pages.addresses import task_url
from tasks.rules.permissions import may_speak_for_unit
from tasks.rules.transitions import Action


@transaction.atomic
def hand_over_tasks(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """Give these open tasks to another person of the unit, or leave them without one (None)."""
    tasks = Task.objects.select_for_update(of=("self",)).filter(pk__in=ids, responsible=ending.person_id)
    successor = _successor(successor_id)
    ordered = list(tasks.select_related("lead_unit", "responsible").order_by("pk"))
    _hand_over(by, right, ending, ordered, successor)
    if successor is not None:
        for task in ordered:
            text = f"Đồng chí phụ trách “{task.title}” từ {ending.end:%d/%m/%Y}."
            notify(people=[successor.pk], kind="task.handed_over", text=text, url=task_url(task.pk), by=by)


@transaction.atomic
def hand_over_series(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """The same for recurring work: the tasks it opens from now on name the successor."""
    series = TaskSeries.objects.select_for_update(of=("self",)).filter(pk__in=ids, responsible=ending.person_id)
    ordered = series.select_related("lead_unit", "responsible").order_by("pk")
    _hand_over(by, right, ending, ordered, _successor(successor_id))


def _successor(person_id: int | None) -> Person | None:
    return Person.objects.get(pk=person_id) if person_id else None


def _hand_over(
    by: Actor, right: PostFact | None, ending: EndingPost, works: Iterable[Task | TaskSeries], successor: Person | None
) -> None:
    for work in works:
        if successor is not None:
            _check(successor, work, ending)
        before = work.responsible
        work.responsible = successor
        work.version += 1
        work.save(update_fields=["responsible", "version"])
        record(
            by=by,
            post=right,
            action="task.hand_over",
            subject=work,
            unit=work.lead_unit,
            summary=f"giao lại cho {successor.full_name} phụ trách" if successor else "để trống người phụ trách",
            before={"responsible": before},
            after={"responsible": successor},
        )


def _check(successor: Person, work: Task | TaskSeries, ending: EndingPost) -> None:
    if may_speak_for_unit(actor_of(successor, on=ending.end), Action.UPDATE, work.lead_unit.path) is None:
        raise Refused(f"{successor.full_name} không thuộc {work.lead_unit.name}. Chọn người của đơn vị chủ trì.")
