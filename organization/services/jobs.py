"""Asking for background work, and the life of a Job row.

A service asks by name inside its own transaction; the bell is rung after commit, and whoever misses
it is found by the sweep.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from organization.enums import JobState
from organization.models import Job
from organization.models.job import ACTIVE
from organization.rules.access import Actor

logger = logging.getLogger(__name__)

STUCK_AFTER = timedelta(seconds=75)  # five missed signs of life
MOST_ATTEMPTS = 3

_ring: Callable[[int], None] | None = None


def set_bell(ring: Callable[[int], None]) -> None:
    """Tell this module how a worker is woken (the jobs module does, once); it may fail without harm."""
    global _ring
    _ring = ring


def enqueue(*, name: str, by: Actor, label: str, key: str = "", args: dict[str, Any] | None = None) -> Job:
    """One queued job; with a `key`, the active job of that name and key if there is one already."""
    if key:
        active = Job.objects.filter(name=name, key=key, state__in=ACTIVE).first()
        if active:
            return active
    try:
        with transaction.atomic():
            job = Job.objects.create(
                name=name,
                key=key or secrets.token_hex(8),
                label=label[:200],
                args=args or {},
                requested_by_id=by.person_id,
                requested_at=timezone.now(),
            )
    except IntegrityError:
        return Job.objects.get(name=name, key=key, state__in=ACTIVE)
    transaction.on_commit(lambda: ring(job.pk))
    return job


def ring(job_id: int) -> None:
    """Wake a worker for a job; a broker that is down costs a log line, never the page."""
    if _ring is None:
        return
    try:
        _ring(job_id)
    except Exception:
        logger.warning("Job %s waits for the sweep: the broker did not take the message.", job_id, exc_info=True)


def claim(job_id: int) -> Job | None:
    """Take a queued job for this worker; None if another one has it or it is over."""
    token = secrets.token_hex(16)
    now = timezone.now()
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, claim=token, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1, error=""
    )
    return Job.objects.get(pk=job_id) if taken else None


def report_progress(job: Job, *, percent: int, step: str) -> None:
    """Say how far a running job is; also its sign of life. Raises LostClaim if another worker took over."""
    kept = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(
        progress=max(0, min(percent, 99)), step=step[:200], heartbeat_at=timezone.now()
    )
    if not kept:
        raise LostClaim


def show_life(job: Job) -> None:
    """Renew the sign of life of a running job that has no progress to tell."""
    Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(heartbeat_at=timezone.now())


def finish(job: Job, *, result: dict[str, Any]) -> bool:
    """Mark the job done; False if it is no longer this worker's."""
    return bool(
        Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(
            state=JobState.DONE, progress=100, step="", result=result, finished_at=timezone.now()
        )
    )


def fail(job: Job, *, message: str) -> bool:
    """Mark the job failed with a Vietnamese sentence; False if it is no longer this worker's."""
    return bool(
        Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(
            state=JobState.FAILED, error=message, step="", finished_at=timezone.now()
        )
    )


def sweep() -> list[int]:
    """Queue again what a dead worker left behind, ring again what nobody took; returns the ids that were rung."""
    now = timezone.now()
    dead = Q(state=JobState.RUNNING, heartbeat_at__lt=now - STUCK_AFTER)
    Job.objects.filter(dead, attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED,
        finished_at=now,
        error="Việc này đã dừng giữa chừng nhiều lần. Hãy yêu cầu lại; nếu vẫn vậy, báo bộ phận kỹ thuật.",
    )
    Job.objects.filter(dead, attempts__lt=MOST_ATTEMPTS).update(state=JobState.QUEUED, claim="", step="Bắt đầu lại")
    waiting = list(
        Job.objects.filter(state=JobState.QUEUED, requested_at__lt=now - timedelta(seconds=20))
        .order_by("id")
        .values_list("id", flat=True)[:100]
    )
    for job_id in waiting:
        ring(job_id)
    return waiting


class LostClaim(Exception):
    """Another worker runs this job now; stop without writing anything more."""
