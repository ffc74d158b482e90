"""What came of reading a file: the balance of its rows and every error by sheet, row and column.

The JSON of every import has this shape; other people's scripts rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from base.reading.workbook import Row
from base.text import clean_line

LONGEST_VALUE, LONGEST_MESSAGE, LONGEST_HEADING = 160, 600, 80
MOST_ROWS_NAMED = 20


@dataclass(frozen=True)
class RowError:
    """One thing that is wrong. `row` as Excel numbers it, `column` by its heading; None for a whole file.

    `value` is what the file says there, cut where it is long.
    """

    message: str
    row: int | None = None
    sheet: str | None = None
    column: str | None = None
    value: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shortened(self.message, LONGEST_MESSAGE))
        object.__setattr__(self, "value", shortened(self.value, LONGEST_VALUE))
        if self.column is not None:
            object.__setattr__(self, "column", shortened(self.column, LONGEST_HEADING))


@dataclass(frozen=True)
class PassedRow:
    """A row that was passed over though something stands in it, and why."""

    row: int
    sheet: str
    text: str
    reason: str


@dataclass(frozen=True)
class NamedColumn:
    """A column of a table that was read, by its heading."""

    sheet: str
    heading: str


def shortened(text: str, length: int) -> str:
    """`text` for a message: whole, or its beginning with an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def row_numbers(numbers: Sequence[int]) -> str:
    """ "dòng 3, 7, 9" for a message; of many rows the first ones and how many more."""
    shown = ", ".join(map(str, numbers[:MOST_ROWS_NAMED]))
    more = len(numbers) - MOST_ROWS_NAMED
    return f"dòng {shown}" + (f" và {more} dòng nữa" if more > 0 else "")


@dataclass
class FileReading:
    """What reading a file alone gives: `data_rows` = right rows + `wrong_rows` (a row may have several errors).

    `same_rows` of the data rows repeat another of the file word for word and are skipped; `years` are the
    data rows by the year of their date.
    """

    errors: list[RowError] = field(default_factory=list)
    data_rows: int = 0
    wrong_rows: int = 0
    same_rows: int = 0
    passed_over: int = 0
    sheets: list[str] = field(default_factory=list)
    sheets_not_read: list[str] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    passed_rows: list[PassedRow] = field(default_factory=list)
    read_columns: list[NamedColumn] = field(default_factory=list)
    unread_columns: list[NamedColumn] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)

    def pass_over(self, sheet: str, row: Row, reason: str = "") -> None:
        """Count a row that is no data; with a reason it is listed, unless it is blank."""
        self.passed_over += 1
        if reason and (text := row_text(row)):
            self.passed_rows.append(PassedRow(row.number, sheet, text, reason))

    def list_same(self, *, sheet: str, number: int, text: str, place: str) -> None:
        """A data row wholly identical to one before it, at `place`: one thing, so the later is skipped and listed."""
        self.data_rows += 1
        self.same_rows += 1
        self.passed_rows.append(PassedRow(number, sheet, shortened(text, LONGEST_VALUE), f"giống hệt {place}"))

    def warn(
        self, message: str, *, row: int | None = None, sheet: str | None = None, column: str | None = None
    ) -> None:
        self.warnings.append(RowError(message, row, sheet, column))

    def name_unread(self, sheet: str, headings: Iterable[str]) -> None:
        """Name columns of which nothing is taken, each heading of a sheet once."""
        _name(self.unread_columns, sheet, headings)

    def name_read(self, sheet: str, headings: Iterable[str]) -> None:
        """Name columns that were taken, each heading of a sheet once."""
        _name(self.read_columns, sheet, headings)

    def warn_of_look(self, sheet: str, *, hidden: Sequence[int], struck: Sequence[int]) -> None:
        """Warn of data rows that people do not see or that look crossed out: they were read all the same."""
        if hidden:
            words = f"{len(hidden)} dòng đang bị bộ lọc hoặc lệnh ẩn che đi, vẫn được đọc: {row_numbers(hidden)}."
            self.warn(words, row=hidden[0], sheet=sheet)
        for number in struck:
            self.warn(
                "Dòng có chữ gạch ngang, vẫn được đọc như thường. Nếu văn bản đã bỏ, ghi rõ ở Ghi chú.",
                row=number, sheet=sheet,
            )  # fmt: skip

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
        skipped += self.same_rows
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
            warnings=sorted(self.warnings, key=lambda one: (order.get(one.sheet or "", -1), one.row or 0)),
            passed_rows=self.passed_rows,
            read_columns=self.read_columns,
            unread_columns=self.unread_columns,
            years={str(year): self.years[year] for year in sorted(self.years)},
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
    warnings: list[RowError] = field(default_factory=list)
    passed_rows: list[PassedRow] = field(default_factory=list)
    read_columns: list[NamedColumn] = field(default_factory=list)
    unread_columns: list[NamedColumn] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Do errors stand against the whole file, so that nothing of it is written?"""
        return bool(self.errors) and not self.leaves_out_errors

    def as_json(self) -> dict[str, Any]:
        """The object for `--json`; a whole file's error is also given as `error`."""
        data = asdict(self)
        whole = [error.message for error in self.errors if error.row is None]
        return {**data, "error": whole[0]} if whole else data


def _name(columns: list[NamedColumn], sheet: str, headings: Iterable[str]) -> None:
    for heading in headings:
        column = NamedColumn(sheet, shortened(heading, LONGEST_HEADING))
        if column not in columns:
            columns.append(column)


def row_text(row: Row) -> str:
    """The filled cells of a row as one short line."""
    texts = [text for cell in row.cells if cell is not None and (text := clean_line(str(cell)[:LONGEST_VALUE]))]
    return shortened(" | ".join(texts[:20]), LONGEST_VALUE)


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
        lines.append(f"Trang tính không đọc: {_first_of(report.sheets_not_read)}.")
    if report.unread_columns:
        headings = list(dict.fromkeys(one.heading for one in report.unread_columns))
        lines.append(f"Cột không đọc: {_first_of(headings)}.")
    if len(report.years) > 1:
        lines.append(f"Số dòng theo năm: {'; '.join(f'{year}: {n} dòng' for year, n in report.years.items())}.")
    lines += [_line_of(error) for error in report.errors]
    lines += [f"Lưu ý. {_line_of(warning)}" for warning in report.warnings]
    lines += [f"Bỏ qua trang {one.sheet}, dòng {one.row} ({one.reason}): {one.text}" for one in report.passed_rows]
    if report.missing:
        words = f"Có trong sổ mà không có trong tệp ({len(report.missing)})"
        lines.append(f"{words}: {_first_of(report.missing)}.")
    if report.dry_run:
        lines.append("Chạy thử: chưa ghi gì.")
    elif report.is_refused:
        lines.append("Chưa ghi gì vào sổ. Sửa các dòng trên, hoặc thêm --leave-out-errors để bỏ các dòng lỗi.")
    return lines


def _line_of(error: RowError) -> str:
    places = (("Trang", error.sheet), ("dòng", error.row), ("cột", error.column))
    place = ", ".join(f"{word} {value}" for word, value in places if value)
    shown = f"“{error.value}” " if error.value else ""
    return f"{place}: {shown}{error.message}" if place else f"{shown}{error.message}"


def _first_of(names: Sequence[str]) -> str:
    """The first names of a list that may be long, and how many more there are."""
    more = len(names) - MOST_ROWS_NAMED
    return "; ".join(names[:MOST_ROWS_NAMED]) + (f" và {more} mục nữa" if more > 0 else "")
