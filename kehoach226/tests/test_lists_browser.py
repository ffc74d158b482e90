"""Lists and file fields in a real browser: rows of one line, the first row near the top of a phone."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from conftest import PASSWORD, TODAY
from kehoach226.demo.loading import load_demo
from organization.models import Person
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ONE_LINE = ("tasks:list", "documents:register", "meetings:list", "organization:people")
LISTS = (*ONE_LINE, "figures:target_baselines", "organization:groups", "organization:settings", "organization:audit")
LONG_WORD = "x" * 180

ROWS = "[...document.querySelectorAll('main table.to-list tbody tr:not(.group)')].filter((row) => row.offsetHeight)"
# A row that is also contested carries a second mark, for which one line may not be enough.
HEIGHTS = (
    f"() => {ROWS}.filter((row) => !row.querySelector('.state .word + .word'))"
    ".map((row) => row.getBoundingClientRect().height)"
)
FIRST_TOP = f"() => {ROWS}[0].getBoundingClientRect().top + window.scrollY"
PAGE_WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def demo(transactional_db):
    call_command("load_plan", stdout=StringIO())
    load_demo(today=TODAY, size="agency", seed=226, password=PASSWORD)


def someone(username: str) -> Person:
    return Person.objects.get(username=username)


def test_rows_keep_to_one_line_on_a_desktop_and_begin_near_the_top_of_a_phone(demo, page_of):
    office = someone("vanphong")
    Task.objects.filter(pk=Task.objects.values("pk")[:1]).update(title=f"Rà soát {LONG_WORD}")
    desktop, phone = page_of(office), page_of(office, phone=True)
    for name in ONE_LINE:
        desktop.goto(reverse(name))
        heights = desktop.evaluate(HEIGHTS)
        assert len(heights) > 5 and max(heights) <= 44, f"{name}: {max(heights)}"
        assert desktop.evaluate(PAGE_WIDTH) == 1366, name
    for name in LISTS:
        phone.goto(reverse(name))
        assert phone.evaluate(FIRST_TOP) <= 420, f"{name}: {phone.evaluate(FIRST_TOP)}"
        assert phone.evaluate(PAGE_WIDTH) == 390, name


def test_a_phone_labels_every_value_and_unfolds_filters_without_scripts(demo, page_of):
    Task.objects.update(responsible=None)
    page = page_of(someone("truong.nv2"), phone=True, javascript=False)
    page.goto(reverse("tasks:list"))
    row = page.locator("#tasks tbody tr").first
    assert "Phụ trách" in row.locator("td[data-label='Phụ trách']").get_attribute("data-label")
    assert row.locator("td[data-label='Phụ trách']").inner_text() == "chưa có"
    assert not page.get_by_label("Tìm", exact=True).is_visible()
    page.get_by_text("Tìm và lọc").click()
    assert page.get_by_label("Tìm", exact=True).is_visible()
    workbook = page.get_by_role("link", name="Tải .xlsx")
    assert workbook.count() == 1 and workbook.bounding_box()["y"] > row.bounding_box()["y"]


def test_returned_work_stands_before_the_tools_of_a_phone(demo, page_of):
    page = page_of(someone("truong.nv2"), phone=True)
    page.goto("/")
    returned = page.get_by_role("link", name="Bổ sung và nộp lại").first
    assert returned.bounding_box()["y"] < 420


def test_the_bars_scroll_away_in_a_low_window(demo, page_of):
    page = page_of(someone("vanphong"))
    page.set_viewport_size({"width": 683, "height": 384})  # 1366 × 768 at 200%
    page.goto(reverse("tasks:list"))
    page.evaluate("window.scrollTo(0, 900)")
    assert page.locator(".topbar").bounding_box()["y"] < 0
    assert page.locator(".tabbar").bounding_box()["y"] > 384


def test_the_chart_says_its_sentence_without_scripts(demo, page_of):
    page = page_of(someone("vanphong"), javascript=False)
    page.goto(reverse("figures:targets"))
    assert page.locator(".chart-words").inner_text().startswith("Lũy kế năm dương lịch 2026:")
    assert not page.locator("canvas").is_visible()


def test_a_file_field_speaks_vietnamese_whatever_the_browser_speaks(demo, page_of):
    page = page_of(someone("vanphong"))
    page.goto(reverse("meetings:import"))
    assert page.get_by_text("Chưa chọn tệp nào").is_visible()
    file = {"name": "hoi-nghi.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"}
    page.get_by_label("Tệp .xlsx").set_input_files(file)
    assert page.get_by_text("hoi-nghi.xlsx").is_visible()
