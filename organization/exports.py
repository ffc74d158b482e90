"""The workbooks of this app that are more than a list."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from base.table_workbook import CellStyles


def people_template(headings: Sequence[str], units: Sequence[tuple[str, str]], roles: Sequence[str]) -> bytes:
    """The workbook for entering people: an empty table, and beside it the codes and words that may stand in it."""
    book = Workbook(write_only=True)
    people, words = book.create_sheet("Người"), book.create_sheet("Danh mục")
    for sheet, widths in ((people, [20] * len(headings)), (words, [14, 44, 4, 30])):
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
    styles = CellStyles(people, plain=False)
    people.freeze_panes = "A2"
    people.append([styles.cell(heading, "header") for heading in headings])
    styles = CellStyles(words, plain=False)
    words.append([styles.cell(text, "header") for text in ("Mã dùng được", "Tên", "", "Vai trò dùng được")])
    for number in range(max(len(units), len(roles))):
        code, name = units[number] if number < len(units) else ("", "")
        role = roles[number] if number < len(roles) else ""
        words.append([styles.cell(text, "text") for text in (code, name, "", role)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
