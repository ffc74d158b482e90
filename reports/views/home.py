"""The first page of each role: a head's things to do, the Office's table, a leader's five sentences."""

from django.shortcuts import render

from figures.queries.row_links import tasks_url
from organization.enums import Role
from organization.queries import home_agency
from reports.queries.home import agency_figures, leader_home, office_home, unit_home
from reports.queries.task_sentence import completion_words
from tasks.enums import DONE_CLASSES, TaskClass

LEADER, OFFICE, UNIT, PLAIN = "leader", "office", "unit", "plain"
VIEW_NAMES = {LEADER: "Lãnh đạo", OFFICE: "Văn phòng (tổng hợp)", UNIT: "Việc của đơn vị"}

# Heads of the Office's table: one class or several in a column, in the order of the page.
COLUMNS = (
    ("Quá hạn", (TaskClass.OVERDUE,), "red"),
    ("Sắp đến hạn", (TaskClass.DUE_SOON,), "amber"),
    ("Trong hạn", (TaskClass.IN_TERM,), ""),
    ("Chưa có hạn", (TaskClass.NO_DEADLINE,), ""),
    ("Thường xuyên", (TaskClass.CONTINUOUS,), ""),
    ("Tạm dừng", (TaskClass.SUSPENDED,), ""),
    ("Hoàn thành", DONE_CLASSES, ""),
    ("Không phát sinh", (TaskClass.NIL,), ""),
    ("Thôi giao", (TaskClass.WITHDRAWN,), ""),
)
ALWAYS = 7  # the columns that stand there even when they are empty


def home(request):
    """The page of the person's first role; people with several choose with ?view=."""
    actor = request.actor
    views = _views(actor)
    chosen = request.GET.get("view", "")
    view = chosen if chosen in views else views[0]
    context = {
        "views": [{"key": key, "name": VIEW_NAMES[key], "is_current": key == view} for key in views]
        if len(views) > 1
        else []
    }
    if view == LEADER:
        context["home"] = leader_home(actor)
    elif view == OFFICE:
        found = office_home(actor)
        context |= {"home": found, **_class_columns(found)}
    elif view == UNIT:
        context["home"] = unit_home(actor)
    else:
        context |= {"figures": agency_figures_of(actor), "is_clerk": actor.has(Role.CLERK)}
    return render(request, f"reports/home_{view}.html", context)


def _views(actor) -> list[str]:
    """Which first pages the person's posts give, the most important first."""
    views = []
    if actor.has(Role.LEADER):
        views.append(LEADER)
    if actor.has(Role.OFFICE):
        views.append(OFFICE)
    if actor.has(Role.HEAD, Role.STAFF):
        views.append(UNIT)
    return views or [PLAIN]


def agency_figures_of(actor):
    """The agency's figures for people without a page of their own (clerk, admin); None without a post."""
    agency = home_agency(actor)
    return agency_figures(agency, actor) if agency else None


def _class_columns(found):
    """The Office's table as cells with addresses; columns in which nothing stands anywhere are left out."""
    if found is None:
        return {}
    table = found.table
    columns = [*COLUMNS[:ALWAYS], *(column for column in COLUMNS[ALWAYS:] if table.of(*column[1]))]
    rows = [
        {
            "unit": row.unit,
            "cells": [
                {"count": row.of(*classes), "url": tasks_url(classes=classes, unit=row.unit.code), "tone": tone}
                for _, classes, tone in columns
            ],
            "total": row.total,
            "url": tasks_url(unit=row.unit.code),
        }
        for row in table.rows
    ]
    late = sorted((row for row in table.rows if row.overdue), key=lambda row: -row.overdue)
    return {
        "heads": [name for name, _, _ in columns],
        "rows": rows,
        "sums": [table.of(*classes) for _, classes, _ in columns],
        "formula": completion_words(table),
        "late": [
            {"unit": row.unit, "count": row.overdue, "url": tasks_url(classes=[TaskClass.OVERDUE], unit=row.unit.code)}
            for row in late
        ],
    }
