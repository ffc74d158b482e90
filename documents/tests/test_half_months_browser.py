"""Half-months in a browser: the matrix fits a phone, and a line says what may be done with it."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from documents.services.half_months import confirm_half_months
from documents.tests.half_month_world import issue, seen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PAGE = "/documents/half-months/"


@pytest.fixture
def year(units, cast, actor):
    """NV1 with rows in four months, all but the last four half-months confirmed."""
    for month in range(1, 5):
        issue(units.nv1, date(2026, month, 3), count=month)
    confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=seen(units.nv1)[4:])


@pytest.mark.parametrize("phone", [False, True])
def test_the_matrix_fits_and_on_a_phone_names_only_what_is_missing(year, cast, page_of, phone):
    page = page_of(cast.office, phone=phone)
    page.goto(PAGE)
    assert page.locator("#matrix td.no-phone:visible").count() == (0 if phone else 24)
    assert page.locator("#matrix tbody tr").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not Axe().run(page).response["violations"]


@pytest.mark.parametrize("phone", [False, True])
def test_the_head_confirms_one_line_and_takes_one_back(year, cast, page_of, phone):
    page = page_of(cast.head, phone=phone, javascript=False)
    page.goto(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Không phát sinh 01/06–14/06").click()
    page.get_by_text("Đã xác nhận số liệu 1 nửa tháng").wait_for()
    page.get_by_role("link", name="Bỏ xác nhận 01/06–14/06").click()
    page.get_by_role("heading", name="Bỏ xác nhận số liệu 01/06–14/06").wait_for()
