"""The progress of a job moves in a real browser, under the strict Content-Security-Policy."""

import pytest
from django.urls import reverse

from organization.services import jobs as job_services

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.mark.parametrize("phone", [False, True])
def test_progress_moves_until_the_job_is_done(page_of, cast, actor, phone):
    asked = job_services.enqueue(name="count", by=actor(cast.office), label="Lập báo cáo 6 tháng")
    running = job_services.claim(asked.pk)
    page = page_of(cast.office, phone=phone)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(reverse("organization:job", args=[asked.pk]))
    job_services.report_progress(running, percent=40, step="Ghi trang Văn bản")
    page.get_by_text("Ghi trang Văn bản").wait_for(timeout=10_000)
    job_services.finish(running, result={"text": "Đã lập xong.", "links": [{"text": "bao-cao.xlsx", "url": "/"}]})
    page.get_by_text("Đã lập xong.").wait_for(timeout=10_000)
    assert page.get_by_role("link", name="bao-cao.xlsx").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert complaints == []


def test_without_scripts_the_link_renews_the_page(page_of, cast, actor):
    asked = job_services.enqueue(name="count", by=actor(cast.office), label="Lập báo cáo 6 tháng")
    running = job_services.claim(asked.pk)
    page = page_of(cast.office, javascript=False)
    page.goto(reverse("organization:job", args=[asked.pk]))
    job_services.finish(running, result={"text": "Đã lập xong."})
    page.get_by_role("link", name="Xem lại tiến độ").click()
    assert page.get_by_text("Đã lập xong.").is_visible()
