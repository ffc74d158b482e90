"""Every task has exactly one class on every day, and SQL gives the same one as the rule."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enums import DONE_CLASSES, OPEN, OPEN_CLASSES, WAITING, DeadlineKind, TaskClass, TaskStatus
from tasks.models import Task
from tasks.rules.classes import class_on
from tasks.tests.factories import TaskFactory

DAYS = st.dates(date(2026, 5, 1), date(2026, 8, 31))


@st.composite
def situations(draw):
    """Any state of a task that the database accepts, also unlikely ones."""
    kind = draw(st.sampled_from(DeadlineKind.values))
    has_due = kind == DeadlineKind.DATE or (kind == DeadlineKind.RECURRING and draw(st.booleans()))
    submitted = draw(st.none() | DAYS)
    soon = draw(st.none() | st.integers(0, 12)) if submitted else None
    return {
        "status": draw(st.sampled_from(TaskStatus.values)),
        "deadline_kind": kind,
        "due": draw(DAYS) if has_due else None,
        "judged_on": draw(st.none() | DAYS),
        "submitted_on": submitted,
        "submitted_due_soon_until": submitted + timedelta(days=soon) if submitted and soon is not None else None,
    }


@pytest.mark.django_db
@given(rows=st.lists(situations(), min_size=1, max_size=25), day=DAYS, ahead=st.integers(0, 10))
def test_classes_partition_every_set_of_tasks_and_sql_agrees(units, rows, day, ahead):
    Task.objects.all().delete()
    soon = day + timedelta(days=ahead)
    built = [TaskFactory.build(lead_unit=units.nv1, original_due=None, **row) for row in rows]
    Task.objects.bulk_create(built)
    by_sql = dict(Task.objects.with_class(day, soon).values_list("pk", "task_class"))
    by_rule = {task.pk: class_on(task, day, soon).value for task in Task.objects.all()}
    assert by_sql == by_rule
    assert sum(Counter(by_sql.values()).values()) == len(rows)
    for task_class in TaskClass.values:
        found = Task.objects.with_class(day, soon).filter(task_class=task_class).count()
        assert found == sum(value == task_class for value in by_rule.values())


def situation(status, due=date(2026, 6, 12), **more):
    kind = more.pop("kind", DeadlineKind.DATE if due else DeadlineKind.NONE)
    return TaskFactory.build(lead_unit=None, folded="", status=status, due=due, deadline_kind=kind, **more)


DAY, SOON = date(2026, 6, 17), date(2026, 6, 22)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 6, 16), TaskClass.OVERDUE),
        (date(2026, 6, 17), TaskClass.DUE_SOON),
        (date(2026, 6, 22), TaskClass.DUE_SOON),
        (date(2026, 6, 23), TaskClass.IN_TERM),
        (None, TaskClass.NO_DEADLINE),
    ],
)
def test_open_work_stands_by_its_deadline(due, expected):
    assert class_on(situation(TaskStatus.IN_PROGRESS, due), DAY, SOON) == expected


def test_waiting_is_judged_as_on_the_day_of_submission_and_once_returned_as_today():
    day, soon = date(2026, 6, 10), date(2026, 6, 15)
    for status in WAITING:
        waiting = situation(status, submitted_on=day, submitted_due_soon_until=soon)
        assert class_on(waiting, DAY, SOON) == TaskClass.DUE_SOON
    assert class_on(situation(TaskStatus.RETURNED), DAY, SOON) == TaskClass.OVERDUE


@pytest.mark.parametrize(
    ("due", "judged", "expected"),
    [
        (date(2026, 6, 12), date(2026, 6, 12), TaskClass.DONE_ON_TIME),
        (date(2026, 6, 12), date(2026, 6, 13), TaskClass.DONE_LATE),
        (None, date(2026, 6, 13), TaskClass.DONE_NO_DEADLINE),
    ],
)
def test_done_is_judged_by_the_products_day(due, judged, expected):
    assert class_on(situation(TaskStatus.DONE, due, judged_on=judged), DAY, SOON) == expected


def test_continuous_work_is_never_late_and_ends_like_any_other():
    for status in OPEN:
        assert class_on(situation(status, None, kind=DeadlineKind.CONTINUOUS), DAY, SOON) == TaskClass.CONTINUOUS
    withdrawn = situation(TaskStatus.WITHDRAWN, None, kind=DeadlineKind.CONTINUOUS)
    assert class_on(withdrawn, DAY, SOON) == TaskClass.WITHDRAWN


def test_the_three_kinds_of_classes_make_up_the_whole():
    rest = {TaskClass.SUSPENDED, TaskClass.NIL, TaskClass.WITHDRAWN}
    assert {*OPEN_CLASSES, *DONE_CLASSES, *rest} == set(TaskClass)
