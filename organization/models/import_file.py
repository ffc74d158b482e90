"""A file that was handed in for reading, and what came of it."""

import secrets

from django.conf import settings
from django.db import models

from organization.querysets import ImportFileQuerySet


def stored_name(instance, filename):
    """A random name in a private folder: the person's own name is kept in the row only."""
    return f"imports/{secrets.token_hex(16)}.xlsx"


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "chờ kiểm tra"
    CHECKED = "checked", "đã kiểm tra, chưa ghi"
    WRITTEN = "written", "đã ghi"


class ImportFile(models.Model):
    """One file read by an import: checked first, written after a person said so (or by a command at once).

    `options` are the choices made with it, `report` the balance and the errors of the last run. The
    stored file is dropped once its rows are written.
    """

    kind = models.CharField(max_length=10)  # a key of rules.import_kinds
    agency = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=stored_name, blank=True)
    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.UPLOADED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        db_table = "documents_importfile"  # where it stood first; a table that moves keeps its name
        verbose_name = "tệp nhập"
        verbose_name_plural = "tệp nhập"
        indexes = [models.Index(fields=["agency", "kind", "-written_at"], name="import_file_newest")]

    def __str__(self):
        return self.name
