"""A closed half-month takes no row of the register, by any door: each writer, what it leaves and what it enters."""

from datetime import date

import pytest

from base.errors import Refused
from base.tests.workbooks import workbook
from documents.models import DocumentCount, RegisterRow
from documents.services.register_import import RegisterWishes, import_register
from documents.services.register_rows import RowContent, add_row, decide_count, edit_row
from organization.models import UnitHalfMonth
from organization.rules.access import system_actor
from organization.services.half_months import Lateness

pytestmark = pytest.mark.django_db

OPEN, CLOSED = date(2026, 3, 20), date(2026, 3, 5)
HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo"]


def content(symbol, day, unit, title="Báo cáo tháng"):
    return RowContent(symbol=symbol, date=day, title=title, unit=unit)


@pytest.fixture
def world(units, cast, actor):
    """NV1 with a row in each of two half-months, the first of which is closed; NV2 with an open one."""
    by = actor(cast.clerk)
    rows = {
        "closed": add_row(by=by, content=content("01/BC-TTr", CLOSED, units.nv1)),
        "open": add_row(by=by, content=content("02/BC-TTr", OPEN, units.nv1)),
        "other": add_row(by=by, content=content("03/BC-TTr", CLOSED, units.nv2)),
    }
    UnitHalfMonth.objects.filter(unit=units.nv1, start=date(2026, 3, 1)).update(closed_by="2026-03")
    return rows


def edit(by, row, new, late):
    return edit_row(by=by, row=row, version=1, content=new, late=late)


WRITERS = {
    "add": lambda by, units, rows, late: add_row(by=by, content=content("09/BC-TTr", CLOSED, units.nv1), late=late),
    "edit in it": lambda by, units, rows, late: edit(
        by, rows["closed"], content("01/BC-TTr", CLOSED, units.nv1, "Báo cáo khác"), late
    ),
    "move its day out": lambda by, units, rows, late: edit(
        by, rows["closed"], content("01/BC-TTr", OPEN, units.nv1), late
    ),
    "move a day in": lambda by, units, rows, late: edit(
        by, rows["open"], content("02/BC-TTr", CLOSED, units.nv1), late
    ),
    "move its unit out": lambda by, units, rows, late: edit(
        by, rows["closed"], content("01/BC-TTr", CLOSED, units.nv2), late
    ),
    "move a unit in": lambda by, units, rows, late: edit(
        by, rows["other"], content("03/BC-TTr", CLOSED, units.nv1), late
    ),
    "decide": lambda by, units, rows, late: decide_count(
        by=by, row=rows["closed"], version=1, counted=False, reason="Bản gửi lại", late=late
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_each_writer_is_refused(world, units, cast, actor, writer):
    before = list(RegisterRow.objects.order_by("pk").values()), list(DocumentCount.objects.order_by("pk").values())
    with pytest.raises(Refused, match=r"Nửa tháng 01/03–14/03 đã chốt số liệu \(kỳ 2026-03\)") as refusal:
        WRITERS[writer](actor(cast.clerk), units, world, None)
    assert refusal.value.field == "date"
    assert before == (
        list(RegisterRow.objects.order_by("pk").values()),
        list(DocumentCount.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("writer", WRITERS)
def test_a_lateness_with_its_reason_lets_each_through(world, units, cast, actor, writer):
    row = WRITERS[writer](actor(cast.clerk), units, world, Lateness(reason="Tìm thấy sau khi chốt"))
    assert RegisterRow.objects.get(pk=row.pk).version == row.version


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(("09/BC-TTr", CLOSED, "Báo cáo", "NV1"), id="a new row"),
        pytest.param(("01/BC-TTr", OPEN, "Báo cáo tháng", "NV1"), id="its day moved out"),
        pytest.param(("02/BC-TTr", CLOSED, "Báo cáo tháng", "NV1"), id="a day moved in"),
        pytest.param(("03/BC-TTr", CLOSED, "Báo cáo tháng", "NV1"), id="a unit moved in"),
    ],
)
def test_a_file_is_refused_with_the_row_and_the_sentence(world, units, line):
    report = import_register(
        by=system_actor(date(2026, 6, 17)),
        agency=units.agency,
        stream=workbook({"Sổ": [HEADER, line]}),
        name="so.xlsx",
        wishes=RegisterWishes(update=True),
    )
    assert (report.imported, report.updated, report.refused) == (0, 0, 1)
    assert "Nửa tháng 01/03–14/03 đã chốt số liệu (kỳ 2026-03)" in report.errors[0].message
