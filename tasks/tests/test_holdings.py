"""Who leaves a post leaves a list of tasks, and a successor of the unit takes them over."""

from datetime import date

import pytest

from organization.models import AuditEvent, Post
from organization.queries.holdings import ending_post, held_things
from organization.rules.errors import Refused
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
