"""Ending a post lists the open work that names the person, and hands it over with the post."""

from datetime import date

import pytest
from django.urls import reverse

from organization.enums import Role
from organization.models import AuditEvent, Notification, Post
from organization.rules.errors import Refused
from organization.services.posts import end_post
from organization.tests.factories import PostFactory
from tasks.enums import TaskStatus
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 17)


@pytest.fixture
def tasks(cast, units):
    """Two open tasks and a done one of the staff member; one of the head's."""
    mine = {"lead_unit": units.nv1, "responsible": cast.staff}
    return {
        "open": [TaskFactory(**mine), TaskFactory(**mine, status=TaskStatus.AWAITING_CONFIRMATION)],
        "done": TaskFactory(**mine, status=TaskStatus.DONE),
        "heads": TaskFactory(lead_unit=units.nv1, responsible=cast.head),
    }


def end(actor, cast, person, **successors):
    post = Post.objects.get(person=person, unit__code="NV1", role=Role.STAFF)
    by = actor(cast.admin)
    return end_post(by=by, post_id=post.pk, version=post.version, end=TODAY, successors=successors)


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
        end(actor, cast, cast.staff)
    assert refusal.value.field == "task"
    with pytest.raises(Refused, match="không nhận được"):
        end(actor, cast, cast.staff, task=cast.outsider.pk)


def test_the_successor_gets_the_open_tasks_and_is_told(actor, cast, tasks):
    end(actor, cast, cast.staff, task=cast.head.pk)
    for task in tasks["open"]:
        task.refresh_from_db()
        assert (task.responsible, task.version) == (cast.head, 2)
    tasks["done"].refresh_from_db()
    assert tasks["done"].responsible == cast.staff
    events = AuditEvent.objects.filter(action="task.responsible")
    assert {event.after["responsible"] for event in events} == {"Ngô Văn Trưởng"}
    assert events.first().post_label.startswith("Quản trị")
    assert "2 nhiệm vụ" in Notification.objects.get(recipient=cast.head, kind="task.responsible").text


def test_work_may_wait_for_a_successor_on_purpose(actor, cast, tasks):
    end(actor, cast, cast.staff, task=None)
    tasks["open"][0].refresh_from_db()
    assert tasks["open"][0].responsible is None


def test_another_post_in_the_unit_keeps_the_work(actor, cast, units, tasks):
    PostFactory(person=cast.staff, unit=units.nv1, role=Role.CLERK)
    end(actor, cast, cast.staff)
    tasks["open"][0].refresh_from_db()
    assert tasks["open"][0].responsible == cast.staff
