"""The facts behind the light: database, worker, disk, last verified backup, mail."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.db import Error, connection
from django.db.models import Max, Min

from organization.enums import JobState
from organization.models import BackupRun, Job, Notification, WorkerHeartbeat
from organization.rules.health import (
    JOB_WAITS_TOO_LONG,
    Check,
    Health,
    judge_backup,
    judge_database,
    judge_disk,
    judge_mail,
    judge_worker,
    unknown,
)

BACKUPS_LOOKED_AT = 20
PROBED = 4096  # bytes: a block of its own


def health(*, now: datetime) -> Health:
    """The state of the installation; it answers also while the database does not."""
    answers = _database_answers()
    checks = (
        judge_database(answers=answers, writes=answers and _database_writes()),
        _asked(answers, "worker", "Việc chạy nền", lambda: _worker(now)),
        _disk(),
        _asked(answers, "backup", "Bản sao lưu", lambda: _backup(now)),
        _asked(answers, "mail", "Thư điện tử", lambda: _mail(now)),
    )
    return Health(at=now, checks=checks)


def recent_backups() -> list[BackupRun]:
    """The last attempts, newest first."""
    return list(BackupRun.objects.order_by("-at", "-id")[:BACKUPS_LOOKED_AT])


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error:
        return False


def _database_writes() -> bool:
    """Would it take a write? Asked without writing, so that a long import holds nobody up."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA query_only")
                place = Path(connection.settings_dict["NAME"])
                # The journal lies beside the file, so both must take writes.
                return cursor.fetchone() == (0,) and all(os.access(one, os.W_OK) for one in (place, place.parent))
            cursor.execute("SELECT current_setting('transaction_read_only')")  # standbys and defaults alike
            return cursor.fetchone() == ("off",)
    except Error:
        return False


def _asked(answers: bool, key: str, label: str, judge: Callable[[], Check]) -> Check:
    if not answers:
        return unknown(key, label)
    try:
        return judge()
    except Error:  # the tables are not there, or the database went away meanwhile
        return unknown(key, label)


def _worker(now: datetime) -> Check:
    signs = [
        WorkerHeartbeat.objects.aggregate(latest=Max("at"))["latest"],
        # While long jobs occupy every worker no sweep gets its turn, but the jobs themselves show life.
        Job.objects.aggregate(latest=Max("heartbeat_at"))["latest"],
    ]
    waiting = Job.objects.filter(state=JobState.QUEUED, requested_at__lt=now - JOB_WAITS_TOO_LONG).count()
    return judge_worker(now=now, last_sign=max(filter(None, signs), default=None), waiting_too_long=waiting)


def _disk() -> Check:
    """The fullest of the disks that database, files and backups lie on, and the folders that take nothing."""
    folders = {
        "thư mục tệp đính kèm": Path(settings.MEDIA_ROOT),
        "thư mục sao lưu": Path(settings.BACKUP_DIR),
        "thư mục làm việc": Path(settings.VAR_DIR),
    }
    if connection.vendor == "sqlite":
        folders["thư mục cơ sở dữ liệu"] = Path(connection.settings_dict["NAME"]).parent
    used = [shutil.disk_usage(_existing(folder)) for folder in folders.values()]
    fullest = min(used, key=lambda usage: usage.free)
    return judge_disk(
        free=fullest.free,
        total=fullest.total,
        unwritable=[words for words, folder in folders.items() if not _takes_a_byte(_existing(folder))],
    )


def _takes_a_byte(folder: Path) -> bool:
    """Tried, since neither rights nor free blocks tell of quotas and of disks that went read-only; leaves nothing."""
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * PROBED)
            probe.flush()
    except OSError:
        return False
    return True


def _existing(place: Path) -> Path:
    place = place.absolute()
    return next(folder for folder in (place, *place.parents) if folder.exists())


def _backup(now: datetime) -> Check:
    runs = recent_backups()
    verified = [run for run in runs if run.verified]
    present = next((run for run in verified if Path(run.path).exists()), None)
    last = present or (verified[0] if verified else None)
    later = runs[: runs.index(last)] if last else runs
    return judge_backup(
        now=now,
        last_verified=last.at if last else None,
        is_present=present is not None,
        has_failed_since=any(run.error for run in later),
        missing_files=last.missing_files if last else 0,
    )


def _mail(now: datetime) -> Check:
    waiting = Notification.objects.undelivered().exclude(recipient__email="")
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"] if settings.MAIL_IS_ON else None
    count = waiting.count() if settings.MAIL_IS_ON else 0
    return judge_mail(is_on=settings.MAIL_IS_ON, now=now, waiting=count, oldest=oldest)
