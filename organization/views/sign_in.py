"""Wrong passwords and what is refused because of them: the admin sees them and lets people in again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.lists import show_list
from organization.http import PageRequest
from organization.lists.sign_in import LOCKS, WRONG_PASSWORDS
from organization.queries.sign_in import locks_in_force, wrong_passwords
from organization.rules.permissions import can_manage_accounts
from organization.services.sign_in import lift_lock
from organization.views.responses import only_post


def sign_in(request: PageRequest) -> HttpResponse:
    """Locks in force with a button each, then every wrong password that is kept."""
    _require_admin(request)
    context = {
        "locks": show_list(request, LOCKS, locks_in_force(request.actor, timezone.now())),
        "list": show_list(request, WRONG_PASSWORDS, wrong_passwords(request.actor)),
    }
    return render(request, "organization/sign_in.html", context)


@only_post
def sign_in_lift(request: PageRequest, pk: int) -> HttpResponse:
    _require_admin(request)
    try:
        lift_lock(by=request.actor, lock_id=pk)
        messages.success(request, "Đã mở khóa; đăng nhập lại được ngay.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("organization:sign_in")


def _require_admin(request: PageRequest) -> None:
    if can_manage_accounts(request.actor) is None:
        raise Forbidden("Chỉ quản trị xem các lần nhập sai mật khẩu và mở khóa đăng nhập.")
