"""What came, ended and was carried over in a window, by unit (tồn đầu kỳ, giao mới, chuyển kỳ sau)."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from base.table_workbook import Column, table_workbook
from organization.views.responses import list_lines, xlsx_response
from tasks.forms.flow import FlowForm
from tasks.forms.task_list import FLOW
from tasks.queries.class_table import CarryOver, flow_in_sight

COLUMNS = (Column("Đơn vị", width=34), *(Column(label, "int", 13) for label in FLOW.values()))


def flow(request):
    """The table; every number opens its tasks."""
    form = FlowForm(request.GET, actor=request.actor)
    lines = _lines(request, form)
    context = {
        "form": form,
        "heads": FLOW.values(),
        "rows": [{"unit": line.unit, "cells": _cells(line, form)} for line in lines],
        "sums": [{"label": label, "count": n} for label, n in zip(FLOW.values(), _sums(lines), strict=True)],
        "window": form.cleaned_data,
        "xlsx_url": f"{reverse('tasks:flow_xlsx')}?{request.GET.urlencode()}",
    }
    return render(request, "tasks/flow.html", context, status=200 if form.is_valid() else 422)


def flow_xlsx(request):
    """The same table as a workbook."""
    form = FlowForm(request.GET, actor=request.actor)
    lines = _lines(request, form)
    rows = [(line.unit.name, *(getattr(line, name) for name in FLOW)) for line in lines]
    if lines:
        rows.append(("Cộng", *_sums(lines)))
    window = form.cleaned_data
    words = f"{window['start']:%d/%m/%Y} – {window['end']:%d/%m/%Y}" if form.is_valid() else ""
    return xlsx_response(table_workbook("Nhiệm vụ chuyển kỳ", list_lines(request, words), COLUMNS, rows), "chuyen-ky")


def _lines(request, form: FlowForm) -> list[CarryOver]:
    if not form.is_valid():
        return []
    window = form.cleaned_data
    return flow_in_sight(request.actor, window["start"], window["end"], window["unit"])


def _cells(line: CarryOver, form: FlowForm) -> list[dict]:
    window = form.cleaned_data
    query = {
        "unit": line.unit.code,
        "own": "1",
        "flow_from": window["start"].isoformat(),
        "flow_to": window["end"].isoformat(),
    }
    url = reverse("tasks:list")
    return [
        {"label": label, "count": getattr(line, name), "url": f"{url}?{urlencode({**query, 'flow': name})}"}
        for name, label in FLOW.items()
    ]


def _sums(lines: list[CarryOver]) -> list[int]:
    return [sum(getattr(line, name) for line in lines) for name in FLOW]
