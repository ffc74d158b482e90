"""A job runs once, says how far it is, and is taken up again when its worker dies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from base.errors import Refused
from organization import jobs
from organization.enums import JobState
from organization.models import Job
from organization.services import jobs as job_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers(monkeypatch):
    """Handlers that exist for one test only."""
    monkeypatch.setattr(jobs, "HANDLERS", {})
    return jobs.HANDLERS


@pytest.fixture
def ask(cast, actor):
    def asked(name="count", **wishes):
        return job_services.enqueue(name=name, by=actor(cast.office), label="Đếm", **wishes)

    return asked


def test_a_handler_gets_arguments_and_the_person_who_asked(handlers, ask, cast):
    seen = []

    @jobs.job("count", label="Đếm")
    def count(run):
        seen.append((run.args, run.by.person_id, run.day.isoformat()))
        run.report(50, "Nửa đường")
        return {"text": "Đếm được 3."}

    asked = ask(args={"year": 2026})
    jobs.execute(asked.pk)
    asked.refresh_from_db()
    assert seen == [({"year": 2026}, cast.office.pk, "2026-06-17")]
    assert (asked.state, asked.progress, asked.result) == (JobState.DONE, 100, {"text": "Đếm được 3."})


def test_a_second_worker_does_not_run_a_claimed_job(handlers, ask):
    runs = []
    jobs.job("count", label="Đếm")(lambda run: runs.append(jobs.execute(run.job.pk)))
    asked = ask()
    jobs.execute(asked.pk)
    assert runs == [None]
    assert jobs.execute(asked.pk) is None


def test_a_second_click_joins_the_active_job_and_a_later_one_starts_anew(handlers, ask):
    jobs.job("count", label="Đếm")(lambda run: None)
    first, second = ask(key="2026"), ask(key="2026")
    assert first == second
    jobs.execute(first.pk)
    assert ask(key="2026") != first


def test_a_refusal_is_shown_as_it_stands_and_a_fault_is_not(handlers, ask, caplog):
    def refuse(run):
        raise Refused("Chưa có số liệu của NV1. Nhập số liệu rồi làm lại.")

    def break_down(run):
        raise ZeroDivisionError("1/0")

    jobs.job("refuse", label="A")(refuse)
    jobs.job("fault", label="B")(break_down)
    refused, broken = ask("refuse"), ask("fault")
    jobs.run_queued()
    refused.refresh_from_db()
    broken.refresh_from_db()
    assert refused.error == "Chưa có số liệu của NV1. Nhập số liệu rồi làm lại."
    assert broken.state == JobState.FAILED
    assert "1/0" not in broken.error
    assert f"số {broken.pk}" in broken.error
    assert "ZeroDivisionError" in caplog.text


def test_a_name_nobody_registered_fails_with_a_sentence(handlers, ask):
    asked = ask("unknown")
    jobs.execute(asked.pk)
    asked.refresh_from_db()
    assert asked.state == JobState.FAILED
    assert "không biết loại việc này" in asked.error


def test_the_sweep_queues_again_what_a_dead_worker_left(handlers, ask, clock):
    asked = ask()
    dead = job_services.claim(asked.pk)
    clock.shift(job_services.STUCK_AFTER - timedelta(seconds=1))
    job_services.sweep()
    asked.refresh_from_db()
    assert asked.state == JobState.RUNNING
    clock.shift(timedelta(seconds=2))
    job_services.sweep()
    asked.refresh_from_db()
    assert asked.state == JobState.QUEUED
    alive = job_services.claim(asked.pk)
    assert not job_services.finish(dead, result={"text": "cũ"})
    with pytest.raises(job_services.LostClaim):
        job_services.report_progress(dead, percent=90, step="")
    assert job_services.finish(alive, result={"text": "mới"})
    asked.refresh_from_db()
    assert asked.result == {"text": "mới"}


def test_a_job_that_kills_its_worker_is_given_up_after_three_attempts(ask, clock):
    asked = ask()
    for _ in range(job_services.MOST_ATTEMPTS):
        assert job_services.claim(asked.pk)
        clock.shift(timedelta(hours=1))
        job_services.sweep()
    asked.refresh_from_db()
    assert asked.state == JobState.FAILED
    assert "nhiều lần" in asked.error


def test_a_sign_of_life_keeps_the_sweep_away(ask, clock):
    asked = ask()
    running = job_services.claim(asked.pk)
    for _ in range(5):
        clock.shift(timedelta(minutes=1))
        job_services.show_life(running)
        job_services.sweep()
    asked.refresh_from_db()
    assert asked.state == JobState.RUNNING


def test_a_daily_job_starts_once_after_its_time(handlers, clock):
    from datetime import time

    jobs.job("nightly", label="Hằng đêm", daily_at=time(10, 0))(lambda run: None)
    assert jobs.start_daily_jobs(timezone.now()) == []
    clock.shift(timedelta(hours=2))
    assert jobs.start_daily_jobs(timezone.now()) == ["nightly"]
    jobs.run_queued()
    assert jobs.start_daily_jobs(timezone.now()) == []
    clock.shift(timedelta(days=1))
    assert jobs.start_daily_jobs(timezone.now()) == ["nightly"]


def test_a_broker_that_fails_costs_nothing_but_a_log_line(ask, django_capture_on_commit_callbacks, monkeypatch, caplog):
    rings = []

    def refuse(*args, **kwargs):
        rings.append(args)
        raise ConnectionError("no broker")

    monkeypatch.setattr(jobs.run_job, "apply_async", refuse)
    monkeypatch.setattr(job_services, "_ring", jobs.Bell())
    with django_capture_on_commit_callbacks(execute=True):
        first, second = ask(key="a"), ask(key="b")
    assert first.state == second.state == JobState.QUEUED
    assert len(rings) == 1  # after a failure the bell is silent for a while
    assert "waits for the sweep" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_long_step_shows_signs_of_life_by_itself(handlers, ask, clock, monkeypatch):
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_SIGNS_OF_LIFE", 0.01)
    beats = []

    def long_step(run):
        clock.shift(timedelta(minutes=10))
        for _ in range(500):
            if Job.objects.get(pk=run.job.pk).heartbeat_at == timezone.now():
                beats.append(True)
                return
            jobs.threading.Event().wait(0.01)

    jobs.job("count", label="Đếm")(long_step)
    jobs.execute(ask().pk)
    assert beats == [True]


def test_a_daily_job_that_failed_is_tried_again_the_same_night(handlers, clock):
    from datetime import time

    disk_is_full = [True]

    def back_up(run):
        if disk_is_full:
            raise OSError(28, "No space left on device")

    jobs.job("nightly", label="Hằng đêm", daily_at=time(1, 30))(back_up)
    assert jobs.start_daily_jobs(timezone.now()) == ["nightly"]
    [failed] = jobs.run_queued()
    assert failed.state == JobState.FAILED and "đã đầy" in failed.error
    assert jobs.start_daily_jobs(timezone.now()) == []
    clock.shift(timedelta(minutes=31))
    assert jobs.start_daily_jobs(timezone.now()) == ["nightly"]
    assert jobs.start_daily_jobs(timezone.now()) == []  # it waits already
    disk_is_full.clear()
    [done] = jobs.run_queued()
    assert done.state == JobState.DONE
    clock.shift(timedelta(hours=1))
    assert jobs.start_daily_jobs(timezone.now()) == []


def test_a_daily_job_is_not_tried_without_end(handlers, clock):
    from datetime import time

    def fail(run):
        raise ValueError

    jobs.job("nightly", label="Hằng đêm", daily_at=time(1, 30))(fail)
    tries = 0
    for _ in range(20):
        tries += len(jobs.start_daily_jobs(timezone.now()))
        jobs.run_queued()
        clock.shift(timedelta(minutes=31))
    assert tries == jobs.MOST_TRIES_A_DAY
