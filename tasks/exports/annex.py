"""The assignment as a Word annex: Phụ lục phân công nhiệm vụ, A4 landscape. Dataclasses in, .docx bytes out."""

from base.paper import PaperColumn, add_annex_head, add_row, add_section_row, add_table, new_paper, paper_bytes
from tasks.rules.annex import Annex

COLUMNS = (
    PaperColumn("TT", 12),
    PaperColumn("Nhiệm vụ", 70),
    PaperColumn("Đơn vị chủ trì", 34),
    PaperColumn("Đơn vị phối hợp", 38),
    PaperColumn("Sản phẩm", 42),
    PaperColumn("Thời hạn", 26),
    PaperColumn("Lãnh đạo phụ trách", 30),
)


def assignment_annex(annex: Annex) -> bytes:
    """The annex as .docx bytes; its rows are numbered through all sections."""
    document = new_paper(title=annex.title, author=annex.agency, landscape=True)
    add_annex_head(document, name=annex.title, belongs_to=annex.belongs_to)
    table = add_table(document, COLUMNS)
    number = 0
    for section in annex.sections:
        add_section_row(table, section.heading)
        for line in section.rows:
            number += 1
            words = (line.work, line.lead, line.coordinators, line.deliverable, line.deadline, line.leader)
            add_row(table, COLUMNS, (str(number), *words))
    return paper_bytes(document)
