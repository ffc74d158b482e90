"""One event for each write: who, in which post, when, what, before and after. The only history."""

from django.conf import settings
from django.db import models

from organization.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    at = models.DateTimeField(db_index=True)
    day = models.DateField(help_text="The actor's own day (Asia/Ho_Chi_Minh).")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    post = models.ForeignKey("organization.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    post_label = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=60, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey("organization.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    summary = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-at"], name="audit_of_subject")]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M} {self.by_name}: {self.summary}"
