"""Recurring work opens by itself: each period once, on working days, also after a silence."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Forbidden, Refused
from organization.jobs import run_queued
from organization.models import Job
from organization.rules.access import system_actor
from organization.services.jobs import enqueue
from tasks.enums import DeadlineKind, Frequency
from tasks.models import Assignment, Task, TaskSeries
from tasks.rules.recurrence import period_on, periods_after
from tasks.services.control import end_series
from tasks.services.series import open_period_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(units, cast):
    assignment = Assignment.objects.create(
        basis_kind="decision", number="61/QĐ-TTr", confirmed_by=cast.office, confirmed_at=timezone.now()
    )
    return TaskSeries.objects.create(
        lead_unit=units.nv1,
        title="Báo cáo tháng",
        frequency=Frequency.MONTH,
        assignment=assignment,
        start=date(2026, 5, 22),
    )


def open_on(day):
    return open_period_tasks(by=system_actor(day))


def test_a_period_opens_once_with_its_end_on_a_working_day(series):
    (task,) = open_on(date(2026, 6, 1))
    assert (task.period_code, task.deadline_kind, task.assigned_on) == (
        "2026-06",
        DeadlineKind.RECURRING,
        date(2026, 5, 22),
    )
    assert (task.due, task.original_due) == (date(2026, 6, 15), date(2026, 6, 15))  # 14/6/2026 is a Sunday
    assert open_on(date(2026, 6, 1)) == [] and open_on(date(2026, 6, 14)) == []
    (following,) = open_on(date(2026, 6, 15))
    assert (following.period_code, following.assigned_on) == ("2026-07", date(2026, 6, 15))


def test_periods_that_began_in_silence_are_opened_later(series):
    open_on(date(2026, 6, 1))
    opened = open_on(date(2026, 8, 20))
    assert [task.period_code for task in opened] == ["2026-07", "2026-08", "2026-09"]
    assert [task.assigned_on for task in opened] == [date(2026, 6, 15), date(2026, 7, 15), date(2026, 8, 15)]


def test_a_series_that_ended_opens_nothing_more(series):
    open_on(date(2026, 6, 1))
    series.end = date(2026, 6, 20)
    series.save()
    assert len(open_on(date(2026, 6, 16))) == 1
    assert open_on(date(2026, 9, 1)) == []


def test_ending_a_series_opens_no_further_period(series, cast, actor):
    (task,) = open_on(date(2026, 6, 1))
    with pytest.raises(Forbidden):
        end_series(by=actor(cast.head), task_id=task.pk, reason="Thôi")
    end_series(by=actor(cast.office), task_id=task.pk, reason="Gộp vào báo cáo quý")
    series.refresh_from_db()
    assert series.end == date(2026, 6, 17)
    assert open_on(date(2026, 9, 1)) == []
    with pytest.raises(Refused):
        end_series(by=actor(cast.office), task_id=task.pk, reason="Lần nữa")


def test_the_job_and_the_command_are_one_and_the_same(series, capsys):
    enqueue(name="tasks.open_recurring", key="x", by=system_actor(date(2026, 6, 17)), label="Mở việc định kỳ")
    (job,) = run_queued()
    assert job.result["text"] == "Đã mở 1 việc định kỳ." and Job.objects.count() == 1
    call_command("open_recurring")
    assert "Đã mở 0 việc định kỳ." in capsys.readouterr().out
    assert Task.objects.count() == 1


@given(
    frequency=st.sampled_from(Frequency.values),
    first=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    days=st.integers(0, 900),
)
def test_periods_follow_one_another_without_gap_or_repetition(frequency, first, days):
    begun = period_on(frequency, first)
    found = list(periods_after(frequency, begun, first + timedelta(days=days)))
    for before, after in zip([begun, *found], found, strict=False):
        assert after.start == before.end + timedelta(days=1)
    assert all(period.start <= first + timedelta(days=days) for period in found)
    last = found[-1] if found else begun
    assert last.end >= first + timedelta(days=days)
