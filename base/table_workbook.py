"""How does a list become a workbook that an office can print, sort and reckon with?

Values in, .xlsx bytes out; no database. Every list of the site goes through `table_workbook`, so that
all of them look alike: title, a few lines (filter in words, who and when), header, rows.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import ceil, isfinite
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

Kind = Literal["text", "int", "date", "ratio", "datetime"]

MOST_LETTERS = 32_767  # what one cell of Excel holds
A4 = 9
_HELD_IN_MEMORY = 8 << 20  # more rows than this wait in a file until the sheet is written
LINE_HEIGHT, MOST_POINTS = 15.0, 409.0  # points; Excel's rows are no higher
FONT = "Times New Roman"

_FORMATS: dict[str, str] = {
    "text": "@",
    "int": "#,##0",
    "date": "dd/mm/yyyy",
    "ratio": "0.0%",
    "datetime": "dd/mm/yyyy hh:mm",
}
# XML 1.0 knows none of these; Excel calls a file that holds one broken.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_SHEET_NAME = re.compile(r"[\\/\[\]:?*\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = Side(style="thin", color="FFB9C2CD")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True)
class Column:
    """One column: `ratio` takes a fraction (0.5556 shows as 55.6%), `width` is in characters."""

    label: str
    kind: Kind = "text"
    width: int = 16


def table_workbook(
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    plain: bool = False,
) -> bytes:
    """One sheet: `title`, `lines` under it, the header, then `rows` (values in the order of `columns`).

    A4 landscape, header frozen and repeated on each page, filters, real numbers and dates; None is an
    empty cell. Rows are streamed, so an iterator of any length is fine; `plain` leaves out borders and
    wrapped lines, for exports of many thousand rows.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    header_row = len(lines) + 3
    set_page(sheet, columns, header_row)
    styles = CellStyles(sheet, plain)
    sheet.append([styles.cell(title, "title")])
    for line in lines:
        sheet.append([styles.cell(line, "line")])
    sheet.append([])
    sheet.append([styles.cell(column.label, "header") for column in columns])
    with SpooledTemporaryFile(max_size=_HELD_IN_MEMORY) as written:
        count = _write_rows(written, styles, columns, rows, first=header_row + 1, fits_height=not plain)
        sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(columns))}{header_row + count}"
        out = BytesIO()
        book.save(out)
        return _with_rows(out, written)


def _write_rows(
    file: IO[bytes],
    styles: "CellStyles",
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    first: int,
    fits_height: bool,
) -> int:
    """Write the rows as sheet XML, several times as fast as through openpyxl's cells; answers how many."""
    places = [(get_column_letter(number), column.kind) for number, column in enumerate(columns, start=1)]
    count = 0
    for number, values in enumerate(rows, start=first):
        height = row_height(values, columns) if fits_height else None
        cells = (
            styles.xml(value, kind, f"{letter}{number}") for (letter, kind), value in zip(places, values, strict=True)
        )
        size = f' ht="{height}" customHeight="1"' if height else ""
        file.write(f'<row r="{number}"{size}>{"".join(cells)}</row>'.encode())
        count += 1
    return count


def _with_rows(saved: BytesIO, rows: IO[bytes]) -> bytes:
    """The saved workbook with the rows put at the end of its only sheet."""
    out = BytesIO()
    with ZipFile(saved) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != "xl/worksheets/sheet1.xml":
                new.writestr(info, old.read(info), ZIP_DEFLATED)
                continue
            before, end, after = old.read(info).partition(b"</sheetData>")
            rows.seek(0)
            with new.open(info.filename, "w") as sheet:
                sheet.write(before)
                shutil.copyfileobj(rows, sheet, 1 << 20)
                sheet.write(end + after)
    return out.getvalue()


def sheet_name(text: str) -> str:
    """`text` as Excel accepts it for a sheet: no / \\ [ ] : ? *, at most 31 characters, never empty."""
    name = _NOT_IN_SHEET_NAME.sub(" ", text)
    name = re.sub(r"\s+", " ", name)[:31].strip(" '")
    return "Bảng" if not name or name.casefold() == "history" else name


def cell_text(text: str) -> str:
    """`text` as a cell can hold it: nothing XML forbids, at most 32,767 characters, escapes kept literal."""
    kept = _NOT_IN_XML.sub("", text)
    kept = _ESCAPE_LOOKALIKE.sub("_x005F_", kept)
    return kept if len(kept) <= MOST_LETTERS else f"{kept[: MOST_LETTERS - 1]}…"


def row_height(values: Sequence[Any], columns: Sequence[Column]) -> float | None:
    """The height (in points) a row needs for its wrapped texts; None where one line is enough.

    Not every program measures wrapped cells by itself when it opens a file.
    """
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if column.kind == "text" and value:
            # Words break before the edge, so a column holds a little less than its width in letters.
            most = max(column.width * 0.92, 1)
            lines = max(lines, sum(max(1, ceil(len(part) / most)) for part in str(value).split("\n")))
    return min(LINE_HEIGHT * lines, MOST_POINTS) if lines > 1 else None


def set_page(sheet: Any, columns: Sequence[Column], header_row: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.freeze_panes = f"A{header_row + 1}"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width


class CellStyles:
    """Cells of each style, made once per workbook and copied: assigning fonts cell by cell is slow.

    Styles are `title`, `line`, `header`, the kinds of a Column, and `total_` + a kind for sum rows.
    """

    def __init__(self, sheet: Any, plain: bool) -> None:
        self._sheet = sheet
        self._zone = ZoneInfo(settings.TIME_ZONE)
        self._ids: dict[str, int] = {}
        self._styles = {
            "title": self._style(font=Font(name=FONT, size=14, bold=True)),
            "line": self._style(font=Font(name=FONT, size=11, italic=True)),
            "header": self._style(
                font=Font(name=FONT, size=11, bold=True),
                alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
                fill=PatternFill("solid", fgColor="FFEEF1F4"),
                border=_BORDER,
            ),
        }
        for kind, number_format in _FORMATS.items():
            side = "left" if kind == "text" else "center" if kind.startswith("date") else "right"
            look: dict[str, Any] = {"font": Font(name=FONT, size=11)}
            if not plain:
                look["border"] = _BORDER
                look["alignment"] = Alignment(horizontal=side, vertical="top", wrap_text=kind == "text")
            self._styles[kind] = self._style(number_format=number_format, **look)
            bold = {
                **look,
                "font": Font(name=FONT, size=11, bold=True),
                "fill": PatternFill("solid", fgColor="FFFAFBFC"),
            }
            self._styles[f"total_{kind}"] = self._style(number_format=number_format, **bold)

    def add(self, name: str, **look: Any) -> None:
        """One more style for this workbook: font, alignment, fill, border, number_format."""
        self._styles[name] = self._style(**look)

    def _style(self, **look: Any) -> Any:
        sample: Any = WriteOnlyCell(self._sheet)
        for name, value in look.items():
            setattr(sample, name, value)
        return sample._style

    def cell(self, value: Any, style: str) -> Any:
        """A cell with this value; what does not fit its kind is written as text rather than lost."""
        value = self._plain(value)
        cell: Any = WriteOnlyCell(self._sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"  # or a text that begins with "=" would be a formula, and "#N/A" an error
        cell._style = self._styles[style]
        return cell

    def xml(self, value: Any, style: str, reference: str) -> str:
        """The same cell as sheet XML."""
        value = self._plain(value)
        if style not in self._ids:
            self._ids[style] = self.cell(None, style).style_id
        head = f'<c r="{reference}" s="{self._ids[style]}"'
        if value is None:
            return f"{head}/>"
        if isinstance(value, str):
            return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        number = to_excel(value) if isinstance(value, date) else value
        return f"{head}><v>{number!r}</v></c>"

    def _plain(self, value: Any) -> int | float | date | str | None:
        """`value` as Excel knows it: a whole or broken number, a day or moment since 1900, else text."""
        if isinstance(value, datetime):
            value = value.astimezone(self._zone).replace(tzinfo=None) if value.tzinfo else value
        if isinstance(value, date) and value.year < 1900:  # Excel's days begin there
            return f"{value.day:02}/{value.month:02}/{value.year:04}"
        if isinstance(value, bool) or value is None:
            return None if value is None else "có" if value else "không"
        if isinstance(value, int | date) or (isinstance(value, float) and isfinite(value)):
            return value
        return cell_text(str(value))
