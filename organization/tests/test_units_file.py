"""A units file is read whole or refused whole, with line and reason."""

from pathlib import Path

import pytest

from base.structured_file import BrokenFile
from organization.rules.units_file import parse_units

SHIPPED = (Path(__file__).resolve().parents[1] / "data/units.yaml").read_text(encoding="utf-8")


def test_shipped_units_are_the_agency_its_office_five_departments_and_the_editorial_board():
    found = parse_units(SHIPPED)
    assert found.agency.code == "TTr"
    assert [unit.code for unit in found.units] == ["VP", "NV1", "NV2", "NV3", "NV4", "NV5", "BBT"]
    assert [unit.code for unit in found.units if unit.is_office] == ["VP"]
    assert {group.code: group.members for group in found.groups}["PNV"] == ("VP", "NV1", "NV2", "NV3", "NV4", "NV5")
    assert found.partners == ("Công an tỉnh", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("code: NV2", "code: NV1", "viết hai lần"),
        ("code: NV2", "code: N V 2", "chỉ được có chữ và số"),
        ("kind: body", "kind: agency", "phải là một trong"),
        ("is_office: true", "is_office: false", "đúng một đơn vị là văn phòng"),
        ("is_office: true", "is_office: có", "true hoặc false"),
        ("members: [VP, NV1", "members: [VP, NV9", "không có đơn vị “NV9”"),
        ("members: [VP, NV1", "members: [VP, VP", "viết hai lần"),
        ("code: CB", "code: PNV", "đã dùng"),
        ("name: Sở Nội vụ", "name: Công an tỉnh", "viết hai lần"),
        ("name: Văn phòng", "tên: Văn phòng", "không có khóa"),
        ("agency:", "co_quan:", "thiếu khóa “agency”"),
    ],
)
def test_broken_units_are_refused(old, new, reason):
    with pytest.raises(BrokenFile) as refused:
        parse_units(SHIPPED.replace(old, new, 1))
    assert reason in str(refused.value)
