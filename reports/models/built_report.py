"""The files of a period report, one row for each version."""

from django.conf import settings
from django.db import models


class BuiltReport(models.Model):
    """One version of an agency's report for a period; the row appears only with its complete file.

    `facts` are what the version says, as data, so that two versions can be compared figure by figure (null for
    versions built before facts were kept); `fingerprint` is their hash, so that building again without a
    change gives no new version;
    `job` makes a job that runs twice have one effect.
    """

    agency = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    period = models.CharField("kỳ", max_length=10)
    name = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField("lần")
    as_of = models.DateField("tính đến ngày")
    fingerprint = models.CharField(max_length=64)
    facts = models.JSONField(null=True, blank=True)
    workbook = models.FileField(upload_to="reports/%Y/%m/", max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    job = models.OneToOneField("organization.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    built_at = models.DateTimeField()

    class Meta:
        verbose_name = "báo cáo đã lập"
        verbose_name_plural = "báo cáo đã lập"
        ordering = ["-built_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["agency", "period", "version"], name="report_version_once")]

    def __str__(self):
        return f"{self.name}, dự thảo lần {self.version}"

    @property
    def file_name(self) -> str:
        return f"bao-cao-{self.period}-lan-{self.version}.xlsx"
