"""What was counted last year, and what a leader lets a unit issue this year.

Missing is not nought: a unit without a figure has no row. A figure that was corrected stays as a row
of its own, so that both values can be read.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from base.enums import YearCalendar


class Measure(models.TextChoices):
    DOCUMENTS = "documents", "văn bản hành chính"
    CONFERENCES = "conferences", "hội nghị"


class BaselineMethod(models.TextChoices):
    """How the figure was got; the words are those an office puts beside it."""

    REGISTER = "register", "theo sổ"
    REPORT = "report", "theo báo cáo đã gửi"
    RECOUNT = "recount", "thống kê lại"
    ALLOCATED = "allocated", "phân bổ"
    ESTIMATE = "estimate", "ước"


class BaselineState(models.TextChoices):
    PENDING = "pending", "chờ duyệt"
    APPROVED = "approved", "đã duyệt"
    RESTATED = "restated", "đã thay bằng số khác"
    DECLINED = "declined", "không duyệt"


class Baseline(models.Model):
    """One unit's own items of one year, calendar and measure, with where the figure comes from.

    `restates` is the figure this one corrects. `is_total` marks an agency's figure that still holds what
    its units issued, because only the total is known; it shrinks as their own figures are approved.
    """

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="baselines")
    year = models.PositiveSmallIntegerField("năm")
    calendar = models.CharField("cách tính năm", max_length=10, choices=YearCalendar)
    measure = models.CharField("chỉ tiêu", max_length=12, choices=Measure)
    figure = models.PositiveIntegerField("số liệu")
    is_total = models.BooleanField("gồm cả số của các đơn vị chưa tách được", default=False)
    method = models.CharField("cách có số liệu", max_length=10, choices=BaselineMethod)
    source = models.CharField("nguồn", max_length=300)
    covers_from = models.DateField("tính từ ngày")
    covers_to = models.DateField("đến hết ngày")
    reason = models.CharField("lý do thay", max_length=500, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=BaselineState, default=BaselineState.PENDING)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("ý kiến khi không duyệt", max_length=500, blank=True)
    restates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="restatements")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "documents_baseline"  # where it stood first; a table that moves keeps its name
        verbose_name = "số liệu năm trước"
        verbose_name_plural = "số liệu năm trước"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "calendar", "measure"],
                condition=Q(state="approved"),
                name="baseline_approved_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "calendar", "measure"],
                condition=Q(state="pending"),
                name="baseline_pending_once",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
                name="baseline_approved_by_another",
            ),
            models.CheckConstraint(condition=Q(covers_to__gte=F("covers_from")), name="baseline_days_in_order"),
        ]
        indexes = [models.Index(fields=["year", "calendar", "state", "unit"], name="baseline_of_year")]

    def __str__(self):
        return f"{self.figure} {self.get_measure_display()} năm {self.year} của {self.unit}"


class CeilingState(models.TextChoices):
    PROPOSED = "proposed", "chờ lãnh đạo cho ý kiến"
    IN_FORCE = "in_force", "đang áp dụng"
    REPLACED = "replaced", "đã thay"
    DECLINED = "declined", "lãnh đạo không đồng ý"


class AssignedCeiling(models.Model):
    """A leader's decision that replaces the computed ceiling of one unit for a year, in both calendars."""

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="assigned_ceilings")
    year = models.PositiveSmallIntegerField("năm")
    measure = models.CharField("chỉ tiêu", max_length=12, choices=Measure)
    ceiling = models.PositiveIntegerField("số tối đa")
    basis = models.CharField("căn cứ", max_length=300)
    state = models.CharField("trạng thái", max_length=10, choices=CeilingState, default=CeilingState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    recorded = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField("ý kiến", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "documents_assignedceiling"
        verbose_name = "chỉ tiêu giao"
        verbose_name_plural = "chỉ tiêu giao"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "measure"], condition=Q(state="in_force"), name="ceiling_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "measure"], condition=Q(state="proposed"), name="ceiling_proposed_once"
            ),
        ]

    def __str__(self):
        return f"tối đa {self.ceiling} {self.get_measure_display()} năm {self.year} cho {self.unit}"
