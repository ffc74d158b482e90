"""Every task of the agency with its six rõ, as it stands on a day, its words as they were at the day's end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from base.working_days import WorkingCalendar
from organization.models import Unit
from tasks.enums import DONE_CLASSES, WAITING, TaskClass, TaskStatus
from tasks.models import Task
from tasks.queries.grid import leaders_by_unit
from tasks.queries.recorded_since import Events, values_before
from tasks.queries.tasks import due_soon_until
from tasks.rules.lateness import days_late
from tasks.rules.six_clear import SixFacts, missing_of
from tasks.rules.spans import STAND_FIELDS


@dataclass(frozen=True)
class TaskLine:
    """One task; `missing` names what of the six rõ is not clear yet. `delay` is in working days (None: none).

    `authority`, `deadline_kind`, `status` and `task_class` are values of the enums of tasks.
    """

    clause: str
    title: str
    lead_unit: str
    coordinators: str
    responsible: str
    leader: str
    deliverable: str
    authority: str
    deadline_kind: str
    original_due: date | None
    due: date | None
    status: str
    task_class: str
    product_date: date | None
    submitted_on: date | None
    confirmed_on: date | None
    delay: int | None
    missing: tuple[str, ...]
    situation: str


AS_OF = "as_of_"  # before the names of a task's fields as they stood on the day


def _stood(task: Task, name: str) -> Any:
    return getattr(task, f"{AS_OF}{name}")


def task_lines(agency: Unit, day: date, calendar: WorkingCalendar, since: Events) -> Iterator[TaskLine]:
    """The tasks that there were on `day`; `since` are their events after it."""
    tasks = (
        Task.objects.led_in(agency.path)
        .with_class_as_of(day, due_soon_until(day))
        .annotate(**{f"{AS_OF}{name}": F(f"stood__{name}") for name in STAND_FIELDS})
        .select_related("clause", "lead_unit", "responsible", "series")
        .prefetch_related("coordinating_units", "coordinating_groups", "coordinating_partners")
        .order_by("clause__position", "lead_unit__depth", "lead_unit__position", "lead_unit__sort_key", "id")
    )
    leaders = leaders_by_unit({task.lead_unit_id: task.lead_unit for task in tasks}.values(), day)
    for task in tasks:
        yield _task_line(task, leaders.get(task.lead_unit_id, ""), day, calendar, values_before(since.get(task.pk, ())))


def _task_line(task: Task, leader: str, day: date, calendar: WorkingCalendar, before: Mapping[str, Any]) -> TaskLine:
    """`before` holds the fields that changed since the day, as they were at its end."""
    coordinators = ", ".join(_names(task, leaving_out=task.lead_unit_id))
    facts = SixFacts(
        responsible=_person(before.get("responsible", task.responsible)),
        work=task.title,
        deadline_kind=_stood(task, "deadline_kind"),
        due=_stood(task, "due"),
        frequency=task.series.frequency if task.series else "",
        lead_unit=task.lead_unit.name,
        leader=leader,
        deliverable=before.get("deliverable", task.deliverable),
        authority=task.authority,
        coordinators=coordinators,
    )
    is_accepted = task.task_class in DONE_CLASSES and _stood(task, "status") != TaskStatus.DONE
    return TaskLine(
        clause=task.code,
        title=task.title,
        lead_unit=task.lead_unit.name,
        coordinators=coordinators,
        responsible=facts.responsible,
        leader=leader,
        deliverable=facts.deliverable,
        authority=task.authority,
        deadline_kind=_stood(task, "deadline_kind"),
        original_due=_day(before.get("original_due", task.original_due)),
        due=_stood(task, "due"),
        status=_stood(task, "status"),
        task_class=task.task_class,
        product_date=task.product_date if is_accepted else _stood(task, "product_date"),
        submitted_on=_stood(task, "submitted_on"),
        confirmed_on=_day(before.get("confirmed_on", task.confirmed_on)),
        delay=_delay(task, day, calendar),
        missing=tuple(missing_of(facts)),
        situation=(task.result if is_accepted else before.get("result", task.result))
        or before.get("situation", task.situation),
    )


def _person(person: Any) -> str:
    """The name; an event holds it as a text already."""
    return str(person) if person else ""


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _names(task: Task, *, leaving_out: int) -> list[str]:
    units = [unit.name for unit in task.coordinating_units.all() if unit.pk != leaving_out]
    groups = [group.name for group in task.coordinating_groups.all()]
    return [*units, *groups, *(partner.name for partner in task.coordinating_partners.all())]


def _delay(task: Task, day: date, calendar: WorkingCalendar) -> int | None:
    """Working days beyond the deadline on the day; None where the task was not late."""
    due, judged_on, submitted_on = (_stood(task, name) for name in ("due", "judged_on", "submitted_on"))
    if due is None:
        return None
    if task.task_class == TaskClass.DONE_LATE and judged_on:
        return days_late(due, judged_on, calendar)
    if task.task_class == TaskClass.OVERDUE:
        return days_late(due, submitted_on if _stood(task, "status") in WAITING and submitted_on else day, calendar)
    return None
