"""What a person holds in this app: open tasks and recurring work they are responsible for."""

from django.db.models import Q

from organization.models import Person
from organization.querysets import valid_on
from organization.rules.holdings import EndingPost, Holding, HoldingKind, Successor, register_holdings
from tasks.enums import OPEN
from tasks.models import Task, TaskSeries
from tasks.pages.addresses import task_url
from tasks.services.handover import hand_over_series, hand_over_tasks


def find_tasks(ending: EndingPost) -> list[Holding]:
    """Open tasks of the unit that name the person, unless another post keeps the person in it."""
    tasks = Task.objects.filter(_of_person(ending), status__in=OPEN).select_related("clause", "lead_unit")
    return [
        Holding("task", task.pk, str(task), task_url(task.pk))
        for task in tasks.order_by("due", "sort_key", "pk")
        if not ending.keeps(task.lead_unit.path)
    ]


def find_series(ending: EndingPost) -> list[Holding]:
    """Recurring work that goes on after the end of the post."""
    goes_on = Q(end__isnull=True) | Q(end__gt=ending.end)
    series = TaskSeries.objects.filter(_of_person(ending) & goes_on).select_related("lead_unit", "clause")
    return [
        Holding("series", one.pk, f"{one.clause.code if one.clause else ''} {one.title}".strip())
        for one in series.order_by("title", "pk")
        if not ending.keeps(one.lead_unit.path)
    ]


def find_tasks_of_unit(unit_path: str) -> list[Holding]:
    """Open tasks the unit or a part of it leads."""
    tasks = Task.objects.led_in(unit_path).filter(status__in=OPEN).select_related("clause")
    return [Holding("task", task.pk, str(task), task_url(task.pk)) for task in tasks.order_by("due", "sort_key", "pk")]


def _of_person(ending: EndingPost) -> Q:
    return Q(responsible_id=ending.person_id, lead_unit__path__startswith=ending.unit_path)


def colleagues(ending: EndingPost) -> list[Successor]:
    """The others who work in the unit on the last day, in Vietnamese order."""
    there = Person.objects.filter(valid_on(ending.end, "posts__"), posts__unit__path__startswith=ending.unit_path)
    others = there.exclude(pk=ending.person_id).distinct().in_order()
    return [Successor(person.pk, person.full_name) for person in others]


register_holdings(
    HoldingKind(
        kind="task",
        label="Nhiệm vụ đang phụ trách",
        without_successor="Chưa có người nhận; nhiệm vụ ghi thiếu người phụ trách",
        find=find_tasks,
        successors=colleagues,
        hand_over=hand_over_tasks,
        of_unit=find_tasks_of_unit,
    )
)
register_holdings(
    HoldingKind(
        kind="series",
        label="Việc định kỳ đang phụ trách",
        without_successor="Chưa có người nhận; việc mở kỳ sau ghi thiếu người phụ trách",
        find=find_series,
        successors=colleagues,
        hand_over=hand_over_series,
    )
)
