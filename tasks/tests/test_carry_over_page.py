"""The carry-over page: rows that add up, every number opens as many tasks, and only what one sees."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import TODAY
from tasks.enums import DeadlineKind, TaskStatus
from tasks.forms.carry_over import running_half
from tasks.rules.carry_over import CARRY_OVER_PARTS
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db

PAGE = "tasks:flow"


@pytest.fixture
def work(units):
    """NV1: one old and open, one done late, one withdrawn, one nil; NV2: one new."""
    start, _ = running_half(TODAY)
    before, inside = start - timedelta(days=30), start + timedelta(days=1)
    dated = {"deadline_kind": DeadlineKind.DATE, "due": inside}
    TaskFactory(lead_unit=units.nv1, assigned_on=before, status=TaskStatus.IN_PROGRESS)
    TaskFactory(
        lead_unit=units.nv1,
        assigned_on=before,
        status=TaskStatus.DONE,
        judged_on=inside + timedelta(days=2),
        closed_on=TODAY,
        **dated,
    )
    TaskFactory(lead_unit=units.nv1, assigned_on=inside, status=TaskStatus.WITHDRAWN, closed_on=TODAY)
    TaskFactory(lead_unit=units.nv1, assigned_on=inside, status=TaskStatus.NIL, closed_on=TODAY)
    TaskFactory(lead_unit=units.nv2, assigned_on=inside, status=TaskStatus.NOT_STARTED)


def cells_of(response) -> dict[str, list]:
    """Unit code to the cells of its numbers."""
    shown = response.context["list"]
    return {row.unit.code: [column.cell(row) for column in shown.columns[1:]] for row in shown.rows}


def test_rows_add_up_and_every_number_opens_its_tasks(work, cast, client_of):
    client = client_of(cast.office)

    response = client.get(reverse(PAGE))

    rows = cells_of(response)
    assert [cell.text for cell in rows["NV1"]] == [2, 2, 0, 1, 0, 1, 1, 1]
    assert [cell.text for cell in rows["NV2"]] == [0, 1, 0, 0, 0, 0, 0, 1]
    for cells in rows.values():
        counts = [cell.text for cell in cells]
        assert counts[0] + counts[1] == sum(counts[2:])
        for cell in cells:
            assert client.get(cell.url).context["summary"].total == cell.text
    counted = [[cell.text for cell in cells] for cells in rows.values()]
    sums = list(response.context["list"].sums.values())
    assert sums == [sum(column) for column in zip(*counted, strict=True)]


def test_a_head_sees_the_own_unit_alone(work, cast, client_of):
    response = client_of(cast.head).get(reverse(PAGE))

    assert set(cells_of(response)) == {"NV1"}


def test_a_unit_out_of_sight_cannot_be_asked_for(work, cast, client_of):
    response = client_of(cast.head).get(reverse(PAGE), {"unit": "NV2"})

    assert response.status_code == 422
    assert not response.context["list"]


@pytest.mark.parametrize(
    "query", [{"start": "32/13/2026"}, {"start": "01/06/2026", "end": "01/05/2026"}, {"unit": "KHONG-CO"}]
)
def test_a_window_that_makes_no_sense_is_said(work, cast, client_of, query):
    response = client_of(cast.office).get(reverse(PAGE), query)

    assert response.status_code == 422
    assert response.context["form"].errors


def test_the_table_can_be_taken_out(work, cast, client_of):
    response = client_of(cast.office).get(reverse("tasks:flow_xlsx"))

    assert response.status_code == 200
    assert response.content[:2] == b"PK"


def test_anonymous_people_sign_in_first(client):
    assert client.get(reverse(PAGE)).status_code == 302


def test_the_list_says_in_words_which_part_of_the_flow_it_shows(work, cast, client_of):
    cell = cells_of(client_of(cast.office).get(reverse(PAGE)))["NV1"][0]

    words = client_of(cast.office).get(cell.url).context["filter_words"]

    assert CARRY_OVER_PARTS["opening"].lower() in words


@pytest.mark.parametrize("blank", ["+", "%20%20", "%C2%A0", "%E2%80%8B", "%EF%BB%BF"])
def test_blank_days_in_the_address_are_days_not_given(work, cast, client_of, blank):
    client = client_of(cast.office)
    for query in (f"start={blank}", f"end={blank}", f"start={blank}&end={blank}&unit={blank}"):
        answer = client.get(f"{reverse(PAGE)}?{query}")
        assert answer.status_code == 200
        window = answer.context["window"]
        assert (window["start"], window["end"]) == running_half(TODAY)
        assert client.get(f"{reverse('tasks:flow_xlsx')}?{query}").status_code == 200


@pytest.mark.parametrize("day", ["\u202ex", "x", "31/02/2026", "9" * 5_000, "01/01/0001"])
def test_a_day_that_is_none_is_refused_with_a_sentence(work, cast, client_of, day):
    answer = client_of(cast.office).get(reverse(PAGE), {"start": day})
    assert answer.status_code == 422 and answer.context["form"].errors["start"]
    assert client_of(cast.office).get(reverse("tasks:flow_xlsx"), {"end": day}).status_code == 200
