"""django-axes as this site uses it: its limits are kept for names and addresses at once, its record without words.

axes knows one limit for all it counts, keeps what was posted, and asks before it counts. So its backend and its
signals are used, its table of failures too, and what is counted and refused stands in `services.sign_in`.
"""

from typing import Any

from axes.backends import AxesBackend
from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from base.addresses import client_address
from organization.services.sign_in import Door, begin_attempt, forget_attempt, keep_attempt, lift_all

STARTED, SEEN = "signed_in_at", "seen_at"  # in the session, as seconds since 1970


def address_of(request: HttpRequest) -> str | None:
    """The client's address, as far as the proxies that are trusted say."""
    return client_address(request.META, settings.TRUSTED_PROXIES)


class SignInBackend(AxesBackend):
    """Compares passwords, unless the attempt is one too many; the right one is no attempt.

    Code without a request (a command, a test) types no password at a door.
    """

    def authenticate(self, request: HttpRequest | None, username: Any = None, password: Any = None, **kwargs: Any):
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)  # raises if refused
        person = ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)
        attempt = getattr(request, "sign_in_attempt", None)
        if person is not None and attempt is not None:
            forget_attempt(attempt)
        return person


class SignInHandler(AxesDatabaseHandler):
    """What axes asks and is told: may this attempt go on, was it wrong, was it right?"""

    def is_allowed(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        door = Door(request.axes_ip_address, request.axes_user_agent, request.axes_path_info)
        request.sign_in_attempt = begin_attempt(typed=(credentials or {}).get("username"), door=door)
        request.sign_in_refused = request.sign_in_attempt is None
        return not request.sign_in_refused

    def user_login_failed(self, sender: Any, credentials: dict, request: HttpRequest | None = None, **kwargs: Any):
        attempt = getattr(request, "sign_in_attempt", None)
        if attempt is not None:
            keep_attempt(attempt)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any):
        """The session begins to age."""
        now = int(timezone.now().timestamp())
        request.session[STARTED] = request.session[SEEN] = now

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any):
        pass

    def reset_attempts(self, *, ip_address: str | None = None, username: str | None = None, ip_or_username=False):
        if ip_or_username:
            return lift_all(username=username) + lift_all(address=ip_address)
        return lift_all(username=username, address=ip_address)
