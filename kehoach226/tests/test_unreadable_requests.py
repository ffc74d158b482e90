"""What no database can take, and where a browser may be sent: solved once, for every page."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import reverse

from kehoach226.wsgi import without_strange_charset
from organization.models import Unit
from organization.views.responses import LONGEST_ADDRESS, followed

pytestmark = pytest.mark.django_db
QUERIES = ["q=%00", "page=1&unit=NV1%00", "%00=1", "q=a\x00b"]
UNIT = "organization:unit"


@pytest.mark.parametrize("path", ["/organization/units/NV1%00/", "/tasks/plan/clauses/%00/", "/%00", "/a%00b/"])
def test_an_address_with_a_nul_is_no_address(client_of, cast, path):
    answer = client_of(cast.admin).get(path)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", ["organization:units", "organization:people", "organization:audit", "tasks:list"])
def test_a_query_with_a_nul_is_called_unreadable(client_of, cast, page, query):
    answer = client_of(cast.admin).get(f"{reverse(page)}?{query}")
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()


def test_a_cookie_with_a_nul_is_no_cookie(client):
    cookie = 'sessionid="abcdefgh\\000ijkl"'
    for method in ("get", "post"):
        answer = getattr(client, method)("/tasks/", HTTP_COOKIE=cookie)
        assert answer.status_code == 302 and answer.url.startswith(reverse("login"))
    assert client.get("/%00/", HTTP_COOKIE=cookie).status_code == 404


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "latin-1"])
def test_only_utf_8_is_read(client_of, cast, encoding):
    client = client_of(cast.admin)
    for method in ("GET", "POST"):
        answer = client.generic(method, "/?q=a", b"q=a", f"text/plain; charset={encoding}")
        assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["hex", "rot13", "undefined", '"zlib"', "khong-co"])
def test_a_charset_that_is_no_text_is_not_handed_to_django(charset):
    """The server's own door: such a request breaks while Django makes it, before any middleware."""
    environ = {**RequestFactory().get("/?q=a").environ, "CONTENT_TYPE": f"text/plain; charset={charset}"}
    request = WSGIRequest(without_strange_charset(environ))
    assert request.GET["q"] == "a" and request.encoding is None


def test_a_nul_in_a_field_is_dropped_and_the_rest_is_kept(client_of, cast, units):
    typed = {"code": "N\x00V9", "name": "Phòng\x00 chín", "kind": "department", "parent": "TTr\x00", "position": "9"}
    assert client_of(cast.admin).post(reverse("organization:unit_new"), typed).status_code == 302
    made = Unit.objects.get(code="NV9")
    assert made.name == "Phòng chín" and made.parent == units.agency


def test_a_nul_in_the_name_at_the_door_is_an_unknown_name(client):
    answer = client.post(reverse("login"), {"username": "lanhdao\x00", "password": "x\x00"})
    assert answer.status_code == 200 and answer.context["form"].errors


def test_letters_that_fold_into_three_still_fit(client_of, cast):
    typed = {"code": "NV9", "name": "ﬃ" * 200, "kind": "department", "parent": "TTr", "position": "9"}
    assert client_of(cast.admin).post(reverse("organization:unit_new"), typed).status_code == 302
    assert len(Unit.objects.get(code="NV9").folded) == 300


@pytest.mark.parametrize("letters", ["x" * 70_000, "%" * 70_000, "ệ" * 70_000])
@pytest.mark.parametrize(
    "name", ["organization:audit", "tasks:list", "tasks:flow", "documents:register", "meetings:list"]
)
def test_seventy_thousand_letters_name_no_unit(client_of, cast, name, letters):
    for field in ("unit", "q"):
        assert client_of(cast.admin).get(reverse(name), {field: letters}).status_code < 500


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 20, "-" + "9" * 19, "1e400"])
def test_a_number_no_database_holds_is_answered(client_of, cast, number):
    client = client_of(cast.admin)
    for name in ("organization:units", "organization:people", "organization:audit"):
        assert client.get(reverse(name), {"page": number}).status_code == 200
    assert client.get(f"/tasks/{number}/").status_code == 404
    assert client.get(reverse("organization:calendar"), {"year": number}).status_code < 500
    typed = {"kind": "conference", "content": "Họp", "unit": "TTr", "invited": [number], "sessions": number}
    assert client.post(reverse("meetings:meeting_add"), typed).status_code < 500


@pytest.mark.parametrize(
    "address", ["/", "/tasks/", "/tasks/?unit=NV1&page=2", "/organization/units/NV1/", "/accounts/password/"]
)
def test_a_page_of_the_site_is_followed(address):
    assert followed(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "home",
        "tasks/",
        "?a=1",
        "//la.example/",
        "/\\la.example/",
        "\\\\la.example/",
        "https://la.example/",
        "javascript:alert(1)",
        "/khong-co/",
        "/[",
        "//[",
        "/jobs/1/again/",
        "/decisions/1/answer/",
        "/organization/notifications/read/",
        "/accounts/logout/",
        "/?" + "x" * LONGEST_ADDRESS,
    ],
)
def test_anything_else_is_not_followed(address):
    assert followed(address) == ""


def test_after_signing_in_nobody_is_sent_to_an_act(client, cast):
    from conftest import PASSWORD

    cast.head.set_password(PASSWORD)
    cast.head.save()
    for wanted, reached in (("/jobs/1/again/", "/"), ("x", "/"), ("/tasks/", "/tasks/")):
        client.logout()
        address = f"{reverse('login')}?next={wanted}"
        answer = client.post(address, {"username": cast.head.username, "password": PASSWORD, "next": wanted})
        assert (answer.status_code, answer.url) == (302, reached)
