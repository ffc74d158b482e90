"""Which units are there, who heads them, and how does the tree change?"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from base.page_parts import Link, look_ahead
from base.table_workbook import Column, table_workbook
from organization.forms.units import CloseUnitForm, UnitFilter, UnitForm
from organization.models import Unit
from organization.pages.history import timeline
from organization.queries import leaders_in_charge
from organization.queries.directory import (
    UnitLine,
    get_listed_unit,
    in_tree_order,
    posts_of_unit,
    unit_lines,
    units_of,
)
from organization.queries.history import events_of
from organization.queries.holdings import held_by_unit
from organization.rules.permissions import can_manage_people, require_admin, require_directory
from organization.services.unit_closing import close_unit
from organization.services.units import change_unit, create_unit
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

COLUMNS = (
    Column("Mã", width=12),
    Column("Tên đơn vị", width=44),
    Column("Loại", width=24),
    Column("Đơn vị cấp trên", width=32),
    Column("Lãnh đạo", width=36),
    Column("Số người", "int", 10),
    Column("Hoạt động từ", "date", 14),
    Column("Đến hết", "date", 14),
    Column("Đơn vị kế thừa", width=28),
)


def units(request):
    """The children of one unit, or what a search finds; each line opens its page or the level below."""
    right = require_directory(request.actor)
    form = UnitFilter(request.GET or None)
    choice = form.cleaned_data if form.is_valid() else {}
    under = _under(request, right.agency_id)
    found = units_of(request.actor, words=choice.get("q", ""), under=under, shows=choice.get("shows") or "open")
    page = look_ahead(found, request.GET.get("page"), size=100)
    [own] = unit_lines([under], request.day)
    context = {
        "form": form,
        "under": under,
        "own": own,
        "above": _line_above(request, under),
        "lines": unit_lines(page.rows, request.day),
        "page": page,
        "is_search": bool(choice.get("q")),
        "can_manage": can_manage_people(request.actor, under.path),
        "xlsx_url": f"{reverse('organization:units_xlsx')}?{request.GET.urlencode()}",
    }
    return render(request, "organization/units.html", context)


def units_xlsx(request):
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
    said = [f"Trong {under.name}" if not words else f"Tìm “{words}”", dict(form.fields["shows"].choices)[shows]]
    content = table_workbook("Danh sách đơn vị", list_lines(request, ", ".join(said)), COLUMNS, map(_cells, lines))
    return xlsx_response(content, "danh-sach-don-vi")


def _cells(line: UnitLine):
    unit = line.unit
    return (
        unit.code,
        unit.name,
        unit.get_kind_display(),
        unit.parent.name if unit.parent else "",
        ", ".join(line.heads),
        line.people,
        unit.start,
        unit.end,
        unit.successor.name if unit.successor else "",
    )


def _under(request, agency_id: int) -> Unit:
    code = request.GET.get("under", "")
    if code:
        return get_listed_unit(request.actor, code)
    return Unit.objects.select_related("parent", "successor").get(pk=agency_id)


def _line_above(request, unit: Unit) -> list[Unit]:
    """The units above this one that the person may read, from the top."""
    ids = [int(part) for part in unit.path.strip("/").split("/")][:-1]
    return list(Unit.objects.listed_for(request.actor).filter(pk__in=ids).order_by("depth"))


def unit(request, code):
    """One unit: its facts, the people in it, the leader in charge, its groups and its history."""
    found = get_listed_unit(request.actor, code)
    former = request.GET.get("former") == "1"
    children = look_ahead(
        Unit.objects.listed_for(request.actor).filter(parent=found).valid_on(request.day).in_order(), 1, size=100
    )
    context = {
        "unit": found,
        "above": _line_above(request, found),
        "is_open": found.is_valid_on(request.day),
        "posts": posts_of_unit(found, request.day, with_former=former),
        "former": former,
        "leaders": leaders_in_charge(found.path, request.day),
        "children": children,
        "child_lines": unit_lines(children.rows, request.day),
        "memberships": found.memberships.not_over(request.day).select_related("group").order_by("group__name"),
        "predecessors": found.predecessors.in_order(),
        "history": timeline(events_of("organization.unit", found.pk)),
        "can_manage": can_manage_people(request.actor, found.path),
    }
    return render(request, "organization/unit.html", context)


def unit_new(request):
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
    back = Link(parent.name, reverse("organization:units") + f"?under={parent.code}")
    return show_form(request, form, FormPage("Thêm đơn vị", "Thêm đơn vị", back, path=(back,)))


def unit_change(request, code):
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
    back = _page_of(found)
    return show_form(request, form, FormPage(f"Sửa {found.name}", "Lưu", back, path=(back,)))


def unit_close(request, code):
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
    back = _page_of(found)
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


def _open_units(request):
    return Unit.objects.listed_for(request.actor).valid_on(request.day)


def _page_of(found: Unit) -> Link:
    return Link(found.name, reverse("organization:unit", args=[found.code]))
