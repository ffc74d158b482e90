"""How a task stood, from which day to which: what a report of a past day reads."""

from django.db import models
from django.db.models import F, Q

from tasks.enums import DeadlineKind, TaskStatus
from tasks.rules.spans import STILL


class TaskSpan(models.Model):
    """From `from_day` until before `to_day` (at each day's end) the task stood like this.

    The spans of a task follow each other from its assignment on, without a gap, so that every day has one.
    `recorded_on` is the day on which the state, `deadline_recorded_on` that on which the deadline was
    written down: later than `from_day` where an assignment or a deadline counts from its decision's day.
    """

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="spans")
    from_day = models.DateField()
    to_day = models.DateField(default=STILL)
    status = models.CharField(max_length=24, choices=TaskStatus)
    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind)
    due = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_due_soon_until = models.DateField(null=True, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    product_date = models.DateField(null=True, blank=True)
    recorded_on = models.DateField()
    deadline_recorded_on = models.DateField()

    class Meta:
        verbose_name = "quãng trạng thái của nhiệm vụ"
        verbose_name_plural = "quãng trạng thái của nhiệm vụ"
        ordering = ["task", "from_day"]
        indexes = [models.Index(fields=["from_day", "to_day"], name="span_of_day")]
        constraints = [
            models.UniqueConstraint(fields=["task", "from_day"], name="span_begins_once"),
            models.UniqueConstraint(fields=["task", "to_day"], name="span_ends_once"),
            models.CheckConstraint(condition=Q(from_day__lt=F("to_day")), name="span_holds_a_day"),
        ]

    def __str__(self):
        return f"{self.task_id}: {self.get_status_display()} {self.from_day:%d/%m/%Y} – {self.to_day:%d/%m/%Y}"
