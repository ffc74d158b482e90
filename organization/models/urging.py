"""The urging ledger: who was reminded of what, through which channel, for the n-th time."""

from django.conf import settings
from django.db import models


class UrgingKind(models.TextChoices):
    REMIND = "remind", "Nhắc việc"
    URGE = "urge", "Đôn đốc"
    REPORT = "report", "Báo cáo lãnh đạo"


class Urging(models.Model):
    """The subject is a kind, an id and a text; sending is always a person's act."""

    kind = models.CharField(max_length=8, choices=UrgingKind)
    round = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="urgings")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_text = models.CharField(max_length=300)
    channel = models.CharField(max_length=40)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "nhắc việc, đôn đốc"
        verbose_name_plural = "nhắc việc, đôn đốc"
        ordering = ["-at", "-id"]
