"""Who works here, in which posts, and which accounts are theirs?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.lists import list_workbook, show_list
from base.page_parts import Link
from organization.enums import PostState, Role
from organization.forms.people import PEOPLE_SHOWN, NewPersonForm, PeopleFilter, PersonForm
from organization.http import PageRequest
from organization.lists.people import PEOPLE, post_rows
from organization.models import Unit
from organization.pages.directory import person_link
from organization.pages.history import timeline
from organization.pages.slips import Slip
from organization.queries.directory import (
    PersonLine,
    get_listed_person,
    get_listed_unit,
    people_of,
    person_lines,
    posts_of_person,
)
from organization.queries.history import events_of
from organization.queries.holdings import held_by_person
from organization.queries.people import paths_of_person
from organization.queries.post_proposals import proposals_of_person
from organization.querysets import PersonQuerySet
from organization.rules.permissions import can_manage_people, require_admin, require_directory
from organization.services.people import change_person, create_person
from organization.services.posts import PostFacts
from organization.views.accounts import show_slips
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form


def people(request: PageRequest) -> HttpResponse:
    """People in Vietnamese order of given names, with filters in the address."""
    right = require_directory(request.actor)
    form, found = _filtered(request)
    context = {
        "form": form,
        "list": show_list(
            request,
            PEOPLE,
            found,
            facts_of=lambda people, _: person_lines(people, request.day),
            xlsx_url=f"{reverse('organization:people_xlsx')}?{request.GET.urlencode()}",
        ),
        "can_manage": can_manage_people(request.actor, right.agency_path),
        "filter_words": _filter_words(form),
    }
    return render(request, "organization/people.html", context)


def people_xlsx(request: PageRequest) -> HttpResponse:
    """The same people with the same filters, one row for each post of today."""
    require_directory(request.actor)
    form, found = _filtered(request)
    rows = post_rows(person_lines(found, request.day))
    return xlsx_response(list_workbook(PEOPLE, list_lines(request, _filter_words(form)), rows), "danh-sach-nguoi")


def _filtered(request: PageRequest) -> tuple[PeopleFilter, PersonQuerySet]:
    form = PeopleFilter(request.GET or None, units=Unit.objects.listed_for(request.actor).valid_on(request.day))
    choice = form.cleaned_data if form.is_valid() else {}
    roles = [choice["role"]] if choice.get("role") else []
    found = people_of(
        request.actor,
        words=choice.get("q", ""),
        unit=choice.get("unit"),
        roles=roles,
        shows=choice.get("shows") or "working",
    )
    return form, found


def _filter_words(form: PeopleFilter) -> str:
    choice = form.cleaned_data if form.is_bound and form.is_valid() else {}
    said = [
        f"tìm “{choice['q']}”" if choice.get("q") else "",
        choice["unit"].name if choice.get("unit") else "",
        str(Role(choice["role"]).label) if choice.get("role") else "",
        PEOPLE_SHOWN[choice.get("shows") or "working"],
    ]
    return ", ".join(words for words in said if words)


def person(request: PageRequest, pk: int) -> HttpResponse:
    """One person: facts, account, posts with the units in charge, what they hold, history."""
    found = get_listed_person(request.actor, pk)
    paths = paths_of_person(found.pk, request.day)
    can_manage = all(can_manage_people(request.actor, path) for path in paths)
    lines = posts_of_person(found, request.day)
    context = {
        "person": found,
        "line": PersonLine(found, [line.post for line in lines if line.state == PostState.CURRENT]),
        "posts": lines,
        "proposals": proposals_of_person(found),
        "held": held_by_person(found.pk, request.day),
        "history": timeline(events_of("organization.person", found.pk)),
        "can_manage": can_manage,
    }
    return render(request, "organization/person.html", context)


def person_new(request: PageRequest) -> HttpResponse:
    """A new person with the first post; with an account the answer is the slip with the first password."""
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    unit = get_listed_unit(request.actor, request.GET["unit"]) if request.GET.get("unit") else None
    units = Unit.objects.listed_for(request.actor).valid_on(request.day)
    form = NewPersonForm(request.POST or None, initial={"unit": unit, "start": request.day}, units=units)
    back = Link("Danh sách người", reverse("organization:people"))
    if request.method == "POST" and form.is_valid():
        names = ("full_name", "email", "phone", "username")
        values = {name: form.cleaned_data[name] for name in names}
        made = attempt(
            form, lambda: create_person(by=request.actor, first_post=PostFacts(**form.post_values()), **values)
        )
        if made:
            added, password = made
            if waits := proposals_of_person(added):
                messages.info(request, f"Chức vụ {waits[0]} có hiệu lực khi một lãnh đạo đồng ý.")
            if password:
                return show_slips(request, [Slip.of(added, form.cleaned_data["unit"].name, password)])
            messages.success(request, f"Đã thêm {added.full_name}.")
            return redirect("organization:person", pk=added.pk)
    return show_form(request, form, FormPage("Thêm người", "Thêm người", back, path=(back,)))


def person_change(request: PageRequest, pk: int) -> HttpResponse:
    found = get_listed_person(request.actor, pk)
    require_admin(request.actor, *paths_of_person(found.pk, request.day))
    form = PersonForm(request.POST or None, initial=PersonForm.initial_of(found))
    back = person_link(found)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        changed = attempt(form, lambda: change_person(by=request.actor, person_id=pk, version=version, **form.values()))
        if changed:
            messages.success(request, f"Đã lưu thông tin của {changed.full_name}.")
            return redirect(back.url)
    return show_form(request, form, FormPage(f"Sửa {found.full_name}", "Lưu", back, path=(back,)))
