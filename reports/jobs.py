"""The background jobs of this app."""

from typing import Any

from django.urls import reverse

from base.periods import parse_period
from organization.jobs import Run, job
from organization.models import Unit
from reports.models import BuiltReport
from reports.pages.period_report import kept_report
from reports.pages.version_changes import changes_in_words
from reports.queries.built_reports import version_before
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
    return {"text": f"{built}.{_changes(built)}", "links": links}


def _changes(built: BuiltReport) -> str:
    """What became different since the version before; "" for the first one."""
    before = version_before(built)
    if before is None or built.facts is None:
        return ""
    told = [kept_report(one.facts, one.version, one.built_at) for one in (before, built)]
    return f" {changes_in_words(*told)}"
