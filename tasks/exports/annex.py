"""The assignment as a Word annex: Phụ lục phân công nhiệm vụ, A4 landscape.

Layout after NĐ 30/2020/NĐ-CP, phụ lục I: Times New Roman, margins, the page number in the middle of the
top margin and hidden on page 1, "Phụ lục" and its title in bold, the paper it belongs to in italics.
Dataclasses in, .docx bytes out.
"""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from base.table_workbook import cell_text
from tasks.rules.annex import Annex, AnnexSection

FONT = "Times New Roman"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("TT", 12),
    ("Nhiệm vụ", 70),
    ("Đơn vị chủ trì", 34),
    ("Đơn vị phối hợp", 38),
    ("Sản phẩm", 42),
    ("Thời hạn", 26),
    ("Lãnh đạo phụ trách", 30),
)


def assignment_annex(annex: Annex) -> bytes:
    """The annex as .docx bytes."""
    document = Document()
    document.core_properties.title = annex.title
    document.core_properties.author = annex.agency
    _page(document)
    _styles(document)
    document.add_paragraph("PHỤ LỤC", style="Tên phụ lục")
    document.add_paragraph(cell_text(annex.title.upper()), style="Tên phụ lục")
    document.add_paragraph(cell_text(annex.belongs_to), style="Kèm theo")
    _table(document, annex.sections)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = number.add_run()
    run.font.name, run.font.size = FONT, Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _styles(document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name, bold, italic, size, centered in (
        ("Tên phụ lục", True, False, 14, True),
        ("Kèm theo", False, True, 13, True),
        ("Đầu bảng", True, False, 12, True),
        ("Ô bảng", False, False, 12, False),
        ("Mục trong bảng", True, False, 12, False),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.bold, style.font.italic, style.font.size = bold, italic, Pt(size)
        style.paragraph_format.space_after = Pt(6 if centered and size >= 13 else 2)
        style.paragraph_format.space_before = Pt(2)
        if centered:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document, sections: Sequence[AnnexSection]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, (label, width) in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.width = Mm(width)
        _write(cell.paragraphs[0], label, "Đầu bảng")
    _mark_row(table.rows[0], "w:tblHeader")
    number = 0
    for section in sections:
        row = table.add_row()
        merged = row.cells[0].merge(row.cells[-1])
        _write(merged.paragraphs[0], section.heading, "Mục trong bảng")
        _mark_row(row, "w:cantSplit")
        for line in section.rows:
            number += 1
            row = table.add_row()
            values = (
                str(number),
                line.work,
                line.lead,
                line.coordinators,
                line.deliverable,
                line.deadline,
                line.leader,
            )
            for cell, value, (_, width) in zip(row.cells, values, COLUMNS, strict=True):
                cell.width = Mm(width)
                _write(cell.paragraphs[0], value, "Ô bảng")
            _mark_row(row, "w:cantSplit")
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)


def _write(paragraph: Paragraph, text: str, style: str) -> None:
    paragraph.style = style
    paragraph.add_run(cell_text(text))


def _mark_row(row, mark: str) -> None:
    """A row property Word knows and python-docx has no name for: repeated as header, kept on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement(mark))
