"""A page that is only shown reads the facts of the site once; whatever writes reads them anew."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from base.request_cache import request_cache
from organization.middleware import ActorMiddleware
from organization.models import Setting
from organization.queries import setting, working_calendar

pytestmark = pytest.mark.django_db


def _queries_of_two_reads(method: str) -> int:
    def view(request):
        for _ in range(2):
            setting("due_soon_days"), working_calendar()
        return HttpResponse()

    with CaptureQueriesContext(connection) as captured:
        ActorMiddleware(view)(RequestFactory().generic(method, "/"))
    return len(captured)


def test_a_page_reads_settings_and_calendar_once():
    assert _queries_of_two_reads("GET") == 2


def test_what_may_write_reads_them_every_time():
    assert _queries_of_two_reads("POST") == 4


def test_the_next_page_sees_what_was_changed():
    with request_cache():
        before = setting("due_soon_days")
    Setting.objects.create(key="due_soon_days", value=before + 1)
    with request_cache():
        assert setting("due_soon_days") == before + 1


def test_an_error_on_a_page_leaves_nothing_remembered():
    def broken(request):
        setting("due_soon_days")
        raise ZeroDivisionError

    before = setting("due_soon_days")
    with pytest.raises(ZeroDivisionError):
        ActorMiddleware(broken)(RequestFactory().get("/"))
    Setting.objects.create(key="due_soon_days", value=before + 1)
    assert setting("due_soon_days") == before + 1
