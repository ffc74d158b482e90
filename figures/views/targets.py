"""How do the agency and its units stand against last year? Documents, conferences, the online share."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from base.enums import YearCalendar
from base.lists import ListDeclaration, list_workbook, show_list
from figures.forms.targets import TargetChoice
from figures.lists.targets import (
    KEPT_DAYS,
    curve_list,
    online_list,
    type_list,
    unit_targets_list,
)
from figures.pages.addresses import rows_url, targets_url
from figures.pages.curve import chart_data, chart_label
from figures.pages.sentences import age_words, plain_words
from figures.pages.target_page import (
    calendar_marks,
    reserve_words,
    target_formulas,
    target_sentence,
    target_todos,
)
from figures.pages.words import TITLES
from figures.queries.target_page import TargetFacts, get_target_unit, target_facts
from figures.rules.baselines import DOCUMENTS, ONLINE
from organization.http import PageRequest
from organization.models import Unit
from organization.queries import home_agency, setting
from organization.views.responses import xlsx_response


def targets(request: PageRequest) -> HttpResponse:
    """The figures of the reader's agency."""
    return _page(request, _home_agency(request))


def target_unit(request: PageRequest, code: str) -> HttpResponse:
    """The figures of one unit in sight, or of the reader's agency."""
    return _page(request, get_target_unit(request.actor, code))


def target_xlsx(request: PageRequest, code: str) -> HttpResponse:
    """The table of the page as a workbook, with the same choice of target, year and day."""
    unit = get_target_unit(request.actor, code)
    form = _form(request)
    facts = target_facts(unit, form.topic, form.view, request.actor)
    declared, rows, total = _table(facts)
    title = f"{TITLES[facts.topic]} của {unit.name}"
    lines = [age_words(facts.view, facts.coverage), plain_words(target_sentence(facts))]
    content = list_workbook(replace(declared, title=title), lines, [*rows, *([total] if total else [])])
    return xlsx_response(content, f"{title}, {facts.view.label}")


def _page(request: PageRequest, unit: Unit) -> HttpResponse:
    form = _form(request)
    facts = target_facts(unit, form.topic, form.view, request.actor)
    view, curve = facts.view, facts.curve
    query: dict[str, Any] = {"calendar": view.calendar, "year": str(view.year), "day": view.day.isoformat()}
    xlsx_url = targets_url(unit.code, xlsx=True, measure=facts.topic, **query)
    declared, rows, total = _table(facts)
    context = {
        "facts": facts,
        "sentence": target_sentence(facts),
        "todos": target_todos(facts, request.actor),
        "formulas": target_formulas(facts),
        "reserve_words": reserve_words(facts),
        "unit": unit,
        "view": view,
        "before": view.year - 1,
        "choice": form,
        "topics": [
            {"name": name, "url": targets_url(unit.code, measure=topic, **query), "is_current": topic == facts.topic}
            for topic, name in TITLES.items()
        ],
        "list": show_list(request, declared, rows, sums=_sums(declared, total), xlsx_url=xlsx_url, page_size=MOST_ROWS),
        "types": None,
        "calendar_marks": calendar_marks(facts),
        "is_agency_page": any(post.agency_id == unit.pk for post in request.actor.posts),
    }
    if facts.topic == DOCUMENTS and facts.table is not None:
        by_type = type_list(view, unit.code, may_open_rows=facts.may_open_rows)
        sums = _sums(by_type, facts.type_total)
        context["types"] = show_list(request, by_type, facts.types, sums=sums, page_size=MOST_ROWS)
    if facts.topic == DOCUMENTS:
        context["not_reviewed_url"] = rows_url(DOCUMENTS, unit.code, view.first_day, view.since_to, reviewed="no")
    if curve:
        points = curve_list(view, curve.figures.ceiling)
        context |= {
            "chart": chart_data(curve),
            "chart_label": chart_label(curve),
            "points": show_list(request, points, curve.points[1:], page_size=MOST_ROWS),
            "kept_days": show_list(request, KEPT_DAYS, facts.history, page_size=MOST_ROWS),
        }
    return render(request, "figures/targets.html", context, status=200 if form.is_valid() else 422)


MOST_ROWS = 1000  # these tables are no long lists: units of one agency, types, half-months


def _table(facts: TargetFacts) -> tuple[ListDeclaration, Any, Any]:
    """The main table of the page: its declaration, its rows and their sum."""
    if facts.topic == ONLINE:
        return online_list(facts.view), facts.online[:-1], facts.online[-1]
    if facts.table is not None:
        return unit_targets_list(facts.view, facts.topic), facts.table.rows, facts.table.total
    declared = type_list(facts.view, facts.unit.code, may_open_rows=facts.may_open_rows)
    return declared, facts.types, facts.type_total


def _sums(declared: ListDeclaration, total: Any) -> dict[str, Any]:
    """The cells of the last row; without rows there is none."""
    if total is None:
        return {}
    return {column.key: (column.cell or column.value)(total) for column in declared.columns}


def _form(request: PageRequest) -> TargetChoice:
    return TargetChoice(
        request.GET, today=request.day, judged_calendar=setting("judged_calendar") or YearCalendar.REGISTER
    )


def _home_agency(request: PageRequest) -> Unit:
    agency = home_agency(request.actor)
    if agency is None:
        raise Http404
    return agency
