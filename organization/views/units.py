"""Which units are there, who heads them, and how does the tree change?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.lists import list_workbook, show_list
from base.page_parts import Link, look_ahead
from organization.forms.units import UNITS_SHOWN, CloseUnitForm, UnitFilter, UnitForm
from organization.http import PageRequest
from organization.lists.units import POSTS_OF_UNIT, units_list
from organization.models import Unit
from organization.pages.directory import people_xlsx_url, unit_link, units_url
from organization.pages.history import timeline
from organization.queries import leaders_in_charge
from organization.queries.directory import (
    get_listed_unit,
    in_tree_order,
    posts_of_unit,
    unit_lines,
    units_above,
    units_of,
)
from organization.queries.history import events_of
from organization.queries.holdings import held_by_unit
from organization.querysets import UnitQuerySet
from organization.rules.permissions import can_manage_people, require_admin, require_directory
from organization.services.unit_closing import close_unit
from organization.services.units import change_unit, create_unit
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

UNITS_A_PAGE = 100


def units(request: PageRequest) -> HttpResponse:
    """The children of one unit, or what a search finds; each line opens its page or the level below."""
    right = require_directory(request.actor)
    form = UnitFilter(request.GET or None)
    choice = form.cleaned_data if form.is_valid() else {}
    under = _under(request, right.agency_id)
    found = units_of(request.actor, words=choice.get("q", ""), under=under, shows=choice.get("shows") or "open")
    [own] = unit_lines([under], request.day)
    context = {
        "form": form,
        "under": under,
        "own": own,
        "above": units_above(request.actor, under),
        "list": show_list(
            request,
            units_list(names_parents=bool(choice.get("q"))),
            found,
            facts_of=lambda units, _: unit_lines(units, request.day),
            xlsx_url=f"{reverse('organization:units_xlsx')}?{request.GET.urlencode()}",
            page_size=UNITS_A_PAGE,
        ),
        "is_search": bool(choice.get("q")),
        "can_manage": can_manage_people(request.actor, under.path),
    }
    return render(request, "organization/units.html", context)


def units_xlsx(request: PageRequest) -> HttpResponse:
    """The units below one unit at every level, or what a search finds, as a workbook."""
    right = require_directory(request.actor)
    form = UnitFilter(request.GET or None)
    choice = form.cleaned_data if form.is_valid() else {}
    under = _under(request, right.agency_id)
    words, shows = choice.get("q", ""), choice.get("shows") or "open"
    found = units_of(request.actor, words=words, shows=shows)
    if not words:
        found = found.filter(path__startswith=under.path)
    lines = unit_lines(in_tree_order(found), request.day)
    said = [f"Trong {under.name}" if not words else f"Tìm “{words}”", UNITS_SHOWN[shows]]
    content = list_workbook(units_list(names_parents=True), list_lines(request, ", ".join(said)), lines)
    return xlsx_response(content, "danh-sach-don-vi")


def _under(request: PageRequest, agency_id: int) -> Unit:
    code = request.GET.get("under", "")
    if code:
        return get_listed_unit(request.actor, code)
    return Unit.objects.select_related("parent", "successor").get(pk=agency_id)


def unit(request: PageRequest, code: str) -> HttpResponse:
    """One unit: its facts, the people in it, the leader in charge, its groups and its history."""
    found = get_listed_unit(request.actor, code)
    former = request.GET.get("former") == "1"
    below = look_ahead(
        Unit.objects.listed_for(request.actor).filter(parent=found).valid_on(request.day).in_order(), 1, UNITS_A_PAGE
    )
    context = {
        "unit": found,
        "above": units_above(request.actor, found),
        "is_open": found.is_valid_on(request.day),
        "list": show_list(
            request,
            POSTS_OF_UNIT,
            posts_of_unit(found, request.day, with_former=former),
            xlsx_url=people_xlsx_url(found),
            page_size=UNITS_A_PAGE,
        ),
        "former": former,
        "leaders": leaders_in_charge(found.path, request.day),
        "has_more_children": below.has_next,
        "child_lines": unit_lines(below.rows, request.day),
        "memberships": found.memberships.not_over(request.day).select_related("group").order_by("group__name"),
        "predecessors": found.predecessors.in_order(),
        "history": timeline(events_of("organization.unit", found.pk)),
        "can_manage": can_manage_people(request.actor, found.path),
    }
    return render(request, "organization/unit.html", context)


def unit_new(request: PageRequest) -> HttpResponse:
    """A new unit below the one the address names."""
    right = require_directory(request.actor)
    parent = _under(request, right.agency_id)
    require_admin(request.actor, parent.path)
    form = UnitForm(request.POST or None, initial={"parent": parent}, units=_open_units(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: create_unit(by=request.actor, **form.values()))
        if made:
            messages.success(request, f"Đã thêm {made.name}.")
            return redirect("organization:unit", code=made.code)
    back = Link(parent.name, units_url(parent))
    return show_form(request, form, FormPage("Thêm đơn vị", "Thêm đơn vị", back, path=(back,)))


def unit_change(request: PageRequest, code: str) -> HttpResponse:
    """Facts and place of a unit."""
    found = get_listed_unit(request.actor, code)
    require_admin(request.actor, found.path)
    form = UnitForm(request.POST or None, initial=UnitForm.initial_of(found), units=_open_units(request), unit=found)
    if request.method == "POST" and form.is_valid():
        values = {"parent": found.parent, **form.values()}
        version = form.cleaned_data["version"]
        changed = attempt(form, lambda: change_unit(by=request.actor, unit_id=found.pk, version=version or 0, **values))
        if changed:
            messages.success(request, f"Đã lưu {changed.name}.")
            return redirect("organization:unit", code=changed.code)
    back = unit_link(found)
    return show_form(request, form, FormPage(f"Sửa {found.name}", "Lưu", back, path=(back,)))


def unit_close(request: PageRequest, code: str) -> HttpResponse:
    """The end of a unit, with what stands in it and where that goes."""
    found = get_listed_unit(request.actor, code)
    require_admin(request.actor, found.path)
    units_left = _open_units(request).exclude(path__startswith=found.path)
    form = CloseUnitForm(request.POST or None, initial={"version": found.version, "end": request.day}, units=units_left)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        version = form.cleaned_data["version"]
        closed = attempt(form, lambda: close_unit(by=request.actor, unit_id=found.pk, version=version or 0, **values))
        if closed:
            messages.success(request, f"{closed.name} kết thúc hết ngày {closed.end:%d/%m/%Y}.")
            return redirect("organization:unit", code=closed.code)
    back = unit_link(found)
    extra = {"standing": posts_of_unit(found, request.day), "unit": found, "held": held_by_unit(found.path)}
    page = FormPage(
        f"Kết thúc {found.name}",
        "Kết thúc đơn vị",
        back,
        path=(back,),
        intro="Đơn vị không bị xóa: số liệu, văn bản và nhiệm vụ đã có vẫn mang tên đơn vị này.",
        extra=extra,
        template="organization/unit_close.html",
    )
    return show_form(request, form, page)


def _open_units(request: PageRequest) -> UnitQuerySet:
    return Unit.objects.listed_for(request.actor).valid_on(request.day)
