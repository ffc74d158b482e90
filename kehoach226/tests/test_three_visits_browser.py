"""Three visits in a real browser: a head reports a result on a phone, the Office confirms, imports and builds,
the leader reads, decides and downloads."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from conftest import PASSWORD, TODAY
from documents.models import RegisterRow
from kehoach226.demo.loading import load_demo
from kehoach226.tests.visiting import Visitor, cell_under, opened_workbook, register_file
from organization.jobs import run_queued
from reports.exports import workbook as sheets
from tasks.enums import TaskStatus
from tasks.models import Task
from tasks.tests import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RETURNED, OTHER, FOR_THE_LEADER = ("II.4.a-2", "NV2"), ("II.1.a", "NV2"), ("II.4.a-1", "VP")
REGISTER = (
    ("901/BC-TTr", date(2026, 6, 15), "Báo cáo kết quả rà soát thủ tục nội bộ", "NV2"),
    ("902/TB-TTr", date(2026, 6, 16), "Thông báo kết luận giao ban tuần", "VP"),
)
WITH_AN_ERROR = (REGISTER[0], ("902/TB-TTr", "31/4/2026", "Thông báo kết luận giao ban tuần", "VP"))


@pytest.fixture
def demo(transactional_db):
    call_command("load_plan", stdout=StringIO())
    load_demo(today=TODAY, size="agency", seed=226, password=PASSWORD)


def task_of(code: str, unit: str) -> Task:
    return Task.objects.get(clause__code=code, lead_unit__code=unit)


def test_a_result_goes_from_a_phone_to_the_leaders_workbook(demo, page_of, tmp_path):
    """One story in one test: loading the demo takes longer than the three visits."""
    head_hands_in_what_was_returned(Visitor(page_of(phone=True)))
    head_hands_in_without_scripts(Visitor(page_of(phone=True, javascript=False), scripts=False))
    office = Visitor(page_of())
    office_confirms(office)
    office_imports_a_register(office)
    office_builds_the_period_report(office, tmp_path)
    leader_reads_decides_and_downloads(Visitor(page_of()), tmp_path)


# --- The head, on a phone ---------------------------------------------------------------------------


def head_hands_in_what_was_returned(head: Visitor) -> None:
    head.sign_in("truong.nv2")
    first = head.page.locator("main article, main section").first
    assert "Trả lại để bổ sung" in first.inner_text()
    assert "II.4.a-2" in first.inner_text()
    head.press("Bổ sung và nộp lại")
    head.sees("Vũ Thị Mai trả lại ngày 16/06/2026", "Chưa kèm lịch họp đã thống nhất với Văn phòng.")
    hand_in(head, "12/06/2026", "lich-hop.jpg", "image/jpeg", files.JPG, button="Nộp lại kết quả")
    task = task_of(*RETURNED)
    assert (task.status, task.product_date) == (TaskStatus.AWAITING_CONFIRMATION, date(2026, 6, 12))
    assert "lich-hop.jpg" in {file.name for file in task.evidence.all()}


def head_hands_in_without_scripts(head: Visitor) -> None:
    head.sign_in("truong.nv2")
    head.page.locator("main li").filter(has_text="II.1.a").get_by_role("link", name="Nộp kết quả").click()
    hand_in(head, "16/06/2026", "bien-ban.pdf", "application/pdf", files.PDF, button="Nộp kết quả")
    task = task_of(*OTHER)
    assert (task.status, task.product_date) == (TaskStatus.AWAITING_CONFIRMATION, date(2026, 6, 16))
    assert task.evidence.get().name == "bien-ban.pdf"


def hand_in(head: Visitor, product_day: str, name: str, kind: str, content: bytes, *, button: str) -> None:
    head.page.get_by_label("Ngày có sản phẩm").fill(product_day)
    head.page.get_by_label("Kết quả").fill("Lịch họp quý III đã thống nhất với Văn phòng.")
    head.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    head.press(button)
    head.sees("Đã nộp kết quả.", "Chờ xác nhận", name)


# --- The Office -------------------------------------------------------------------------------------


def office_confirms(office: Visitor) -> None:
    office.sign_in("vanphong")
    waiting = office.page.get_by_role("region", name="Chờ xác nhận")
    assert "6 kết quả" in waiting.inner_text().replace("\xa0", " ")
    line = waiting.get_by_role("listitem").filter(has_text="Phòng Nghiệp vụ 2").filter(has_text="II.4.a-2")
    line.get_by_role("link").click()
    office.look()
    office.sees("Lịch họp quý III đã thống nhất với Văn phòng.", "lich-hop.jpg")
    office.press("Xác nhận, chuyển nhiệm vụ tiếp theo (còn 5)")
    assert task_of(*RETURNED).status == TaskStatus.DONE


def office_imports_a_register(office: Visitor) -> None:
    before = RegisterRow.objects.count()
    choose_register(office, register_file("so-thang-6.xlsx", WITH_AN_ERROR))
    office.sees("Tệp còn 1 dòng lỗi, chưa ghi gì")
    error = office.page.locator("#error-table tbody tr").inner_text().split("\t")
    assert [cell.strip() for cell in error[:4]] == ["Sổ 2026", "3", "Ngày tháng văn bản", "31/4/2026"]
    choose_register(office, register_file("so-thang-6-da-sua.xlsx", REGISTER))
    office.sees("2 = 2 + 0 + 0 + 0 + 0")
    office.press("Lưu 2 dòng")
    office.sees("Đã ghi 2 dòng mới")
    assert RegisterRow.objects.count() == before + 2


def choose_register(office: Visitor, file) -> None:
    office.page.goto("/documents/import/")
    office.look()
    office.page.locator("input[type=file]").set_input_files(file)
    office.press("Kiểm tra tệp")


def office_builds_the_period_report(office: Visitor, folder) -> None:
    office.page.goto("/")
    office.press("Lập báo cáo")
    office.page.get_by_label("Kỳ báo cáo").select_option("2026-H1")
    office.press("Lập bảng số liệu")
    office.sees("Đang chờ đến lượt.")
    [job] = run_queued()
    assert job.error == ""
    office.page.get_by_text("Đã xong").wait_for(timeout=15_000)
    office.look()
    book = opened_workbook(office.download("Tải .xlsx"), folder)
    office.page.goto("/")
    table = office.page.get_by_role("region", name="Đơn vị và việc đến hạn").locator("tfoot td")
    assert cell_under(book[sheets.summary.NAME], "Cộng", "Cộng") == int(table.last.inner_text())
    assert cell_under(book[sheets.summary.NAME], "Quá hạn", "Cộng") == int(table.first.inner_text())


# --- The leader -------------------------------------------------------------------------------------


def leader_reads_decides_and_downloads(leader: Visitor, folder) -> None:
    leader.sign_in("lanhdao")
    sentences = leader.page.locator(".sentence-list.numbered > *")
    titles = ("Nhiệm vụ", "Văn bản hành chính", "Hội nghị", "Họp trực tuyến", "Số liệu các đơn vị")
    assert [title in said for title, said in zip(titles, sentences.all_inner_texts(), strict=True)] == [True] * 5
    assert task_of(*FOR_THE_LEADER).status == TaskStatus.AWAITING_APPROVAL
    leader.press("Đồng ý: Sửa quy định về chế độ họp")
    assert task_of(*FOR_THE_LEADER).status == TaskStatus.DONE
    assert leader.page.get_by_role("button", name="Đồng ý: Sửa quy định").count() == 0
    book = opened_workbook(leader.download("Tải bảng số liệu Excel"), folder)
    counted = re.search(r"đến hết 14/06/2026: ([\d.]+) văn bản", sentences.nth(1).inner_text().replace("\u00a0", " "))
    assert counted
    assert cell_under(book[sheets.targets.NAME], "Đã dùng", "Cộng") == int(counted[1].replace(".", ""))
