"""A person at a real browser: signs in as one does, and notices whatever a page does wrong."""

from io import BytesIO
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Download, Page

from conftest import PASSWORD

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Visitor:
    """One person with one page. Every page the person looks at passes through `look`.

    What the browser complains about is kept: errors of scripts, files that are missing, and breaches of
    the Content-Security-Policy, which Chromium tells as errors of the console.
    """

    def __init__(self, page: Page, *, scripts: bool = True):
        self.page = page
        self.scripts = scripts
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, username: str) -> None:
        self.page.goto("/")
        self.look()
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.press("Đăng nhập")

    def press(self, name: str, *, within: str = "main") -> None:
        """Press the button or link of exactly these words, and look at the page that follows."""
        self.find(name, within=within).click()
        self.page.wait_for_load_state()
        self.look()

    def find(self, name: str, *, within: str = "main"):
        place = self.page.locator(within)
        return place.get_by_role("button", name=name, exact=True).or_(place.get_by_role("link", name=name, exact=True))

    def look(self) -> None:
        """The page fits its width, a screen reader can tell it, and the browser had nothing to complain about."""
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.viewport_size["width"]
        if self.scripts:
            found = Axe().run(self.page).response["violations"]
            assert not found, [f"{self.page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]

    def sees(self, *words: str) -> None:
        text = " ".join(self.page.locator("main").inner_text().split())
        for one in words:
            assert one in text, f"{self.page.url} does not say “{one}”: {text[:1500]}"

    def download(self, name: str) -> Download:
        with self.page.expect_download() as coming:
            self.find(name).click()
        return coming.value


def register_file(name: str, rows) -> dict[str, str | bytes]:
    """A register as a file to choose in the browser."""
    book = Workbook()
    book.active.title = "Sổ 2026"
    book.active.append(["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo"])
    for row in rows:
        book.active.append(list(row))
    content = BytesIO()
    book.save(content)
    return {"name": name, "mimeType": XLSX, "buffer": content.getvalue()}


def opened_workbook(download: Download, folder: Path):
    """The downloaded workbook, as a spreadsheet program reads it."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return load_workbook(path)


def cell_under(sheet, heading: str, row_name: str):
    """The figure of the row `row_name` under `heading`, in the first table of the sheet that has such a heading."""
    column = None
    for row in sheet.iter_rows(values_only=True):
        if heading in row[1:]:
            column = row.index(heading, 1)
        elif column is not None and row[0] == row_name:
            return row[column]
    raise AssertionError(f"{sheet.title}: no row {row_name} under {heading}")
