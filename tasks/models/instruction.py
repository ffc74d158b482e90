"""What a leader wants done about a task."""

from django.conf import settings
from django.db import models


class Instruction(models.Model):
    """A leader's instruction on a task, with the day by which an answer is expected; the head sees it first."""

    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="instructions")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leader_post = models.ForeignKey("organization.Post", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("ý kiến chỉ đạo")
    given_on = models.DateField()
    given_at = models.DateTimeField()
    answer_by = models.DateField("trả lời trước hoặc trong ngày", null=True, blank=True)
    decision = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField("trả lời", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "ý kiến chỉ đạo"
        verbose_name_plural = "ý kiến chỉ đạo"
        ordering = ["-given_at", "-id"]
