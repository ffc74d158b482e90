"""The pages of last year's figures: enter, approve by another, decline, restate; ceilings; who sees what."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from figures.models import AssignedCeiling, Baseline
from figures.tests.figures_world import approve, issue
from figures.tests.test_targets_pages import text_of

pytestmark = pytest.mark.django_db

ENTRY = {
    "measure": "documents",
    "calendar": "register",
    "figure": "174",
    "method": "report",
    "source": "Báo cáo 15/BC-TTr",
}


def enter(client, unit="NV1", **values):
    return client.post(f"/documents/baselines/{unit}/enter/?year=2025", {**ENTRY, **values})


def press(client, kind: str, act: str, record):
    return client.post(f"/documents/baselines/{kind}/{record.pk}/{act}/", {"version": record.version}, follow=True)


def test_one_enters_and_another_approves_on_the_page(units, cast, client_of):
    assert enter(client_of(cast.head)).status_code == 302
    waiting = Baseline.objects.get()
    page = text_of(client_of(cast.office).get("/documents/baselines/NV1/?year=2025"))
    assert "Chờ duyệt: 174 văn bản hành chính, năm dương lịch 2025" in page
    assert "Ngô Văn Trưởng nhập" in page

    response = press(client_of(cast.office), "figures", "approve", waiting)

    assert "Đã duyệt số liệu năm 2025 của Phòng Nghiệp vụ 1." in text_of(response)
    assert Baseline.objects.get().state == "approved"


def test_the_button_is_not_there_for_the_one_who_entered(units, cast, client_of):
    enter(client_of(cast.office))

    page = client_of(cast.office).get("/documents/baselines/NV1/?year=2025")

    assert "/approve/" not in page.content.decode()
    assert press(client_of(cast.office), "figures", "approve", Baseline.objects.get()).status_code == 403
    assert Baseline.objects.get().state == "pending"


def test_a_wrong_form_keeps_what_was_typed(units, cast, client_of):
    response = enter(client_of(cast.head), figure="-3", source="")

    text = response.content.decode()
    assert response.status_code == 200
    assert 'value="-3"' in text
    assert not Baseline.objects.exists()


def test_what_the_service_refuses_stands_at_its_field(units, cast, client_of):
    approve(units.nv1, 2025, "register", "documents", 170)

    response = enter(client_of(cast.head))

    assert "ghi lý do thay" in text_of(response)
    assert Baseline.objects.count() == 1


def test_declining_needs_words(units, cast, client_of):
    enter(client_of(cast.head))
    waiting = Baseline.objects.get()
    client, address = client_of(cast.leader), f"/documents/baselines/figures/{waiting.pk}/decline/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"version": waiting.version, "answer": ""}).status_code == 200
    client.post(address, {"version": waiting.version, "answer": "Thiếu quý IV"})

    assert Baseline.objects.get().state == "declined"
    assert "“Thiếu quý IV”" in text_of(client.get("/documents/baselines/NV1/?year=2025"))


def test_a_stale_button_says_so(units, cast, client_of):
    enter(client_of(cast.head))
    waiting = Baseline.objects.get()
    press(client_of(cast.office), "figures", "approve", waiting)

    response = press(client_of(cast.leader), "figures", "approve", waiting)

    assert "vừa được người khác xử lý" in text_of(response)


def test_the_board_shows_what_is_approved_and_what_waits(units, cast, client_of):
    approve(units.nv2, 2025, "register", "documents", 62)
    enter(client_of(cast.head))

    client = client_of(cast.office)
    page = client.get("/documents/baselines/?year=2025")
    book = load_workbook(BytesIO(client.get("/documents/baselines/table.xlsx?year=2025").content))

    shown = page.context["list"]
    approved = shown.declared.by_key["documents_register"]
    assert {row.unit.code: approved.value(row) for row in shown.rows}["NV2"] == 62
    assert shown.sums["documents_register"] == 62
    assert "Chờ duyệt 174" in text_of(page)
    rows = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert (rows["Phòng Nghiệp vụ 2"][1], rows["Phòng Nghiệp vụ 1"][5]) == (62, 174)


def test_what_the_register_counts_stands_beside(units, cast, client_of):
    issue(units.nv1, date(2025, 4, 4), count=7)

    page = client_of(cast.head).get("/documents/baselines/NV1/?year=2025").context["page"]

    assert [(cell.calendar, cell.measure, cell.counted) for cell in page.cells] == [
        ("register", "documents", 7),
        ("reporting", "documents", 7),
        ("register", "conferences", 0),
        ("reporting", "conferences", 0),
    ]


# --- Ceilings -------------------------------------------------------------------------------------

CEILING = {"measure": "documents", "ceiling": "30", "basis": "Chưa có số liệu năm 2025"}


def test_the_office_proposes_and_the_leader_agrees(units, cast, client_of):
    address = "/documents/baselines/NV1/ceiling/?year=2025"
    assert "Trình lãnh đạo giao số tối đa năm 2026" in text_of(client_of(cast.office).get(address))
    client_of(cast.office).post(address, CEILING)
    proposed = AssignedCeiling.objects.get()
    assert (proposed.state, proposed.year, proposed.ceiling) == ("proposed", 2026, 30)

    text = text_of(press(client_of(cast.deputy), "ceilings", "agree", proposed))

    assert "Đã giao tối đa 30 cho Phòng Nghiệp vụ 1." in text
    assert AssignedCeiling.objects.get().state == "in_force"


def test_a_leader_gives_a_ceiling_straight_away(units, cast, client_of):
    client_of(cast.leader).post("/documents/baselines/NV2/ceiling/?year=2025", CEILING)

    assert AssignedCeiling.objects.get().state == "in_force"


def test_the_office_records_what_the_leader_said_at_the_briefing(units, cast, client_of):
    client = client_of(cast.office)
    client.post("/documents/baselines/NV1/ceiling/?year=2025", CEILING)
    proposed = AssignedCeiling.objects.get()
    address = f"/documents/baselines/ceilings/{proposed.pk}/record/"
    assert "Lê Minh Chánh" in text_of(client.get(address))

    values = {
        "version": proposed.version,
        "leader": cast.leader.posts.get().pk,
        "decided_on": "15/06/2026",
        "channel": "briefing",
        "reference": "20/TB-TTr",
    }
    assert "trước ngày Văn phòng trình (17/06/2026)" in text_of(client.post(address, values))
    client.post(address, values | {"decided_on": "17/06/2026"})

    assert AssignedCeiling.objects.get().decided_by == cast.leader
    assert "Ghi nhận ý kiến lãnh đạo" in text_of(client.get("/documents/baselines/NV1/?year=2025"))


def test_the_leader_answers_otherwise(units, cast, client_of):
    client_of(cast.office).post("/documents/baselines/NV1/ceiling/?year=2025", CEILING)
    proposed = AssignedCeiling.objects.get()

    client_of(cast.leader).post(
        f"/documents/baselines/ceilings/{proposed.pk}/decline/", {"version": proposed.version, "answer": "Cao quá"}
    )

    assert AssignedCeiling.objects.get().state == "declined"


# --- Rights ---------------------------------------------------------------------------------------


def test_an_outsider_finds_nothing_of_another_unit(units, cast, client_of):
    enter(client_of(cast.head))
    client_of(cast.office).post("/documents/baselines/NV1/ceiling/?year=2025", CEILING)
    baseline, ceiling = Baseline.objects.get(), AssignedCeiling.objects.get()
    client = client_of(cast.outsider)

    for address in (
        "/documents/baselines/NV1/",
        "/documents/baselines/NV1/enter/",
        "/documents/baselines/NV1/ceiling/",
        f"/documents/baselines/figures/{baseline.pk}/decline/",
        f"/documents/baselines/ceilings/{ceiling.pk}/decline/",
        f"/documents/baselines/ceilings/{ceiling.pk}/record/",
    ):
        assert client.get(address).status_code == 404, address
    for kind, act, record in (("figures", "approve", baseline), ("ceilings", "agree", ceiling)):
        assert press(client, kind, act, record).status_code == 404
    assert "Phòng Nghiệp vụ 1" not in text_of(client.get("/documents/baselines/?year=2025"))


@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        ("staff", "enter", 403),
        ("head", "enter", 200),
        ("clerk", "enter", 200),
        ("leader", "enter", 403),
        ("head", "ceiling", 403),
        ("office", "ceiling", 200),
        ("deputy", "ceiling", 200),
        ("clerk", "ceiling", 403),
    ],
)
def test_who_may_open_which_form(units, cast, client_of, who, page, status):
    assert client_of(getattr(cast, who)).get(f"/documents/baselines/NV1/{page}/").status_code == status


def test_answers_are_for_those_who_decide(units, cast, client_of):
    enter(client_of(cast.head))
    client_of(cast.office).post("/documents/baselines/NV1/ceiling/?year=2025", CEILING)
    baseline, ceiling = Baseline.objects.get(), AssignedCeiling.objects.get()

    assert client_of(cast.head).get(f"/documents/baselines/figures/{baseline.pk}/decline/").status_code == 403
    assert client_of(cast.office).get(f"/documents/baselines/ceilings/{ceiling.pk}/decline/").status_code == 403
    assert client_of(cast.head).get(f"/documents/baselines/ceilings/{ceiling.pk}/record/").status_code == 403


def test_buttons_are_posts(units, cast, client_of):
    enter(client_of(cast.head))

    assert (
        client_of(cast.leader).get(f"/documents/baselines/figures/{Baseline.objects.get().pk}/approve/").status_code
        == 405
    )
