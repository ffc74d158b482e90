"""A background job: the row is the truth, a broker message only rings the bell."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organization.enums import JobState
from organization.querysets import JobQuerySet

ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """`key` is unique among the active jobs of one name, so that a second click joins the first."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=Q(state__in=["queued", "running"]), name="job_active_once"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_percent"),
        ]

    def __str__(self):
        return self.label

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE
