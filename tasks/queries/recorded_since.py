"""What was recorded after a day: which of it counts on that day all the same, and how the tasks' words were then.

An assignment and a deadline count from the day of their decision, an accepted result that still stands from its
product's day. So the tables of a past day only change by what is listed here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from organization.models import AuditEvent
from tasks.enums import LateRecord, TaskStatus
from tasks.models import Task
from tasks.querysets import accepted_since
from tasks.rules.spans import DEADLINE_FIELDS
from tasks.rules.transitions import TRANSITIONS, Action

Events = Mapping[int, Sequence[AuditEvent]]
GIVEN = ("task.assign", "task.open_period")
ACCEPTED = tuple(TRANSITIONS[action].audit_action for action in (Action.CONFIRM, Action.APPROVE))


@dataclass(frozen=True)
class RecordedSince:
    """One thing that counts on a day though it was recorded later; `by` is who wrote it down ("" if unknown).

    `kind` is a value of LateRecord; `due` and `deadline_kind` the deadline that it gave, or None and "".
    `dated` is the day of the decision or product, `recorded_on` that of the writing.
    """

    task_id: int
    clause: str
    title: str
    lead_unit: str
    kind: str
    deadline_kind: str
    due: date | None
    dated: date
    recorded_on: date
    by: str


def events_after(path: str, day: date) -> Events:
    """The events after `day` of the tasks led in the subtree of `path`, oldest first, by task; one read."""
    found: dict[int, list[AuditEvent]] = defaultdict(list)
    events = AuditEvent.objects.filter(subject_kind=Task._meta.label_lower, day__gt=day, unit__path__startswith=path)
    for event in events.only("subject_id", "day", "by_name", "action", "before", "after").order_by("at", "id"):
        found[event.subject_id].append(event)
    return found


def values_before(events: Iterable[AuditEvent]) -> dict[str, Any]:
    """The fields that these events changed, as they were before the first of them."""
    values: dict[str, Any] = {}
    for event in events:
        values = {**event.before, **values}
    return values


def recorded_since(path: str, day: date, events: Events) -> list[RecordedSince]:
    """What counts on `day` though it was recorded after it, in the order of recording; `events` are those after it."""
    tasks = (
        Task.objects.led_in(path)
        .as_of(day)
        .filter(Q(stood__recorded_on__gt=day) | Q(stood__deadline_recorded_on__gt=day) | accepted_since(day))
        .annotate(given_on=F("stood__recorded_on"), stood_kind=F("stood__deadline_kind"), stood_due=F("stood__due"))
        .select_related("clause", "lead_unit")
    )
    found = [one for task in tasks for one in _of_task(task, day, events.get(task.pk, ()))]
    return sorted(found, key=lambda one: (one.recorded_on, one.task_id, one.kind))


def _of_task(task: Any, day: date, events: Sequence[AuditEvent]) -> Iterator[RecordedSince]:
    if task.given_on > day:
        given = next((event for event in events if event.action in GIVEN), None)
        yield _line(task, LateRecord.ASSIGNMENT, task.assigned_on, task.given_on, given)
    if (moved := _deadline_event(task, day, events)) is not None:
        dated = date.fromisoformat(moved.after["recorded"]["decided_on"])
        yield _line(task, LateRecord.DEADLINE, dated, moved.day, moved, task.stood_kind, task.stood_due)
    if task.status == TaskStatus.DONE and task.closed_on > day and task.product_date and task.product_date <= day:
        said = [event for event in events if event.action in ACCEPTED or "product_date" in event.before]
        last = said[-1] if said else None
        yield _line(task, LateRecord.RESULT, task.product_date, last.day if last else task.closed_on, last)


def _deadline_event(task: Any, day: date, events: Sequence[AuditEvent]) -> AuditEvent | None:
    """The last event by which the deadline that stood on the day was decided on or before it."""
    for event in reversed(events):
        decided_on = (event.after.get("recorded") or {}).get("decided_on")
        has_moved = any(name in event.before for name in DEADLINE_FIELDS)
        if has_moved and decided_on and date.fromisoformat(decided_on) <= day:
            return event
    return None


def _line(
    task: Task,
    kind: LateRecord,
    dated: date,
    recorded_on: date,
    event: AuditEvent | None,
    deadline_kind: str = "",
    due: date | None = None,
) -> RecordedSince:
    return RecordedSince(
        task_id=task.pk,
        clause=task.code,
        title=task.title,
        lead_unit=task.lead_unit.name,
        kind=kind.value,
        deadline_kind=deadline_kind,
        due=due,
        dated=dated,
        recorded_on=recorded_on,
        by=event.by_name if event else "",
    )
