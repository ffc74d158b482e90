"""Keeping how tasks stood, in the transaction of the act that changes it."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import asdict
from datetime import date
from typing import Any

from tasks.models import Task, TaskSpan
from tasks.rules.spans import DEADLINE_FIELDS, STAND_FIELDS, Stretch, by_own_dates, with_act, with_deadline

BATCH = 1000


def start_spans(tasks: Iterable[Task], *, recorded_on: date) -> None:
    """The first spans of new tasks, in one insert; `recorded_on`: the day on which they were given."""
    TaskSpan.objects.bulk_create(
        (TaskSpan(task_id=task.pk, **asdict(stretch)) for task in tasks for stretch in by_own_dates(task, recorded_on)),
        batch_size=BATCH,
    )


def keep_span(task: Task, *, before: Mapping[str, Any], on: date, decided_on: date | None = None) -> None:
    """Write how the locked task stands after an act recorded on the day `on`.

    `before` holds the changed fields as they were. A deadline decided on an earlier day counts from there.
    """
    if not before.keys() & set(STAND_FIELDS):
        return
    held = {_stretch(span): span.pk for span in TaskSpan.objects.filter(task=task)}
    old = sorted(held, key=lambda one: one.from_day) or by_own_dates(_as_before(task, before), task.assigned_on)
    new = with_act(old, {name: getattr(task, name) for name in STAND_FIELDS}, on)
    if decided_on is not None and before.keys() & set(DEADLINE_FIELDS):
        new = list(with_deadline(new, decided_on, on))
    TaskSpan.objects.filter(pk__in=[pk for one, pk in held.items() if one not in new]).delete()
    TaskSpan.objects.bulk_create(TaskSpan(task=task, **asdict(one)) for one in new if one not in held)


def _stretch(span: TaskSpan) -> Stretch:
    return Stretch(**{name: getattr(span, name) for name in Stretch.__annotations__})


def _as_before(task: Task, before: Mapping[str, Any]) -> Task:
    was = copy(task)
    for name, value in before.items():
        setattr(was, name, value)
    return was
