"""What a person typed while the session ended: carried through sign-in, and back in the form afterwards.

Without scripts the words travel in a signed hidden field of the sign-in form; nothing of a request without a
session is written. With scripts they are kept on the device as well (static/js/typed.js).
"""

from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from base.refilling import NEVER_FILLED, refill
from organization.forms.accounts import SignInForm
from organization.views.responses import followed

CARRIED = "carried"  # the name of the hidden field, and of the entry in the session
SALT = "organization.typed_words"
SECONDS_KEPT = 7 * 24 * 60 * 60
MOST_LETTERS = 500_000  # of everything typed in one form; more is not carried
TAKEN = "taken"  # the cookie that names the address of a form that was taken
WHO = "who"  # the cookie that names who was signed in last on this device
KEPT = "Phiên làm việc đã hết. Nội dung đồng chí vừa nhập vẫn được giữ."
FILES_AGAIN = " Tệp đính kèm cần chọn lại."


def carried_from(request: HttpRequest) -> str:
    """What the person typed in this request, signed; "" where there is nothing to carry."""
    if request.method != "POST" or request.path == reverse("login"):
        return ""
    typed = {name: values for name, values in request.POST.lists() if _may_travel(name)}
    size = sum(len(value) for values in typed.values() for value in values)
    if not any(value for values in typed.values() for value in values) or size > MOST_LETTERS:
        return ""
    packed = {
        "action": request.path,
        "page": page_of(request),
        "typed": typed,
        "files": bool(request.FILES),
        "who": who_was(request),
    }
    return signing.dumps(packed, salt=SALT, compress=True)


def _may_travel(name: str) -> bool:
    return name not in NEVER_FILLED and "password" not in name


def page_of(request: HttpRequest) -> str:
    """The page on which the form stands: the one the request came from, else the address itself."""
    came_from = request.headers.get("Referer", "")
    address = urlsplit(came_from)
    own = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    if own and address.path and address.path != reverse("login") and followed(address.path):
        return f"{address.path}?{address.query}" if address.query else address.path
    return request.path


def who_was(request: HttpRequest) -> str:
    """The person who was signed in last on this device, "" where that is not known."""
    return str(request.get_signed_cookie(WHO, default="", salt=SALT, max_age=SECONDS_KEPT))


def remember_who(request: HttpRequest, response: HttpResponse, person_id: int) -> None:
    """Put the name on the device, so that words typed by one person are never shown to another."""
    response.set_signed_cookie(
        WHO, str(person_id), salt=SALT, max_age=SECONDS_KEPT, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def unpack(carried: str) -> dict[str, Any] | None:
    """What a hidden field carries; None for nothing, for what is too old and for what somebody made up."""
    if not carried:
        return None
    try:
        found = signing.loads(carried, salt=SALT, max_age=SECONDS_KEPT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None


def keep_for(request: HttpRequest, words: str) -> str:
    """A form of a signed-in person that was open too long: keep the words; answers the page, "" for nothing."""
    found = unpack(carried_from(request))
    if found is None:
        return ""
    request.session[CARRIED] = found
    messages.warning(request, words + (FILES_AGAIN if found["files"] else ""))
    return str(found["page"])


def take_along(request: HttpRequest, carried: str, person_id: int) -> str:
    """After signing in: keep the words for the page they belong to; answers its address, "" for nothing.

    Words of another person are dropped.
    """
    found = unpack(carried)
    if found is None or found["who"] not in ("", str(person_id)):
        return ""
    request.session[CARRIED] = found
    messages.warning(request, KEPT + (FILES_AGAIN if found["files"] else ""))
    return str(found["page"])


def tell_taken(request: HttpRequest, response: HttpResponse) -> None:
    """Say to the page's script that the form that posted here was taken, so that its words may go."""
    if request.method == "POST" and 300 <= response.status_code < 400 and request.user.is_authenticated:
        response.set_cookie(
            TAKEN, quote(request.path, safe=""), max_age=600, samesite="Lax", secure=request.is_secure()
        )


def put_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Fill the page that was asked for, if words wait for it; each is put back once."""
    if request.method != "GET" or response.status_code != 200 or not hasattr(request, "session"):
        return response
    found = request.session.get(CARRIED)
    if not found or urlsplit(found["page"]).path != request.path or response.streaming:
        return response
    if not response.get("Content-Type", "").startswith("text/html"):
        return response
    html = response.content.decode(response.charset)
    response.content = refill(html, found["typed"], action=found["action"], page=request.path)
    del request.session[CARRIED]
    return response


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; what was typed when the session ended is carried through it."""
    if request.headers.get("HX-Request") == "true":
        # htmx would put the sign-in page into a corner of this one; the words stay on the device.
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("login")})
    carried = carried_from(request)
    if not carried:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    context = {"form": SignInForm(request), "next": "", CARRIED: carried}
    return render(request, "registration/login.html", context, status=401)
