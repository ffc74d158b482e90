"""The assignment as a Word annex: Phụ lục phân công nhiệm vụ, A4 landscape. Dataclasses in, .docx bytes out."""

from base.paper import PaperColumn, add_annex_head, add_row, add_section_row, add_table, new_paper, paper_bytes
from tasks.pages.annex import TITLE, belongs_to, deadline_words, section_heading
from tasks.queries.annex import Annex

COLUMNS = (
    PaperColumn("TT", 12),
    PaperColumn("Nhiệm vụ", 66),
    PaperColumn("Đơn vị chủ trì", 34),
    PaperColumn("Đơn vị phối hợp", 38),
    PaperColumn("Sản phẩm", 42),
    PaperColumn("Thời hạn", 30),
    PaperColumn("Lãnh đạo phụ trách", 30),
)


def assignment_annex(annex: Annex) -> bytes:
    """The annex as .docx bytes; its rows are numbered through all sections."""
    document = new_paper(title=TITLE, author=annex.agency, landscape=True)
    add_annex_head(document, name=TITLE, belongs_to=belongs_to(annex))
    table = add_table(document, COLUMNS)
    number = 0
    for section in annex.sections:
        add_section_row(table, section_heading(section))
        for line in section.rows:
            number += 1
            words = (
                str(number),
                line.work,
                line.lead,
                "; ".join(line.coordinators),
                line.deliverable,
                deadline_words(line),
                line.leader,
            )
            add_row(table, COLUMNS, words)
    return paper_bytes(document)
