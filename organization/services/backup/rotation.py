"""The nightly backup, and which older ones are kept."""

import re
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from organization.models import BackupRun
from organization.services.backup.archive import UNFINISHED
from organization.services.backup.databases import SECONDS_A_LEFTOVER_MAY_BE_IN_USE
from organization.services.backup.making import Say, make_backup

DAYS_KEPT, WEEKS_KEPT = 7, 4
STAMP = "%Y%m%d-%H%M%S"
NIGHTLY = re.compile(r"kehoach226-(\d{8}-\d{6})\.zip")


def make_nightly_backup(*, say: Say = lambda percent, step: None) -> BackupRun:
    """One verified backup in BACKUP_DIR; only then are older ones of ours removed that need not be kept."""
    folder = Path(settings.BACKUP_DIR)
    now = timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    run = make_backup(path=folder / f"kehoach226-{now.strftime(STAMP)}.zip", say=say)
    say(95, "Dọn các bản cũ")
    kept = names_to_keep(path.name for path in folder.iterdir())
    for path in folder.iterdir():
        is_outdated = made_at(path.name) is not None and path.name not in kept
        if is_outdated or _is_leftover(path):
            path.unlink(missing_ok=True)
    return run


def names_to_keep(names: Iterable[str]) -> set[str]:
    """Of the nightly names: the newest of each of the last 7 days that have one, and of the last 4 such weeks."""
    days: dict[object, str] = {}
    weeks: dict[object, str] = {}
    for name in sorted(names, reverse=True):
        if made := made_at(name):
            days.setdefault(made.date(), name)
            weeks.setdefault(made.isocalendar()[:2], name)
    return {*list(days.values())[:DAYS_KEPT], *list(weeks.values())[:WEEKS_KEPT]}


def made_at(name: str) -> datetime | None:
    """When a nightly backup was made, by its name; None for a file that is not one of ours."""
    found = NIGHTLY.fullmatch(name)
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=ZoneInfo(settings.TIME_ZONE)) if found else None
    except ValueError:  # digits that are no date
        return None


def _is_leftover(path: Path) -> bool:
    """An unfinished file of a run that was killed, long enough ago."""
    if not path.name.endswith(UNFINISHED) or made_at(path.name.removesuffix(UNFINISHED)) is None:
        return False
    return time.time() - path.stat().st_mtime > SECONDS_A_LEFTOVER_MAY_BE_IN_USE
