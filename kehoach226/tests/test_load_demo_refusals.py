"""Where the demo must not be loaded."""

import pytest
from django.core.management import CommandError, call_command

from base.errors import Refused
from conftest import TODAY
from kehoach226.demo.loading import load_demo
from organization.models import Person
from tasks.models import Plan

pytestmark = pytest.mark.django_db


def test_demo_refuses_an_installation_with_real_people(units):
    Person.objects.create(username="nguoi.that", full_name="Người Dùng Thật", folded="", sort_key="")
    Plan.objects.create(code="X", title="X", agency=units.agency)

    with pytest.raises(Refused, match="người dùng thật"):
        load_demo(today=TODAY, size="agency", seed=226, password="x")


def test_demo_refuses_with_debug_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")
