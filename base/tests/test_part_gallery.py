"""The page that shows every part: it exists for developers alone, and a browser finds no fault with it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_page_is_for_development_alone(client_of, cast, settings):
    address = reverse("part_gallery")
    settings.DEBUG = False
    assert client_of(cast.admin).get(address).status_code == 404
    settings.DEBUG = True
    page = client_of(cast.admin).get(address).content.decode()
    assert "Sáu rõ: đủ 5 trên 6" in page
    assert " style=" not in page
    assert "<script>" not in page


@pytest.fixture
def opened(page_of, cast, settings):
    """The page at one width, with what the browser complained about."""
    settings.DEBUG = True

    def at(*, phone: bool):
        page = page_of(cast.head, phone=phone)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(reverse("part_gallery"))
        return page

    return at


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_every_part_is_accessible_fits_the_width_and_obeys_the_content_policy(opened, phone):
    page = opened(phone=phone)
    page.wait_for_function("() => window.Chart && Chart.getChart(document.querySelector('canvas[data-chart]'))")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    assert not found, "\n".join(found)
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_table_is_copied_for_excel_without_turning_symbols_into_dates(opened):
    page = opened(phone=False)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Sao chép bảng").click()
    page.get_by_role("button", name="Đã sao chép").wait_for()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].split("\t") == ["Đơn vị", "Quá hạn", "Sắp đến hạn", "Trong hạn", "Chưa có hạn", "Cộng"]
    assert lines[3].split("\t") == ["Phòng Nghiệp vụ 2", "1", "2", "3", "1", "1.013"]
    assert len(lines) == 5


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_ticking_all_counts_and_clears(opened):
    page = opened(phone=False)
    page.get_by_label("Chọn tất cả").check()
    assert page.locator("[data-count-selected]").inner_text() == "2"
    page.get_by_label("Chọn Phòng Nghiệp vụ 1").uncheck()
    assert page.get_by_label("Chọn tất cả").evaluate("box => box.indeterminate")
    page.get_by_text("Bỏ chọn").click()
    assert page.locator("[data-count-selected]").inner_text() == "0"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_first_error_has_the_focus_and_leads_to_its_field(opened):
    page = opened(phone=True)
    assert page.locator(".error-summary").evaluate("box => box === document.activeElement")
    page.locator(".error-summary").get_by_text("Số lượng").click()
    assert page.evaluate("location.hash") == "#id_number"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_more_opens_on_a_phone_without_scripts(page_of, cast):
    page = page_of(cast.head, phone=True, javascript=False)
    page.goto(reverse("password_change"))
    page.get_by_text("Thêm", exact=True).click()
    assert page.locator(".more-sheet").get_by_role("button", name="Đăng xuất").is_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_act_with_a_question_is_done_only_after_yes(opened):
    page = opened(phone=False)
    page.get_by_role("button", name="Thôi giao việc").click()
    dialog = page.get_by_role("dialog")
    assert "Đơn vị chủ trì được báo ngay." in dialog.inner_text()
    dialog.get_by_role("button", name="Không").click()
    assert "page=2" not in page.url
    page.get_by_role("button", name="Thôi giao việc").click()
    page.get_by_role("dialog").get_by_role("button", name="Thôi giao").click()
    page.wait_for_url("**page=2**")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_buttons_that_need_scripts_are_not_offered_without_them(page_of, cast, settings):
    settings.DEBUG = True
    page = page_of(cast.head, javascript=False)
    page.goto(reverse("part_gallery"))
    assert not page.get_by_role("button", name="Sao chép bảng").is_visible()
    assert page.get_by_role("link", name="Tải .xlsx").is_visible()
