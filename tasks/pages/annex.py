"""In which words does an annex of assignments say its facts?"""

from base.written import paper_day
from tasks.enums import DeadlineKind, Frequency
from tasks.queries.annex import Annex, AnnexRow, AnnexSection

TITLE = "Phân công nhiệm vụ thực hiện Kết luận số 226-KL/TW"


def belongs_to(annex: Annex) -> str:
    """The line under the title; blanks are left where number or day is not known yet."""
    number = annex.number or "…………"
    day = "ngày …… tháng …… năm ……"
    if annex.signed_on:
        in_day, month, year = paper_day(annex.signed_on).split("/")
        day = f"ngày {in_day} tháng {month} năm {year}"
    return f"(Kèm theo {annex.basis.label} số {number} {day} của {annex.agency})"


def section_heading(section: AnnexSection) -> str:
    """ "II.4.a-2. Lịch họp…" """
    return f"{section.code}. {section.title}"


def deadline_words(row: AnnexRow) -> str:
    """ "30/7/2026", "Định kỳ hằng tháng", "Thường xuyên", "Chưa có hạn"."""
    if row.deadline_kind == DeadlineKind.RECURRING and row.frequency:
        return f"Định kỳ {Frequency(row.frequency).label}"
    return paper_day(row.due) if row.due else DeadlineKind(row.deadline_kind).label
