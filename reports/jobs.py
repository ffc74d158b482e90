"""The background jobs of this app."""

from typing import Any

from django.urls import reverse

from base.periods import parse_period
from organization.jobs import Run, job
from organization.models import Unit
from reports.services.report_building import build_report


@job("report.build", label="Lập báo cáo kỳ")
def build(run: Run) -> dict[str, Any]:
    """The workbook of one agency and period (args `agency`, `period`); run twice it gives the same version."""
    built = build_report(
        by=run.by,
        agency=Unit.objects.get(pk=run.args["agency"]),
        period=parse_period(run.args["period"]),
        job_id=run.job.pk,
        progress=run.report,
    )
    links = [{"text": "Tải .xlsx", "url": reverse("reports:built_file", args=[built.pk])}]
    return {"text": f"{built}.", "links": links}
