"""Meetings: the list, the list as a workbook, one meeting, and its changes by hand."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.page_parts import Link, look_ahead
from base.table_workbook import table_workbook
from meetings.exports import MEETING_COLUMNS
from meetings.forms.meetings import CancelForm, MeetingFilter, MeetingRecordForm
from meetings.models import Meeting, Room
from meetings.queries.meetings import (
    get_visible_meeting,
    history_of_meeting,
    importing_agency,
    meeting_rows,
    path_to_meetings,
    sheet_lines,
    totals_of,
)
from meetings.rules.length import sessions_over
from meetings.rules.meeting_access import can_record_meeting, recording_paths
from meetings.services.meetings import NOT_YOURS, MeetingContent, cancel_meeting, change_meeting, record_meeting
from organization.models import ImportFile, ImportKind, Unit
from organization.queries import agency_of, home_agency
from organization.querysets import in_paths
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

PAGE = 25


def meeting_list(request):
    """Meetings in sight, newest first, from the beginning of the year unless the address says other days."""
    form, choice = _choice(request)
    rows = meeting_rows(request.actor, choice)
    totals = totals_of(rows)
    agency = home_agency(request.actor)
    context = {
        "form": form,
        "choice": choice,
        "totals": totals,
        "page": look_ahead(rows, request.GET.get("page"), PAGE, None if totals.is_more else totals.total),
        "can_record": bool(recording_paths(request.actor)),
        "can_import": importing_agency(request.actor) is not None,
        "last_import": ImportFile.objects.last_written(agency.path, ImportKind.MEETINGS) if agency else None,
        "xlsx_url": f"{reverse('meetings:list_xlsx')}?{request.GET.urlencode()}",
    }
    return render(request, "meetings/list.html", context)


def list_xlsx(request):
    """The same list as a workbook."""
    _, choice = _choice(request)
    rows = meeting_rows(request.actor, choice)
    content = table_workbook(
        "Hội nghị, cuộc họp", list_lines(request, choice.words), MEETING_COLUMNS, sheet_lines(rows), plain=True
    )
    return xlsx_response(content, "hoi-nghi-cuoc-hop")


def meeting(request, pk):
    """One meeting with its history."""
    found = get_visible_meeting(request.actor, pk)
    context = {
        "meeting": found,
        "invited": list(found.invited_units.in_order()),
        "events": history_of_meeting(found),
        "can_record": can_record_meeting(request.actor, found.unit.path) is not None,
        "sessions_over": sessions_over(found.kind, found.conference_class, found.sessions),
    }
    return render(request, "meetings/meeting.html", context)


def meeting_add(request):
    """A new meeting of a unit the person records for."""
    units = _units(request)
    first = units.in_order().first()
    form = _form(request, units, first)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: record_meeting(by=request.actor, content=MeetingContent(**form.values())))
        if made is not None:
            messages.success(request, "Đã ghi.")
            return redirect("meetings:meeting", pk=made.pk)
    back = Link("Hội họp", reverse("meetings:list"))
    page = FormPage("Ghi cuộc họp, hội nghị", "Ghi", back, path=path_to_meetings(), template="meetings/form.html")
    return show_form(request, form, page)


def meeting_edit(request, pk):
    """Change a meeting; somebody else's change in between is shown, nothing typed is lost."""
    found = _recordable(request, pk)
    form = _form(request, _units(request), found.unit, found)
    if request.method == "POST" and form.is_valid():
        content, version = MeetingContent(**form.values(keep=found)), form.cleaned_data["version"]
        changed = attempt(
            form, lambda: change_meeting(by=request.actor, meeting=found, version=version, content=content)
        )
        if changed is not None:
            messages.success(request, "Đã sửa.")
            return redirect("meetings:meeting", pk=pk)
    page = replace(_page(found, "Sửa cuộc họp", "Ghi sửa đổi"), template="meetings/form.html")
    return show_form(request, form, page)


def meeting_cancel(request, pk):
    """Say that a meeting will not take place; it stays in the list with its reason."""
    found = _recordable(request, pk)
    form = CancelForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        gone = attempt(form, lambda: cancel_meeting(by=request.actor, meeting=found, **form.cleaned_data))
        if gone is not None:
            messages.success(request, "Đã hủy.")
            return redirect("meetings:meeting", pk=pk)
    return show_form(request, form, _page(found, f"Hủy {found.get_kind_display().lower()}", "Hủy cuộc họp này"))


def _choice(request):
    units = Unit.objects.visible_to(request.actor)
    form = MeetingFilter(request.GET, units=units, start=date(request.day.year, 1, 1))
    return form, form.choice(sort=request.GET.get("sort", ""))


def _units(request):
    """Units the person records meetings for today."""
    paths = recording_paths(request.actor)
    if not paths:
        raise Forbidden(NOT_YOURS)
    return Unit.objects.filter(in_paths(paths)).valid_on(request.day)


def _form(request, units, unit: Unit, found: Meeting | None = None) -> MeetingRecordForm:
    agency = agency_of(unit)
    initial = MeetingRecordForm.initial_of(found) if found else {"unit": unit if units.count() == 1 else None}
    return MeetingRecordForm(
        request.POST or None,
        initial=initial,
        units=units,
        invitable=Unit.objects.under(agency).valid_on(request.day).in_order(),
        rooms=list(Room.objects.filter(agency=agency, is_active=True)),
    )


def _recordable(request, pk: int) -> Meeting:
    found = get_visible_meeting(request.actor, pk)
    if can_record_meeting(request.actor, found.unit.path) is None:
        raise Forbidden(NOT_YOURS)
    return found


def _page(found: Meeting, heading: str, submit: str) -> FormPage:
    back = Link("Cuộc họp", reverse("meetings:meeting", args=[found.pk]))
    return FormPage(heading, submit, back, path=(*path_to_meetings(), back))
