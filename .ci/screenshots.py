"""Takes the pictures of README and of the guides: `make screenshots`.

A site of its own, in a folder that is thrown away: the demo as of DAY, and the clock standing on that
day, so that two runs give the same pictures.
"""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import time_machine
from django.core.management import call_command
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, sync_playwright
from tight_png import tight_png

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
NOW = datetime(2026, 6, 17, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Wednesday
DESKTOP = {"width": 1366, "height": 900}
TALL = {"width": 1366, "height": 1060}  # all five sentences and the button below them
PHONE = {"width": 390, "height": 844}

REGISTER = (
    ("Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo"),
    ("901/BC-TTr", date(2026, 6, 15), "Báo cáo kết quả rà soát thủ tục hành chính nội bộ", "NV2"),
    ("902/TTr-NV1", "31/4/2026", "V/v phối hợp cung cấp hồ sơ phục vụ hội nghị quý III", "NV1"),
    ("903/KH-TTr", date(2026, 6, 16), "Kế hoạch hội nghị chuyên môn trực tuyến", "Phòng 9"),
    ("904/TB-TTr", date(2026, 6, 16), "Thông báo kết luận giao ban tuần", "VP"),
)


@dataclass(frozen=True)
class Scene:
    """One picture: whose page, at which address, how wide."""

    picture: str
    account: str
    address: str
    size: dict[str, int]


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is missing. Type: sudo apt-get install chromium")
        return 1
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(NOW, tick=False):
        use_folder(Path(folder))
        load_site()
        with served() as address, sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-lcd-text"]  # grey letters need half the bytes of coloured ones
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            take_all(browser, address)
            browser.close()
    return 0


def use_folder(folder: Path) -> None:
    """Point the site at a folder of its own, whatever .env says."""
    os.environ |= {
        "DEBUG": "1",
        "SECRET_KEY": "only-for-pictures-in-a-folder-that-is-thrown-away-afterwards",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "REDIS_URL": "",
        "EMAIL_URL": "",
        "MEDIA_ROOT": str(folder / "media"),
        "BROKER_DIR": str(folder / "broker"),
        "BACKUP_DIR": str(folder / "backups"),
        "DJANGO_SETTINGS_MODULE": "kehoach226.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # playwright runs an event loop in this thread
    }
    sys.path.insert(0, str(ROOT))
    django.setup()


def load_site() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_plan")
    call_command("load_demo", today=NOW.date())


@contextmanager
def served() -> Iterator[str]:
    """The site in a thread of this process, so that it shares the clock."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, format, *args):
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def take_all(browser: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    build_period_report(browser, address)
    scenes = (
        Scene("head-home-390", "truong.nv2", "/", PHONE),
        Scene("head-task-390", "truong.nv2", returned_task(), PHONE),
        Scene("office-home-1366", "vanphong", "/", DESKTOP),
        Scene("leader-home-1366", "lanhdao", "/", TALL),
        Scene("plan-1366", "vanphong", "/tasks/plan/", DESKTOP),
        Scene("targets-1366", "lanhdao", "/reports/targets/", DESKTOP),
    )
    for scene in scenes:
        page = sign_in(browser, address, scene.account, scene.size)
        page.goto(scene.address)
        take(page, scene.picture)
    page = sign_in(browser, address, "vanthu", DESKTOP)
    hand_in_register(page)
    take(page, "import-result-1366")


def sign_in(browser: Browser, address: str, account: str, size: dict[str, int]) -> Page:
    from django.conf import settings

    context = browser.new_context(
        base_url=address, viewport=size, has_touch=size is PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", settings.DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def build_period_report(browser: Browser, address: str) -> None:
    """The Office has the workbook built, so that the leader finds one to download."""
    from organization.jobs import run_queued

    page = sign_in(browser, address, "vanphong", DESKTOP)
    page.goto("/reports/")
    page.get_by_label("Kỳ báo cáo").select_option("2026-H1")
    page.get_by_role("button", name="Lập bảng số liệu").click()
    page.wait_for_url("**/jobs/**")
    run_queued()
    page.context.close()


def returned_task() -> str:
    from django.urls import reverse

    from tasks.enums import TaskStatus
    from tasks.models import Task

    task = Task.objects.get(lead_unit__code="NV2", status=TaskStatus.RETURNED)
    return reverse("tasks:task", args=[task.pk])


def hand_in_register(page: Page) -> None:
    book = Workbook()
    book.active.title = "Sổ 2026"
    for row in REGISTER:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    page.goto("/documents/import/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        "input[type=file]", {"name": "so-van-ban-di-2026.xlsx", "mimeType": kind, "buffer": content.getvalue()}
    )
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_selector("#error-table")


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    picture = tight_png(page.screenshot(animations="disabled"))
    path = PICTURES / f"{name}.png"
    path.write_bytes(picture)
    print(f"{path.relative_to(ROOT)}: {len(picture) // 1024} KB", flush=True)
    page.context.close()


if __name__ == "__main__":
    raise SystemExit(main())
