"""The half-months of a unit and the matrix of all units: what they say, to whom, and what can be done there."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from base.tests.words import text_of
from documents.services.half_months import confirm_half_months
from documents.tests.half_month_world import LAST, counts, half, issue, seen, type_id
from organization.models import UnitHalfMonth
from organization.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db

PAGE = "/documents/half-months/"
CONFIRM = f"{PAGE}NV1/confirm/"
ENTER = f"{PAGE}NV1/2026-06-01/enter/"
TAKE_BACK = f"{PAGE}NV1/2026-06-01/take-back/"
REMOVE = f"{PAGE}NV1/2026-06-01/remove/"
EVERYBODY = ["leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin"]
AGENCY_SIGHT = {"leader", "deputy", "office", "office_head", "clerk", "admin"}  # the cast's admin is the agency's


def token(unit, *starts) -> str:
    return " ".join(f"{one.start}:{one.version}:{one.count}" for one in seen(unit, *starts))


def confirmed(person, actor, unit, *starts):
    return confirm_half_months(by=actor(person), unit=unit, seen=seen(unit, *starts))


# --- The page of a unit ---------------------------------------------------------------------------


def test_the_page_says_what_is_confirmed_and_what_is_left(units, cast, actor, client_of):
    issue(units.nv1, date(2026, 3, 3), count=4)
    issue(units.nv1, date(2026, 3, 4), count=2, code="bao_cao")
    confirmed(cast.head, actor, units.nv1)
    UnitHalfMonth.objects.filter(start=LAST).delete()

    response = client_of(cast.head).get(PAGE)
    text = text_of(response)

    assert response.status_code == 200
    assert "Đã xác nhận 10/11 nửa tháng đến hết 14/06; còn 01/06–14/06." in text
    assert "Từ 01/06 đến hết 14/06 chưa có văn bản nào; xác nhận là ghi không phát sinh." in text
    assert "công văn 4, báo cáo 2" in text
    assert "Ngô Văn Trưởng, 17/06/2026, 09:00" in text
    assert "Nửa tháng 15/06–30/06 chưa hết, xác nhận được từ ngày 30/06." in text


def test_the_head_confirms_all_with_one_press(units, cast, client_of):
    issue(units.nv1, date(2026, 3, 3), count=4)
    client = client_of(cast.head)
    page = client.get(PAGE)
    assert "Xác nhận tất cả đến hết 14/06" in text_of(page)
    assert "11 nửa tháng (01/01–14/06), 4 văn bản." in text_of(page)

    answer = client.post(CONFIRM, {"seen": page.context["confirming"].seen}, follow=True)

    assert "Đã xác nhận số liệu 11 nửa tháng của Phòng Nghiệp vụ 1." in text_of(answer)
    assert "Đã xác nhận 11/11 nửa tháng đến hết 14/06: 4 văn bản." in text_of(answer)
    assert UnitHalfMonth.objects.filter(confirmed_by=cast.head).count() == 11


def test_numbers_that_changed_meanwhile_are_shown_before_they_are_confirmed(units, cast, client_of):
    before = token(units.nv1, LAST)
    issue(units.nv1, LAST, count=3)
    client = client_of(cast.head)

    answer = client.post(CONFIRM, {"seen": before})
    assert answer.status_code == 409
    assert "vừa đổi từ 0 thành 3" in text_of(answer)
    assert 'value="2026-06-01:1:3"' in answer.content.decode()
    assert not UnitHalfMonth.objects.filter(confirmed_at__isnull=False).exists()

    assert client.post(CONFIRM, {"seen": "2026-06-01:1:3"}).status_code == 302
    assert half(units.nv1).confirmed_count == 3


@pytest.mark.parametrize(
    "sent", [{}, {"seen": ""}, {"seen": "gì đó"}, {"seen": "2026-06-01:1"}, {"seen": "2026-02-30:1:0"}]
)
def test_a_form_that_cannot_be_read_confirms_nothing(units, cast, client_of, sent):
    answer = client_of(cast.head).post(CONFIRM, sent)
    assert answer.status_code == 200
    assert "Chưa nhận đủ dữ liệu" in text_of(answer)
    assert not UnitHalfMonth.objects.exists()


def test_what_changed_after_the_confirmation_is_told(units, cast, actor, client_of):
    issue(units.nv1, LAST, count=2)
    confirmed(cast.head, actor, units.nv1)
    issue(units.nv1, LAST)

    text = text_of(client_of(cast.head).get(PAGE))

    assert "Đã xác nhận 10/11" in text
    assert "Đổi sau khi xác nhận" in text and "Khi xác nhận 2, nay 3" in text
    assert "Xác nhận lại" in text
    assert "1 nửa tháng (01/06–14/06), 3 văn bản. Đổi sau lần xác nhận trước: 01/06–14/06." in text


def test_taking_back_is_a_page_and_a_press(units, cast, actor, client_of):
    confirmed(cast.head, actor, units.nv1, LAST)
    client = client_of(cast.head)
    page = client.get(TAKE_BACK)
    assert "Bỏ xác nhận số liệu 01/06–14/06" in text_of(page)

    answer = client.post(TAKE_BACK, {"version": page.context["form"]["version"].value()}, follow=True)
    assert "Đã bỏ xác nhận 01/06–14/06" in text_of(answer)
    assert half(units.nv1).confirmed_at is None
    assert "chưa xác nhận" in text_of(client.post(TAKE_BACK, {"version": half(units.nv1).version}, follow=True))
    assert client.post(TAKE_BACK, {"version": "x"}).status_code == 302


def test_counts_are_typed_by_type_and_dropped_again(units, cast, client_of):
    client = client_of(cast.head)
    assert client.get(ENTER).status_code == 200

    typed = {"version": 1, f"type_{type_id()}": "7", f"type_{type_id('de_an')}": "1"}
    answer = client.post(ENTER, typed, follow=True)
    assert "Đã ghi 8 văn bản cho 01/06–14/06. Còn chờ xác nhận." in text_of(answer)
    assert "Nhập tay" in text_of(answer) and "công văn 7, đề án 1" in text_of(answer)
    assert counts(units.nv1) == {"cong_van": 7, "de_an": 1}

    form = client.get(ENTER).context["form"]
    assert form[f"type_{type_id()}"].value() == 7 and form.are_others_open
    answer = client.post(REMOVE, {"version": form["version"].value()}, follow=True)
    assert "Đã bỏ số nhập tay 01/06–14/06" in text_of(answer)
    assert counts(units.nv1) == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Ghi ít nhất một số"),
        ({"cong_van": "bảy"}, "Ghi một số nguyên"),
        ({"cong_van": "-1"}, "Ghi số không nhỏ hơn 0"),
        ({"cong_van": "9999999"}, "Ghi số không lớn hơn 100000"),
    ],
)
def test_numbers_that_cannot_be_are_said_at_their_field(units, cast, client_of, typed, words):
    sent = {"version": 1, **{f"type_{type_id(code)}": number for code, number in typed.items()}}
    answer = client_of(cast.head).post(ENTER, sent)
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert not UnitHalfMonth.objects.exists()


def test_two_who_type_at_once_see_both_versions(units, cast, client_of):
    field = f"type_{type_id()}"
    client_of(cast.head).post(ENTER, {"version": 1, field: "7"})

    sent = {"version": 1, field: "9", "told_by": cast.head.pk, "channel": "phone"}
    answer = client_of(cast.office).post(ENTER, sent)
    assert answer.status_code == 409
    assert "Ngô Văn Trưởng vừa sửa lúc 09:00" in text_of(answer)
    assert counts(units.nv1) == {"cong_van": 7}

    kept = {**sent, "version": answer.context["form"]["version"].value()}
    assert client_of(cast.office).post(ENTER, kept).status_code == 302
    assert counts(units.nv1) == {"cong_van": 9}


def test_where_the_register_counts_nothing_can_be_typed(units, cast, client_of):
    issue(units.nv1, LAST)
    answer = client_of(cast.head).get(ENTER, follow=True)
    assert "đã có văn bản trong sổ nên đếm theo sổ" in text_of(answer)
    page = client_of(cast.head).get(PAGE).content.decode()
    assert f'href="{PAGE}NV1/2026-05-15/enter/"' in page
    assert ENTER not in page


@pytest.mark.parametrize("day", ["2026-06-15", "2026-06-02", "2026-07-01", "2031-01-01", "1999-01-01", "hom-nay"])
def test_days_that_begin_no_complete_half_month_are_no_page(units, cast, client_of, day):
    for act in ("enter", "take-back", "remove"):
        assert client_of(cast.head).get(f"{PAGE}NV1/{day}/{act}/").status_code == 404


# --- The Office -----------------------------------------------------------------------------------


def test_the_office_confirms_for_a_unit_and_says_who_told_it(units, cast, client_of):
    client = client_of(cast.office)
    page = client.get(CONFIRM, {"start": "2026-06-01"})
    assert [line.start for line in page.context["confirming"].lines] == [LAST]
    told = dict(page.context["form"].fields["told_by"].choices)
    assert list(told) == ["", str(cast.head.pk)]

    without = client.post(CONFIRM, {"seen": token(units.nv1, LAST)})
    assert "Chọn người của đơn vị đã báo" in text_of(without) and not UnitHalfMonth.objects.exists()

    sent = {"seen": token(units.nv1, LAST), "told_by": cast.head.pk, "channel": "phone"}
    text = text_of(client.post(CONFIRM, sent, follow=True))
    assert "Đỗ Thị Tổng Hợp, 17/06/2026, 09:00 Nhập thay theo Ngô Văn Trưởng" in text


def test_the_office_takes_back_and_removes_for_a_unit(units, cast, actor, client_of):
    client = client_of(cast.office)
    told = {"told_by": cast.head.pk, "channel": "phone"}
    client.post(ENTER, {"version": 1, f"type_{type_id()}": "2", **told})
    confirmed(cast.head, actor, units.nv1, LAST)

    assert "Chọn người" in text_of(client.post(TAKE_BACK, {"version": half(units.nv1).version}))
    client.post(TAKE_BACK, {"version": half(units.nv1).version, **told})
    client.post(REMOVE, {"version": half(units.nv1).version, **told})
    assert (half(units.nv1).confirmed_at, half(units.nv1).method) == (None, "none")


# --- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_open_and_act(units, cast, client_of, who):
    client = client_of(getattr(cast, who))
    sees = who in AGENCY_SIGHT | {"head", "staff"}
    acts = who in {"head", "office", "office_head"}

    assert client.get(PAGE, {"unit": "NV1"}).status_code == (200 if sees else 404)
    assert client.get(f"{PAGE}table.xlsx", {"unit": "NV1"}).status_code == (200 if sees else 404)
    for address in (CONFIRM, ENTER):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == (200 if acts else 403 if sees else 404), address
    for address in (TAKE_BACK, REMOVE):
        assert client.get(address).status_code == (200 if acts else 403 if sees else 404)
        assert client.post(address).status_code == (302 if acts else 403 if sees else 404)
    assert not UnitHalfMonth.objects.exists()


def test_the_page_offers_acts_only_to_those_who_may(units, cast, client_of):
    for who in ("head", "office"):
        page = client_of(getattr(cast, who)).get(PAGE, {"unit": "NV1"}).content.decode()
        assert "/confirm/" in page and "/enter/" in page
    for who in ("leader", "clerk", "staff"):
        page = client_of(getattr(cast, who)).get(PAGE, {"unit": "NV1"})
        assert "/confirm/" not in page.content.decode() and "/enter/" not in page.content.decode()
        assert "Lãnh đạo đơn vị xác nhận" in text_of(page)


def test_anonymous_people_sign_in_first_and_people_without_a_post_see_nothing(units, client_of, django_user_model):
    assert client_of().get(PAGE).status_code == 302
    person = django_user_model.objects.create(username="moi", full_name="Người Mới")
    assert client_of(person).get(PAGE).status_code == 403


def test_another_year_and_calendar(units, cast, client_of):
    client = client_of(cast.head)
    page = client.get(PAGE, {"year": "2025"}).context["page"]
    assert (len(page.lines), page.is_running) == (24, False)
    page = client.get(PAGE, {"year": "2026", "calendar": "reporting"}).context["page"]
    assert (page.lines[-1].start, page.lines[0].start) == (date(2025, 12, 15), LAST)
    for year in ("2027", "1800", "năm nay"):
        answer = client.get(PAGE, {"year": year})
        assert answer.status_code == 422
        assert answer.context["page"].view.year == 2026


# --- All units ------------------------------------------------------------------------------------


@pytest.fixture
def all_units(units, cast, actor):
    """VP confirmed all, NV1 has rows in each half-month but the last, NV2 nothing; BBT began in June."""
    confirmed(cast.office_head, actor, units.vp)
    for one in seen(units.nv1)[1:]:
        issue(units.nv1, one.start, count=2)
    units.bbt.start = date(2026, 6, 1)
    units.bbt.save()
    return units


def test_the_matrix_names_who_is_in_and_who_is_missing(all_units, cast, client_of):
    response = client_of(cast.office).get(PAGE)
    text = text_of(response)

    assert "1/4 đơn vị đủ số liệu đến hết 14/06" in text
    assert "Phòng Nghiệp vụ 1 thiếu 01/06–14/06; Phòng Nghiệp vụ 2 thiếu 01/01–14/06" in text
    rows = {row.unit.code: row for row in response.context["list"].rows}
    assert [cell.state for cell in rows["NV1"].cells] == ["held"] * 5 + ["missing"]
    assert [cell.state for cell in rows["VP"].cells] == ["nil"] * 6
    assert [cell.state for cell in rows["BBT"].cells] == [None] * 5 + ["missing"]
    assert (rows["VP"].confirmed, rows["VP"].wanted, rows["BBT"].wanted) == (11, 11, 1)


def test_only_those_that_are_missing(all_units, cast, client_of):
    context = client_of(cast.leader).get(PAGE, {"missing": "1"}).context
    matrix = context["matrix"]
    assert [row.unit.code for row in context["list"].rows] == ["NV1", "NV2", "BBT"]
    assert (matrix.units_in, matrix.units_all) == (1, 4)


def test_a_head_sees_the_own_unit_instead(all_units, cast, client_of):
    for who in ("head", "staff"):
        assert client_of(getattr(cast, who)).get(PAGE).context["unit"] == all_units.nv1


def test_the_matrix_costs_the_same_for_few_and_many_units(all_units, cast, client_of):
    client = client_of(cast.office)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(12):
        issue(UnitFactory(code=f"P{number}", parent=all_units.agency), date(2026, 2, 2))
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


def test_the_page_of_a_unit_costs_the_same_for_few_and_many_rows(units, cast, actor, client_of):
    client = client_of(cast.head)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for one in seen(units.nv1):
        issue(units.nv1, one.start, count=2)
    confirmed(cast.head, actor, units.nv1)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


def test_the_workbooks_hold_the_tables(all_units, cast, client_of):
    client = client_of(cast.office)

    sheet = load_workbook(BytesIO(client.get(f"{PAGE}table.xlsx").content)).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Đơn vị"][1:12] == tuple(
        f"{a}–{b}" for a, b in zip(
            ("01/01", "15/01", "01/02", "15/02", "01/03", "15/03", "01/04", "15/04", "01/05", "15/05", "01/06"),
            ("14/01", "31/01", "14/02", "28/02", "14/03", "31/03", "14/04", "30/04", "14/05", "31/05", "14/06"),
            strict=True,
        )
    )  # fmt: skip
    assert rows["Phòng Nghiệp vụ 1"][1:] == (*["2 (chưa xác nhận)"] * 10, "thiếu", "0/11", "01/06–14/06")
    assert rows["Văn phòng"][1] == "0 (không phát sinh)"

    sheet = load_workbook(BytesIO(client.get(f"{PAGE}table.xlsx", {"unit": "NV1"}).content)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    assert [(row[0].date(), row[2], row[4], row[5]) for row in rows[-2:]] == [
        (date(2026, 5, 15), 2, "Theo sổ văn bản đi", "Chưa xác nhận"),
        (LAST, 0, "Chưa có số liệu", "Chưa có số liệu"),
    ]


def test_before_the_first_half_month_is_over_there_is_nothing_to_confirm(units, cast, client_of, clock):
    clock.move_to("2026-01-05T09:00:00+07:00")
    assert "Chưa có nửa tháng nào" in text_of(client_of(cast.head).get(PAGE))
    assert "Chưa có nửa tháng nào" in text_of(client_of(cast.office).get(PAGE))
