"""The head's and the leader's way through a real browser: on a phone, and with scripts turned off."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from tasks.enums import Authority, TaskStatus
from tasks.tests import files
from tasks.tests.factories import TaskFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def task(units, cast):
    return TaskFactory(lead_unit=units.nv1, title="Lịch họp quý III", due=date(2026, 6, 18), authority=Authority.LEADER)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_head_hands_in_a_result_with_a_photo_from_a_phone(task, cast, page_of, javascript):
    page = page_of(cast.head, phone=True, javascript=javascript)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"/tasks/{task.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390 if javascript else True
    page.get_by_label("Ngày có sản phẩm").fill("17/06/2026")
    page.get_by_label("Kết quả").fill("Đã thống nhất lịch họp.")
    photo = {"name": "anh-chup.jpg", "mimeType": "image/jpeg", "buffer": files.JPG}
    page.locator("input[type=file]").set_input_files(photo)
    if javascript:
        page.get_by_text("tính là đúng hạn").wait_for()
    page.get_by_role("button", name="Nộp kết quả").click()
    page.get_by_text("Đã nộp kết quả.").wait_for()
    task.refresh_from_db()
    assert (task.status, task.evidence.get().name) == (TaskStatus.AWAITING_CONFIRMATION, "anh-chup.jpg")
    assert not complaints


def test_office_and_leader_decide_without_scripts(task, cast, page_of):
    for person, button, status in (
        (cast.head, "Nộp kết quả", TaskStatus.AWAITING_CONFIRMATION),
        (cast.office, "Xác nhận kết quả", TaskStatus.AWAITING_APPROVAL),
        (cast.leader, "Duyệt kết quả", TaskStatus.DONE),
    ):
        page = page_of(person, phone=True, javascript=False)
        page.goto(f"/tasks/{task.pk}/")
        if person == cast.head:
            page.get_by_label("Ngày có sản phẩm").fill("17/06/2026")
            page.get_by_label("Kết quả", exact=True).fill("Đã thống nhất lịch họp quý III.")
        page.get_by_role("button", name=button).click()
        task.refresh_from_db()
        assert task.status == status


def test_the_pages_have_no_accessibility_fault(task, cast, page_of):
    for person, phone in ((cast.head, True), (cast.office, False)):
        page = page_of(person, phone=phone)
        for url in ("/tasks/", f"/tasks/{task.pk}/", f"/tasks/{task.pk}/complete/"):
            page.goto(url)
            found = Axe().run(page).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_the_second_person_sees_both_versions_in_the_browser(task, cast, page_of):
    page = page_of(cast.staff, phone=True)
    page.goto(f"/tasks/{task.pk}/update/")
    other = page_of(cast.head)
    other.goto(f"/tasks/{task.pk}/update/")
    other.get_by_label("Tình hình").fill("Đã gửi Văn phòng rà trùng")
    other.get_by_role("button", name="Cập nhật tiến độ").click()
    page.get_by_label("Tình hình").fill("Đã có dự thảo lịch")
    page.get_by_role("button", name="Cập nhật tiến độ").click()
    page.get_by_text(f"{cast.head.full_name} vừa sửa việc này").wait_for()
    assert page.get_by_label("Tình hình").input_value() == "Đã có dự thảo lịch"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Giữ bản của tôi").click()
    page.get_by_text("Đã cập nhật tiến độ.").wait_for()
    task.refresh_from_db()
    assert task.situation == "Đã có dự thảo lịch"


def test_the_first_page_on_paper_holds_twelve_tasks(units, cast, page_of):
    """Twelve tasks of two units with titles and products of the plan's length; all of the paper is one page."""
    for number in range(12):
        TaskFactory(
            lead_unit=(units.nv1, units.nv2)[number % 2],
            title="Rút gọn quy trình soạn thảo; giảm 15% văn bản hành chính",
            deliverable="Số văn bản hành chính của phòng trong mức",
            responsible=cast.staff,
            due=date(2026, 6, 12),
        )
    page = page_of(cast.office)
    page.add_init_script("window.print = () => {}")  # the page opens the print window by itself; here it would race
    page.goto("/tasks/?rows=all")
    assert page.locator("#tasks tbody tr").count() == 12
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_result_of_a_few_letters_is_asked_about_once(task, cast, page_of, javascript):
    page = page_of(cast.head, phone=True, javascript=javascript)
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_label("Ngày có sản phẩm").fill("17/06/2026")
    page.get_by_label("Kết quả", exact=True).fill("Đã xong.")
    page.get_by_role("button", name="Nộp kết quả").click()
    question = page.get_by_label("Kết quả này không kèm văn bản, tệp nào, đúng không?")
    assert question.is_checked()
    if javascript:
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Nộp kết quả").click()
    page.get_by_text("Đã nộp kết quả.").wait_for()
