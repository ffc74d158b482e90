"""The head's and the leader's way through a real browser: on a phone, and with scripts turned off."""

from datetime import date

import pytest

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
            page.get_by_label("Kết quả").fill("Xong.")
        page.get_by_role("button", name=button).click()
        task.refresh_from_db()
        assert task.status == status
