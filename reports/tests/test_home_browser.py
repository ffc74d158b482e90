"""The first pages of Office and leader as they are used: by keyboard, on a phone, without scripts."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from organization.rules.access import Actor
from tasks.enums import Authority, TaskStatus
from tasks.models import Task
from tasks.services.results import confirm_results
from tasks.services.work import Result, submit_result
from tasks.tests.factories import TaskFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 6, 17)


def hand_in(by: Actor, **fields) -> Task:
    task = TaskFactory(due=date(2026, 6, 18), **fields)
    submit_result(by=by, task_id=task.pk, version=1, result=Result("Đã thống nhất lịch họp quý III.", TODAY, "1/TTr"))
    task.refresh_from_db()
    return task


def faults(page):
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]


def test_the_keyboard_reaches_the_oldest_result_within_ten_tabs(units, cast, actor, page_of):
    oldest, _ = (hand_in(actor(cast.head), lead_unit=units.nv1, title=f"Việc {n}") for n in "ab")
    page = page_of(cast.office)
    page.goto("/")
    assert faults(page) == []
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[document.activeElement.innerText, document.activeElement.getAttribute('href')]"))
    assert [f"/tasks/{oldest.pk}/"] == [href for words, href in reached if words.startswith("Xem")]
    box = page.get_by_role("region", name="Chờ xác nhận").bounding_box()
    table = page.get_by_role("region", name="Đơn vị và việc đến hạn").bounding_box()
    assert box["x"] > table["x"] + table["width"] and abs(box["y"] - table["y"]) < 2


@pytest.mark.parametrize("phone", [True, False])
def test_the_office_confirms_chosen_results_without_scripts(units, cast, actor, page_of, phone):
    one, two, bare = (hand_in(actor(cast.head), lead_unit=units.nv1, title=f"Việc {n}") for n in "abc")
    Task.objects.filter(pk=bare.pk).update(document_number="")
    page = page_of(cast.office, phone=phone)
    page.goto("/")
    page.get_by_role("link", name="Xem cả 3 kết quả").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == (390 if phone else 1366)
    assert page.get_by_label("Chọn Việc c của Phòng Nghiệp vụ 1").is_disabled()
    page = page_of(cast.office, phone=phone, javascript=False)
    page.goto("/tasks/waiting/")
    page.get_by_label("Chọn Việc a của Phòng Nghiệp vụ 1").check()
    page.get_by_label("Chọn Việc b của Phòng Nghiệp vụ 1").check()
    page.get_by_role("button", name="Xác nhận kết quả đã chọn").click()
    page.get_by_text("Đã xác nhận 2 kết quả").wait_for()
    assert set(Task.objects.filter(status=TaskStatus.DONE)) == {one, two}


def test_a_leader_on_a_phone_decides_before_the_download(units, cast, actor, page_of):
    task = hand_in(actor(cast.head), lead_unit=units.nv1, title="Lịch họp quý III", authority=Authority.LEADER)
    confirm_results(by=actor(cast.office), versions={task.pk: task.version})
    page = page_of(cast.leader, phone=True)
    page.goto("/")
    decide = page.get_by_role("heading", name="Chờ đồng chí cho ý kiến").bounding_box()
    assert decide["y"] < page.get_by_role("link", name="Lập bảng số liệu Excel").bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert faults(page) == []
    wide = page_of(cast.leader)
    wide.goto("/")
    left = wide.locator(".sentence-list").first.bounding_box()
    button = wide.get_by_role("link", name="Lập bảng số liệu Excel").bounding_box()
    assert 0 < button["y"] - (left["y"] + left["height"]) < 40


def test_a_leader_takes_back_a_decision_on_a_phone_without_scripts(units, cast, actor, page_of):
    task = hand_in(actor(cast.head), lead_unit=units.nv1, title="Lịch họp quý III", authority=Authority.LEADER)
    confirm_results(by=actor(cast.office), versions={task.pk: task.version})
    page = page_of(cast.leader, phone=True, javascript=False)
    page.goto("/")
    page.get_by_role("button", name="Đồng ý: Lịch họp quý III").click()
    page.get_by_text("Đã duyệt kết quả “Lịch họp quý III” của Phòng Nghiệp vụ 1: hoàn thành đúng hạn.").wait_for()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã hoàn tác việc duyệt kết quả “Lịch họp quý III”").wait_for()
    task.refresh_from_db()
    assert task.status == TaskStatus.AWAITING_APPROVAL
    page = page_of(cast.leader, phone=True)
    page.goto("/")
    page.get_by_role("button", name="Đồng ý: Lịch họp quý III").click()
    page.get_by_role("button", name="Hoàn tác").wait_for()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
