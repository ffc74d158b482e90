"""The nightly backup: made by the job, kept for 7 days and 4 weeks, and cleaning up after runs that were killed."""

import os
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organization import jobs
from organization.enums import JobState
from organization.models import BackupRun, Job
from organization.rules.access import system_actor
from organization.services.backup import open_archive
from organization.services.backup.rotation import NIGHTLY, made_at, names_to_keep
from organization.services.jobs import enqueue


def name_of(moment):
    return f"kehoach226-{moment:%Y%m%d-%H%M%S}.zip"


LAST = datetime(2026, 6, 17, 1, 30)


def test_of_forty_nights_the_last_seven_and_the_newest_of_four_weeks_are_kept():
    nights = [LAST - timedelta(days=n) for n in range(40)]
    kept = sorted((made_at(name).date() for name in names_to_keep(map(name_of, nights))), reverse=True)
    # 17/6/2026 is a Wednesday; the newest of the earlier weeks are their Sundays.
    assert [(LAST.date() - day).days for day in kept] == [0, 1, 2, 3, 4, 5, 6, 10, 17]


def test_of_several_backups_of_one_day_the_newest_is_kept():
    names = [name_of(LAST), name_of(LAST + timedelta(hours=5))]
    assert names_to_keep(names) == {names[1]}


def test_days_without_a_backup_do_not_use_up_the_seven():
    nights = [LAST - timedelta(days=30 * n) for n in range(9)]
    assert names_to_keep(map(name_of, nights)) == {name_of(night) for night in nights[:7]}


@given(st.sets(st.integers(min_value=0, max_value=60 * 24), max_size=60))
def test_the_newest_is_always_kept_and_never_more_than_eleven(hours):
    names = [name_of(LAST - timedelta(hours=n)) for n in hours]
    kept = names_to_keep(names)
    assert kept <= set(names)
    assert len(kept) <= 11
    assert not names or max(names) in kept


@pytest.mark.parametrize(
    "name", ["kehoach226.zip", "kehoach226-20261399-250000.zip", "kehoach226-20260617-013000.zip.part", "x.txt"]
)
def test_files_of_others_are_no_nightly_backups(name):
    assert made_at(name) is None


def test_the_job_makes_a_good_backup_and_removes_what_is_outdated_alone(sites, original, settings, tmp_path):
    site = sites.make(like=original)
    settings.BACKUP_DIR = str(tmp_path)
    old = [name_of(LAST - timedelta(days=n)) for n in range(1, 40)]
    for name in [*old, "cua-toi.zip", f"{old[0]}.part", f"{old[1]}.part"]:
        (tmp_path / name).touch()
    long_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(tmp_path / f"{old[1]}.part", (long_ago, long_ago))
    with site.at_work():
        enqueue(name="backup.nightly", key="t", by=system_actor(LAST.date()), label="Sao lưu hằng đêm")
        (job,) = jobs.run_queued()
        assert job.state == JobState.DONE, job.error
        run = BackupRun.objects.latest("id")
    assert run.verified
    assert run.path.startswith(str(tmp_path))
    with open_archive(tmp_path / os.path.basename(run.path)) as opened:
        assert opened.manifest.counts == run.counts
    left = {path.name for path in tmp_path.iterdir()}
    nightly = {name for name in left if NIGHTLY.fullmatch(name)}
    assert nightly == names_to_keep([*old, os.path.basename(run.path)])
    assert left - nightly == {"cua-toi.zip", f"{old[0]}.part"}


def test_the_scheduler_asks_for_one_backup_each_night(db, clock):
    clock.move_to(datetime.fromisoformat("2026-06-18T01:29:00+07:00"))
    jobs.start_daily_jobs(datetime.fromisoformat("2026-06-18T01:29:00+07:00"))
    assert not Job.objects.filter(name="backup.nightly", key="daily-2026-06-18").exists()
    for _ in range(2):
        jobs.start_daily_jobs(datetime.fromisoformat("2026-06-18T01:31:00+07:00"))
    assert Job.objects.filter(name="backup.nightly", key="daily-2026-06-18").count() == 1


def test_a_backup_that_fails_keeps_every_old_one(sites, original, settings, tmp_path):
    site = sites.make(like=original)
    (tmp_path / "in-the-way").touch()
    settings.BACKUP_DIR = str(tmp_path / "in-the-way")
    with site.at_work():
        enqueue(name="backup.nightly", key="t", by=system_actor(LAST.date()), label="Sao lưu hằng đêm")
        (job,) = jobs.run_queued()
        assert job.state == JobState.FAILED
        assert "Không ghi được bản sao lưu" in job.error
        assert not BackupRun.objects.latest("id").verified
