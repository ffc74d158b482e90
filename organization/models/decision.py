"""A leader's decision that was given outside the application and recorded by the Office."""

from django.conf import settings
from django.db import models


class DecisionChannel(models.TextChoices):
    NOTE = "note", "bút phê"
    BRIEFING = "briefing", "kết luận cuộc họp giao ban"
    PHONE = "phone", "điện thoại"
    SYSTEM = "system", "hệ thống văn bản"


class RecordedDecision(models.Model):
    """Who decided, when and how, who wrote it down; the leader is told and can answer "không đúng"."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recorded_decisions")
    leader_post = models.ForeignKey("organization.Post", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField("ngày cho ý kiến")
    channel = models.CharField("hình thức", max_length=10, choices=DecisionChannel)
    reference = models.CharField("số, ký hiệu hoặc nơi lưu", max_length=200, blank=True)
    file = models.FileField(upload_to="decisions/", max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    text = models.CharField("nội dung", max_length=500)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    url = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey("organization.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    dispute_note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "ghi nhận ý kiến lãnh đạo"
        verbose_name_plural = "ghi nhận ý kiến lãnh đạo"
        indexes = [models.Index(fields=["leader", "seen_at"], name="decision_unseen")]
