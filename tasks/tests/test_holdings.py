"""Who leaves a post leaves a list of tasks, and a successor of the unit takes them over."""

from datetime import date

import pytest
from django.urls import reverse

from base.errors import Refused
from organization.enums import Role
from organization.models import AuditEvent, Notification, Post
from organization.queries.holdings import ending_post, held_things
from organization.services.posts import end_post
from organization.tests.factories import PostFactory
from tasks.enums import TaskStatus
from tasks.services.handover import hand_over_tasks
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
END = date(2026, 6, 30)


@pytest.fixture
def ending(cast):
    return ending_post(Post.objects.select_related("unit").get(person=cast.staff), END)


def test_open_tasks_of_the_person_are_listed_and_colleagues_offered(units, cast, ending):
    mine = TaskFactory(lead_unit=units.nv1, responsible=cast.staff)
    TaskFactory(lead_unit=units.nv1, responsible=cast.staff, status=TaskStatus.DONE)
    TaskFactory(lead_unit=units.nv1, responsible=cast.head)
    (held,) = [held for held in held_things(ending) if held.kind.kind == "task"]
    assert [thing.id for thing in held.things] == [mine.pk]
    assert [one.id for one in held.successors] == [cast.head.pk]


def test_tasks_pass_to_the_successor_with_an_event(units, cast, actor, ending):
    task = TaskFactory(lead_unit=units.nv1, responsible=cast.staff)
    hand_over_tasks(actor(cast.admin), None, ending, [task.pk], cast.head.pk)
    task.refresh_from_db()
    assert (task.responsible, task.version) == (cast.head, 2)
    assert AuditEvent.objects.get(action="task.hand_over").before == {"responsible": cast.staff.full_name}


def test_a_successor_belongs_to_the_unit_and_nobody_is_allowed_too(units, cast, actor, ending):
    task = TaskFactory(lead_unit=units.nv1, responsible=cast.staff)
    with pytest.raises(Refused):
        hand_over_tasks(actor(cast.admin), None, ending, [task.pk], cast.outsider.pk)
    hand_over_tasks(actor(cast.admin), None, ending, [task.pk], None)
    task.refresh_from_db()
    assert task.responsible is None


# --- Through the pages that end a post or a unit ---------------------------------------------------


@pytest.fixture
def tasks(cast, units):
    """Two open tasks and a done one of the staff member; one of the head's."""
    mine = {"lead_unit": units.nv1, "responsible": cast.staff}
    return {
        "open": [TaskFactory(**mine), TaskFactory(**mine, status=TaskStatus.AWAITING_CONFIRMATION)],
        "done": TaskFactory(**mine, status=TaskStatus.DONE),
        "heads": TaskFactory(lead_unit=units.nv1, responsible=cast.head),
    }


def end(actor, cast, **successors):
    post = Post.objects.get(person=cast.staff, unit__code="NV1", role=Role.STAFF)
    return end_post(by=actor(cast.admin), post_id=post.pk, version=post.version, end=END, successors=successors)


def test_the_page_lists_open_tasks_and_offers_colleagues(cast, tasks, client_of):
    post = Post.objects.get(person=cast.staff)
    page = client_of(cast.admin).get(reverse("organization:post_end", args=[post.pk])).content.decode()
    for task in tasks["open"]:
        assert reverse("tasks:task", args=[task.pk]) in page
    assert reverse("tasks:task", args=[tasks["done"].pk]) not in page
    assert f'<option value="{cast.head.pk}">' in page
    assert f'<option value="{cast.outsider.pk}">' not in page


def test_a_post_does_not_end_before_its_work_has_a_successor(actor, cast, tasks):
    with pytest.raises(Refused) as refusal:
        end(actor, cast)
    assert refusal.value.field == "task"
    with pytest.raises(Refused, match="không nhận được"):
        end(actor, cast, task=cast.outsider.pk)


def test_the_successor_gets_the_open_tasks_with_the_post_and_is_told(actor, cast, tasks):
    end(actor, cast, task=cast.head.pk)
    for task in tasks["open"]:
        task.refresh_from_db()
        assert task.responsible == cast.head
    tasks["done"].refresh_from_db()
    assert tasks["done"].responsible == cast.staff
    assert AuditEvent.objects.filter(action="task.hand_over").first().post_label.startswith("Quản trị")
    assert Notification.objects.filter(recipient=cast.head, kind="task.handed_over").count() == 2


def test_another_post_in_the_unit_keeps_the_work(actor, cast, units, tasks):
    PostFactory(person=cast.staff, unit=units.nv1, role=Role.CLERK)
    end(actor, cast)
    tasks["open"][0].refresh_from_db()
    assert tasks["open"][0].responsible == cast.staff


def test_the_page_that_ends_a_unit_lists_its_open_tasks(cast, tasks, client_of):
    page = client_of(cast.admin).get(reverse("organization:unit_close", args=["NV1"])).content.decode()
    assert "Còn việc chưa xong" in page
    assert reverse("tasks:task", args=[tasks["heads"].pk]) in page
    assert reverse("tasks:task", args=[tasks["done"].pk]) not in page
