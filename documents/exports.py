"""How does a long list become a workbook in seconds? Values in, an .xlsx out.

Lists of an office go through `organization.exports.table_workbook`. A register of hundreds of thousands
of rows would take that a minute and more; here every cell is written as text of the sheet's XML at
once: strings as inline text (never a formula), numbers and days as such, one look for all rows.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, TextIOWrapper
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from organization.exports import Column, cell_text, sheet_name

REGISTER_COLUMNS = (
    Column("Số, ký hiệu văn bản", width=18),
    Column("Ngày tháng văn bản", "date", 14),
    Column("Loại", width=16),
    Column("Tên loại và trích yếu nội dung văn bản", width=60),
    Column("Người ký", width=22),
    Column("Nơi nhận văn bản", width=26),
    Column("Đơn vị, người nhận bản lưu", width=22),
    Column("Số lượng bản", width=10),
    Column("Ngày chuyển", width=12),
    Column("Ký nhận", width=12),
    Column("Ghi chú", width=22),
    Column("Đơn vị soạn thảo", width=26),
    Column("Nhóm", width=18),
    Column("Tính vào chỉ tiêu", width=12),
    Column("Lý do không tính", width=28),
    Column("Đã rà", width=10),
)
ERROR_COLUMNS = (
    Column("Trang tính", width=20),
    Column("Dòng", "int", 8),
    Column("Cột", width=28),
    Column("Trong tệp ghi", width=32),
    Column("Lỗi và cách sửa", width=80),
)

_EXCEL_ZERO = date(1899, 12, 30)
_FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_PLAIN, _DAY, _HEAD, _TITLE = 0, 1, 2, 3
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="14"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def plain_workbook(
    title: str, lines: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> BytesIO:
    """One sheet, ready to be read from its beginning: `title`, `lines`, the header, then `rows`.

    The header is frozen, filtered and repeated on each printed page (A4 landscape). Rows are streamed.
    """
    out = BytesIO()
    name = escape(sheet_name(title), {'"': "&quot;"})
    header_row = len(lines) + 3
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations((f"{_OFFICE}/officeDocument", "xl/workbook.xml")))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations((f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"), (f"{_OFFICE}/styles", "styles.xml")),
        )
        archive.writestr("xl/styles.xml", _STYLES)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as raw:
            sheet = TextIOWrapper(raw, encoding="utf-8", write_through=False)
            last_row = _write_sheet(sheet, title, lines, columns, rows, header_row)
            sheet.flush()
            sheet.detach()
        area = f"$A${header_row}:${get_column_letter(len(columns))}${last_row}"
        archive.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets><definedNames>'
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{_quoted(name)}!{area}'
            "</definedName>"
            f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{_quoted(name)}!${header_row}:${header_row}'
            "</definedName></definedNames></workbook>",
        )
    out.seek(0)
    return out


def _write_sheet(
    sheet: TextIOWrapper,
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    header_row: int,
) -> int:
    """Write the sheet's XML; returns the number of the last row."""
    letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
        for number, column in enumerate(columns, start=1)
    )
    sheet.write(
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{header_row}" topLeftCell="A{header_row + 1}"'
        f' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
    )
    sheet.write(f'<row r="1">{_cell("A1", title, _TITLE)}</row>')
    for number, line in enumerate(lines, start=2):
        sheet.write(f'<row r="{number}">{_cell(f"A{number}", line)}</row>')
    heads = "".join(
        _cell(f"{letter}{header_row}", column.label, _HEAD) for letter, column in zip(letters, columns, strict=True)
    )
    sheet.write(f'<row r="{header_row}">{heads}</row>')
    number = header_row
    for values in rows:
        number += 1
        cells = "".join(
            [
                _cell(f"{letter}{number}", value)
                for letter, value in zip(letters, values, strict=True)
                if value is not None and value != ""
            ]
        )
        sheet.write(f'<row r="{number}">{cells}</row>')
    sheet.write(
        f'</sheetData><autoFilter ref="A{header_row}:{letters[-1]}{number}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    )
    return number


def _cell(place: str, value: Any, style: int = _PLAIN) -> str:
    if isinstance(value, date) and value >= _FIRST_EXCEL_DAY:
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _EXCEL_ZERO).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    text = escape(cell_text(str(value)))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return _RELATIONS.format(lines)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
