"""Every task of the agency with its six rõ, as it stands on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from base.working_days import WorkingCalendar
from organization.models import Unit
from tasks.enums import WAITING, TaskClass
from tasks.models import Task
from tasks.queries.grid import leaders_by_unit
from tasks.queries.tasks import due_soon_until
from tasks.rules.lateness import days_late
from tasks.rules.six_clear import SixFacts, missing_of


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


def task_lines(agency: Unit, day: date, calendar: WorkingCalendar) -> Iterator[TaskLine]:
    tasks = (
        Task.objects.led_in(agency.path)
        .with_class(day, due_soon_until(day))
        .select_related("clause", "lead_unit", "responsible", "series")
        .prefetch_related("coordinating_units", "coordinating_groups", "coordinating_partners")
        .order_by("clause__position", "lead_unit__depth", "lead_unit__position", "lead_unit__sort_key", "id")
    )
    leaders = leaders_by_unit({task.lead_unit_id: task.lead_unit for task in tasks}.values(), day)
    for task in tasks:
        yield _task_line(task, leaders.get(task.lead_unit_id, ""), day, calendar)


def _task_line(task: Task, leader: str, day: date, calendar: WorkingCalendar) -> TaskLine:
    coordinators = ", ".join(_names(task, leaving_out=task.lead_unit_id))
    facts = SixFacts(
        responsible=task.responsible.full_name if task.responsible else "",
        work=task.title,
        deadline_kind=task.deadline_kind,
        due=task.due,
        frequency=task.series.frequency if task.series else "",
        lead_unit=task.lead_unit.name,
        leader=leader,
        deliverable=task.deliverable,
        authority=task.authority,
        coordinators=coordinators,
    )
    return TaskLine(
        clause=task.code,
        title=task.title,
        lead_unit=task.lead_unit.name,
        coordinators=coordinators,
        responsible=facts.responsible,
        leader=leader,
        deliverable=task.deliverable,
        authority=task.authority,
        deadline_kind=task.deadline_kind,
        original_due=task.original_due,
        due=task.due,
        status=task.status,
        task_class=task.task_class,
        product_date=task.product_date,
        submitted_on=task.submitted_on,
        confirmed_on=task.confirmed_on,
        delay=_delay(task, day, calendar),
        missing=tuple(missing_of(facts)),
        situation=task.result or task.situation,
    )


def _names(task: Task, *, leaving_out: int) -> list[str]:
    units = [unit.name for unit in task.coordinating_units.all() if unit.pk != leaving_out]
    groups = [group.name for group in task.coordinating_groups.all()]
    return [*units, *groups, *(partner.name for partner in task.coordinating_partners.all())]


def _delay(task: Task, day: date, calendar: WorkingCalendar) -> int | None:
    """Working days beyond the deadline; None where the task is not late."""
    if task.due is None:
        return None
    if task.task_class == TaskClass.DONE_LATE and task.judged_on:
        return days_late(task.due, task.judged_on, calendar)
    if task.task_class == TaskClass.OVERDUE:
        judged = task.submitted_on if task.status in WAITING and task.submitted_on else day
        return days_late(task.due, judged, calendar)
    return None
