"""Meetings: the list, the list as a workbook, one meeting, and its changes by hand."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.lists import list_workbook, show_list
from base.page_parts import Link
from meetings.forms.meetings import CancelForm, MeetingFilter, MeetingRecordForm
from meetings.lists import MEETINGS
from meetings.models import Meeting, Room
from meetings.pages.marks import OVER_LENGTH
from meetings.pages.meetings import choice_words, kind_words, meeting_timeline, path_to_meetings, status_mark
from meetings.queries.meetings import (
    MeetingChoice,
    get_visible_meeting,
    importing_agency,
    meeting_rows,
    totals_of,
)
from meetings.querysets import MeetingQuerySet
from meetings.rules.length import sessions_over
from meetings.rules.meeting_access import can_record_meeting, recording_paths
from meetings.services.meeting_import import MEETINGS as MEETINGS_FILE
from meetings.services.meetings import NOT_YOURS, MeetingContent, cancel_meeting, change_meeting, record_meeting
from organization.http import PageRequest
from organization.models import ImportFile, Unit
from organization.queries import agency_of, home_agency
from organization.queries.history import events_of
from organization.querysets import UnitQuerySet, in_paths
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form


def meeting_list(request: PageRequest) -> HttpResponse:
    """Meetings in sight, newest first, from the beginning of the year unless the address says other days."""
    form, choice = _choice(request)
    rows = _rows(request, choice)
    totals = totals_of(rows)
    agency = home_agency(request.actor)
    words = choice_words(choice)
    context = {
        "form": form,
        "choice": choice,
        "words": words,
        "totals": totals,
        "list": show_list(
            request,
            MEETINGS,
            rows,
            total=None if totals.is_more else totals.total,
            caption=f"{MEETINGS.title}, {words}" if words else "",
            xlsx_url=f"{reverse('meetings:list_xlsx')}?{request.GET.urlencode()}",
        ),
        "can_record": bool(recording_paths(request.actor)),
        "can_import": importing_agency(request.actor) is not None,
        "last_import": ImportFile.objects.last_written(agency.path, MEETINGS_FILE) if agency else None,
    }
    return render(request, "meetings/list.html", context)


def list_xlsx(request: PageRequest) -> HttpResponse:
    """The same list as a workbook, whatever its length."""
    _, choice = _choice(request)
    rows = _rows(request, choice).iterator(chunk_size=1000)
    content = list_workbook(MEETINGS, list_lines(request, choice_words(choice)), rows, plain=True)
    return xlsx_response(content, "hoi-nghi-cuoc-hop")


def meeting(request: PageRequest, pk: int) -> HttpResponse:
    """One meeting with its history."""
    found = get_visible_meeting(request.actor, pk)
    context = {
        "meeting": found,
        "kind": kind_words(found),
        "status": status_mark(found),
        "over_length": OVER_LENGTH,
        "invited": list(found.invited_units.in_order()),
        "events": meeting_timeline(events_of(found._meta.label_lower, found.pk)),
        "can_record": can_record_meeting(request.actor, found.unit.path) is not None,
        "sessions_over": sessions_over(found.kind, found.conference_class, found.sessions),
    }
    return render(request, "meetings/meeting.html", context)


def meeting_add(request: PageRequest) -> HttpResponse:
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
    page = FormPage("Ghi cuộc họp, hội nghị", "Lưu", back, path=path_to_meetings(), template="meetings/form.html")
    return show_form(request, form, page)


def meeting_edit(request: PageRequest, pk: int) -> HttpResponse:
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
    page = replace(_page(found, "Sửa cuộc họp", "Lưu"), template="meetings/form.html")
    return show_form(request, form, page)


def meeting_cancel(request: PageRequest, pk: int) -> HttpResponse:
    """Say that a meeting will not take place; it stays in the list with its reason."""
    found = _recordable(request, pk)
    form = CancelForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        gone = attempt(form, lambda: cancel_meeting(by=request.actor, meeting=found, **form.cleaned_data))
        if gone is not None:
            messages.success(request, "Đã hủy.")
            return redirect("meetings:meeting", pk=pk)
    return show_form(request, form, _page(found, f"Hủy {found.get_kind_display().lower()}", "Hủy cuộc họp này"))


def _choice(request: PageRequest) -> tuple[MeetingFilter, MeetingChoice]:
    units = Unit.objects.visible_to(request.actor)
    form = MeetingFilter(request.GET, units=units, start=date(request.day.year, 1, 1))
    return form, form.choice()


def _rows(request: PageRequest, choice: MeetingChoice) -> MeetingQuerySet:
    return meeting_rows(request.actor, choice).order_by(*MEETINGS.order_of(request.GET.get("sort", "")))


def _units(request: PageRequest) -> UnitQuerySet:
    """Units the person records meetings for today."""
    paths = recording_paths(request.actor)
    if not paths:
        raise Forbidden(NOT_YOURS)
    return Unit.objects.filter(in_paths(paths)).valid_on(request.day)


def _form(request: PageRequest, units: UnitQuerySet, unit: Unit, found: Meeting | None = None) -> MeetingRecordForm:
    agency = agency_of(unit)
    initial = MeetingRecordForm.initial_of(found) if found else {"unit": unit if units.count() == 1 else None}
    return MeetingRecordForm(
        request.POST or None,
        initial=initial,
        units=units,
        invitable=Unit.objects.under(agency).valid_on(request.day).in_order(),
        rooms=list(Room.objects.filter(agency=agency, is_active=True)),
    )


def _recordable(request: PageRequest, pk: int) -> Meeting:
    found = get_visible_meeting(request.actor, pk)
    if can_record_meeting(request.actor, found.unit.path) is None:
        raise Forbidden(NOT_YOURS)
    return found


def _page(found: Meeting, heading: str, submit: str) -> FormPage:
    back = Link("Cuộc họp", reverse("meetings:meeting", args=[found.pk]))
    return FormPage(heading, submit, back, path=(*path_to_meetings(), back))
