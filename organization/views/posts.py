"""Giving, correcting and ending posts, moving people, and the units in a leader's charge."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from base.form_fields import VietnameseDateField
from organization.forms.people import ChargeForm, EndPostForm, MovePostForm, PostForm
from organization.forms.units import EndDayForm
from organization.http import PageRequest
from organization.models import Post, Unit
from organization.pages.directory import person_link
from organization.queries.directory import get_listed_charge, get_listed_person, get_listed_post
from organization.queries.holdings import HeldThings, ending_post, held_things
from organization.queries.people import paths_of_person
from organization.querysets import UnitQuerySet
from organization.rules.permissions import require_admin
from organization.services.charges import add_charge, end_charge
from organization.services.posts import PostFacts, add_post, change_post, end_post, transfer_person
from organization.views.saving import FormPage, attempt, show_form

ONE_DAY = timedelta(days=1)
WAITS = "Đã trình lãnh đạo. Chức vụ này có hiệu lực khi một lãnh đạo khác đồng ý; đến lúc đó chưa ai có thêm quyền."


def _units(request: PageRequest) -> UnitQuerySet:
    return Unit.objects.listed_for(request.actor).valid_on(request.day)


def post_new(request: PageRequest, pk: int) -> HttpResponse:
    """One more post for a person."""
    person = get_listed_person(request.actor, pk)
    require_admin(request.actor, *paths_of_person(person.pk, request.day))
    form = PostForm(request.POST or None, initial={"start": request.day}, units=_units(request))
    back = person_link(person)
    if request.method == "POST" and form.is_valid():
        added = attempt(form, lambda: add_post(by=request.actor, person=person, facts=PostFacts(**form.post_values())))
        if added:
            messages.success(request, WAITS if added.is_waiting else f"Đã thêm chức vụ cho {person.full_name}.")
            return redirect(back.url)
    return show_form(request, form, FormPage(f"Thêm chức vụ: {person.full_name}", "Thêm chức vụ", back, path=(back,)))


def post_change(request: PageRequest, pk: int) -> HttpResponse:
    """Correcting a post, or prolonging an acting one."""
    post = get_listed_post(request.actor, pk)
    require_admin(request.actor, post.unit.path)
    units = _units(request) | Unit.objects.filter(pk=post.unit_id)
    form = PostForm(request.POST or None, initial=PostForm.initial_of(post), units=units)
    back = person_link(post.person)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        changed = attempt(
            form,
            lambda: change_post(by=request.actor, post_id=pk, version=version, facts=PostFacts(**form.post_values())),
        )
        if changed:
            messages.success(request, WAITS if changed.is_waiting else "Đã lưu chức vụ.")
            return redirect(back.url)
    page = FormPage(f"Sửa chức vụ của {post.person.full_name}", "Lưu", back, path=(back,))
    return show_form(request, form, page)


def post_end(request: PageRequest, pk: int) -> HttpResponse:
    """The end of a post: what its holder still holds, and who takes it over."""
    post = get_listed_post(request.actor, pk)
    require_admin(request.actor, post.unit.path)
    held = held_things(ending_post(post, _typed_day(request, "end") or request.day))
    form = EndPostForm(request.POST or None, initial={"version": post.version, "end": request.day}, held=held)
    back = person_link(post.person)
    if request.method == "POST" and form.is_valid():
        ended = attempt(
            form,
            lambda: end_post(
                by=request.actor,
                post_id=pk,
                version=form.cleaned_data["version"] or 0,
                end=form.cleaned_data["end"],
                successors=form.successors,
                note=form.cleaned_data["note"],
            ),
        )
        if ended:
            messages.success(request, f"{post.person.full_name} giữ chức vụ đến hết ngày {ended.end:%d/%m/%Y}.")
            return redirect(back.url)
    return show_form(request, form, _hand_over_page(post, f"Kết thúc: {post}", "Kết thúc chức vụ", held))


def post_move(request: PageRequest, pk: int) -> HttpResponse:
    """A move to another unit: the old post ends the day before the new one starts."""
    post = get_listed_post(request.actor, pk)
    require_admin(request.actor, post.unit.path)
    start = _typed_day(request, "start") or request.day
    held = held_things(ending_post(post, start - ONE_DAY))
    initial = {"version": post.version, "role": post.role, "title": post.title, "start": request.day}
    units = _units(request).exclude(pk=post.unit_id)
    form = MovePostForm(request.POST or None, initial=initial, held=held, units=units)
    back = person_link(post.person)
    if request.method == "POST" and form.is_valid():
        moved = attempt(
            form,
            lambda: transfer_person(
                by=request.actor,
                post_id=pk,
                version=form.cleaned_data["version"] or 0,
                facts=PostFacts(**form.post_values()),
                successors=form.successors,
            ),
        )
        if moved:
            done = f"{post.person.full_name} chuyển sang {moved.unit.name}."
            messages.success(request, f"Chức vụ cũ kết thúc như đã ghi. {WAITS}" if moved.is_waiting else done)
            return redirect(back.url)
    heading = f"Chuyển {post.person.full_name} khỏi {post.unit.name}"
    return show_form(request, form, _hand_over_page(post, heading, "Chuyển đơn vị", held))


def _hand_over_page(post: Post, heading: str, submit: str, held: Sequence[HeldThings]) -> FormPage:
    back = person_link(post.person)
    return FormPage(
        heading, submit, back, path=(back,), extra={"held": held, "post": post}, template="organization/post_end.html"
    )


def _typed_day(request: PageRequest, name: str) -> date | None:
    """The day in the form, for finding what is held on it; None while it cannot be read."""
    field = VietnameseDateField(required=False)
    try:
        return field.clean(request.POST.get(name, ""))
    except ValidationError:
        return None


def charge_new(request: PageRequest, pk: int) -> HttpResponse:
    """One more unit in the charge of a leader's post."""
    post = get_listed_post(request.actor, pk)
    require_admin(request.actor, post.unit.path)
    form = ChargeForm(request.POST or None, initial={"start": request.day}, units=_units(request))
    back = person_link(post.person)
    if request.method == "POST" and form.is_valid():
        charge = attempt(form, lambda: add_charge(by=request.actor, post_id=pk, **form.cleaned_data))
        if charge:
            messages.success(request, f"{post.person.full_name} phụ trách {charge.unit.name}.")
            return redirect(back.url)
    page = FormPage(f"Giao đơn vị phụ trách: {post.person.full_name}", "Giao phụ trách", back, path=(back,))
    return show_form(request, form, page)


def charge_end(request: PageRequest, pk: int) -> HttpResponse:
    charge = get_listed_charge(request.actor, pk)
    require_admin(request.actor, charge.post.unit.path)
    form = EndDayForm(request.POST or None, initial={"end": request.day})
    back = person_link(charge.post.person)
    if request.method == "POST" and form.is_valid():
        end = form.cleaned_data["end"]
        if attempt(form, lambda: end_charge(by=request.actor, charge_id=pk, end=end)):
            messages.success(request, f"Thôi phụ trách {charge.unit.name} hết ngày {end:%d/%m/%Y}.")
            return redirect(back.url)
    page = FormPage(f"Thôi phụ trách {charge.unit.name}", "Thôi phụ trách", back, path=(back,))
    return show_form(request, form, page)
