"""Opening the tasks of recurring assignments: one for each period, on the period's first day, once."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from base.periods import Period, parse_period
from base.text import sort_key
from base.working_days import WorkingCalendar
from organization.queries import working_calendar
from organization.rules.access import Actor
from organization.services.audit import record
from tasks.enums import DeadlineKind
from tasks.models import Task, TaskSeries
from tasks.rules.recurrence import due_of, periods_after
from tasks.rules.task_text import folded_text
from tasks.services.spans import start_spans


@transaction.atomic
def open_period_tasks(*, by: Actor, series: Iterable[TaskSeries] | None = None) -> list[Task]:
    """Open the task of the period that `by.day` lies in, for every running series (or those given).

    A task that is there already is left alone, so that a second run changes nothing; periods that began
    while nobody ran this are opened too.
    """
    if series is None:
        running = TaskSeries.objects.filter(Q(end__isnull=True) | Q(end__gte=by.day), start__lte=by.day)
        series = running.order_by("id").select_related("clause", "lead_unit")
    calendar = working_calendar()
    return [task for one in series for task in _open_missing(by, one, calendar)]


def _open_missing(by: Actor, series: TaskSeries, calendar: WorkingCalendar) -> list[Task]:
    # The row of the series is the lock: two schedulers ask for the same period one after the other.
    TaskSeries.objects.select_for_update().get(pk=series.pk)
    opened = [parse_period(code) for code in series.tasks.values_list("period_code", flat=True)]
    last = max(opened, key=lambda period: period.start, default=None)
    until = min(by.day, series.end) if series.end else by.day
    return [
        _open(by, series, period, max(period.start, series.start), calendar)
        for period in periods_after(series.frequency, last, until)
    ]


def _open(by: Actor, series: TaskSeries, period: Period, assigned_on: date, calendar: WorkingCalendar) -> Task:
    due = due_of(period, calendar)
    title = f"{series.title} ({period.name})"[:300]
    tied = list(series.tied_clauses.order_by("position"))
    codes = [clause.code for clause in (series.clause, *tied) if clause]
    task = Task.objects.create(
        clause=series.clause,
        lead_unit=series.lead_unit,
        title=title,
        deliverable=series.deliverable,
        responsible=series.responsible,
        authority=series.authority,
        assignment=series.assignment,
        series=series,
        period_code=period.code,
        assigned_on=assigned_on,
        deadline_kind=DeadlineKind.RECURRING,
        due=due,
        original_due=due,
        folded=folded_text(
            codes=codes,
            title=title,
            deliverable=series.deliverable,
            unit_code=series.lead_unit.code,
            unit_name=series.lead_unit.name,
        ),
        sort_key=sort_key(title),
    )
    start_spans([task], recorded_on=by.day)
    task.tied_clauses.set(tied)
    task.coordinating_units.set(series.coordinating_units.all())
    task.coordinating_groups.set(series.coordinating_groups.all())
    task.coordinating_partners.set(series.coordinating_partners.all())
    record(
        by=by,
        action="task.open_period",
        subject=task,
        unit=series.lead_unit_id,
        summary=f"mở việc định kỳ {period.name}",
        after={"due": due, "period": period.code},
    )
    return task
