"""Exceptions to the Monday-to-Friday week, and the half-months of each unit."""

from django.conf import settings
from django.db import models

from organization.enums import CalendarExceptionKind, CountingMethod
from organization.querysets import UnitHalfMonthQuerySet


class CalendarException(models.Model):
    """One day off, or one make-up working day, with the decision it comes from."""

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("là", max_length=8, choices=CalendarExceptionKind)
    note = models.CharField("căn cứ, ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]


class UnitHalfMonth(models.Model):
    """One unit in one half-month: the row to lock for counting, closing and hand entry alike.

    `start` is the 1st or the 15th. `closed_by` is the code of the period that closed it, empty while open.
    `confirmed_count` is what was counted when somebody confirmed it: rows that come later change the
    count and not this, so that both can be shown. `entered_…` tell who typed counts by hand; the two
    `…_told_by` name the person of the unit for whom the Office did so, empty where the unit did it itself.
    """

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="half_months")
    start = models.DateField()
    method = models.CharField(max_length=10, choices=CountingMethod, default=CountingMethod.NONE)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_count = models.PositiveIntegerField(null=True, blank=True)
    confirmed_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    entered_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_nil = models.BooleanField(default=False)
    closed_by = models.CharField(max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitHalfMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "nửa tháng của đơn vị"
        verbose_name_plural = "nửa tháng của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "start"], name="unit_half_month_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_count__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_count__isnull=False),
                name="half_month_confirmed_with_count",
            ),
        ]

    @property
    def is_closed(self) -> bool:
        return bool(self.closed_by)
