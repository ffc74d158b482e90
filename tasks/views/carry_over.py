"""What came, ended and was carried over in a window, by unit (kỳ trước chuyển sang, giao trong kỳ, chuyển kỳ sau)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from base.lists import show_list
from base.table_workbook import table_workbook
from organization.http import PageRequest
from organization.views.responses import list_lines, xlsx_response
from tasks.forms.carry_over import CarryOverForm
from tasks.lists.carry_over import carry_over_list, carry_over_sums
from tasks.queries.class_table import CarryOver, flow_in_sight

MOST_UNITS = 1000  # the table of units is no long list


def carry_over(request: PageRequest) -> HttpResponse:
    """The table; every number opens its tasks."""
    form = CarryOverForm(request.GET, actor=request.actor)
    lines = _lines(request, form)
    window = form.cleaned_data
    shown = show_list(
        request,
        carry_over_list(window),
        lines,
        sums=carry_over_sums(lines),
        page_size=MOST_UNITS,
        xlsx_url=f"{reverse('tasks:flow_xlsx')}?{request.GET.urlencode()}",
    )
    context = {"form": form, "list": shown, "window": window}
    return render(request, "tasks/carry_over.html", context, status=200 if form.is_valid() else 422)


def carry_over_xlsx(request: PageRequest) -> HttpResponse:
    """The same table as a workbook, with its sums."""
    form = CarryOverForm(request.GET, actor=request.actor)
    lines = _lines(request, form)
    window = form.cleaned_data
    declared = carry_over_list(window)
    words = f"{window['start']:%d/%m/%Y} – {window['end']:%d/%m/%Y}" if form.is_valid() else ""
    rows: list[list[Any]] = list(declared.sheet_rows(lines))
    if lines:
        rows.append(["Cộng", *carry_over_sums(lines).values()])
    content = table_workbook(declared.title, list_lines(request, words), declared.sheet_columns(), rows)
    return xlsx_response(content, "chuyen-ky")


def _lines(request: PageRequest, form: CarryOverForm) -> list[CarryOver]:
    if not form.is_valid():
        return []
    window = form.cleaned_data
    return flow_in_sight(request.actor, window["start"], window["end"], window["unit"])
