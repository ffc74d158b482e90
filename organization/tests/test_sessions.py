"""How long a sign-in lasts, what a browser keeps, and the headers of every page."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db
PAGE = reverse("organization:notifications")


def is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_session_ends_twelve_hours_after_the_last_page(cast, client_of, clock):
    client = client_of(cast.head)
    for _ in range(3):
        clock.shift(timedelta(hours=11, minutes=59))
        assert is_in(client)
    clock.shift(timedelta(hours=12, seconds=1))
    assert client.get(PAGE).url.startswith(reverse("login"))
    assert not Session.objects.exists()


def test_a_session_ends_after_seven_days_however_busy(cast, client_of, clock):
    client = client_of(cast.head)
    for _ in range(14):
        clock.shift(timedelta(hours=11))
        assert is_in(client)
    clock.shift(timedelta(hours=11))
    assert is_in(client)
    clock.shift(timedelta(hours=4))
    assert not is_in(client)


def test_both_are_settings(cast, client_of, clock, settings):
    settings.SESSION_IDLE, settings.SESSION_LONGEST = timedelta(hours=1), timedelta(hours=2)
    idle, busy = client_of(cast.head), client_of(cast.staff)
    clock.shift(timedelta(minutes=59))
    assert is_in(busy)
    clock.shift(timedelta(minutes=2))
    assert is_in(busy) and not is_in(idle)
    clock.shift(timedelta(minutes=59, seconds=1))
    assert not is_in(busy)


def written(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert is_in(client)
    return sum('UPDATE "django_session"' in query["sql"] for query in queries)


def test_a_page_is_noted_at_most_every_ten_minutes(cast, client_of, clock):
    client = client_of(cast.head)
    assert written(client) == 0
    clock.shift(timedelta(minutes=9, seconds=59))
    assert written(client) == 0
    clock.shift(timedelta(seconds=1))
    assert written(client) == 1
    assert written(client) == 0


def test_a_session_from_before_begins_to_age(cast, client_of, clock):
    client = client_of(cast.head)
    session = client.session
    del session["signed_in_at"], session["seen_at"]
    session.save()
    assert is_in(client)
    clock.shift(timedelta(hours=12, seconds=1))
    assert not is_in(client)


def test_what_was_typed_when_it_ended_is_carried_on(cast, client_of, clock):
    client = client_of(cast.head)
    clock.shift(timedelta(hours=13))
    answer = client.post(PAGE, {"words": "đang gõ dở"})
    assert answer.status_code == 401
    assert "vẫn được giữ" in answer.content.decode()


def test_nothing_of_a_signed_in_page_is_kept(cast, client_of):
    client = client_of(cast.admin)
    for address in (reverse("home"), PAGE, reverse("organization:people_xlsx"), "/khong-co/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "no-store" not in client_of().get(reverse("password_help")).get("Cache-Control", "")


def test_every_page_says_what_the_browser_may_not_be_asked_for(cast, client_of):
    for client in (client_of(), client_of(cast.head)):
        assert "camera=()" in client.get(reverse("home"))["Permissions-Policy"]
