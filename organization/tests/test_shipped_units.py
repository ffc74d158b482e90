"""The shipped units are loaded into an empty installation, once, and never over what is there."""

from datetime import date

import pytest

from organization.models import AuditEvent, Group, GroupMember, Partner, Unit
from organization.rules.access import system_actor
from organization.services.shipped import load_shipped_units
from organization.services.units import create_unit

pytestmark = pytest.mark.django_db
SYSTEM = system_actor(date(2026, 6, 17))


def test_an_empty_installation_gets_agency_units_groups_and_partners():
    assert load_shipped_units(by=SYSTEM)
    agency = Unit.objects.get(parent__isnull=True)
    assert agency.code == "TTr"
    assert [u.code for u in Unit.objects.filter(parent=agency).in_order()] == [
        "VP", "NV1", "NV2", "NV3", "NV4", "NV5", "BBT",
    ]  # fmt: skip
    assert Unit.objects.get(is_office=True).code == "VP"
    assert Group.objects.get(code="PNV").members.count() == 6
    assert set(Partner.objects.values_list("name", flat=True)) == {"Công an tỉnh", "Sở Nội vụ"}
    assert AuditEvent.objects.filter(action="unit.create").count() == 8


def test_loading_twice_doubles_nothing():
    load_shipped_units(by=SYSTEM)
    before = (Unit.objects.count(), GroupMember.objects.count(), Partner.objects.count(), AuditEvent.objects.count())
    assert not load_shipped_units(by=SYSTEM)
    assert (
        Unit.objects.count(),
        GroupMember.objects.count(),
        Partner.objects.count(),
        AuditEvent.objects.count(),
    ) == before


def test_own_units_are_left_alone_and_get_no_shipped_groups():
    create_unit(by=SYSTEM, parent=None, code="TTHN", name="Thanh tra khác", kind="agency")
    load_shipped_units(by=SYSTEM)
    assert Unit.objects.count() == 1
    assert not Group.objects.exists()


def test_units_that_were_changed_keep_their_change():
    load_shipped_units(by=SYSTEM)
    Unit.objects.filter(code="NV5").update(name="Phòng Tiếp dân")
    load_shipped_units(by=SYSTEM)
    assert Unit.objects.get(code="NV5").name == "Phòng Tiếp dân"
