"""What does the page of a handed-in file say: the balance, the errors, the next act?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from base.page_parts import Page, look_ahead
from base.reading.report import ImportReport
from organization.models import ImportFile, ImportState

ERRORS_A_PAGE = 200


@dataclass(frozen=True)
class ImportUrls:
    """Where the buttons of the page lead; each kind of file has its own."""

    write: str
    again: str
    xlsx: str
    rows: str
    rows_label: str


@dataclass(frozen=True)
class ImportPage:
    """One file with its report; `waiting` are right rows that wait for the others to be cured."""

    file: ImportFile
    report: dict[str, Any]
    errors: Page
    urls: ImportUrls

    @property
    def is_written(self) -> bool:
        return self.file.state == ImportState.WRITTEN

    @property
    def file_error(self) -> str:
        return self.report.get("error", "")

    @property
    def wrong_rows(self) -> int:
        return self.report["wrong_rows"]

    @property
    def waiting(self) -> int:
        return 0 if self.is_written else self.report["refused"] - self.wrong_rows

    @property
    def would_write(self) -> int:
        return self.report["imported"] + self.report["updated"]

    @property
    def heading(self) -> str:
        if self.file_error:
            return "Không đọc được tệp"
        if self.is_written:
            return f"Đã ghi {self.would_write} dòng từ tệp"
        if self.wrong_rows:
            return f"Tệp còn {self.wrong_rows} dòng lỗi, chưa ghi gì"
        if self.would_write:
            return f"Tệp đúng: {self.would_write} dòng chờ ghi"
        return "Mọi dòng của tệp đã có"

    @property
    def balance(self) -> str:
        """ "524 = 0 + 0 + 508 + 4 + 12", in the order of the columns."""
        report = self.report
        parts = (report["imported"], report["updated"], report["skipped"], self.wrong_rows, self.waiting)
        return f"{report['rows']} = {' + '.join(map(str, parts))}"

    @property
    def asks_for_years(self) -> bool:
        """Rows of more than one year are written only after somebody said that the years are right."""
        return not self.is_written and len(self.report["years"]) > 1

    @property
    def missing(self) -> list[str]:
        return self.report.get("missing", [])


def import_page(
    file: ImportFile, number: str | None, *, urls: ImportUrls, field_words: Mapping[str, str]
) -> ImportPage:
    """The page of a checked or written file; its errors come in pages of their own."""
    report = {**ImportReport().as_json(), **file.report}  # a check that was killed leaves none
    errors = [said_on_page(error, field_words) for error in report["errors"]]
    return ImportPage(file, report, look_ahead(errors, number, ERRORS_A_PAGE, len(errors) or None), urls)


def said_on_page(error: Mapping[str, Any], field_words: Mapping[str, str]) -> dict[str, Any]:
    """An error in the words of the page: it names fields, not flags of a command."""
    message = str(error["message"])
    for flag, words in field_words.items():
        message = message.replace(flag, words)
    return {**error, "message": message}
