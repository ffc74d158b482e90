"""Reports that were built, and builds under way."""

from django.db.models import QuerySet
from django.http import Http404

from organization.models import Job, Unit
from organization.models.job import ACTIVE
from organization.rules.access import Actor
from reports.models import BuiltReport
from reports.rules.report_access import can_read_report


def built_reports(agency: Unit, period: str = "") -> QuerySet[BuiltReport]:
    """Every version of the agency's reports, newest first; of one period if given."""
    reports = BuiltReport.objects.filter(agency=agency).select_related("built_by")
    return reports.filter(period=period) if period else reports


def get_readable_report(actor: Actor, pk: int) -> BuiltReport:
    """A report the person may read; 404 for missing and forbidden alike."""
    found = BuiltReport.objects.select_related("agency").filter(pk=pk).first()
    if found is None or can_read_report(actor, found.agency.path) is None:
        raise Http404
    return found


def version_before(built: BuiltReport) -> BuiltReport | None:
    """The version before one of the same agency and period, where it kept its facts."""
    earlier = BuiltReport.objects.filter(agency=built.agency_id, period=built.period, version__lt=built.version)
    return earlier.filter(facts__isnull=False).order_by("-version").first()


def latest_report(agency: Unit) -> BuiltReport | None:
    return built_reports(agency).first()


def active_build(agency: Unit) -> Job | None:
    """The build of this agency that is queued or running, if any."""
    return Job.objects.filter(name="report.build", state__in=ACTIVE, args__agency=agency.pk).first()
