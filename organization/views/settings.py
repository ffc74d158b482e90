"""What does no source settle, what was chosen and why; which days are worked, which periods follow?"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.lists import list_workbook, show_list
from base.page_parts import Link
from base.periods import FIRST_YEAR, LAST_YEAR
from organization.forms.settings import ExceptionForm, SettingForm
from organization.http import PageRequest
from organization.lists.settings import PERIODS, days_list, setting_rows, settings_list
from organization.models import CalendarException, Setting
from organization.pages.history import timeline
from organization.queries import root_unit
from organization.queries.history import events_of
from organization.queries.open_points import open_points, periods_of
from organization.rules.access import PostFact
from organization.rules.permissions import can_change_settings, can_see_settings
from organization.rules.settings import SETTINGS
from organization.services.calendar import add_exceptions, remove_exception
from organization.services.settings import change_setting, require_settings
from organization.views.responses import list_lines, only_post, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

MOST_ROWS = 400  # more than the days of a year: these lists are never parted


def _right(request: PageRequest) -> PostFact | None:
    """The admin's post over the whole installation: settings and days off hold for everybody in it."""
    root = root_unit()
    return can_change_settings(request.actor, root.path) if root else None


def _require_reader(request: PageRequest) -> None:
    if can_see_settings(request.actor) is None:
        raise Forbidden("Cài đặt dành cho người đang giữ chức vụ.")


def settings(request: PageRequest) -> HttpResponse:
    """Every open point with its value, source and last change."""
    _require_reader(request)
    declared = settings_list(can_change=_right(request) is not None)
    rows = list(setting_rows(open_points()))
    url = reverse("organization:settings_xlsx")
    context = {"list": show_list(request, declared, rows, xlsx_url=url, page_size=MOST_ROWS)}
    return render(request, "organization/settings.html", context)


def settings_xlsx(request: PageRequest) -> HttpResponse:
    """The open points as a workbook."""
    _require_reader(request)
    content = list_workbook(settings_list(can_change=False), list_lines(request), setting_rows(open_points()))
    return xlsx_response(content, "cai-dat")


def setting_change(request: PageRequest, key: str) -> HttpResponse:
    """One open point: who may change it gets a form, everybody the history."""
    _require_reader(request)
    if key not in SETTINGS:
        raise Http404
    definition = SETTINGS[key]
    row = Setting.objects.filter(key=key).first()
    value = definition.parse(row.value) if row else definition.default
    right = _right(request)
    if request.method == "POST":
        right = require_settings(request.actor)
    form = SettingForm(
        request.POST or None,
        definition=definition,
        initial={"value": SettingForm.shown(definition, value), "version": row.version if row else 0},
    )
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_setting(
                by=request.actor,
                key=key,
                value=form.chosen,
                version=form.cleaned_data["version"] or 0,
                note=form.cleaned_data["note"],
            ),
        )
        if changed:
            messages.success(request, f"Đã đổi: {definition.label}.")
            return redirect("organization:settings")
    back = Link("Cài đặt", reverse("organization:settings"))
    extra = {
        "definition": definition,
        "value": definition.words(value),
        "default": definition.words(definition.default),
        "history": timeline(events_of("organization.setting", row.pk)) if row else [],
        "can_change": right,
    }
    page = FormPage(definition.label, "Lưu", back, path=(back,), extra=extra, template="organization/setting.html")
    return show_form(request, form, page)


def calendar(request: PageRequest) -> HttpResponse:
    """Days off, make-up days and reporting periods of one year; who may, enters days here."""
    _require_reader(request)
    year = _year(request)
    right = _right(request)
    form = None
    if request.method == "POST":
        right = require_settings(request.actor)
    if right:
        form = ExceptionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            rows = attempt(form, lambda: add_exceptions(by=request.actor, **form.cleaned_data))
            if rows:
                messages.success(request, f"Đã nhập {len(rows)} ngày.")
                return redirect(f"{reverse('organization:calendar')}?year={rows[0].day.year}")
    context = {
        "year": year,
        "years": [year - 1, year + 1],
        "days": show_list(
            request,
            days_list(can_change=right is not None),
            CalendarException.objects.filter(day__year=year),
            page_size=MOST_ROWS,
        ),
        "list": show_list(
            request,
            PERIODS,
            periods_of(year),
            xlsx_url=f"{reverse('organization:calendar_xlsx')}?year={year}",
            page_size=MOST_ROWS,
        ),
        "form": form,
    }
    return render(request, "organization/calendar.html", context)


def calendar_xlsx(request: PageRequest) -> HttpResponse:
    """The reporting periods of one year as a workbook."""
    _require_reader(request)
    year = _year(request)
    content = list_workbook(PERIODS, list_lines(request, f"năm {year}"), periods_of(year))
    return xlsx_response(content, f"ky-bao-cao-{year}")


@only_post
def calendar_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take one day out again."""
    year = CalendarException.objects.filter(pk=pk).values_list("day__year", flat=True).first()
    remove_exception(by=request.actor, exception_id=pk)
    messages.success(request, "Đã xóa ngày này khỏi lịch.")
    return redirect(f"{reverse('organization:calendar')}?year={year or request.day.year}")


def _year(request: PageRequest) -> int:
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdecimal() and FIRST_YEAR < int(asked[:4]) < LAST_YEAR:
        return int(asked[:4])
    return request.day.year
