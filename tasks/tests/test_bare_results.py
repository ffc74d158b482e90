"""A result of a few letters without file or number is asked about once, and never stopped twice."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.enums import TaskStatus
from tasks.rules.bare_results import asks_for_paper
from tasks.tests import files
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
QUESTION = "Kết quả này không kèm văn bản, tệp nào, đúng không?"
BARE = {"version": "1", "product_date": "17/06/2026", "result": "Đã xong."}


@pytest.fixture
def task(units, cast):
    return TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 30))


def address(task, *more):
    return reverse("tasks:act_for" if more else "tasks:act", args=[task.pk, "submit", *more])


def status(task):
    task.refresh_from_db()
    return task.status


@pytest.mark.parametrize(
    ("text", "number", "has_file", "asked"),
    [
        ("Xong", "", False, True),
        ("Đã hoàn thành.", "", False, True),
        ("a" * 19 + " " * 30 + "." * 30, "", False, True),
        ("a" * 20, "", False, False),
        ("Đã thống nhất lịch họp quý III với Văn phòng.", "", False, False),
        ("Xong", "142/TTr", False, False),
        ("Xong", "  ", False, True),
        ("Xong", "", True, False),
    ],
)
def test_what_is_asked_about(text, number, has_file, asked):
    assert asks_for_paper(text, document_number=number, has_file=has_file) is asked


def test_it_is_asked_once_and_sending_again_passes(task, cast, client_of):
    client = client_of(cast.head)
    assert QUESTION not in client.get(reverse("tasks:task", args=[task.pk])).content.decode()
    response = client.post(address(task), BARE)
    body = response.content.decode()
    assert response.status_code == 422 and QUESTION in body
    assert "Đã xong." in body and "17/06/2026" in body
    (panel,) = response.context["panels"]
    assert panel.form["without_paper"].value()  # ticked: pressing the button again is the answer
    assert status(task) == TaskStatus.NOT_STARTED
    assert client.post(address(task), {**BARE, "without_paper": "on"}).status_code == 302
    assert status(task) == TaskStatus.AWAITING_CONFIRMATION


def test_the_answer_is_kept_while_another_field_is_put_right(task, cast, client_of):
    response = client_of(cast.head).post(address(task), {**BARE, "product_date": "31/02/2026", "without_paper": "on"})
    assert response.status_code == 422 and QUESTION in response.content.decode()
    assert not response.context["panels"][0].form.has_error("without_paper")


@pytest.mark.parametrize(
    "more", [{"document_number": "142/TTr-NV1"}, {"result": "Đã thống nhất lịch họp quý III với Văn phòng."}]
)
def test_a_number_or_a_whole_sentence_is_not_asked_about(task, cast, client_of, more):
    assert client_of(cast.head).post(address(task), {**BARE, **more}).status_code == 302


def test_a_file_that_comes_along_or_came_before_answers_it(task, cast, client_of):
    client = client_of(cast.head)
    client.post(address(task), {**BARE, "add_files": "1", "files": files.upload("lich-hop.pdf")})
    assert client.post(address(task), BARE).status_code == 302
    other = TaskFactory(lead_unit=task.lead_unit)
    assert client.post(address(other), {**BARE, "files": files.upload("lich-hop.pdf")}).status_code == 302
    assert status(other) == TaskStatus.AWAITING_CONFIRMATION


def test_what_is_only_kept_is_not_asked_about(task, cast, client_of):
    prepare = reverse("tasks:act", args=[task.pk, "prepare"])
    assert client_of(cast.staff).post(prepare, BARE).status_code == 302


def test_the_office_that_enters_for_a_unit_is_asked_too(task, cast, client_of):
    typed = {**BARE, "told_by": cast.head.pk, "channel": "phone"}
    client = client_of(cast.office)
    assert QUESTION in client.post(address(task, "entered"), typed).content.decode()
    assert client.post(address(task, "entered"), {**typed, "without_paper": "on"}).status_code == 302
