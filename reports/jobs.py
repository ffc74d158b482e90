"""The background jobs of this app."""

from datetime import time, timedelta
from typing import Any

from django.urls import reverse

from organization.jobs import Run, job
from organization.models import Unit
from organization.rules.periods import parse_period
from reports.services.daily_figures import store_figures
from reports.services.report_building import build_report


@job("figures.nightly", label="Giữ số liệu chỉ tiêu của ngày đã qua", daily_at=time(0, 30))
def keep_figures(run: Run) -> dict[str, Any]:
    """The figures of the day that has just ended, for every unit; run twice it changes nothing."""
    done = store_figures(day=run.day - timedelta(days=1), say=run.report)
    text = f"Số liệu ngày {done.day:%d/%m/%Y}: ghi {done.written} dòng, {done.unchanged} dòng đã có sẵn"
    return {"text": f"{text}; {done.worse} chỉ tiêu xấu đi, đã báo người liên quan."}


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
