"""The first page of an empty agency: the steps with links, in place of units without figures."""

import pytest

from organization.models import Post
from tasks.models import Plan
from tasks.tests.factories import TaskFactory


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("admin", {"/organization/people/"}),
        ("clerk", {"/documents/import/"}),
        ("office", {"/documents/import/", "/tasks/plan/assign/", "/tasks/plan/"}),
        ("leader", {"/tasks/plan/"}),
    ],
)
def test_the_first_page_lists_the_steps_with_the_links_a_person_may_follow(units, cast, client_of, role, links):
    Plan.objects.create(agency=units.agency, title="Kế hoạch")
    client = client_of(cast.everybody()[role])

    answer = client.get("/")

    steps = answer.context["steps"]
    assert len(steps) == 5 and "Việc làm đầu tiên" in answer.content.decode()
    followed = {step.url for step in steps if step.url}
    assert links <= followed
    assert {client.get(url).status_code for url in followed} == {200}
    assert "đơn vị thiếu" not in answer.content.decode() and "Đơn vị và việc đến hạn" not in answer.content.decode()


def test_a_step_that_was_taken_says_so(units, cast, client_of):
    def done() -> list[bool]:
        return [step.is_done for step in client_of(cast.office).get("/").context["steps"]]

    assert done() == [True, False, False, False, False]
    Post.objects.filter(role="head").delete()
    assert done()[0] is False


def test_the_steps_leave_with_the_first_task(units, cast, client_of):
    TaskFactory(lead_unit=units.nv1)
    answer = client_of(cast.office).get("/")
    assert answer.context["steps"] == [] and "Đơn vị và việc đến hạn" in answer.content.decode()
