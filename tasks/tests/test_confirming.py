"""The Office's queue: from one waiting result to the next, and several at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connections
from django.urls import reverse

from organization.models import AuditEvent, Setting
from tasks.enums import Authority, TaskStatus
from tasks.services.results import confirm_results
from tasks.services.work import Result, report_nil, submit_result, take_back, update_progress
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
QUEUE = "/tasks/waiting/"


def words(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def hand_in(cast, actor, clock):
    """`hand_in(task)` submits a result with a number; each is a minute younger than the one before."""

    def submitted(task, *, number="142/TTr-NV1", day=date(2026, 6, 12)):
        clock.shift(timedelta(minutes=1))
        result = Result("Đã thống nhất lịch họp quý III.", day, number)
        who = cast.head if task.lead_unit.code == "NV1" else cast.outsider
        submit_result(by=actor(who), task_id=task.pk, version=task.version, result=result)
        task.refresh_from_db()
        return task

    return submitted


def confirm(client, task, **more):
    return client.post(reverse("tasks:act", args=[task.pk, "confirm"]), {"version": task.version, **more})


def page(client, task):
    return client.get(reverse("tasks:task", args=[task.pk])).content.decode()


# --- One after the other ---------------------------------------------------------------------------


def test_confirming_opens_the_next_result_until_none_is_left(units, hand_in, cast, client_of):
    first, second, third = (hand_in(TaskFactory(lead_unit=units.nv1, title=f"Việc {n}")) for n in "abc")
    client = client_of(cast.office)
    assert "Xác nhận, chuyển nhiệm vụ tiếp theo (còn 2)" in page(client, first)
    sent = confirm(client, first)
    assert sent["Location"] == reverse("tasks:task", args=[second.pk])
    assert words(sent) == ["Đã xác nhận kết quả “Việc a” của Phòng Nghiệp vụ 1: hoàn thành đúng hạn."]
    assert "(còn 1)" in page(client, second)
    assert confirm(client, second)["Location"] == reverse("tasks:task", args=[third.pk])
    assert "Xác nhận kết quả" in page(client, third) and "(còn" not in page(client, third)
    sent = confirm(client, third)
    assert sent["Location"] == reverse("tasks:task", args=[third.pk])
    assert words(sent)[-1] == "Không còn kết quả nào chờ."


def test_a_result_left_for_later_comes_after_the_younger_ones(units, hand_in, cast, client_of):
    oldest, second, youngest = (hand_in(TaskFactory(lead_unit=units.nv1)) for _ in range(3))
    client = client_of(cast.office)
    assert f'href="{reverse("tasks:task", args=[second.pk])}">Để sau' in page(client, oldest)
    assert confirm(client, second)["Location"] == reverse("tasks:task", args=[youngest.pk])
    assert confirm(client, youngest)["Location"] == reverse("tasks:task", args=[oldest.pk])


def test_what_a_leader_approves_next_is_said_and_named(units, hand_in, cast, client_of):
    task = hand_in(TaskFactory(lead_unit=units.nv1, title="Lịch họp", authority=Authority.LEADER))
    sent = confirm(client_of(cast.office), task)
    assert words(sent)[0] == (
        "Đã xác nhận kết quả “Lịch họp” của Phòng Nghiệp vụ 1. Tiếp theo: lãnh đạo phụ trách duyệt."
    )


def test_the_next_is_never_one_that_somebody_else_dealt_with(units, hand_in, cast, client_of):
    first, second, third = (hand_in(TaskFactory(lead_unit=units.nv1)) for _ in range(3))
    page(client_of(cast.office), first)
    confirm(client_of(cast.office_head), second)
    assert confirm(client_of(cast.office), first)["Location"] == reverse("tasks:task", args=[third.pk])
    assert confirm(client_of(cast.office), second).status_code == 409


def test_the_results_of_ones_own_unit_are_not_in_the_queue(units, hand_in, cast, client_of):
    theirs = hand_in(TaskFactory(lead_unit=units.nv1))
    TaskFactory(lead_unit=units.vp, title="Việc của Văn phòng", status=TaskStatus.AWAITING_CONFIRMATION)
    body = client_of(cast.office).get(QUEUE).content.decode()
    assert theirs.title in body and "Việc của Văn phòng" not in body
    assert "(còn" not in page(client_of(cast.office), theirs)


# --- Several at once -------------------------------------------------------------------------------


def chosen(*tasks):
    return {"chosen": [f"{task.pk}-{task.version}" for task in tasks]}


def test_the_queue_says_why_a_result_is_seen_alone(units, hand_in, cast, actor, client_of):
    ready = hand_in(TaskFactory(lead_unit=units.nv1, title="Đủ"))
    hand_in(TaskFactory(lead_unit=units.nv1, title="Không tệp"), number="")
    hand_in(TaskFactory(lead_unit=units.nv1, title="Muộn", due=date(2026, 6, 11)))
    nil = TaskFactory(lead_unit=units.nv1, title="Không có")
    report_nil(by=actor(cast.head), task_id=nil.pk, version=1, reason="Kỳ này không phát sinh.")
    response = client_of(cast.office).get(QUEUE)
    assert [(line.task.title, line.alone) for line in response.context["lines"]] == [
        ("Đủ", ""),
        ("Không tệp", "không có tệp hoặc số văn bản, phải xem riêng"),
        ("Muộn", "quá hạn, phải xem riêng"),
        ("Không có", "báo không phát sinh, phải xem riêng"),
    ]
    body = response.content.decode()
    assert "4 kết quả chờ Văn phòng xác nhận" in body and body.count(" disabled") == 3
    assert f'value="{ready.pk}-{ready.version}"' in body


def test_late_is_what_the_setting_judges_by(units, hand_in, cast, client_of):
    hand_in(TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 15)))
    Setting.objects.create(key="late_judged_by", value="submission")
    (line,) = client_of(cast.office).get(QUEUE).context["lines"]
    assert line.alone == "quá hạn, phải xem riêng"


def test_the_chosen_results_are_confirmed_each_with_its_event(units, hand_in, cast, client_of):
    one, two, other = (hand_in(TaskFactory(lead_unit=units.nv1, title=f"Việc {n}")) for n in "abc")
    client = client_of(cast.office)
    sent = client.post(QUEUE, chosen(one, two))
    assert sent["Location"] == QUEUE
    assert words(sent) == ["Đã xác nhận 2 kết quả: “Việc a” của Phòng Nghiệp vụ 1; “Việc b” của Phòng Nghiệp vụ 1."]
    for task, status in ((one, TaskStatus.DONE), (two, TaskStatus.DONE), (other, TaskStatus.AWAITING_CONFIRMATION)):
        task.refresh_from_db()
        assert task.status == status
    assert set(AuditEvent.objects.filter(action="task.confirm").values_list("subject_id", flat=True)) == {
        one.pk,
        two.pk,
    }
    assert words(client.post(QUEUE, chosen(other)))[-1] == "Không còn kết quả nào chờ."
    assert "Không có kết quả nào chờ" in client.get(QUEUE).content.decode()


def test_a_result_that_must_be_seen_alone_is_not_confirmed_by_a_forged_tick(units, hand_in, cast, client_of):
    bare = hand_in(TaskFactory(lead_unit=units.nv1, title="Không tệp"), number="")
    sent = client_of(cast.office).post(QUEUE, chosen(bare))
    bare.refresh_from_db()
    assert bare.status == TaskStatus.AWAITING_CONFIRMATION
    assert words(sent) == [
        "Chưa xác nhận “Không tệp” của Phòng Nghiệp vụ 1. Không có tệp hoặc số văn bản, phải xem riêng."
    ]


def test_a_result_that_changed_since_it_was_seen_leaves_the_others(units, hand_in, cast, actor, client_of):
    stays, changed = (hand_in(TaskFactory(lead_unit=units.nv1, title=name)) for name in ("Giữ", "Đổi"))
    ticks = chosen(stays, changed)
    take_back(by=actor(cast.head), task_id=changed.pk, version=changed.version)
    changed.refresh_from_db()
    hand_in(changed)
    sent = client_of(cast.office).post(QUEUE, ticks)
    stays.refresh_from_db()
    changed.refresh_from_db()
    assert (stays.status, changed.status) == (TaskStatus.DONE, TaskStatus.AWAITING_CONFIRMATION)
    assert "vừa được người khác sửa" in words(sent)[1]


@pytest.mark.parametrize("value", ["", "x", "1", "1-", "-1-2", "9" * 5000 + "-1", "0-0"])
def test_bad_ticks_are_answered_with_a_sentence(units, hand_in, cast, client_of, value):
    hand_in(TaskFactory(lead_unit=units.nv1))
    response = client_of(cast.office).post(QUEUE, {"chosen": value}, follow=True)
    assert response.status_code in (200, 422)
    assert "Chưa chọn kết quả nào" in response.content.decode() or "người khác xử lý" in response.content.decode()


def test_only_the_office_has_the_queue(units, cast, client_of):
    for person in (cast.head, cast.leader, cast.clerk, cast.admin):
        assert client_of(person).get(QUEUE).status_code == 403
        assert client_of(person).post(QUEUE, {"chosen": "1-1"}).status_code == 403


def test_the_queue_takes_as_many_reads_for_five_results_as_for_one(
    units, hand_in, cast, client_of, django_assert_max_num_queries
):
    client = client_of(cast.office)
    hand_in(TaskFactory(lead_unit=units.nv1))
    client.get(QUEUE)
    with django_assert_max_num_queries(40) as once:
        client.get(QUEUE)
    for _ in range(4):
        hand_in(TaskFactory(lead_unit=units.nv1))
    with django_assert_max_num_queries(len(once)):
        client.get(QUEUE)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_the_same_results_confirm_each_once(units, hand_in, cast, actor):
    tasks = [hand_in(TaskFactory(lead_unit=units.nv1)) for _ in range(4)]
    versions = {task.pk: task.version for task in tasks}
    people = [actor(cast.office), actor(cast.office_head)]

    def work(by):
        try:
            return confirm_results(by=by, versions=versions)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(work, people))
    assert sorted(task.pk for outcome in outcomes for task in outcome.confirmed) == sorted(versions)
    assert sum(len(outcome.refused) for outcome in outcomes) == len(tasks)
    assert AuditEvent.objects.filter(action="task.confirm").count() == len(tasks)


# --- No half percentage ----------------------------------------------------------------------------


def test_a_result_shows_no_half_percentage(units, hand_in, cast, actor, client_of):
    task = TaskFactory(lead_unit=units.nv1)
    update_progress(by=actor(cast.staff), task_id=task.pk, version=1, percent=60, situation="Đã có dự thảo")
    task.refresh_from_db()
    assert "<dd>60%</dd>" in page(client_of(cast.clerk), task)
    hand_in(task)
    assert "Tiến độ</dt>" not in page(client_of(cast.office), task)
    confirm(client_of(cast.office), task)
    assert "<dd>100%</dd>" in page(client_of(cast.office), task)
    never_measured = hand_in(TaskFactory(lead_unit=units.nv1))
    confirm(client_of(cast.office), never_measured)
    assert "Tiến độ</dt>" not in page(client_of(cast.office), never_measured)
