"""Work that names a person goes to a successor, or to nobody yet, when the person's post ends.

It is the admin's right over people that carries these writes, so the event records the admin's post.
Call them inside the transaction that ends the post.
"""

from collections.abc import Iterable

from django.db.models import F

from organization.models import Person
from organization.rules.access import Actor, PostFact
from organization.rules.holdings import EndingPost
from organization.services.audit import record
from organization.services.notifications import notify
from tasks.models import Task, TaskSeries


def hand_over_tasks(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """Name the successor (None: nobody) as responsible for these tasks, as far as they still name the person."""
    tasks = Task.objects.select_for_update(of=("self",)).filter(pk__in=ids, responsible_id=ending.person_id)
    _hand_over(by, right, tasks.select_related("lead_unit", "clause", "responsible").order_by("pk"), successor_id)


def hand_over_series(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """The same for recurring work: the tasks it opens from now on name the successor."""
    series = TaskSeries.objects.select_for_update(of=("self",)).filter(pk__in=ids, responsible_id=ending.person_id)
    _hand_over(by, right, series.select_related("lead_unit", "clause", "responsible").order_by("pk"), successor_id)


def _hand_over(by: Actor, right: PostFact | None, works: Iterable[Task | TaskSeries], successor_id: int | None) -> None:
    successor = Person.objects.get(pk=successor_id) if successor_id else None
    count = 0
    for work in works:
        before = work.responsible
        type(work).objects.filter(pk=work.pk).update(responsible=successor, version=F("version") + 1)
        count += 1
        record(
            by=by,
            post=right,
            action="task.responsible",
            subject=work,
            unit=work.lead_unit,
            summary=f"bàn giao cho {successor.full_name}" if successor else "để trống người phụ trách",
            before={"responsible": before},
            after={"responsible": successor},
        )
    if successor and count:
        notify(
            people=[successor.pk],
            kind="task.responsible",
            text=f"Đồng chí nhận bàn giao {count} nhiệm vụ. Xem trong danh sách nhiệm vụ của đơn vị.",
            url="/tasks/",
            by=by,
        )
