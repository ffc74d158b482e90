"""From a unit's result to its acceptance: who is told, what is stored, what is refused, on every channel."""

from datetime import date, timedelta

import pytest

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role
from organization.models import AuditEvent, Notification, Post, RecordedDecision, Setting
from organization.queries import actor_of
from organization.services.decisions import DecisionFacts
from tasks.enums import Authority, DeadlineKind, TaskStatus
from tasks.services.acts import EnteredFor
from tasks.services.evidence import add_evidence
from tasks.services.results import approve_result, confirm_result, return_result, send_back_result
from tasks.services.work import (
    Result,
    complete_task,
    prepare_result,
    report_nil,
    submit_result,
    take_back,
    update_progress,
)
from tasks.tests import files
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 17)
RESULT = Result("Đã làm xong lịch họp quý III.", date(2026, 6, 12), "142/TTr-NV1")


@pytest.fixture
def task(units, cast):
    return TaskFactory(lead_unit=units.nv1, title="Lịch họp quý III", due=date(2026, 6, 12))


def submitted(task, by, **more):
    return submit_result(by=by, task_id=task.pk, version=task.version, result=RESULT, **more)


def decision(person, day=TODAY, channel="briefing", reference="Kết luận giao ban 15/6"):
    post = Post.objects.get(person=person, role=Role.LEADER)
    return DecisionFacts(leader_post_id=post.pk, decided_on=day, channel=channel, reference=reference)


def people_told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_an_update_starts_the_work_and_keeps_the_sentence(task, cast, actor):
    update_progress(by=actor(cast.staff), task_id=task.pk, version=1, percent=60, situation="Đã có dự thảo")
    task.refresh_from_db()
    assert (task.status, task.percent, task.situation, task.last_update_on, task.version) == (
        TaskStatus.IN_PROGRESS,
        60,
        "Đã có dự thảo",
        TODAY,
        2,
    )
    event = AuditEvent.objects.get(action="task.update")
    assert (event.by, event.summary, event.note) == (cast.staff, "cập nhật 60%", "Đã có dự thảo")
    assert event.before == {"status": "not_started", "percent": None, "situation": "", "last_update_on": None}


def test_an_empty_update_is_refused(task, cast, actor):
    with pytest.raises(Refused, match="ít nhất một"):
        update_progress(by=actor(cast.head), task_id=task.pk, version=1, percent=None, situation=" ")


def test_the_leg_from_result_to_leader(task, cast, actor):
    task.authority = Authority.LEADER
    task.save()
    submitted(task, actor(cast.head))
    assert people_told("task.submit") == {"vanphong", "truong.vp"}
    task.refresh_from_db()
    assert task.status == TaskStatus.AWAITING_CONFIRMATION
    assert (task.submitted_on, task.submitted_by, task.submitted_due_soon_until) == (
        TODAY,
        cast.head,
        date(2026, 6, 22),
    )
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    assert people_told("task.confirm") == {"lanhdao", "pho1"}
    task.refresh_from_db()
    assert (task.status, task.judged_on, task.closed_on) == (TaskStatus.AWAITING_APPROVAL, None, None)
    approve_result(by=actor(cast.deputy), task_id=task.pk, version=3)
    task.refresh_from_db()
    assert (task.status, task.judged_on, task.closed_on) == (TaskStatus.DONE, date(2026, 6, 12), TODAY)
    assert people_told("task.approve") == {"truong.nv1"}


def test_where_the_office_has_the_last_word_its_confirmation_ends_the_task(task, cast, actor):
    submitted(task, actor(cast.head))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    task.refresh_from_db()
    assert (task.status, task.confirmed_on, task.closed_on) == (TaskStatus.DONE, TODAY, TODAY)


def test_late_may_be_judged_by_the_day_of_submission(task, cast, actor):
    Setting.objects.create(key="late_judged_by", value="submission")
    submitted(task, actor(cast.head))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    task.refresh_from_db()
    assert task.judged_on == TODAY


def test_staff_prepare_and_the_head_submits(task, cast, actor):
    prepare_result(by=actor(cast.staff), task_id=task.pk, version=1, result=RESULT)
    task.refresh_from_db()
    assert (task.status, task.result, task.submitted_on) == (TaskStatus.IN_PROGRESS, RESULT.text, None)
    with pytest.raises(Forbidden, match="Chỉ lãnh đạo Phòng Nghiệp vụ 1"):
        submitted(task, actor(cast.staff))
    task.refresh_from_db()
    assert task.status == TaskStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("result", "field"),
    [
        (Result("Xong", date(2026, 6, 18)), "product_date"),
        (Result("Xong", None), "product_date"),
        (Result("  ", TODAY), "result"),
    ],
)
def test_a_result_needs_words_and_a_day_that_is_not_ahead(task, cast, actor, result, field):
    with pytest.raises(Refused) as refusal:
        submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=result)
    assert refusal.value.field == field
    task.refresh_from_db()
    assert (task.status, task.version) == (TaskStatus.NOT_STARTED, 1)


def test_a_returned_result_is_open_again_and_says_why(task, cast, actor):
    submitted(task, actor(cast.head))
    with pytest.raises(Refused):
        return_result(by=actor(cast.office), task_id=task.pk, version=2, reason=" ")
    return_result(by=actor(cast.office), task_id=task.pk, version=2, reason="Chưa kèm lịch họp")
    task.refresh_from_db()
    assert (task.status, task.return_reason, task.returned_on) == (TaskStatus.RETURNED, "Chưa kèm lịch họp", TODAY)
    assert (task.submitted_on, task.submitted_at, task.result) == (None, None, RESULT.text)
    later = Result("Đã kèm", TODAY)
    prepare_result(by=actor(cast.staff), task_id=task.pk, version=3, result=later)
    task.refresh_from_db()
    assert (task.status, task.product_date) == (TaskStatus.RETURNED, TODAY)


def test_a_file_keeps_the_day_it_was_first_handed_in(task, cast, actor, clock):
    add_evidence(by=actor(cast.staff), task_id=task.pk, file=files.upload("lịch họp.pdf"))
    submitted(task, actor(cast.head))
    return_result(by=actor(cast.office), task_id=task.pk, version=2, reason="Chưa kèm phụ lục")
    clock.move_to("2026-06-19T09:00:00+07:00")
    later = actor_of(cast.head, on=date(2026, 6, 19))
    add_evidence(by=later, task_id=task.pk, file=files.upload("phụ lục.pdf"))

    submit_result(by=later, task_id=task.pk, version=3, result=RESULT)

    assert dict(task.evidence.values_list("name", "submitted_on")) == {
        "lịch họp.pdf": TODAY,
        "phụ lục.pdf": date(2026, 6, 19),
    }
    handed_in = AuditEvent.objects.filter(action="task.submit").latest("id").after["files"]
    assert {shown["name"] for shown in handed_in} == {"lịch họp.pdf", "phụ lục.pdf"}


def test_a_submission_can_be_taken_back_until_it_is_decided(task, cast, actor):
    submitted(task, actor(cast.head))
    take_back(by=actor(cast.head), task_id=task.pk, version=2)
    task.refresh_from_db()
    assert (task.status, task.submitted_on, task.result) == (TaskStatus.IN_PROGRESS, None, RESULT.text)
    with pytest.raises(Refused, match="Đang thực hiện"):
        take_back(by=actor(cast.head), task_id=task.pk, version=3)


def test_nothing_came_up_is_confirmed_like_a_result(task, cast, actor):
    with pytest.raises(Refused):
        report_nil(by=actor(cast.head), task_id=task.pk, version=1, reason="")
    report_nil(by=actor(cast.head), task_id=task.pk, version=1, reason="Quý này không có cuộc họp nào")
    task.refresh_from_db()
    assert (task.status, task.is_nil_claim) == (TaskStatus.AWAITING_CONFIRMATION, True)
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    task.refresh_from_db()
    assert (task.status, task.closed_on, task.judged_on) == (TaskStatus.NIL, TODAY, None)


def test_a_returned_nil_leaves_no_result_behind(task, cast, actor):
    report_nil(by=actor(cast.head), task_id=task.pk, version=1, reason="Không có")
    return_result(by=actor(cast.office), task_id=task.pk, version=2, reason="Đã có hai cuộc họp")
    task.refresh_from_db()
    assert (task.status, task.result, task.is_nil_claim) == (TaskStatus.RETURNED, "", False)


# --- Nobody decides about their own unit, on any channel ------------------------------------------


@pytest.fixture
def office_result(units, cast, actor):
    task = TaskFactory(lead_unit=units.vp)
    return submit_result(by=actor(cast.office_head), task_id=task.pk, version=1, result=RESULT)


def test_results_of_the_office_go_to_the_leader_alone(office_result, cast, actor):
    assert office_result.status == TaskStatus.AWAITING_APPROVAL
    assert people_told("task.submit") == {"lanhdao"}
    for person in (cast.office, cast.office_head, cast.deputy, cast.clerk, cast.head):
        for decide in (confirm_result, approve_result):
            with pytest.raises(Forbidden):
                decide(by=actor(person), task_id=office_result.pk, version=2)
        with pytest.raises(Forbidden):
            return_result(by=actor(person), task_id=office_result.pk, version=2, reason="Không")
    approve_result(by=actor(cast.leader), task_id=office_result.pk, version=2)
    office_result.refresh_from_db()
    assert office_result.status == TaskStatus.DONE


def test_an_office_post_does_not_help_in_ones_other_unit(task, cast, units, actor):
    Post.objects.create(person=cast.office, unit=units.nv1, role=Role.STAFF)
    submitted(task, actor(cast.head))
    with pytest.raises(Forbidden, match="giữ chức vụ tại Phòng Nghiệp vụ 1"):
        confirm_result(by=actor(cast.office), task_id=task.pk, version=2)


def test_a_leader_who_heads_the_unit_approves_nothing_of_it_not_even_recorded(office_result, cast, units, actor):
    Post.objects.create(person=cast.leader, unit=units.vp, role=Role.HEAD, is_acting=True)
    with pytest.raises(Forbidden):
        approve_result(by=actor(cast.leader), task_id=office_result.pk, version=2)
    with pytest.raises(Refused) as refusal:
        approve_result(by=actor(cast.office), task_id=office_result.pk, version=2, recorded=decision(cast.leader))
    assert refusal.value.field == "leader"
    office_result.refresh_from_db()
    assert office_result.status == TaskStatus.AWAITING_APPROVAL


def test_a_recorded_approval_counts_as_the_leaders_and_tells_them(office_result, cast, actor):
    approve_result(by=actor(cast.office), task_id=office_result.pk, version=2, recorded=decision(cast.leader))
    office_result.refresh_from_db()
    assert office_result.status == TaskStatus.DONE
    row = RecordedDecision.objects.get()
    assert (office_result.acceptance, row.leader, row.recorded_by) == (row, cast.leader, cast.office)
    event = AuditEvent.objects.get(action="task.approve")
    assert (event.by, event.after["recorded"]["name"]) == (cast.office, cast.leader.full_name)
    assert people_told("decision.recorded") == {"lanhdao"}


def test_a_leader_not_in_charge_can_neither_approve_nor_be_recorded(office_result, cast, actor):
    with pytest.raises(Refused):
        approve_result(by=actor(cast.office), task_id=office_result.pk, version=2, recorded=decision(cast.deputy))
    with pytest.raises(Forbidden):
        approve_result(by=actor(cast.clerk), task_id=office_result.pk, version=2, recorded=decision(cast.leader))
    assert not RecordedDecision.objects.exists()


def test_a_recorded_return_needs_its_reason_too(office_result, cast, actor):
    send_back_result(
        by=actor(cast.office),
        task_id=office_result.pk,
        version=2,
        reason="Thiếu dự toán",
        recorded=decision(cast.leader),
    )
    office_result.refresh_from_db()
    assert (office_result.status, office_result.return_reason) == (TaskStatus.RETURNED, "Thiếu dự toán")


@pytest.mark.parametrize("act", [approve_result, send_back_result])
@pytest.mark.parametrize(("days", "message"), [(-1, "trước ngày nộp kết quả"), (1, "sau hôm nay")])
def test_a_recorded_word_lies_between_the_result_and_today(office_result, cast, actor, act, days, message):
    more = {"reason": "Thiếu"} if act is send_back_result else {}
    recorded = decision(cast.leader, office_result.submitted_on + timedelta(days=days))
    with pytest.raises(Refused, match=message) as refusal:
        act(by=actor(cast.office), task_id=office_result.pk, version=2, recorded=recorded, **more)
    assert refusal.value.field == "decided_on"
    assert not RecordedDecision.objects.exists()


# --- Entered for the unit -------------------------------------------------------------------------


def test_the_office_enters_a_result_a_head_told_it(task, cast, actor):
    submitted(task, actor(cast.office), entered=EnteredFor(cast.head.pk, "phone"))
    task.refresh_from_db()
    assert (task.submitted_by, task.result_told_by) == (cast.head, cast.head)
    event = AuditEvent.objects.get(action="task.submit")
    assert event.by == cast.office
    assert event.after["entered_for"] == {"name": cast.head.full_name, "channel": "điện thoại"}
    assert people_told("task.entered") == {"truong.nv1"}
    take_back(by=actor(cast.head), task_id=task.pk, version=2)
    task.refresh_from_db()
    assert (task.status, task.result_told_by) == (TaskStatus.IN_PROGRESS, None)


def test_entering_needs_somebody_of_the_unit_who_may_say_it(task, cast, actor):
    for person in (cast.staff, cast.outsider, cast.leader):
        with pytest.raises(Refused) as refusal:
            submitted(task, actor(cast.office), entered=EnteredFor(person.pk, "phone"))
        assert refusal.value.field == "told_by"
    with pytest.raises(Forbidden):
        submitted(task, actor(cast.outsider), entered=EnteredFor(cast.head.pk, "phone"))
    update_progress(
        by=actor(cast.office),
        task_id=task.pk,
        version=1,
        percent=30,
        situation="",
        entered=EnteredFor(cast.staff.pk, "phone"),
    )
    task.refresh_from_db()
    assert task.percent == 30


# --- Two people on one task, and other refusals ---------------------------------------------------


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(task, cast, actor):
    update_progress(by=actor(cast.head), task_id=task.pk, version=1, percent=80, situation="Của trưởng phòng")
    with pytest.raises(Conflict) as conflict:
        update_progress(by=actor(cast.staff), task_id=task.pk, version=1, percent=70, situation="Của công chức")
    assert conflict.value.current.situation == "Của trưởng phòng"
    task.refresh_from_db()
    assert task.percent == 80


def test_outsiders_can_do_nothing(task, cast, actor):
    for person in (cast.outsider, cast.clerk, cast.admin):
        with pytest.raises(Forbidden):
            update_progress(by=actor(person), task_id=task.pk, version=1, percent=1, situation="x")
        with pytest.raises(Forbidden):
            submitted(task, actor(person))


def test_continuous_work_is_not_submitted_on_its_own(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1, due=None, deadline_kind=DeadlineKind.CONTINUOUS)
    with pytest.raises(Refused, match="báo cáo theo kỳ"):
        submitted(task, actor(cast.head))


def test_the_unit_names_who_is_responsible(task, cast, actor):
    with pytest.raises(Refused) as refusal:
        complete_task(
            by=actor(cast.head), task_id=task.pk, version=1, responsible=cast.outsider, deliverable=task.deliverable
        )
    assert refusal.value.field == "responsible"
    complete_task(
        by=actor(cast.staff), task_id=task.pk, version=1, responsible=cast.staff, deliverable="Lịch đã thống nhất"
    )
    task.refresh_from_db()
    assert (task.responsible, task.deliverable) == (cast.staff, "Lịch đã thống nhất")
    assert "lich da thong nhat" in task.folded
