"""The pages of the targets: what they say, to whom, and that their cost does not grow with the tree."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from base.lists import Cell
from base.marks import mark_of
from figures.pages.rows import row_name
from figures.services.daily_figures import store_figures
from figures.tests.figures_world import approve, assign, issue, meet
from organization.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(units):
    """NV1 on track, NV2 over its ceiling, Ban Biên tập without a target, the agency with items of its own."""
    for unit, last, early, now in ((units.vp, 40, 20, 15), (units.nv1, 100, 50, 30), (units.nv2, 20, 8, 18)):
        issue(unit, date(2025, 3, 3), count=early)
        issue(unit, date(2025, 9, 9), count=last - early)
        issue(unit, date(2026, 3, 3), count=now)
        approve(unit, 2025, "register", "documents", last)
    issue(units.nv1, date(2026, 6, 16), count=2, type_code="bao_cao")
    issue(units.bbt, date(2026, 2, 2), count=3)
    issue(units.agency, date(2025, 5, 5), count=10)
    approve(units.agency, 2025, "register", "documents", 10)
    meet(units.nv1, date(2026, 4, 4), scope="wide", form="online")
    meet(units.nv2, date(2026, 5, 5), scope="wide")
    meet(units.nv2, date(2026, 9, 9), scope="wide", status="planned")
    return units


def text_of(response) -> str:
    """The words of a page as a reader meets them: without tags, blanks joined."""
    import html
    import re

    body = re.sub(r"<(script|svg)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\u00a0", " "))


def test_the_agency_says_its_sentence_first(figures, cast, client_of):
    response = client_of(cast.office).get("/reports/targets/")

    text = text_of(response)
    assert response.status_code == 200
    assert "Văn bản hành chính của Thanh tra tỉnh Bắc Ninh" in text
    assert (
        "Đã ban hành 68 văn bản, giảm 25,0% so với cùng kỳ; "
        "từ nay đến 31/12 còn được ban hành tối đa 76 văn bản." in text
    )
    assert "Theo tiến độ hiện nay ước cả năm 128, trong mức tối đa 144." in text
    assert "mức tối đa 144 = 170 văn bản năm 2025 giảm 15%, bỏ phần lẻ" in text
    assert (
        "Số liệu đến hết 14/06/2026: 66 văn bản, từ 15/06 đến 17/06: 2 · 0/4 đơn vị · "
        "năm dương lịch 2026 (01/01–31/12)" in text
    )


def test_no_page_claims_rules_that_nobody_approved(figures, cast, client_of):
    text = text_of(client_of(cast.office).get("/reports/targets/"))

    assert "tính mọi văn bản hành chính, chưa có quy tắc tính được duyệt" in text
    assert "quy tắc tính đã duyệt" not in text


def test_a_worse_state_in_the_other_calendar_is_said(figures, cast, client_of):
    approve(figures.nv1, 2025, "reporting", "documents", 30)
    approve(figures.nv2, 2025, "reporting", "documents", 40)
    client = client_of(cast.leader)

    for path in ("/reports/targets/", "/"):
        text = text_of(client.get(path))
        assert "Tính theo năm báo cáo 2026, chốt 14/12 thì đã vượt 9." in text, path
    reporting = text_of(client.get("/reports/targets/", {"calendar": "reporting"}))
    assert "Tính theo" not in reporting


def test_the_table_adds_up(figures, cast, client_of):
    table = client_of(cast.office).get("/reports/targets/").context["facts"].table

    rows, total = table.rows, table.total
    assert [row_name(row) for row in rows] == [
        "Văn phòng",
        "Phòng Nghiệp vụ 1",
        "Phòng Nghiệp vụ 2",
        "Ban Biên tập",
        "Chung của cơ quan và dự phòng",
    ]
    for column in ("baseline", "ceiling", "same_period", "used", "since", "remaining"):
        assert sum(getattr(row, column) or 0 for row in rows) == getattr(total, column), column


def test_a_unit_over_its_ceiling_is_named(figures, cast, client_of):
    text = text_of(client_of(cast.outsider).get("/reports/targets/NV2/"))

    assert "vượt mức tối đa cả năm 17 là 1 văn bản" in text
    assert "Đã vượt 1" in text


def test_what_is_missing_and_who_must_act(figures, cast, client_of):
    text = text_of(client_of(cast.office).get("/reports/targets/"))

    assert "Còn thiếu Ban Biên tập: lãnh đạo đơn vị chưa xác nhận số liệu" in text
    assert "chưa có số liệu năm 2025 (đơn vị hoặc Văn phòng chưa nhập)" in text


def test_a_body_has_plain_counts(figures, cast, client_of):
    text = text_of(client_of(cast.office).get("/reports/targets/BBT/"))

    assert "Đã ban hành 3 văn bản. Không giao mức cho đơn vị này." in text


def test_conferences_and_the_online_share(figures, cast, client_of):
    client = client_of(cast.leader)

    conferences = text_of(client.get("/reports/targets/", {"measure": "conferences"}))
    online = text_of(client.get("/reports/targets/", {"measure": "online"}))

    assert "Đã họp 2 hội nghị. Chưa có số liệu năm 2025" in conferences
    assert "1 trên 2 hội nghị họp trực tuyến (50,0%). Còn 1 hội nghị dự kiến" in online
    assert "thêm ít nhất 1 họp trực tuyến thì đạt" in online
    assert "Tính trên mọi hội nghị của năm: 1 trên 2 (50,0%)." in online


def test_an_assigned_ceiling_is_said_to_be_one(figures, cast, client_of):
    assign(figures.nv1, 2026, "documents", 60)

    text = text_of(client_of(cast.head).get("/reports/targets/NV1/"))

    assert "mức tối đa 60 do lãnh đạo giao" in text


def test_another_year_calendar_and_day(figures, cast, client_of):
    choice = {"calendar": "reporting", "year": "2026", "day": "2025-12-20"}

    page = client_of(cast.office).get("/reports/targets/", choice).context["facts"]

    assert (page.view.calendar, page.view.first_day) == ("reporting", date(2025, 12, 15))
    assert page.tree.root.documents.used == 0


def test_a_choice_that_makes_no_sense_is_said_and_today_is_shown(figures, cast, client_of):
    response = client_of(cast.office).get("/reports/targets/", {"year": "2026", "day": "31/12/2025"})

    assert response.status_code == 422
    assert "trước ngày đầu" in text_of(response)
    assert response.context["view"].day == date(2026, 6, 17)


# --- Who sees what --------------------------------------------------------------------------------


def test_a_head_sees_the_own_unit_and_the_agencys_totals(figures, cast, client_of):
    client = client_of(cast.head)

    assert client.get("/reports/targets/NV1/").status_code == 200
    agency = client.get("/reports/targets/")
    assert [row_name(row) for row in agency.context["facts"].table.rows] == [
        "Phòng Nghiệp vụ 1",
        "Các đơn vị khác",
        "Chung của cơ quan và dự phòng",
    ]
    assert "Phòng Nghiệp vụ 2" not in text_of(agency)
    rows, total = agency.context["facts"].table.rows, agency.context["facts"].table.total
    assert sum(row.used for row in rows) == total.used == 66


def test_the_page_of_another_unit_does_not_exist(figures, cast, client_of):
    for path in ("/reports/targets/NV2/", "/reports/targets/NV2/table.xlsx", "/reports/targets/KHONG/"):
        assert client_of(cast.head).get(path).status_code == 404
        assert client_of(cast.staff).get(path).status_code == 404


def test_a_person_without_a_post_has_no_figures(figures, client_of, django_user_model):
    person = django_user_model.objects.create(username="moi", full_name="Người Mới")

    assert client_of(person).get("/reports/targets/").status_code == 403


def test_nobody_sees_anything_without_signing_in(figures, client_of):
    assert client_of().get("/reports/targets/NV1/").status_code == 302


# --- Cost, workbook, chart ------------------------------------------------------------------------


def test_the_page_costs_the_same_for_few_and_many_units(figures, cast, client_of):
    client = client_of(cast.office)
    client.get("/reports/targets/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/reports/targets/")
    for number in range(12):
        unit = UnitFactory(code=f"P{number}", parent=figures.agency)
        issue(unit, date(2026, 2, 2))
        meet(unit, date(2026, 2, 2))
    with CaptureQueriesContext(connection) as many:
        client.get("/reports/targets/")

    assert len(many) == len(few)


def test_the_workbook_holds_the_table(figures, cast, client_of):
    response = client_of(cast.office).get("/reports/targets/TTr/table.xlsx")

    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Phòng Nghiệp vụ 2"][1:9] == (20, 17, 8, 18, 0, -1, 45, "Đã vượt 1")
    assert rows["Cộng"][1] == 170


def test_the_chart_has_two_years_the_ceiling_and_the_pace(figures, cast, client_of):
    chart = client_of(cast.office).get("/reports/targets/").context["chart"]

    assert len(chart["labels"]) == len(chart["this_year"]) == len(chart["last_year"]) == 25
    assert (chart["this_year"][11], chart["this_year"][12]) == (66, None)
    assert chart["last_year"][-1] == 170
    assert (chart["projection"][10], chart["projection"][11], chart["projection"][-1]) == (None, 66, 128)
    assert chart["ceiling"] == 144


def test_the_days_that_were_kept_can_be_read(figures, cast, client_of):
    store_figures(day=date(2026, 6, 10))
    issue(figures.nv1, date(2026, 6, 9), count=5)
    store_figures(day=date(2026, 6, 16))

    response = client_of(cast.head).get("/reports/targets/NV1/")

    kept = [(day.day, day.issued, mark_of(day.state).text) for day in response.context["facts"].history]
    assert kept == [(date(2026, 6, 16), 37, "Trong mức"), (date(2026, 6, 10), 30, "Trong mức")]
    assert "Xem số liệu đã giữ từng ngày" in text_of(response)


# --- Every number opens its rows ------------------------------------------------------------------


def rows_behind(client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.context["totals"].total


def numbers_of(shown):
    """Every number of a list with its address, as its columns draw them."""
    for row in shown.rows:
        for column in shown.declared.columns:
            cell = column.cell(row) if column.cell else None
            if isinstance(cell, Cell) and isinstance(cell.text, int) and cell.url:
                yield row, column.key, cell


def test_every_number_of_the_documents_opens_as_many_rows(figures, cast, client_of):
    client = client_of(cast.office)
    context = client.get("/reports/targets/").context

    opened = 0
    for shown in (context["list"], context["types"]):
        for row, key, cell in numbers_of(shown):
            if cell.text and key != "ceiling":
                assert rows_behind(client, cell.url) == cell.text, (row, key)
                opened += 1
    for part in context["sentence"].parts:
        if "/documents/" in getattr(part, "url", ""):
            assert rows_behind(client, part.url) == part.value
            opened += 1
    assert opened > 15


def test_every_number_of_the_meetings_opens_as_many_rows(figures, cast, client_of):
    meet(figures.nv1, date(2026, 6, 1), scope="province", status="planned")
    meet(figures.nv1, date(2026, 10, 1), scope="province", status="cancelled")
    meet(figures.agency, date(2026, 3, 1), scope="wide", form="hybrid")
    meet(figures.nv2, date(2026, 3, 2), form="online")
    client = client_of(cast.leader)
    conferences = client.get("/reports/targets/", {"measure": "conferences"}).context
    online = client.get("/reports/targets/", {"measure": "online"}).context

    opened = 0
    for row, key, cell in numbers_of(conferences["list"]):
        if cell.text and key == "used":
            assert rows_behind(client, cell.url) == cell.text, row
            opened += 1
    for row, key, cell in numbers_of(online["list"]):
        assert rows_behind(client, cell.url) == cell.text, (row, key)
        opened += 1
    for part in online["sentence"].parts:
        if getattr(part, "url", ""):
            assert rows_behind(client, part.url) == part.value
            opened += 1
    assert opened > 15
