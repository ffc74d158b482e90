"""Hoàn tác: one's own decision is taken back within a minute, exactly, by nobody else and not after anything more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections
from django.urls import reverse

from base.errors import Forbidden, Refused
from organization.enums import Role
from organization.models import AuditEvent, Notification, Post
from organization.services.decisions import DecisionFacts
from tasks.enums import Authority, ExtensionState, TaskStatus
from tasks.models import Task
from tasks.queries.task_page import task_facts
from tasks.queries.tasks import get_visible_task
from tasks.rules.transitions import Action
from tasks.services.control import contest_class
from tasks.services.extensions import ask_extension, grant_extension
from tasks.services.results import approve_result, confirm_result
from tasks.services.undo import undo_decision
from tasks.services.work import Result, report_nil, submit_result
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 17)
KEPT = [field.attname for field in Task._meta.concrete_fields if field.name not in ("version",)]


def row(task):
    return Task.objects.filter(pk=task.pk).values(*KEPT).get()


def spans(task):
    return [{**one, "id": None} for one in task.spans.order_by("from_day").values()]


@pytest.fixture
def task(units, cast):
    return TaskFactory(lead_unit=units.nv1, title="Lịch họp quý III", due=TODAY, authority=Authority.LEADER)


@pytest.fixture
def approved(task, cast, actor):
    """The task as the leader has just approved it, and how it stood before."""
    submit_result(
        by=actor(cast.head), task_id=task.pk, version=1, result=Result("Đã thống nhất lịch họp.", TODAY, "1/TTr")
    )
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    before = row(task), spans(task)
    approve_result(by=actor(cast.leader), task_id=task.pk, version=3)
    return task, before


def undo(by, task, action=Action.UNDO_APPROVE):
    return undo_decision(by=by, task_id=task.pk, action=action)


def test_the_approved_task_stands_again_as_before(approved, cast, actor):
    task, before = approved
    Notification.objects.all().delete()
    undo(actor(cast.leader), task)
    assert (row(task), spans(task)) == before
    event = AuditEvent.objects.get(action="task.undo_approve")
    assert (event.by, event.after["status"]) == (cast.leader, TaskStatus.AWAITING_APPROVAL)
    assert [one.recipient for one in Notification.objects.all()] == [cast.head]
    approve_result(by=actor(cast.leader), task_id=task.pk, version=5)
    assert row(task)["status"] == TaskStatus.DONE


@pytest.mark.parametrize("authority", [Authority.OFFICE, Authority.LEADER])
@pytest.mark.parametrize("nil", [True, False])
def test_the_confirmed_task_and_its_request_stand_again_as_before(task, cast, actor, authority, nil):
    Task.objects.filter(pk=task.pk).update(authority=authority)
    ask_extension(by=actor(cast.head), task_id=task.pk, due=date(2026, 6, 30), reason="Chờ ý kiến")
    if nil:
        report_nil(by=actor(cast.head), task_id=task.pk, version=1, reason="Không có")
    else:
        result = Result("Đã thống nhất lịch họp.", TODAY, "1/TTr")
        submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=result)
    before = row(task), spans(task)
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    undo(actor(cast.office), task, Action.UNDO_CONFIRM)
    assert (row(task), spans(task)) == before
    request = task.extensions.get()
    assert (request.state, request.decided_on) == (ExtensionState.OPEN, None)


def test_a_granted_extension_waits_again(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=date(2026, 6, 30), reason="Chờ ý kiến")
    before = row(task), spans(task), task.extensions.values().get()
    grant_extension(by=actor(cast.leader), task_id=task.pk, note="Đồng ý")
    undo(actor(cast.leader), task, Action.UNDO_GRANT)
    assert (row(task), spans(task), task.extensions.values().get()) == before


def test_after_a_minute_it_stays(approved, cast, actor, clock):
    task, _ = approved
    clock.shift(timedelta(seconds=60))
    assert page_offers(task, cast.leader, actor) is True
    clock.shift(timedelta(seconds=1))
    with pytest.raises(Refused, match="trong 1 phút"):
        undo(actor(cast.leader), task)
    assert page_offers(task, cast.leader, actor) is False
    assert row(task)["status"] == TaskStatus.DONE


def page_offers(task, person, actor):
    facts = task_facts(actor(person), get_visible_task(actor(person), task.pk))
    return Action.UNDO_APPROVE in {act.action for act in facts.acts}


def test_nobody_else_takes_it_back(approved, cast, actor):
    task, _ = approved
    with pytest.raises(Refused, match="chỉ người vừa quyết định"):
        undo(actor(cast.deputy), task)
    for person in (cast.office, cast.head):
        with pytest.raises(Forbidden):
            undo(actor(person), task)
    with pytest.raises(Refused):
        undo(actor(cast.office), task, Action.UNDO_CONFIRM)


def test_not_after_anything_more_happened(approved, cast, actor):
    task, _ = approved
    Task.objects.filter(pk=task.pk).update(due=date(2026, 6, 16), judged_on=TODAY)
    contest_class(by=actor(cast.head), task_id=task.pk, version=4, reason="Hạn ghi nhầm")
    with pytest.raises(Refused, match="chưa có gì thêm"):
        undo(actor(cast.leader), task)
    assert row(task)["status"] == TaskStatus.DONE


def test_not_twice(approved, cast, actor):
    task, _ = approved
    undo(actor(cast.leader), task)
    with pytest.raises(Refused):
        undo(actor(cast.leader), task)


def test_what_was_recorded_for_a_leader_is_the_leaders(task, cast, actor):
    result = Result("Đã thống nhất lịch họp.", TODAY, "1/TTr")
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=result)
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    post = Post.objects.get(person=cast.leader, role=Role.LEADER)
    told = DecisionFacts(leader_post_id=post.pk, decided_on=TODAY, channel="briefing", reference="Giao ban 17/6")
    approve_result(by=actor(cast.office), task_id=task.pk, version=3, recorded=told)
    for person in (cast.leader, cast.office):
        with pytest.raises(Refused):
            undo(actor(person), task)


def test_the_message_names_the_task_and_carries_the_button(task, cast, actor, client_of, clock):
    result = Result("Đã thống nhất lịch họp.", TODAY, "1/TTr")
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=result)
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    client = client_of(cast.leader)
    approve = reverse("tasks:act", args=[task.pk, "approve"])
    body = client.post(approve, {"version": "3", "next": "/"}, follow=True).content.decode()
    address = reverse("tasks:act", args=[task.pk, "undo_approve"])
    assert "Đã duyệt kết quả “Lịch họp quý III” của Phòng Nghiệp vụ 1: hoàn thành đúng hạn." in body
    assert f'action="{address}"' in body and "Hoàn tác</button>" in body
    body = client.post(address, follow=True).content.decode()
    assert "Đã hoàn tác việc duyệt kết quả “Lịch họp quý III” của Phòng Nghiệp vụ 1." in body
    assert row(task)["status"] == TaskStatus.AWAITING_APPROVAL
    client.post(approve, {"version": "5"})
    clock.shift(timedelta(seconds=61))
    late = client.post(address)
    assert late.status_code == 409 and "Không hoàn tác được nữa" in late.content.decode()
    assert client.get(address).status_code == 302
    assert row(task)["status"] == TaskStatus.DONE


@pytest.mark.django_db(transaction=True)
def test_of_many_presses_at_the_same_moment_one_takes_it_back(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1, due=TODAY)
    submit_result(
        by=actor(cast.head), task_id=task.pk, version=1, result=Result("Đã thống nhất lịch họp.", TODAY, "1/TTr")
    )
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    by = actor(cast.office)

    def press(_):
        try:
            undo(by, task, Action.UNDO_CONFIRM)
        except Refused:
            return "told"
        finally:
            connections.close_all()
        return "undone"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == ["told", "told", "told", "undone"]
    assert AuditEvent.objects.filter(action="task.undo_confirm").count() == 1
