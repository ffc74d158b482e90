"""The register's pages: what each role sees, filters, search, sort, paging, workbook, and changes by hand."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from base.reading.workbook import open_workbook
from base.tests.workbooks import workbook
from documents.models import DocumentCount, DocumentType, RegisterRow
from documents.services.register_import import RegisterWishes, import_register
from organization.models import AuditEvent, UnitHalfMonth
from organization.rules.access import system_actor
from organization.tests.factories import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo", "Ghi chú"]
ROWS = (
    ("01/TTr-NV1", date(2026, 3, 5), "V/v phối hợp sửa đường", None, None),
    ("01/BC-TTr", date(2026, 3, 20), "Báo cáo tháng", "NV1", None),
    ("02/KH-TTr", date(2026, 4, 2), "Kế hoạch", "NV2", None),
    ("03/KL-TTr", date(2026, 4, 3), "Kết luận thanh tra", "NV2", None),
    ("04/BC-TTr", date(2025, 4, 3), "Báo cáo năm trước", "NV1", None),
)
LIST = "documents:register"


@pytest.fixture
def register(units):
    import_register(
        by=system_actor(date(2026, 6, 17)),
        agency=units.agency,
        stream=workbook({"Sổ": [HEADER, *ROWS]}),
        name="so.xlsx",
        wishes=RegisterWishes(),
    )
    RegisterRow.objects.filter(symbol="02/KH-TTr").update(title='=HYPERLINK("http://x")')
    return {row.symbol: row for row in RegisterRow.objects.all()}


def shown(response):
    return [row.symbol for row in response.context["list"].rows]


# --- Sight ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "symbols"),
    [
        ("clerk", ["03/KL-TTr", "02/KH-TTr", "01/BC-TTr", "01/TTr-NV1"]),
        ("office", ["03/KL-TTr", "02/KH-TTr", "01/BC-TTr", "01/TTr-NV1"]),
        ("leader", ["03/KL-TTr", "02/KH-TTr", "01/BC-TTr", "01/TTr-NV1"]),
        ("head", ["01/BC-TTr", "01/TTr-NV1"]),
        ("staff", ["01/BC-TTr", "01/TTr-NV1"]),
        ("outsider", ["03/KL-TTr", "02/KH-TTr"]),
    ],
)
def test_each_sees_the_register_of_their_units_from_the_year_on(register, cast, client_of, person, symbols):
    response = client_of(getattr(cast, person)).get(reverse(LIST))
    assert response.status_code == 200
    assert shown(response) == symbols


def test_a_row_of_another_unit_is_not_there(register, cast, client_of):
    row = register["02/KH-TTr"]
    for name in ("row", "row_edit", "row_count"):
        address = reverse(f"documents:{name}", args=[row.pk])
        assert client_of(cast.head).get(address).status_code == 404
        assert client_of(cast.head).post(address, {}).status_code == 404
    assert client_of(cast.outsider).get(reverse("documents:row", args=[row.pk])).status_code == 200


def test_nobody_reads_without_signing_in(register, client_of):
    for address in (reverse(LIST), reverse("documents:import"), reverse("documents:row", args=[1])):
        assert client_of().get(address).status_code == 302


def test_a_filter_on_a_unit_out_of_sight_shows_nothing_of_it(register, cast, client_of):
    response = client_of(cast.head).get(reverse(LIST), {"unit": "NV2"})
    assert shown(response) == ["01/BC-TTr", "01/TTr-NV1"]
    assert "trong phạm vi" in response.content.decode()


# --- Filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ({"q": "duong"}, ["01/TTr-NV1"]),
        ({"q": "ĐƯỜNG phối"}, ["01/TTr-NV1"]),
        ({"q": "1/BC-TTr"}, ["01/BC-TTr"]),
        ({"q": "không có"}, []),
        ({"unit": "NV1"}, ["01/BC-TTr", "01/TTr-NV1"]),
        ({"unit": "TTr", "subtree": "0"}, []),
        ({"type": "bao_cao"}, ["01/BC-TTr"]),
        ({"class": "specialised"}, ["03/KL-TTr"]),
        ({"counted": "yes"}, ["02/KH-TTr", "01/BC-TTr", "01/TTr-NV1"]),
        ({"counted": "no"}, ["03/KL-TTr"]),
        ({"reviewed": "yes"}, []),
        ({"from": "2026-03-20", "to": "2026-04-02"}, ["02/KH-TTr", "01/BC-TTr"]),
        ({"from": "20/3/2026", "to": "02/04/2026"}, ["02/KH-TTr", "01/BC-TTr"]),
        ({"from": "", "to": "31/12/2025"}, ["04/BC-TTr"]),
        ({"sort": "date"}, ["01/TTr-NV1", "01/BC-TTr", "02/KH-TTr", "03/KL-TTr"]),
        ({"sort": "-number"}, ["03/KL-TTr", "02/KH-TTr", "01/TTr-NV1", "01/BC-TTr"]),
        ({"sort": "unit"}, ["01/BC-TTr", "01/TTr-NV1", "03/KL-TTr", "02/KH-TTr"]),
        ({"sort": "nonsense", "page": "x"}, ["03/KL-TTr", "02/KH-TTr", "01/BC-TTr", "01/TTr-NV1"]),
    ],
)
def test_filters_live_in_the_address(register, cast, client_of, query, symbols):
    response = client_of(cast.office).get(reverse(LIST), query)
    assert response.status_code == 200
    assert shown(response) == symbols


def test_a_wrong_day_is_told_and_the_rest_still_filters(register, cast, client_of):
    response = client_of(cast.office).get(reverse(LIST), {"from": "31/4/2026", "unit": "NV1"})
    assert "Không có ngày này" in response.content.decode()
    assert set(shown(response)) == {"01/BC-TTr", "01/TTr-NV1", "04/BC-TTr"}


def test_the_line_above_says_how_many_count(register, cast, client_of):
    totals = client_of(cast.office).get(reverse(LIST)).context["totals"]
    assert (totals.total, totals.counted, totals.not_counted, totals.is_more) == (4, 3, 1, False)


def test_a_list_takes_the_same_queries_whatever_its_length(register, cast, client_of, django_assert_num_queries, units):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast.office)
    client.get(reverse(LIST))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse(LIST), {"type": "bao_cao"})
    rows = [(f"{number}/TB-TTr", date(2026, 5, 5), "Thông báo", "NV1", None) for number in range(1, 120)]
    import_register(
        by=system_actor(date(2026, 6, 17)), agency=units.agency, stream=workbook({"Sổ": [HEADER, *rows]}),
        name="so.xlsx", wishes=RegisterWishes(),
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        response = client.get(reverse(LIST), {"type": "thong_bao"})
    assert len(response.context["page"]) == 25
    assert response.context["page"].has_next
    assert len(many) == len(few)
    assert len(client.get(reverse(LIST), {"type": "thong_bao", "page": 5}).context["page"]) == 19


def test_the_workbook_holds_the_filtered_rows_and_never_a_formula(register, cast, client_of):
    response = client_of(cast.office).get(reverse("documents:register_xlsx"), {"unit": "NV2"})
    content = io.BytesIO(response.content)
    sheet = openpyxl.load_workbook(content).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Số, ký hiệu văn bản")
    assert [row[0] for row in rows[head + 1 :]] == ["03/KL-TTr", "02/KH-TTr"]
    formula = sheet.cell(head + 3, 4)
    assert (formula.value, formula.data_type) == ('=HYPERLINK("http://x")', "s")
    assert sheet.cell(head + 2, 2).value.date() == date(2026, 4, 3)
    assert rows[head + 1][13:15] == ("Không", "văn bản chuyên ngành")
    content.seek(0)
    with open_workbook(content) as book:
        assert book.visible_sheets == ["Sổ văn bản đi"]


def test_the_workbook_of_a_head_holds_only_their_units(register, cast, client_of):
    response = client_of(cast.head).get(reverse("documents:register_xlsx"), {"from": ""})
    text = response.content
    rows = list(openpyxl.load_workbook(io.BytesIO(text)).active.iter_rows(values_only=True))
    assert {row[11] for row in rows if row[1] is not None and row[1] != "Ngày tháng văn bản"} == {"Phòng Nghiệp vụ 1"}


# --- By hand -------------------------------------------------------------------------------------


def content(**changes):
    return {"symbol": "09/BC-TTr", "date": "10/3/2026", "title": "Báo cáo quý", "unit": "NV1"} | changes


def count_of(unit, day):
    return sum(DocumentCount.objects.filter(unit=unit, half_month=day).values_list("count", flat=True))


def test_the_clerk_adds_a_row_and_the_count_follows(register, cast, client_of, units):
    response = client_of(cast.clerk).post(reverse("documents:row_add"), content())
    row = RegisterRow.objects.get(symbol="09/BC-TTr")
    assert response.url == reverse("documents:row", args=[row.pk])
    assert (row.type.code, row.book.code, row.counted) == ("bao_cao", "TTr-2026", True)
    assert count_of(units.nv1, date(2026, 3, 1)) == 2
    assert AuditEvent.objects.get(action="register.add").subject_id == row.pk


@pytest.mark.parametrize(
    ("symbol", "chosen", "type_code", "document_class"),
    [
        ("12/2026/QĐ-UBND", "", "quyet_dinh", "legal"),
        ("12/2026/QĐ-UBND", "quyet_dinh", "quyet_dinh", "legal"),
        ("12/2026/QĐ-UBND", "bao_cao", "bao_cao", "administrative"),
        ("12/QĐ-TTr", "", "quyet_dinh", "administrative"),
        ("12/KL-TTr", "", "ket_luan", "specialised"),
        ("12/BC-TTr", "ket_luan", "ket_luan", "specialised"),
    ],
)
def test_a_symbol_gives_its_class_only_with_its_type(
    register, cast, client_of, symbol, chosen, type_code, document_class
):
    chosen_id = DocumentType.objects.get(code=chosen).pk if chosen else ""
    client_of(cast.clerk).post(reverse("documents:row_add"), content(symbol=symbol, type=chosen_id, title="Văn bản"))
    row = RegisterRow.objects.get(symbol=symbol)
    assert (row.type.code, row.document_class) == (type_code, document_class)
    assert row.counted == (document_class == "administrative")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"symbol": "9"}, "symbol"),
        ({"symbol": "1/BC-TTr"}, "symbol"),
        ({"symbol": "9/XYZ-TTr", "title": "Gì đó"}, "type"),
        ({"date": ""}, "date"),
        ({"date": "18/6/2026"}, "date"),
        ({"date": "1/1/1970"}, "date"),
        ({"title": ""}, "title"),
        ({"unit": "NV99"}, "unit"),
    ],
)
def test_what_a_row_must_be(register, cast, client_of, changes, field):
    response = client_of(cast.clerk).post(reverse("documents:row_add"), content(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert RegisterRow.objects.count() == len(ROWS)


@pytest.mark.parametrize("person", ["head", "staff", "leader", "admin", "outsider"])
def test_only_clerk_and_office_keep_the_register(register, cast, client_of, person):
    client = client_of(getattr(cast, person))
    assert client.get(reverse("documents:row_add")).status_code == 403
    assert client.post(reverse("documents:row_add"), content()).status_code == 403
    assert client.get(reverse("documents:import")).status_code == 403
    visible = client.get(reverse("documents:row", args=[register["01/BC-TTr"].pk])).status_code == 200
    assert client.get(reverse("documents:row_edit", args=[register["01/BC-TTr"].pk])).status_code == (
        403 if visible else 404
    )


def test_a_row_moves_with_its_date_and_unit(register, cast, client_of, units):
    row = register["01/BC-TTr"]
    address = reverse("documents:row_edit", args=[row.pk])
    response = client_of(cast.clerk).post(
        address, content(symbol="01/BC-TTr", date="2/4/2026", unit="NV2", version=row.version)
    )
    assert response.status_code == 302
    assert count_of(units.nv1, date(2026, 3, 15)) == 0
    assert count_of(units.nv2, date(2026, 4, 1)) == 2
    [event] = client_of(cast.clerk).get(reverse("documents:row", args=[row.pk])).context["events"]
    assert (event.who, event.act) == (cast.clerk.full_name, "sửa 01/BC-TTr")
    assert "đơn vị: Phòng Nghiệp vụ 1 → Phòng Nghiệp vụ 2" in event.words
    assert "ngày: 20/03/2026 → 02/04/2026" in event.words


def test_two_people_on_one_row(register, cast, client_of):
    row = register["01/BC-TTr"]
    address = reverse("documents:row_edit", args=[row.pk])
    client_of(cast.clerk).post(address, content(symbol="01/BC-TTr", title="Một", version=row.version))
    response = client_of(cast.office).post(address, content(symbol="01/BC-TTr", title="Hai", version=row.version))
    assert response.status_code == 409
    assert "Hai" in response.content.decode()
    assert RegisterRow.objects.get(pk=row.pk).title == "Một"


def test_a_decision_on_counting_needs_a_reason_and_moves_the_count(register, cast, client_of, units):
    row = register["01/BC-TTr"]
    address = reverse("documents:row_count", args=[row.pk])
    client = client_of(cast.clerk)
    assert "reason" in client.post(address, {"counted": "no", "reason": "", "version": 1}).context["form"].errors
    client.post(address, {"counted": "no", "reason": "Bản gửi lại", "version": 1})
    row.refresh_from_db()
    assert (row.counted, row.reason_words, row.is_reviewed) == (False, "Bản gửi lại", True)
    assert count_of(units.nv1, date(2026, 3, 15)) == 0
    client.post(address, {"counted": "", "reason": "", "version": 2})
    row.refresh_from_db()
    assert (row.counted, row.by_hand) == (True, None)
    assert count_of(units.nv1, date(2026, 3, 15)) == 1


def test_a_closed_half_month_keeps_its_rows(register, cast, client_of, units):
    UnitHalfMonth.objects.filter(unit=units.nv1, start=date(2026, 3, 15)).update(closed_by="2026-04")
    row = register["01/BC-TTr"]
    response = client_of(cast.clerk).post(
        reverse("documents:row_edit", args=[row.pk]), content(symbol="01/BC-TTr", version=1)
    )
    assert "đã chốt" in response.content.decode()
    assert RegisterRow.objects.get(pk=row.pk).title == "Báo cáo tháng"


def test_another_agency_is_another_register(register, cast, client_of, units):
    other = AgencyFactory(code="STC", name="Sở Tài chính")
    UnitFactory(code="STC1", parent=other)
    response = client_of(cast.clerk).post(reverse("documents:row_add"), content(unit="STC1"))
    assert "unit" in response.context["form"].errors
