"""Which units belong to a group, from when to when?"""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.lists import list_workbook, show_list
from base.page_parts import Link
from organization.forms.units import EndDayForm, GroupForm, MemberForm
from organization.http import PageRequest
from organization.lists.units import GROUPS, members_list
from organization.models import Group, Unit
from organization.pages.directory import group_url
from organization.pages.history import timeline
from organization.queries.directory import get_listed_group, get_listed_member, members_of_group
from organization.queries.history import events_of
from organization.querysets import valid_on
from organization.rules.permissions import can_manage_people, require_admin, require_directory
from organization.services.groups import add_to_group, change_group, create_group, remove_from_group
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

ROWS_A_PAGE = 100


def groups(request: PageRequest) -> HttpResponse:
    """All groups with the number of units in them today."""
    right = require_directory(request.actor)
    context = {
        "list": show_list(
            request, GROUPS, _groups(request), xlsx_url=reverse("organization:groups_xlsx"), page_size=ROWS_A_PAGE
        ),
        "can_manage": can_manage_people(request.actor, right.agency_path),
    }
    return render(request, "organization/groups.html", context)


def groups_xlsx(request: PageRequest) -> HttpResponse:
    """The same groups as a workbook."""
    require_directory(request.actor)
    return xlsx_response(list_workbook(GROUPS, list_lines(request), _groups(request)), "nhom-don-vi")


def _groups(request: PageRequest) -> QuerySet[Group]:
    today = Count("members", filter=valid_on(request.day, "members__") & Q(members__isnull=False))
    found = Group.objects.listed_for(request.actor).select_related("agency").annotate(count=today)
    return found.order_by(*GROUPS.order)


def group_xlsx(request: PageRequest, pk: int) -> HttpResponse:
    """The units of one group as a workbook."""
    found = get_listed_group(request.actor, pk)
    members, _ = members_of_group(found, request.day)
    content = list_workbook(members_list(can_manage=False), list_lines(request, found.name), members)
    return xlsx_response(content, f"Nhóm {found.name}")


def group(request: PageRequest, pk: int) -> HttpResponse:
    """One group: members of today, of the past and to come; the form that adds one."""
    found = get_listed_group(request.actor, pk)
    can_manage = can_manage_people(request.actor, found.agency_path)
    form = None
    if can_manage:
        units = Unit.objects.listed_for(request.actor).valid_on(request.day)
        form = MemberForm(request.POST or None, units=units)
        if request.method == "POST" and form.is_valid():
            added = attempt(form, lambda: add_to_group(by=request.actor, group=found, **form.cleaned_data))
            if added:
                messages.success(request, f"Đã thêm {added.unit.name}.")
                return redirect("organization:group", pk=pk)
    elif request.method == "POST":
        require_admin(request.actor, found.agency_path)
    members, former = members_of_group(found, request.day)
    context = {
        "group": found,
        "list": show_list(
            request,
            members_list(can_manage=can_manage is not None),
            members,
            xlsx_url=reverse("organization:group_xlsx", args=[pk]),
            page_size=ROWS_A_PAGE,
        ),
        "former": former,
        "form": form,
        "can_manage": can_manage,
        "history": timeline(events_of("organization.group", found.pk)),
    }
    return render(request, "organization/group.html", context)


def group_new(request: PageRequest) -> HttpResponse:
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = Unit.objects.get(pk=right.agency_id)
        made = attempt(form, lambda: create_group(by=request.actor, agency=agency, **form.values()))
        if made:
            messages.success(request, f"Đã thêm nhóm {made.name}. Chọn các đơn vị của nhóm.")
            return redirect("organization:group", pk=made.pk)
    back = Link("Nhóm đơn vị", reverse("organization:groups"))
    return show_form(request, form, FormPage("Thêm nhóm đơn vị", "Thêm nhóm", back, path=(back,)))


def group_change(request: PageRequest, pk: int) -> HttpResponse:
    found = get_listed_group(request.actor, pk)
    require_admin(request.actor, found.agency_path)
    form = GroupForm(request.POST or None, initial=GroupForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        changed = attempt(form, lambda: change_group(by=request.actor, group_id=pk, version=version, **form.values()))
        if changed:
            messages.success(request, f"Đã lưu nhóm {changed.name}.")
            return redirect("organization:group", pk=pk)
    back = Link(found.name, group_url(found))
    return show_form(request, form, FormPage(f"Sửa nhóm {found.name}", "Lưu", back, path=(back,)))


def group_member_end(request: PageRequest, pk: int) -> HttpResponse:
    """The last day of a unit in a group."""
    member = get_listed_member(request.actor, pk)
    require_admin(request.actor, member.group.agency_path)
    form = EndDayForm(request.POST or None, initial={"end": request.day})
    back = Link(member.group.name, group_url(member.group))
    if request.method == "POST" and form.is_valid():
        end = form.cleaned_data["end"]
        if attempt(form, lambda: remove_from_group(by=request.actor, member_id=pk, end=end)):
            messages.success(request, f"{member.unit.name} ở trong nhóm đến hết {end:%d/%m/%Y}.")
            return redirect(back.url)
    page = FormPage(f"Đưa {member.unit.name} ra khỏi {member.group.name}", "Đưa ra khỏi nhóm", back, path=(back,))
    return show_form(request, form, page)
