"""The list of tasks: what each person sees in it, filters, order, paper, workbook, cost."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from organization.models import Post
from tasks.enums import TaskClass, TaskStatus
from tasks.services.work import Result, submit_result
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
LIST = "/tasks/"


@pytest.fixture
def tasks(plan, units, cast):
    """Five of NV1, one of NV2, one of VP."""
    clause = plan.clauses.get(code="II.4.a-2")
    made = {
        "late": TaskFactory(lead_unit=units.nv1, title="Lịch họp đường dài", due=date(2026, 6, 12), clause=clause),
        "soon": TaskFactory(lead_unit=units.nv1, title="Quán triệt", due=date(2026, 6, 19), responsible=cast.staff),
        "term": TaskFactory(lead_unit=units.nv1, title="Rút gọn quy trình", due=date(2026, 9, 30)),
        "undated": TaskFactory(lead_unit=units.nv1, title="Số hóa", due=None),
        "done": TaskFactory(
            lead_unit=units.nv1,
            title="Cam kết",
            due=date(2026, 5, 29),
            status=TaskStatus.DONE,
            product_date=date(2026, 5, 27),
            judged_on=date(2026, 5, 27),
            closed_on=date(2026, 6, 1),
        ),
        "other": TaskFactory(lead_unit=units.nv2, title="Lịch họp NV2"),
        "office": TaskFactory(lead_unit=units.vp, title="Tổng hợp"),
    }
    made["other"].coordinating_units.add(units.nv1)
    return made


def titles(response):
    return [row.task.title for row in response.context["list"].rows]


def test_each_person_sees_what_their_units_lead_and_asks_for_what_they_coordinate(tasks, cast, client_of):
    assert len(titles(client_of(cast.office).get(LIST))) == 7
    assert len(titles(client_of(cast.leader).get(LIST))) == 7
    assert set(titles(client_of(cast.outsider).get(LIST))) == {"Lịch họp NV2"}
    head = client_of(cast.head)
    assert len(titles(head.get(LIST))) == 5
    assert titles(head.get(LIST, {"scope": "coordinated"})) == ["Lịch họp NV2"]
    assert len(titles(head.get(LIST, {"scope": "all"}))) == 6


def test_the_most_urgent_stands_first_and_heads_sort(tasks, cast, client_of):
    client = client_of(cast.head)
    assert titles(client.get(LIST))[:3] == ["Lịch họp đường dài", "Quán triệt", "Rút gọn quy trình"]
    assert titles(client.get(LIST, {"sort": "-due"}))[0] == "Số hóa"
    assert titles(client.get(LIST, {"sort": "title"}))[0] == "Cam kết"
    assert client.get(LIST, {"sort": "nonsense", "page": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"class": "overdue"}, {"late"}),
        ({"class": ["overdue", "due_soon"]}, {"late", "soon"}),
        ({"class": "done"}, {"done"}),
        ({"class": "come_due"}, {"late", "done"}),
        ({"class": "open", "unit": "NV1"}, {"late", "soon", "term", "undated"}),
        ({"status": "done"}, {"done"}),
        ({"clause": "II.4.a-2"}, {"late"}),
        ({"due_from": "15/06/2026", "due_to": "30/06/2026", "unit": "NV1"}, {"soon"}),
        ({"q": "duong dai"}, {"late"}),
        ({"q": "ii.4.a-2"}, {"late"}),
        ({"unit": "NV2"}, {"other"}),
        ({"unit": "TTr", "own": "1"}, set()),
    ],
)
def test_filters_live_in_the_address(tasks, cast, client_of, asked, expected):
    response = client_of(cast.office).get(LIST, asked)
    assert set(titles(response)) == {tasks[name].title for name in expected}


def test_a_person_is_a_filter_too(tasks, cast, client_of):
    response = client_of(cast.head).get(LIST, {"person": cast.staff.pk})
    assert titles(response) == ["Quán triệt"]
    assert titles(client_of(cast.staff).get(LIST, {"scope": "mine"})) == ["Quán triệt"]


def test_waiting_lists_only_what_the_person_may_decide(tasks, cast, actor, client_of, units):
    submit_result(by=actor(cast.head), task_id=tasks["late"].pk, version=1, result=Result("Xong", date(2026, 6, 12)))
    submit_result(
        by=actor(cast.office_head), task_id=tasks["office"].pk, version=1, result=Result("Xong", date(2026, 6, 12))
    )
    waiting = {"scope": "waiting"}
    assert titles(client_of(cast.office).get(LIST, waiting)) == ["Lịch họp đường dài"]
    assert titles(client_of(cast.leader).get(LIST, waiting)) == ["Tổng hợp"]
    assert titles(client_of(cast.deputy).get(LIST, waiting)) == []
    Post.objects.create(person=cast.office, unit=units.nv1, role="staff")
    assert titles(client_of(cast.office).get(LIST, waiting)) == []


def test_a_filter_that_makes_no_sense_is_said_and_does_not_filter(tasks, cast, client_of):
    response = client_of(cast.head).get(LIST, {"due_from": "31/02/2026", "unit": "NV2", "person": "abc"})
    assert response.status_code == 200 and len(titles(response)) == 5
    assert "Không có ngày này" in response.content.decode()


def test_counts_add_up_and_the_rate_shows_its_formula(tasks, cast, client_of):
    response = client_of(cast.head).get(LIST)
    summary = response.context["summary"]
    assert summary.total == 5 == sum(summary.counts.values())
    body = response.content.decode()
    assert "1 ÷ (1 + 1) = 50,0" in body
    assert f"class={TaskClass.OVERDUE}" in body


def test_htmx_gets_the_rows_alone(tasks, cast, client_of):
    response = client_of(cast.head, headers={"HX-Request": "true"}).get(LIST, {"class": "overdue"})
    body = response.content.decode()
    assert "<html" not in body and "Lịch họp đường dài" in body and "tasks.xlsx?class=overdue" in body


def test_nothing_found_teaches_the_next_step(tasks, cast, client_of):
    assert "Không có nhiệm vụ nào khớp" in client_of(cast.head).get(LIST, {"q": "zzz"}).content.decode()


def test_the_workbook_holds_the_same_rows(tasks, cast, client_of):
    tasks["soon"].title = "=1+1"
    tasks["soon"].save()
    response = client_of(cast.head).get(reverse("tasks:list_xlsx"), {"sort": "due"})
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if row[0] == "TT")
    body = rows[header + 1 :]
    assert [row[2] for row in body] == titles(client_of(cast.head).get(LIST, {"sort": "due"}))
    assert body[0][7].date() == date(2026, 5, 29)
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert client_of(cast.outsider).get(reverse("tasks:list_xlsx")).status_code == 200


def test_long_lists_are_paged_and_can_be_shown_whole_for_paper(units, cast, client_of):
    TaskFactory.create_batch(60, lead_unit=units.nv1)
    client = client_of(cast.head)
    first = client.get(LIST)
    assert len(titles(first)) == 25 and "Dòng 1–25 trên 60" in first.content.decode()
    assert len(titles(client.get(LIST, {"page": "3"}))) == 10
    assert len(titles(client.get(LIST, {"rows": "all"}))) == 60


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    units, cast, client_of, django_assert_max_num_queries, number
):
    TaskFactory.create_batch(number, lead_unit=units.nv1, responsible=cast.staff)
    client = client_of(cast.head)
    client.get(LIST)
    with django_assert_max_num_queries(20):
        client.get(LIST)
