"""Units as people write them."""

from datetime import date

import pytest

from base.reading.errors import BadCell
from organization.reading.units import UnitFact, UnitNames

DAY = date(2026, 3, 5)
AGENCY, VP, NV1, NV5, BBT = 1, 2, 3, 7, 8
NAMES = UnitNames(
    (
        UnitFact(AGENCY, "TTr", ("Thanh tra tỉnh Bắc Ninh", "Thanh tra tỉnh")),
        UnitFact(VP, "VP", ("Văn phòng", "Văn phòng")),
        UnitFact(NV1, "NV1", ("Phòng Nghiệp vụ 1", "Nghiệp vụ 1")),
        UnitFact(4, "NV2", ("Phòng Nghiệp vụ 2", "Nghiệp vụ 2")),
        UnitFact(NV5, "NV5", ("Phòng Nghiệp vụ 5", "Nghiệp vụ 5")),
        UnitFact(BBT, "BBT", ("Ban Biên tập Cổng TTĐT", "Ban Biên tập")),
    )
)


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("Phòng Nghiệp vụ 1", NV1),
        ("P. Nghiệp vụ 1", NV1),
        ("Phòng NV1", NV1),
        ("P.NV1", NV1),
        ("PNV1", NV1),
        ("Phòng NV 1", NV1),
        ("nghiep vu 1", NV1),
        ("Phòng nghiệp vụ số 1", NV1),
        ("Phòng Nghiệp vụ I", NV1),
        ("Phòng NV 01", NV1),
        ("Phòng Nghiệp vụ V", NV5),
        ("nv1\u00ad", NV1),
        ("Phòng Nghiệp vụ 1 (đ/c A)", NV1),
        ("NV1 - Phòng Nghiệp vụ 1", NV1),
        ("Văn phòng", VP),
        ("VP", VP),
        ("Thanh tra tỉnh", AGENCY),
        ("Ban Biên tập", BBT),
    ],
)
def test_every_spelling_of_a_unit(text, unit_id):
    assert NAMES.unit_named(text, on=DAY) == unit_id


@pytest.mark.parametrize("text", ["NV1, NV2", "NV1-NV2", "Phòng Nghiệp vụ 1 và Phòng Nghiệp vụ 2", "NV1/NV2"])
def test_two_units_in_one_cell(text):
    with pytest.raises(BadCell, match="2 đơn vị: NV1, NV2"):
        NAMES.unit_named(text, on=DAY)


@pytest.mark.parametrize(
    ("text", "near"), [("P5", "NV5"), ("NV9", "NV1|NV2|NV5"), ("Văn phòng Thanh tra", "VP"), ("Lãnh đạo", "Gần nhất")]
)
def test_an_unknown_unit_names_the_nearest(text, near):
    with pytest.raises(BadCell, match=f"Không có đơn vị này.*({near})"):
        NAMES.unit_named(text, on=DAY)


def test_many_strange_names_are_told_without_hints():
    for number in range(150):
        with pytest.raises(BadCell, match="Không có đơn vị này"):
            NAMES.unit_named(f"lạ hoắc {number * 7919}", on=DAY)
