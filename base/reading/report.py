"""What came of reading a file: the balance of its rows and every error by sheet, row and column.

The JSON of every import has this shape; other people's scripts rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class RowError:
    """One thing that is wrong. `row` as Excel numbers it, `column` by its heading; None for a whole file.

    `value` is what the file says there.
    """

    message: str
    row: int | None = None
    sheet: str | None = None
    column: str | None = None
    value: str = ""


@dataclass
class FileReading:
    """What reading a file alone gives: `data_rows` = right rows + `wrong_rows` (a row may have several errors)."""

    errors: list[RowError] = field(default_factory=list)
    data_rows: int = 0
    wrong_rows: int = 0
    passed_over: int = 0
    sheets: list[str] = field(default_factory=list)
    sheets_not_read: list[str] = field(default_factory=list)

    def balance(
        self,
        *,
        imported: int,
        updated: int,
        skipped: int,
        errors: Sequence[RowError],
        leaves_out_errors: bool,
        dry_run: bool,
    ) -> ImportReport:
        """The report, with the errors that comparing with the database added (one for each row).

        Where errors refuse the file every row that is not held already is refused.
        """
        order = {name: place for place, name in enumerate(self.sheets)}
        all_errors = sorted(
            [*self.errors, *errors], key=lambda error: (order.get(error.sheet or "", 0), error.row or 0)
        )
        wrong_rows = self.wrong_rows + len(errors)
        refuses_all = bool(all_errors) and not leaves_out_errors
        return ImportReport(
            rows=self.data_rows,
            imported=0 if refuses_all else imported,
            updated=0 if refuses_all else updated,
            skipped=skipped,
            refused=self.data_rows - skipped if refuses_all else wrong_rows,
            passed_over=self.passed_over,
            wrong_rows=wrong_rows,
            errors=all_errors,
            sheets=self.sheets,
            sheets_not_read=self.sheets_not_read,
            dry_run=dry_run,
            leaves_out_errors=leaves_out_errors,
        )


@dataclass
class ImportReport:
    """rows = imported + updated + skipped + refused, always.

    `wrong_rows` of the refused have an error of their own; the others wait for the file to be clean.
    """

    rows: int = 0
    imported: int = 0
    updated: int = 0
    skipped: int = 0
    refused: int = 0
    passed_over: int = 0
    wrong_rows: int = 0
    errors: list[RowError] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    sheets_not_read: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dry_run: bool = False
    leaves_out_errors: bool = False

    @property
    def is_refused(self) -> bool:
        """Do errors stand against the whole file, so that nothing of it is written?"""
        return bool(self.errors) and not self.leaves_out_errors

    def as_json(self) -> dict[str, Any]:
        """The object for `--json`; a whole file's error is also given as `error`."""
        data = asdict(self)
        whole = [error.message for error in self.errors if error.row is None]
        return {**data, "error": whole[0]} if whole else data


def file_error(message: str, *, sheets_not_read: Iterable[str] = ()) -> ImportReport:
    """The report of a file that could not be read at all."""
    return ImportReport(errors=[RowError(message)], sheets_not_read=list(sheets_not_read))


def balance_sentence(balance: Mapping[str, Any]) -> str:
    """ "524 dòng dữ liệu = 0 nhập mới + 0 cập nhật + 508 đã có, giống hệt + 16 chưa nhập"."""
    return (
        f"{balance['rows']} dòng dữ liệu = {balance['imported']} nhập mới + {balance['updated']} cập nhật"
        f" + {balance['skipped']} đã có, giống hệt + {balance['refused']} chưa nhập"
    )


def report_lines(report: ImportReport) -> list[str]:
    """The report as a terminal shows it."""
    passed = f"; bỏ qua thêm {report.passed_over} dòng (tiêu đề, số cột, trống, cộng)."
    lines = [balance_sentence(report.as_json()) + passed]
    if report.sheets_not_read:
        lines.append(f"Trang tính không đọc: {', '.join(report.sheets_not_read)}.")
    for error in report.errors:
        place = f"Trang {error.sheet}, dòng {error.row}, cột {error.column}: " if error.row else ""
        shown = f"“{error.value}” " if error.value else ""
        lines.append(f"{place}{shown}{error.message}")
    if report.missing:
        lines.append(f"Có trong sổ mà không có trong tệp ({len(report.missing)}): {'; '.join(report.missing)}.")
    if report.dry_run:
        lines.append("Chạy thử: chưa ghi gì.")
    elif report.is_refused:
        lines.append("Chưa ghi gì vào sổ. Sửa các dòng trên, hoặc thêm --leave-out-errors để bỏ các dòng lỗi.")
    return lines
