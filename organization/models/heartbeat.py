"""When did the worker last show that it is alive?"""

from django.db import models


class WorkerHeartbeat(models.Model):
    """One row for each thing that beats; the sweep, which scheduler and worker run together, writes "sweep"."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "organization_workerpulse"
        verbose_name = "nhịp chạy nền"
        verbose_name_plural = "nhịp chạy nền"
