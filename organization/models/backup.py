"""Each attempt to make a backup; the health page reads the last verified one here."""

from django.db import models


class BackupRun(models.Model):
    """Written before the first byte, so that a run that was killed stays visible as unfinished.

    `counts` holds the number of rows of each table and of files; `restored_at` is set in a database
    that was itself restored from this very backup.
    """

    at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=500)
    size = models.PositiveBigIntegerField(default=0)
    verified = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    missing_files = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "lần sao lưu"
        verbose_name_plural = "lần sao lưu"
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.path} ({self.at:%d/%m/%Y %H:%M})"
