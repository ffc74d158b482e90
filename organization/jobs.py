"""Which background jobs exist, and how does a worker run one?

Each app's `jobs` module registers its handlers under a name with `@job`. A service asks for a job by
that name; the Job row is the truth, the Celery message only carries its number. A handler may run
again after a crash, so whatever it does must be safe to repeat.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from base.errors import Refused
from base.reading.report import balance_sentence
from base.stored_files import begin_waiting, drop_unwritten
from base.unwritable import why_unwritable
from organization.enums import JobState
from organization.models import ImportFile, Job
from organization.queries import actor_of, local_day
from organization.rules.access import Actor, system_actor
from organization.rules.import_kinds import IMPORT_KINDS
from organization.services import jobs as job_services
from organization.services import notifications
from organization.services.backup import make_nightly_backup
from organization.services.heartbeat import show_heartbeat
from organization.services.import_files import check_file, write_file
from organization.services.sign_in import forget_old_attempts

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15
SECONDS_A_MESSAGE_LIVES = 120  # the sweep rings again, so messages to a busy worker need not pile up
SECONDS_OF_SILENCE = 10
AFTER_A_FAILURE = timedelta(minutes=30)
MOST_TRIES_A_DAY = 8  # of one daily job: the night is over, and somebody should look


@dataclass(frozen=True)
class Run:
    """What a handler gets: the job's arguments, who asked for it, and a way to say how far it is."""

    job: Job
    by: Actor

    @property
    def args(self) -> dict[str, Any]:
        return self.job.args

    @property
    def day(self) -> date:
        return self.by.day

    def report(self, percent: int, step: str) -> None:
        """Show progress on the job's page; raises LostClaim if another worker took the job over.

        Call it outside transactions: others see what is committed.
        """
        job_services.report_progress(self.job, percent=percent, step=step)


@dataclass(frozen=True)
class Handler:
    name: str
    label: str
    run: Callable[[Run], dict[str, Any] | None]
    daily_at: time | None


HANDLERS: dict[str, Handler] = {}


def job(name: str, *, label: str, daily_at: time | None = None):
    """Register a handler. With `daily_at` the sweep starts it once a day, as soon as that time is past.

    The handler returns what the job's page shows: `text` (a sentence) and `links` (text and url each),
    or None.
    """

    def register(run: Callable[[Run], dict[str, Any] | None]):
        HANDLERS[name] = Handler(name=name, label=label, run=run, daily_at=daily_at)
        return run

    return register


def execute(job_id: int) -> Job | None:
    """Run one job to its end in this process; None if another worker has it or it is over."""
    taken = job_services.claim(job_id)
    if taken is None:
        return None
    handler = HANDLERS.get(taken.name)
    if handler is None:
        job_services.fail(taken, message="Phiên bản đang chạy không biết loại việc này. Báo bộ phận kỹ thuật.")
        return taken
    begin_waiting()
    try:
        with signs_of_life(taken):
            result = handler.run(Run(job=taken, by=_actor_for(taken)))
        job_services.finish(taken, result=result or {})
    except job_services.LostClaim:
        logger.warning("Job %s (%s) was taken over by another worker.", taken.pk, taken.name)
    except Refused as refusal:
        job_services.fail(taken, message=str(refusal))
    except Exception as error:
        logger.exception("Job %s (%s) failed.", taken.pk, taken.name)
        drop_unwritten()
        why = why_unwritable(error) or f"Việc số {taken.pk} dừng vì một lỗi của phần mềm."
        job_services.fail(
            taken, message=f"{why} Hãy thử lại; nếu vẫn vậy, gửi số việc {taken.pk} cho bộ phận kỹ thuật."
        )
    return taken


@contextmanager
def signs_of_life(running: Job) -> Iterator[None]:
    """Keep the heartbeat fresh while a long step runs, so that the sweep takes over from the dead only.

    Inside a transaction (a test) there is no second connection that could see the row.
    """
    if connection.in_atomic_block:
        yield
        return
    over = threading.Event()

    def beat():
        try:
            while not over.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
                job_services.show_life(running)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"job-{running.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def start_daily_jobs(now: datetime) -> list[str]:
    """Queue each daily job that is due and was not started today; returns their names.

    One that failed is tried again after a while, the same night: a disk may have been cleared meanwhile.
    """
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    started = []
    for handler in HANDLERS.values():
        if handler.daily_at is None or local.time() < handler.daily_at:
            continue
        key = f"daily-{local.date().isoformat()}"
        if _may_start(list(Job.objects.filter(name=handler.name, key=key)), now):
            job_services.enqueue(name=handler.name, key=key, by=system_actor(local.date()), label=handler.label)
            started.append(handler.name)
    return started


def _may_start(tries: list[Job], now: datetime) -> bool:
    """Is a daily job due, after these tries of the day?"""
    if len(tries) >= MOST_TRIES_A_DAY or any(one.state != JobState.FAILED for one in tries):
        return False
    return all(one.finished_at is None or now - one.finished_at >= AFTER_A_FAILURE for one in tries)


def run_queued() -> list[Job]:
    """Run everything that is queued in this process, in order; for people without a worker and for tests."""
    finished = []
    while queued := Job.objects.filter(state=JobState.QUEUED).order_by("id").first():
        if ran := execute(queued.pk):
            ran.refresh_from_db()
            finished.append(ran)
    return finished


@shared_task(name="organization.run_job")
def run_job(job_id: int) -> None:
    """The doorbell: run this one job."""
    execute(job_id)


@shared_task(name="organization.sweep")
def sweep() -> None:
    """Wake what is stuck and start the day's jobs. Running it twice, or from two schedulers, changes nothing."""
    show_heartbeat()
    start_daily_jobs(timezone.now())
    job_services.sweep()


@job("backup.nightly", label="Sao lưu hằng đêm", daily_at=time(1, 30))
def back_up(run: Run) -> dict[str, Any]:
    """One verified backup in BACKUP_DIR. A second run on the same day makes a second file, and harms nothing."""
    made = make_nightly_backup(say=run.report)
    return {"text": f"Đã sao lưu và khôi phục thử {made.counts['files']} tệp cùng toàn bộ cơ sở dữ liệu."}


@job("sign_in.forget", label="Dọn các lần đăng nhập sai đã cũ", daily_at=time(2, 30))
def forget_sign_ins(run: Run) -> dict[str, Any]:
    """Wrong passwords are kept for 90 days."""
    return {"text": f"Đã dọn {forget_old_attempts()} lần đăng nhập sai đã cũ."}


@job("import.check", label="Kiểm tra tệp")
def check_import(run: Run) -> dict[str, Any]:
    """args: `file`, the id of a kept file."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    report = check_file(by=run.by, source=source, progress=run.report)
    return _import_result(source, f"{balance_sentence(report.as_json())}. Chưa ghi gì.")


@job("import.write", label="Ghi từ tệp")
def write_import(run: Run) -> dict[str, Any]:
    """args: `file`, `leave_out_errors`. Run again it finds its file written and answers the same balance."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    balance = write_file(by=run.by, source=source, leave_out_errors=run.args["leave_out_errors"], progress=run.report)
    return _import_result(source, f"{balance_sentence(balance)}.")


def _import_result(source: ImportFile, text: str) -> dict[str, Any]:
    url = reverse(f"{IMPORT_KINDS[source.kind].pages}_result", args=[source.pk])
    return {"text": text, "links": [{"text": "Xem kết quả", "url": url}]}


@shared_task(name="organization.deliver_notifications")
def deliver_notifications() -> None:
    """Send the mail that waits in the outbox."""
    notifications.deliver()


def _actor_for(asked: Job) -> Actor:
    day = local_day()
    return actor_of(asked.requested_by, on=day) if asked.requested_by else system_actor(day)


class Bell:
    """Sends the doorbell message. After a failure it is silent for a while: a hung broker costs one
    page a second, not every page; the sweep rings for whatever was not rung."""

    def __init__(self) -> None:
        self.silent_until = 0.0

    def __call__(self, job_id: int) -> None:
        if monotonic() < self.silent_until:
            return
        try:
            run_job.apply_async((job_id,), expires=SECONDS_A_MESSAGE_LIVES)
        except Exception:
            self.silent_until = monotonic() + SECONDS_OF_SILENCE
            raise


job_services.set_bell(Bell())
