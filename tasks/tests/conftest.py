"""The shipped plan over the cast's units: VP, NV1 and NV2 are "các Phòng Nghiệp vụ"."""

from pathlib import Path

import pytest

from organization.models import Group, GroupMember, Partner
from organization.rules.access import system_actor
from tasks.models import Plan
from tasks.services.plan_loading import load_plan

SHIPPED_PLAN = Path(__file__).resolve().parents[1] / "data" / "ke-hoach-226.yaml"


@pytest.fixture
def plan(units) -> Plan:
    from datetime import date

    for code, name in (("PNV", "các Phòng Nghiệp vụ"), ("CB", "các chi bộ")):
        group = Group.objects.create(code=code, name=name)
        GroupMember.objects.bulk_create(
            GroupMember(group=group, unit=unit) for unit in (units.vp, units.nv1, units.nv2)
        )
    Partner.objects.bulk_create([Partner(name="Công an tỉnh"), Partner(name="Sở Nội vụ")])
    text = SHIPPED_PLAN.read_text(encoding="utf-8")
    return load_plan(by=system_actor(date(2026, 5, 20)), text=text).plan
