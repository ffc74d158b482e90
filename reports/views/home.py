"""The first page of each role: a head's things to do, the Office's table, a leader's five sentences."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from base.lists import show_list
from documents.pages.half_months import Confirming
from figures.pages.sentences import remaining_sentence
from figures.rules.baselines import DOCUMENTS
from organization.enums import Role
from organization.http import PageRequest
from organization.queries import home_agency
from organization.queries.post_proposals import first_leaders
from organization.rules.access import Actor
from reports.lists.class_table import class_sums, class_table_list
from reports.pages.addresses import tasks_url
from reports.pages.agency_figures import five_sentences, three_sentences
from reports.pages.first_steps import steps_of
from reports.pages.tasks_and_coverage import completion_words
from reports.queries.first_steps import first_steps
from reports.queries.home import agency_figures, leader_home, office_home, unit_home
from tasks.enums import TaskClass
from tasks.pages.counts import included_words
from tasks.pages.todo import TodoPage

LEADER, OFFICE, UNIT, PLAIN = "leader", "office", "unit", "plain"
VIEW_NAMES = {LEADER: "Lãnh đạo", OFFICE: "Văn phòng (tổng hợp)", UNIT: "Việc của đơn vị"}
MOST_UNITS = 1000  # the table of units is no long list


def home(request: PageRequest) -> HttpResponse:
    """The page of the person's first role; people with several choose with ?view=."""
    views = _views(request.actor)
    chosen = request.GET.get("view", "")
    view = chosen if chosen in views else views[0]
    template, facts_of = PAGES[view]
    empty = first_steps(home_agency(request.actor), request.actor)
    context = {
        "views": [{"key": key, "name": VIEW_NAMES[key], "is_current": key == view} for key in views]
        if len(views) > 1
        else [],
        "first_leaders": first_leaders(request.actor),
        "steps": steps_of(empty, request.actor) if empty else [],
        **facts_of(request),
    }
    return render(request, template, context)


def _views(actor: Actor) -> list[str]:
    """Which first pages the person's posts give, the most important first."""
    views = []
    if actor.has(Role.LEADER):
        views.append(LEADER)
    if actor.has(Role.OFFICE):
        views.append(OFFICE)
    if actor.has(Role.HEAD, Role.STAFF):
        views.append(UNIT)
    return views or [PLAIN]


def _leader(request: PageRequest) -> dict[str, Any]:
    found = leader_home(request.actor)
    if found is None:
        return {"home": None}
    three = three_sentences(found.figures)
    return {"home": found, "three": three, "sentences": five_sentences(found.figures, found.table, three)}


def _office(request: PageRequest) -> dict[str, Any]:
    """The Office's table with addresses, and who is late."""
    found = office_home(request.actor)
    if found is None:
        return {"home": None}
    table = found.table
    declared = class_table_list(table)
    late = sorted((row for row in table.rows if row.overdue), key=lambda row: -row.overdue)
    return {
        "home": found,
        "three": three_sentences(found.figures),
        "list": show_list(request, declared, table.rows, sums=class_sums(declared, table), page_size=MOST_UNITS),
        "included": included_words(table, found.board),
        "formula": completion_words(table),
        "late": [
            {"unit": row.unit, "count": row.overdue, "url": tasks_url(classes=[TaskClass.OVERDUE], unit=row.unit.code)}
            for row in late
        ],
    }


def _unit(request: PageRequest) -> dict[str, Any]:
    found = unit_home(request.actor)
    if found is None:
        return {"home": None}
    return {
        "home": found,
        "todo": TodoPage(found.todo),
        "three": three_sentences(found.agency),
        "remaining": remaining_sentence(found.targets, DOCUMENTS, found.agency.view),
        "confirming": Confirming(found.half_months_due),
    }


def _plain(request: PageRequest) -> dict[str, Any]:
    """The agency's figures for people without a page of their own (clerk, admin); none without a post."""
    actor = request.actor
    agency = home_agency(actor)
    figures = agency_figures(agency, actor) if agency else None
    return {
        "figures": figures,
        "three": three_sentences(figures) if figures else None,
        "is_clerk": actor.has(Role.CLERK),
    }


PAGES = {
    LEADER: ("reports/home_leader.html", _leader),
    OFFICE: ("reports/home_office.html", _office),
    UNIT: ("reports/home_unit.html", _unit),
    PLAIN: ("reports/home_plain.html", _plain),
}
