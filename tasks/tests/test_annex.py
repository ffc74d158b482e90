"""The Word annex: what a reader finds when the file is opened again."""

from datetime import date
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT

from tasks.exports.annex import Annex, AnnexRow, AnnexSection, assignment_annex


def annex(**changes):
    row = AnnexRow("Lịch họp quý III", "Phòng Nghiệp vụ 2", "Văn phòng", "Lịch họp", "30/7/2026", "Phạm Thu Nga")
    values = {
        "agency": "Thanh tra tỉnh Bắc Ninh",
        "title": "Phân công nhiệm vụ",
        "basis": "Quyết định",
        "number": "74/QĐ-TTr",
        "signed_on": date(2026, 2, 6),
        "sections": (AnnexSection("II.4.a-2. Lịch họp khoa học", (row,)),),
    }
    return Annex(**{**values, **changes})


def reopened(value):
    return Document(BytesIO(assignment_annex(value)))


def test_annex_is_a4_landscape_with_a_repeated_header():
    document = reopened(annex())

    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.tables[0].rows[0]._tr.trPr.xpath("w:tblHeader")
    assert section.different_first_page_header_footer


def test_annex_numbers_tasks_through_all_sections():
    row = annex().sections[0].rows[0]
    sections = (AnnexSection("II.1.a. Một", (row, row)), AnnexSection("II.1.b. Hai", (row,)))

    table = reopened(annex(sections=sections)).tables[0]

    assert [r.cells[0].text for r in table.rows] == ["TT", "II.1.a. Một", "1", "2", "II.1.b. Hai", "3"]
    assert [c.text for c in table.rows[2].cells] == [
        "1",
        "Lịch họp quý III",
        "Phòng Nghiệp vụ 2",
        "Văn phòng",
        "Lịch họp",
        "30/7/2026",
        "Phạm Thu Nga",
    ]


def test_annex_keeps_angle_brackets_and_drops_control_characters():
    row = AnnexRow("A & B <c>\x01", "", "", "", "", "")

    table = reopened(annex(sections=(AnnexSection("&", (row,)),))).tables[0]

    assert table.rows[2].cells[1].text == "A & B <c>"


def test_annex_writes_months_one_and_two_with_a_zero_and_leaves_blanks_for_what_is_not_known():
    assert annex().belongs_to.endswith("số 74/QĐ-TTr ngày 06 tháng 02 năm 2026 của Thanh tra tỉnh Bắc Ninh)")
    assert "tháng 3 năm" in annex(signed_on=date(2026, 3, 5)).belongs_to
    assert "số ………… ngày …… tháng …… năm ……" in annex(number="", signed_on=None).belongs_to
