"""Papers in the layout of NĐ 30/2020/NĐ-CP, phụ lục I: page, page number, type, titles, tables.

Times New Roman 13–14, margins of 20 (top, bottom), 30 (left) and 15 mm (right), the page number in the middle
of the top margin and hidden on page 1. A paper of some app begins with `new_paper`, writes paragraphs in the
styles named here, and ends with `paper_bytes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from base.table_workbook import cell_text

FONT = "Times New Roman"
BODY_POINTS = 13
A4_MM = (210, 297)


class Style(StrEnum):
    """The styles of paragraphs; the value is the name Word shows."""

    ANNEX_TITLE = "Tên phụ lục"
    BELONGS_TO = "Kèm theo"
    TABLE_HEAD = "Đầu bảng"
    TABLE_CELL = "Ô bảng"
    TABLE_SECTION = "Mục trong bảng"


@dataclass(frozen=True)
class PaperColumn:
    """One column of a table: its heading and its width in millimetres."""

    heading: str
    width: int


def new_paper(*, title: str, author: str, landscape: bool = False) -> Paper:
    """An empty A4 paper with the margins, the page number and the styles of the decree."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = author
    _page(document, landscape=landscape)
    _styles(document)
    return document


def paper_bytes(document: Paper) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add_annex_head(document: Paper, *, name: str, belongs_to: str) -> None:
    """ "Phụ lục", its name in capitals, and the paper it belongs to in italics."""
    document.add_paragraph("Phụ lục", style=Style.ANNEX_TITLE)
    document.add_paragraph(cell_text(name.upper()), style=Style.ANNEX_TITLE)
    document.add_paragraph(cell_text(belongs_to), style=Style.BELONGS_TO)


def add_table(document: Paper, columns: Sequence[PaperColumn]) -> Table:
    """A table with its head, which is repeated on every page."""
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, wanted in zip(table.columns, columns, strict=True):
        column.width = Mm(wanted.width)
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.width = Mm(column.width)
        write(cell.paragraphs[0], column.heading, Style.TABLE_HEAD)
    _mark_row(table.rows[0], "w:tblHeader")
    return table


def add_section_row(table: Table, heading: str) -> None:
    """A row across the whole table that heads the rows after it."""
    row = table.add_row()
    write(row.cells[0].merge(row.cells[-1]).paragraphs[0], heading, Style.TABLE_SECTION)
    _mark_row(row, "w:cantSplit")


def add_row(table: Table, columns: Sequence[PaperColumn], values: Sequence[str]) -> None:
    """One row, kept on one page."""
    row = table.add_row()
    for cell, column, value in zip(row.cells, columns, values, strict=True):
        cell.width = Mm(column.width)
        write(cell.paragraphs[0], value, Style.TABLE_CELL)
    _mark_row(row, "w:cantSplit")


def write(paragraph: Paragraph, text: str, style: Style) -> None:
    paragraph.style = style
    paragraph.add_run(cell_text(text))


def _page(document: Paper, *, landscape: bool) -> None:
    section = document.sections[0]
    width, height = reversed(A4_MM) if landscape else A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = number.add_run()
    run.font.name, run.font.size = FONT, Pt(BODY_POINTS)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _styles(document: Paper) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY_POINTS)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name, bold, italic, size, centered in (
        (Style.ANNEX_TITLE, True, False, 14, True),
        (Style.BELONGS_TO, False, True, 13, True),
        (Style.TABLE_HEAD, True, False, 12, True),
        (Style.TABLE_CELL, False, False, 12, False),
        (Style.TABLE_SECTION, True, False, 12, False),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.bold, style.font.italic, style.font.size = bold, italic, Pt(size)
        style.paragraph_format.space_after = Pt(6 if centered and size >= 13 else 2)
        style.paragraph_format.space_before = Pt(2)
        style.paragraph_format.keep_with_next = name == Style.TABLE_SECTION
        if centered:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark_row(row: Any, mark: str) -> None:
    """A row property Word knows and python-docx has no name for: repeated as header, kept on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement(mark))
