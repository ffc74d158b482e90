"""Real workers: the bell reaches them, two of them share the work, and a killed one loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from conftest import TODAY
from organization.enums import JobState
from organization.models import Job
from organization.rules.access import system_actor
from organization.services import jobs as job_services

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def database_url() -> str:
    """The address of the test database, for a process of its own."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{person}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.fixture(autouse=True)
def real_time(clock):
    """Workers live in real time, and a message from June would be too old for them."""
    clock.move_to(time_machine.escape_hatch.datetime.datetime.now(UTC))


@contextmanager
def worker():
    """A worker on the test database, ended with everything it started."""
    command = [sys.executable, "-m", "celery", "--app", "kehoach226.tests.worker", "--quiet", "worker"]
    command += ["--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    environment = {**os.environ, "DATABASE_URL": database_url(), "BROKER_DIR": str(settings.BROKER_DIR)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(is_true, *, seconds=40):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "the worker did not get there in time"
        time.sleep(0.1)


def ask(**args) -> Job:
    return job_services.enqueue(name="trace", by=system_actor(TODAY), label="Thử", args=args)


def test_two_workers_run_each_job_once(tmp_path):
    trace = tmp_path / "trace"
    with worker(), worker():
        asked = [ask(trace=str(trace)) for _ in range(30)]
        wait_until(lambda: not Job.objects.exclude(state=JobState.DONE).exists())
    lines = Counter(line.split()[0] for line in trace.read_text(encoding="utf-8").splitlines())
    assert lines == {str(job.pk): 1 for job in asked}


def test_a_job_whose_worker_was_killed_is_run_again_by_another(tmp_path):
    trace, hold = tmp_path / "trace", tmp_path / "hold"
    hold.touch()
    with worker() as first:
        asked = ask(trace=str(trace), hold=str(hold))
        wait_until(trace.exists)
        os.killpg(first.pid, signal.SIGKILL)
    asked.refresh_from_db()
    assert asked.state == JobState.RUNNING  # the dead cannot say so
    hold.unlink()
    Job.objects.update(heartbeat_at=LONG_AGO, requested_at=LONG_AGO)
    with worker():
        assert job_services.sweep() == [asked.pk]
        wait_until(lambda: Job.objects.get().state == JobState.DONE)
    assert trace.read_text(encoding="utf-8").split() == [str(asked.pk), "1", str(asked.pk), "2"]
