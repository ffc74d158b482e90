"""Building the period report and downloading what was built."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from base.errors import Forbidden
from base.lists import show_list
from organization.http import PageRequest
from organization.queries import home_agency, setting
from organization.services.jobs import enqueue
from reports.forms.builder import PeriodForm, expected_period, offered_periods
from reports.lists.built_reports import BUILT_REPORTS
from reports.queries.built_reports import active_build, built_reports, get_readable_report
from reports.rules.report_access import can_build_report, can_read_report


def builder(request: PageRequest) -> HttpResponse:
    """Choose a period and have its workbook built; a build under way shows its progress."""
    agency = home_agency(request.actor)
    if agency is None or not can_read_report(request.actor, agency.path):
        raise Http404
    may_build = can_build_report(request.actor, agency.path)
    periods = offered_periods(request.day, setting("report_periods"))
    expected = expected_period(periods, request.day)
    initial = {"period": expected.code} if expected else {}
    form = PeriodForm(request.POST or None, periods=periods, initial=initial)
    if request.method == "POST":
        if may_build is None:
            raise Forbidden("Chỉ Văn phòng và lãnh đạo được lập báo cáo của cơ quan.")
        if form.is_valid():
            period = form.cleaned_data["period"]
            job = enqueue(
                name="report.build",
                key=f"{agency.code}-{period.code}",
                by=request.actor,
                label=f"Báo cáo {period.name}",
                args={"agency": agency.pk, "period": period.code},
            )
            return redirect("organization:job", pk=job.pk)
    context = {
        "form": form,
        "may_build": may_build,
        "active": active_build(agency),
        "list": show_list(request, BUILT_REPORTS, built_reports(agency, request.GET.get("period", ""))),
        "agency": agency,
    }
    return render(request, "reports/builder.html", context, status=422 if form.errors else 200)


def built_file(request: PageRequest, pk: int) -> FileResponse:
    """The workbook of one version, as a download."""
    built = get_readable_report(request.actor, pk)
    return FileResponse(built.workbook.open("rb"), as_attachment=True, filename=built.file_name)
