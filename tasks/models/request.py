"""What a unit asks for: more time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tasks.enums import ExtensionState


class ExtensionRequest(models.Model):
    """A unit asks for a later deadline; the leader in charge decides, the Office may advise.

    The task's original deadline stays beside the new one. `told_by` is the person of the unit the Office
    entered the request for, `decision` the recorded decision it was answered with.
    """

    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="extensions")
    old_due = models.DateField("hạn cũ")
    asked_due = models.DateField("xin đến")
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    advice = models.BooleanField("Văn phòng đề nghị đồng ý", null=True, blank=True)
    advice_note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=ExtensionState, default=ExtensionState.OPEN)
    granted_due = models.DateField("cho đến", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state=ExtensionState.OPEN), name="extension_open_once"
            ),
            models.CheckConstraint(condition=Q(asked_due__gt=F("old_due")), name="extension_asks_for_later"),
            models.CheckConstraint(
                condition=~Q(state=ExtensionState.GRANTED) | Q(granted_due__isnull=False),
                name="extension_granted_has_date",
            ),
        ]
