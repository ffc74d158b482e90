"""Units × classes adds up, and what a window opened with plus what came is what ended plus what it carries on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enums import OPEN, DeadlineKind, TaskStatus
from tasks.models import Task
from tasks.queries.class_table import carry_over, class_table
from tasks.services.spans import start_spans
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(2026, 1, 1), date(2026, 9, 30))


@st.composite
def lives(draw):
    """A task from its assignment to its end, if it ended."""
    assigned = draw(DAYS)
    status = draw(st.sampled_from([*OPEN, TaskStatus.SUSPENDED, TaskStatus.DONE, TaskStatus.NIL, TaskStatus.WITHDRAWN]))
    over = status in (TaskStatus.DONE, TaskStatus.NIL, TaskStatus.WITHDRAWN)
    due = draw(st.none() | DAYS)
    closed = assigned + timedelta(days=draw(st.integers(0, 120))) if over else None
    return {
        "unit": draw(st.sampled_from(["nv1", "nv2", "agency"])),
        "assigned_on": assigned,
        "status": status,
        "due": due,
        "deadline_kind": DeadlineKind.DATE if due else DeadlineKind.NONE,
        "closed_on": closed,
        "judged_on": closed if status == TaskStatus.DONE else None,
    }


def keep(units, rows):
    Task.objects.all().delete()
    built = [
        TaskFactory.build(
            lead_unit=getattr(units, row["unit"]), original_due=None, **{k: v for k, v in row.items() if k != "unit"}
        )
        for row in rows
    ]
    Task.objects.bulk_create(built)
    for task in built:
        start_spans([task], recorded_on=task.assigned_on)


@given(rows=st.lists(lives(), max_size=30), start=DAYS, length=st.integers(0, 200))
def test_opening_and_new_are_the_rest_in_every_window(units, rows, start, length):
    keep(units, rows)
    end = start + timedelta(days=length)
    lines = carry_over(units.agency.path, start, end)
    for line in lines:
        own = [row for row in rows if getattr(units, row["unit"]).pk == line.unit.pk]
        assert line.opening == sum(
            r["assigned_on"] < start and (r["closed_on"] is None or r["closed_on"] >= start) for r in own
        )
        assert line.assigned == sum(start <= r["assigned_on"] <= end for r in own)
        still_open = [r for r in own if r["assigned_on"] <= end and (r["closed_on"] is None or r["closed_on"] > end)]
        assert line.carried_over == len(still_open)
        assert line.opening + line.assigned == line.ended + line.carried_over
    following = {
        line.unit.pk: line.opening
        for line in carry_over(units.agency.path, end + timedelta(days=1), end + timedelta(days=400))
    }
    for line in lines:
        assert following.get(line.unit.pk, 0) == line.carried_over


@given(rows=st.lists(lives(), max_size=30), day=DAYS)
def test_every_task_stands_in_exactly_one_cell(units, rows, day):
    keep(units, rows)
    table = class_table(units.agency.path, day, day + timedelta(days=3))
    assert table.total == len(rows) == sum(row.total for row in table.rows)
    assert table.come_due == table.done + table.overdue


def test_units_without_a_task_have_a_row_and_the_table_costs_two_reads(units, django_assert_num_queries):
    TaskFactory(lead_unit=units.nv1)
    with django_assert_num_queries(2):
        table = class_table(units.agency.path, date(2026, 6, 17), date(2026, 6, 22))
    assert [row.unit.code for row in table.rows] == ["VP", "NV1", "NV2", "BBT"]
