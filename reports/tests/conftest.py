"""What the tests of this app share: the demo, loaded once for a module of tests and undone after it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from reports.services.demo.loading import load_demo

DEMO_DAY = date(2026, 6, 17)  # the day of the story


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker, own_corner):
    """The demo of the agency as of DEMO_DAY, inside one transaction that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_plan", stdout=StringIO())
        yield load_demo(today=DEMO_DAY, size="agency", seed=226, password="mat-khau-thu-226")
        transaction.set_rollback(True)
