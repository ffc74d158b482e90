"""Building the period report: reckon, write the file, then show it; complete or absent, never half."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from base.errors import Forbidden
from base.periods import Period
from organization.models import Unit
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from organization.services.notifications import notify
from reports.exports.workbook import period_workbook
from reports.models import BuiltReport
from reports.pages.period_report import PeriodReport, period_report
from reports.queries.period.facts import period_facts
from reports.rules.report_access import can_build_report

Progress = Callable[[int, str], None]


def build_report(
    *, by: Actor, agency: Unit, period: Period, job_id: int | None = None, progress: Progress | None = None
) -> BuiltReport:
    """The report of `agency` for `period` as of the actor's day; raises Forbidden without the right.

    A job that runs again finds what it built before; figures that did not change give no new version.
    The file is complete on disk before its row appears, so a killed worker leaves nothing to be found.
    """
    post = can_build_report(by, agency.path)
    if post is None and not by.is_system:
        raise Forbidden("Chỉ Văn phòng và lãnh đạo được lập báo cáo của cơ quan.")
    say = progress or (lambda percent, step: None)
    if done := _of_job(job_id):
        return done
    say(10, "Đang tính số liệu, bước 1 trên 3")
    report = period_report(period_facts(agency, period, by.day), timezone.now())
    fingerprint = report.fingerprint
    if same := _latest_with(agency, period, fingerprint):
        return same
    while True:
        version = _next_version(agency, period)
        say(45, "Đang ghi các trang của bảng số liệu, bước 2 trên 3")
        # The file is made before the transaction opens: nobody's writing waits for it.
        numbered = replace(report, version=version)
        content = period_workbook(numbered)
        built = _keep(by, post, agency, period, numbered, content, fingerprint, job_id)
        if built is not None:
            say(95, "Đã ghi xong, bước 3 trên 3")
            return built


@transaction.atomic
def _keep(
    by: Actor,
    post: PostFact | None,
    agency: Unit,
    period: Period,
    report: PeriodReport,
    content: bytes,
    fingerprint: str,
    job_id: int | None,
) -> BuiltReport | None:
    """Store the file and its row; None if another builder took this version in the meantime."""
    # The agency's row is the lock: two builders of one period come one after the other.
    Unit.objects.select_for_update().get(pk=agency.pk)
    if done := _of_job(job_id) or _latest_with(agency, period, fingerprint):
        return done
    if report.version != _next_version(agency, period):
        return None
    built = BuiltReport(
        agency=agency,
        period=period.code,
        name=report.title,
        version=report.version,
        as_of=by.day,
        fingerprint=fingerprint,
        facts=report.as_json(),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        job_id=job_id,
        built_by_id=by.person_id,
        built_at=report.built_at,
    )
    built.workbook.save(f"{secrets.token_hex(16)}.xlsx", ContentFile(content), save=False)
    built.save()
    record(
        by=by,
        post=post,
        action="report.build",
        subject=built,
        unit=agency,
        summary=f"lập {report.title.lower()}, dự thảo lần {report.version}",
        after={"period": period.code, "version": report.version, "sha256": built.sha256},
    )
    if by.person_id:
        notify(
            people=[by.person_id],
            kind="report.built",
            text=f"{built} đã lập xong.",
            url=f"/reports/?period={period.code}",
        )
    return built


def _of_job(job_id: int | None) -> BuiltReport | None:
    """What a job built before it ran again."""
    return BuiltReport.objects.filter(job=job_id).first() if job_id else None


def _next_version(agency: Unit, period: Period) -> int:
    latest = BuiltReport.objects.filter(agency=agency, period=period.code).aggregate(number=Max("version"))["number"]
    return (latest or 0) + 1


def _latest_with(agency: Unit, period: Period, fingerprint: str) -> BuiltReport | None:
    latest = BuiltReport.objects.filter(agency=agency, period=period.code).order_by("-version").first()
    return latest if latest and latest.fingerprint == fingerprint else None
