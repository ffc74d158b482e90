"""The plan and the grid in a real browser: by keyboard, on a phone, without scripts, and for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tasks.models import AssignmentDraft, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "/tasks/plan/assign/?clause=III.2"


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def test_the_office_sets_a_product_for_many_and_gives_the_work_out(plan, cast, page_of):
    page = page_of(cast.office)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(GRID)
    assert violations(page) == []
    page.check("[data-select-all]")
    assert page.locator("[data-count-selected]").inner_text() == "3"
    page.click("summary:has-text('Sản phẩm')")
    page.fill("[name=many-deliverable]", "Nhu cầu kinh phí 2027")
    page.click("button[value=set-deliverable]")
    page.wait_for_selector("text=Đã đặt cho 3 dòng")
    assert AssignmentDraft.objects.filter(deliverable="Nhu cầu kinh phí 2027").count() == 3
    page.fill("[name=number]", "74/QĐ-TTr")
    page.fill("[name=signed_on]", "16/06/2026")
    page.click("button[value=confirm]")
    page.click("dialog button:has-text('Giao việc')")
    page.wait_for_selector("text=Đã giao 3 việc theo Quyết định 74/QĐ-TTr")
    assert Task.objects.count() == 3
    assert complaints == []


def test_a_group_is_chosen_at_once_and_the_basis_stays_in_sight(plan, cast, page_of):
    page = page_of(cast.office)
    page.goto("/tasks/plan/assign/")
    assert page.locator(".edit-grid tbody tr").count() > 15, "longer than the window"
    assert page.get_by_role("button", name="Xác nhận giao cả").is_visible()
    box = page.get_by_role("button", name="Xác nhận giao cả").bounding_box()
    assert box["y"] + box["height"] <= 768
    page.get_by_label("Chọn mọi việc của mục III.2").check()
    assert page.locator("[data-count-selected]").inner_text() == "3"
    page.evaluate("window.scrollTo(0, 600)")
    assert 0 <= page.locator(".bulk").bounding_box()["y"] < 120


def test_the_grid_works_by_keyboard(plan, cast, page_of):
    page = page_of(cast.office)
    page.goto(GRID)
    products = page.locator("[data-column=deliverable]")
    products.nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Gõ bằng bàn phím")
    assert products.nth(1).input_value() == "Gõ bằng bàn phím"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name").endswith("-deadline_kind")
    page.keyboard.type("Theo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name").endswith("-due"), "the date opens with its kind"
    page.keyboard.type("15/07/2026")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã lưu 1 việc")
    draft = AssignmentDraft.objects.get()
    assert (draft.deliverable, f"{draft.due:%d/%m/%Y}") == ("Gõ bằng bàn phím", "15/07/2026")


@pytest.mark.parametrize("path", ["/tasks/plan/", "/tasks/plan/clauses/II.5.b/"])
def test_the_plan_is_readable_on_a_phone_without_scripts(plan, cast, page_of, path):
    page = page_of(cast.head, phone=True, javascript=False)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "II.5.b" in page.inner_text("main")


@pytest.mark.parametrize("path", ["/tasks/plan/", "/tasks/plan/clauses/II.5.b/", "/tasks/plan/clauses/II.5.b/close/"])
@pytest.mark.parametrize("phone", [False, True])
def test_plan_pages_pass_the_accessibility_check(plan, cast, page_of, path, phone):
    page = page_of(cast.office, phone=phone)
    page.goto(path)
    assert violations(page) == []


def test_the_grid_saves_without_scripts(plan, cast, page_of):
    page = page_of(cast.office, javascript=False)
    page.goto(GRID)
    page.locator("[data-column=deliverable]").nth(0).fill("Không cần kịch bản")
    page.click("button:has-text('Lưu bảng, chưa giao')")
    assert AssignmentDraft.objects.get().deliverable == "Không cần kịch bản"
