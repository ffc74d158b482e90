"""Signing in and out, passwords without mail, and the slips on which first passwords are handed over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from base.errors import Forbidden, Refused
from base.page_parts import Link
from organization.forms.accounts import PasswordChangeForm, SignInForm
from organization.forms.people import AccountForm
from organization.http import PageRequest
from organization.models import Person
from organization.pages.slips import Slip
from organization.queries.directory import get_listed_person, person_lines
from organization.queries.people import paths_of_person
from organization.rules.permissions import require_admin
from organization.services.accounts import change_own_password, open_account, reset_password, set_account_active
from organization.views.responses import followed, only_post
from organization.views.saving import FormPage, attempt, show_form
from organization.views.typed_words import CARRIED, remember_who, take_along

TOO_MANY_REQUESTS = 429


class SignIn(auth_views.LoginView):
    """Signing in, then on to the page that was asked for, never to an act.

    Words typed before the session ended come along and stand in their form again.
    """

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return followed(super().get_redirect_url(*args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> Any:
        return super().get_context_data(**kwargs) | {"carried": self.request.POST.get(CARRIED, "")}

    def form_invalid(self, form: Any) -> Any:
        response = super().form_invalid(form)
        if form.was_refused:
            response.status_code = TOO_MANY_REQUESTS
        return response

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)
        person = form.get_user()
        if page := followed(take_along(self.request, self.request.POST.get(CARRIED, ""), person.pk)):
            response = redirect(page)
        remember_who(self.request, response, person.pk)
        return response


login = SignIn.as_view()
logout = only_post(auth_views.LogoutView.as_view())
password_change_done = auth_views.PasswordChangeDoneView.as_view()


@sensitive_post_parameters()
@never_cache
def password_change(request: PageRequest) -> HttpResponse:
    """A person's own new password; the first one, from a slip, must be exchanged before anything else."""
    form = PasswordChangeForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = change_own_password(by=request.actor, person=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, person)
        return redirect("password_change_done")
    return render(request, "registration/password_change_form.html", {"form": form})


def password_help(request: PageRequest) -> HttpResponse:
    """Passwords are reset by the admin on paper, not by mail; this page says whom to ask."""
    return render(request, "registration/password_help.html")


# --- The admin's side -----------------------------------------------------------------------------


@never_cache
@sensitive_variables("slips")
def show_slips(request: PageRequest, slips: list[Slip]) -> HttpResponse:
    """The page of first passwords, shown once: it is the answer to the act itself and is kept nowhere."""
    back = reverse("organization:people")
    if len(slips) == 1:
        back = reverse("organization:person", args=[slips[0].person_id])
    context = {"slips": slips, "back": back, "address": request.build_absolute_uri("/")}
    return render(request, "organization/slips.html", context)


def _unit_name(request: PageRequest, person: Person) -> str:
    [line] = person_lines([person], request.day)
    post = line.posts[0] if line.posts else line.last_post
    return post.unit.name if post else ""


def account_open(request: PageRequest, pk: int) -> HttpResponse:
    """An account for a person who has none."""
    found = get_listed_person(request.actor, pk)
    require_admin(request.actor, *paths_of_person(found.pk, request.day))
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"]
        opened = attempt(form, lambda: open_account(by=request.actor, person_id=pk, username=username))
        if opened:
            person, password = opened
            return show_slips(request, [Slip.of(person, _unit_name(request, person), password)])
    back = Link(found.full_name, reverse("organization:person", args=[pk]))
    intro = "Phần mềm tạo mật khẩu dùng lần đầu và in ra phiếu; người nhận phải đổi ngay khi đăng nhập."
    page = FormPage(f"Mở tài khoản cho {found.full_name}", "Mở tài khoản, in phiếu", back, path=(back,), intro=intro)
    return show_form(request, form, page)


@only_post
def account_reset(request: PageRequest, pk: int) -> HttpResponse:
    """A new first password in place of a forgotten one, on a slip."""
    found = get_listed_person(request.actor, pk)
    try:
        person, password = reset_password(by=request.actor, person_id=found.pk)
    except Forbidden:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("organization:person", pk=pk)
    return show_slips(request, [Slip.of(person, _unit_name(request, person), password)])


@only_post
def account_stop(request: PageRequest, pk: int) -> HttpResponse:
    return _set_active(request, pk, is_active=False)


@only_post
def account_use(request: PageRequest, pk: int) -> HttpResponse:
    return _set_active(request, pk, is_active=True)


def _set_active(request: PageRequest, pk: int, *, is_active: bool) -> HttpResponse:
    found = get_listed_person(request.actor, pk)
    try:
        set_account_active(by=request.actor, person_id=found.pk, is_active=is_active)
        words = "dùng lại được" if is_active else "đã ngừng; nếu đang đăng nhập thì bị đưa ra ngay"
        messages.success(request, f"Tài khoản của {found.full_name} {words}.")
    except Forbidden:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("organization:person", pk=pk)
