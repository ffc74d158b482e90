"""Deadlines, extensions, pauses, ends, reopening, contested classes and instructions."""

from dataclasses import replace
from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role
from organization.models import AuditEvent, Notification, Post
from organization.services.decisions import DecisionFacts
from tasks.enums import DeadlineKind, ExtensionState, TaskStatus
from tasks.models import ExtensionRequest, Task
from tasks.queries.task_page import task_facts
from tasks.rules.transitions import Action
from tasks.services.acts import EnteredFor
from tasks.services.control import (
    Correction,
    contest_class,
    reopen_task,
    resume_task,
    set_deadline,
    settle_contest,
    suspend_task,
    withdraw_task,
)
from tasks.services.extensions import (
    advise_extension,
    ask_extension,
    drop_extension,
    grant_extension,
    refuse_extension,
)
from tasks.services.instructions import answer_instruction, give_instruction
from tasks.services.results import approve_result, confirm_result
from tasks.services.work import Result, submit_result
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
TODAY, DUE, LATER = date(2026, 6, 17), date(2026, 6, 12), date(2026, 6, 26)


@pytest.fixture
def task(units, cast):
    return TaskFactory(lead_unit=units.nv1, title="Lịch họp quý III", due=DUE)


@pytest.fixture
def decided(cast):
    post = Post.objects.get(person=cast.leader, role=Role.LEADER)
    return DecisionFacts(
        leader_post_id=post.pk, decided_on=date(2026, 6, 15), channel="briefing", reference="giao ban 15/6"
    )


@pytest.fixture
def decided_today(decided):
    return replace(decided, decided_on=date(2026, 6, 17))


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


# --- Extensions -----------------------------------------------------------------------------------


def test_an_extension_is_asked_advised_and_granted_and_the_original_deadline_stays(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Chờ ý kiến phòng bạn")
    assert told("task.ask_extension") == {"lanhdao", "pho1", "vanphong", "truong.vp"}
    advise_extension(by=actor(cast.office), task_id=task.pk, agrees=True, note="Hợp lý")
    grant_extension(by=actor(cast.deputy), task_id=task.pk)
    task.refresh_from_db()
    assert (task.due, task.original_due) == (LATER, DUE)
    request = ExtensionRequest.objects.get()
    assert (request.state, request.granted_due, request.decided_by, request.advice) == (
        ExtensionState.GRANTED,
        LATER,
        cast.deputy,
        True,
    )


def test_a_refused_extension_leaves_the_deadline(task, cast, actor, decided, decided_today):
    ask_extension(
        by=actor(cast.office),
        task_id=task.pk,
        due=LATER,
        reason="Thiếu người",
        entered=EnteredFor(cast.head.pk, "phone"),
    )
    with pytest.raises(Refused):
        refuse_extension(by=actor(cast.leader), task_id=task.pk, reason=" ")
    act = {"by": actor(cast.office), "task_id": task.pk, "reason": "Cần xong trước kỳ họp"}
    with pytest.raises(Refused, match=r"\(15/06/2026\) đang ở trước ngày xin gia hạn \(17/06/2026\)"):
        refuse_extension(**act, recorded=decided)
    refuse_extension(**act, recorded=decided_today)
    task.refresh_from_db()
    request = ExtensionRequest.objects.get()
    assert (task.due, request.state, request.decided_by, request.told_by) == (
        DUE,
        ExtensionState.REFUSED,
        cast.leader,
        cast.head,
    )


@pytest.mark.parametrize(
    ("held", "asked", "words"),
    [
        (DUE, date(2026, 6, 1), r"phải sau hạn hiện nay 12/06/2026"),
        (DUE, DUE, r"phải sau hạn hiện nay 12/06/2026"),
        (DUE, date(2026, 6, 16), r"16/06/2026 đã qua"),
        (LATER, LATER, r"phải sau hạn hiện nay 26/06/2026"),
        (LATER, date(2026, 6, 25), r"phải sau hạn hiện nay 26/06/2026"),
    ],
)
def test_an_extension_reaches_beyond_the_deadline_and_not_into_the_past(units, cast, actor, held, asked, words):
    task = TaskFactory(lead_unit=units.nv1, due=held)
    with pytest.raises(Refused, match=words) as refusal:
        ask_extension(by=actor(cast.head), task_id=task.pk, due=asked, reason="Lý do")
    assert refusal.value.field == "due"
    assert not ExtensionRequest.objects.exists()


@pytest.mark.parametrize(("held", "asked"), [(DUE, TODAY), (LATER, date(2026, 6, 27))])
def test_the_first_day_an_extension_may_reach(units, cast, actor, held, asked):
    task = TaskFactory(lead_unit=units.nv1, due=held)
    assert ask_extension(by=actor(cast.head), task_id=task.pk, due=asked, reason="Lý do").asked_due == asked


def test_a_leader_gives_another_day_than_asked_but_never_the_same_deadline_again(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    for due in (DUE, date(2026, 6, 11)):
        with pytest.raises(Refused, match="phải sau hạn hiện nay 12/06/2026") as refusal:
            grant_extension(by=actor(cast.leader), task_id=task.pk, due=due)
        assert refusal.value.field == "due"
    grant_extension(by=actor(cast.leader), task_id=task.pk, due=date(2026, 6, 13))
    task.refresh_from_db()
    assert task.due == date(2026, 6, 13)


@pytest.mark.parametrize("agrees", [True, False])
def test_the_form_for_advice_stands_open_until_there_is_some(task, cast, actor, agrees):
    def offered():
        facts = task_facts(actor(cast.office), Task.objects.get(pk=task.pk))
        return [{act.action for act in acts} for acts in (facts.acts_at_once, facts.acts)]

    assert all(Action.ADVISE_EXTENSION not in acts for acts in offered())
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    assert all(Action.ADVISE_EXTENSION in acts for acts in offered())

    advise_extension(by=actor(cast.office), task_id=task.pk, agrees=agrees)

    at_once, at_all = offered()
    assert Action.ADVISE_EXTENSION not in at_once
    assert Action.ADVISE_EXTENSION in at_all


def test_one_request_at_a_time_and_it_can_be_dropped(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    with pytest.raises(Refused, match="đang chờ"):
        ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    drop_extension(by=actor(cast.head), task_id=task.pk)
    with pytest.raises(Refused, match="Không còn"):
        grant_extension(by=actor(cast.leader), task_id=task.pk)
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do khác")


def test_only_the_leader_in_charge_decides_an_extension(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    for person in (cast.office, cast.head, cast.outsider):
        with pytest.raises(Forbidden):
            grant_extension(by=actor(person), task_id=task.pk)


def test_a_task_that_ends_closes_its_open_request(task, cast, actor):
    ask_extension(by=actor(cast.head), task_id=task.pk, due=LATER, reason="Lý do")
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", DUE))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    assert ExtensionRequest.objects.get().state == ExtensionState.DROPPED


# --- Deadlines ------------------------------------------------------------------------------------


def test_a_leader_gives_a_first_deadline_and_it_stays_the_original_one(units, cast, actor, decided):
    task = TaskFactory(lead_unit=units.nv1, due=None)
    set_deadline(by=actor(cast.office), task_id=task.pk, version=1, kind=DeadlineKind.DATE, due=DUE, recorded=decided)
    set_deadline(by=actor(cast.leader), task_id=task.pk, version=2, kind=DeadlineKind.DATE, due=LATER)
    task.refresh_from_db()
    assert (task.deadline_kind, task.due, task.original_due) == (DeadlineKind.DATE, LATER, DUE)
    assert AuditEvent.objects.filter(action="task.set_deadline", summary="cho hạn 12/06/2026").exists()


def test_continuous_is_a_deadline_too(task, cast, actor):
    set_deadline(by=actor(cast.leader), task_id=task.pk, version=1, kind=DeadlineKind.CONTINUOUS, due=None)
    task.refresh_from_db()
    assert (task.deadline_kind, task.due, task.percent) == (DeadlineKind.CONTINUOUS, None, None)


@pytest.mark.parametrize("due", [None, date(2026, 5, 1)])
def test_a_deadline_is_a_day_after_the_assignment(task, cast, actor, due):
    with pytest.raises(Refused):
        set_deadline(by=actor(cast.leader), task_id=task.pk, version=1, kind=DeadlineKind.DATE, due=due)
    with pytest.raises(Forbidden):
        set_deadline(by=actor(cast.office), task_id=task.pk, version=1, kind=DeadlineKind.DATE, due=LATER)


# --- Pause, end, reopening ------------------------------------------------------------------------


def test_a_paused_task_goes_on_where_it_stopped(task, cast, actor, decided):
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", DUE))
    suspend_task(by=actor(cast.office), task_id=task.pk, version=2, reason="Chờ sắp xếp bộ máy", recorded=decided)
    task.refresh_from_db()
    assert task.status == TaskStatus.SUSPENDED
    with pytest.raises(Refused):
        suspend_task(by=actor(cast.office), task_id=task.pk, version=3, reason="Lần nữa")
    resume_task(by=actor(cast.leader), task_id=task.pk, version=3, reason="Đã xong sắp xếp")
    task.refresh_from_db()
    assert (task.status, task.status_before_pause, task.submitted_on) == (TaskStatus.AWAITING_CONFIRMATION, "", TODAY)


@pytest.mark.parametrize("service", [suspend_task, withdraw_task])
def test_decisions_need_a_reason_a_right_and_the_last_version(task, cast, actor, service):
    with pytest.raises(Refused):
        service(by=actor(cast.office), task_id=task.pk, version=1, reason="  ")
    with pytest.raises(Conflict):
        service(by=actor(cast.office), task_id=task.pk, version=7, reason="Lý do")
    for person in (cast.head, cast.staff, cast.clerk, cast.outsider, cast.admin):
        with pytest.raises(Forbidden):
            service(by=actor(person), task_id=task.pk, version=1, reason="Lý do")
    task.refresh_from_db()
    assert task.status == TaskStatus.NOT_STARTED


def test_the_office_decides_nothing_about_its_own_tasks_but_may_record_the_leader(units, cast, actor, decided):
    task = TaskFactory(lead_unit=units.vp)
    with pytest.raises(Forbidden):
        withdraw_task(by=actor(cast.office), task_id=task.pk, version=1, reason="Thôi")
    withdraw_task(by=actor(cast.office), task_id=task.pk, version=1, reason="Thôi", recorded=decided)
    task.refresh_from_db()
    assert (task.status, task.closed_on) == (TaskStatus.WITHDRAWN, TODAY)


def test_a_wrong_confirmation_is_reopened(task, cast, actor):
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", DUE))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    reopen_task(by=actor(cast.office), task_id=task.pk, version=3, reason="Nhầm nhiệm vụ")
    task.refresh_from_db()
    assert (task.status, task.judged_on, task.closed_on, task.submitted_on, task.confirmed_on) == (
        TaskStatus.IN_PROGRESS,
        None,
        None,
        None,
        None,
    )


def test_a_withdrawn_task_given_anew_is_not_reopened(plan, units, cast, actor):
    clause = plan.clauses.get(code="IV.1")
    old = TaskFactory(lead_unit=units.nv1, clause=clause)
    withdraw_task(by=actor(cast.office), task_id=old.pk, version=1, reason="Giao lại")
    TaskFactory(lead_unit=units.nv1, clause=clause)
    with pytest.raises(Refused, match="đã được giao lại"):
        reopen_task(by=actor(cast.office), task_id=old.pk, version=2, reason="Nhầm")


# --- A wrong red ----------------------------------------------------------------------------------


def test_a_wrong_red_is_contested_and_put_right(task, cast, actor):
    contest_class(by=actor(cast.head), task_id=task.pk, version=1, reason="Hạn ghi trong quyết định là 22/6")
    task.refresh_from_db()
    assert (task.is_contested, task.contested_on) == (True, TODAY)
    with pytest.raises(Refused):
        contest_class(by=actor(cast.head), task_id=task.pk, version=2, reason="Lần nữa")
    with pytest.raises(Refused):
        settle_contest(by=actor(cast.office), task_id=task.pk, version=2, correction=Correction(), reason="Đúng")
    right = Correction(due=date(2026, 6, 22))
    settle_contest(by=actor(cast.office), task_id=task.pk, version=2, correction=right, reason="Nhập nhầm ngày")
    task.refresh_from_db()
    assert (task.is_contested, task.due) == (False, date(2026, 6, 22))


def test_a_wrong_late_is_put_right_by_the_products_day(task, cast, actor):
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", TODAY))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    contest_class(by=actor(cast.head), task_id=task.pk, version=3, reason="Văn bản ký ngày 11/6")
    later = Correction(product_date=date(2026, 6, 18))
    with pytest.raises(Refused):
        settle_contest(by=actor(cast.office), task_id=task.pk, version=4, correction=later, reason="Sai")
    right = Correction(product_date=date(2026, 6, 11))
    settle_contest(by=actor(cast.office), task_id=task.pk, version=4, correction=right, reason="Đã xem văn bản")
    task.refresh_from_db()
    assert task.judged_on == date(2026, 6, 11)


def test_a_contest_may_be_turned_down(task, cast, actor, decided, decided_today):
    contest_class(by=actor(cast.head), task_id=task.pk, version=1, reason="Sai")
    act = {"by": actor(cast.office), "task_id": task.pk, "version": 2, "correction": None, "reason": "Đúng hạn"}
    with pytest.raises(Refused, match="trước ngày đề nghị đính chính"):
        settle_contest(**act, recorded=decided)
    settle_contest(**act, recorded=decided_today)
    task.refresh_from_db()
    assert (task.is_contested, task.due) == (False, DUE)


def test_nothing_red_nothing_to_contest(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1, due=LATER)
    with pytest.raises(Refused, match="không bị tính quá hạn"):
        contest_class(by=actor(cast.head), task_id=task.pk, version=1, reason="Sai")


# --- Instructions ---------------------------------------------------------------------------------


def test_an_instruction_reaches_the_head_and_is_answered(task, cast, actor, decided):
    given = give_instruction(
        by=actor(cast.office), task_id=task.pk, text="Làm trước 20/6", answer_by=date(2026, 6, 20), recorded=decided
    )
    assert (given.leader, given.given_on) == (cast.leader, date(2026, 6, 15))
    assert told("task.instruct") == {"truong.nv1"}
    with pytest.raises(Forbidden):
        answer_instruction(by=actor(cast.staff), task_id=task.pk, instruction_id=given.pk, answer="Vâng")
    answer_instruction(by=actor(cast.head), task_id=task.pk, instruction_id=given.pk, answer="Xong ngày 19/6")
    given.refresh_from_db()
    assert (given.answer, given.answered_by) == ("Xong ngày 19/6", cast.head)
    with pytest.raises(Refused):
        answer_instruction(by=actor(cast.head), task_id=task.pk, instruction_id=given.pk, answer="Lần nữa")
    assert Task.objects.get().version == 1


def test_only_leaders_in_charge_instruct_and_not_into_the_past(task, cast, actor):
    with pytest.raises(Forbidden):
        give_instruction(by=actor(cast.office), task_id=task.pk, text="Làm đi", answer_by=None)
    with pytest.raises(Refused):
        give_instruction(by=actor(cast.deputy), task_id=task.pk, text="Làm đi", answer_by=DUE)
    with pytest.raises(Refused):
        give_instruction(by=actor(cast.deputy), task_id=task.pk, text=" ", answer_by=None)


def test_approving_what_nobody_submitted_is_refused(task, cast, actor):
    with pytest.raises(Refused, match="Chưa thực hiện"):
        approve_result(by=actor(cast.leader), task_id=task.pk, version=1)
