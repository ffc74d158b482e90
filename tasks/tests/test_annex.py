"""The Word annex: what a reader finds when the file is opened again."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from conftest import TODAY
from organization.queries import actor_of
from tasks.enums import BasisKind, DeadlineKind
from tasks.exports.annex import assignment_annex
from tasks.pages.annex import belongs_to
from tasks.queries.annex import Annex, AnnexRow, AnnexSection
from tasks.queries.grid import assignment_grid
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.drafts import DraftEdit


def row(**changes):
    values = {
        "work": "Lịch họp quý III",
        "lead": "Phòng Nghiệp vụ 2",
        "coordinators": ("Văn phòng",),
        "deliverable": "Lịch họp",
        "deadline_kind": DeadlineKind.DATE,
        "due": date(2026, 7, 30),
        "frequency": "",
        "leader": "Phạm Thu Nga",
    }
    return AnnexRow(**{**values, **changes})


def annex(**changes):
    values = {
        "agency": "Thanh tra tỉnh Bắc Ninh",
        "basis": BasisKind.DECISION,
        "number": "74/QĐ-TTr",
        "signed_on": date(2026, 2, 6),
        "sections": (AnnexSection("II.4.a-2", "Lịch họp khoa học", (row(),)),),
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
    sections = (AnnexSection("II.1.a", "Một", (row(), row())), AnnexSection("II.1.b", "Hai", (row(),)))

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


def test_a_heading_in_the_table_never_stands_alone_at_the_end_of_a_page():
    table = reopened(annex()).tables[0]

    kept = [row.cells[0].paragraphs[0].style.paragraph_format.keep_with_next for row in table.rows]
    assert kept == [False, True, False]


def test_annex_keeps_angle_brackets_and_drops_control_characters():
    section = AnnexSection("&", "", (row(work="A & B <c>\x01"),))

    table = reopened(annex(sections=(section,))).tables[0]

    assert table.rows[2].cells[1].text == "A & B <c>"


def test_annex_writes_months_one_and_two_with_a_zero_and_leaves_blanks_for_what_is_not_known():
    assert belongs_to(annex()).endswith("số 74/QĐ-TTr ngày 06 tháng 02 năm 2026 của Thanh tra tỉnh Bắc Ninh)")
    assert "tháng 3 năm" in belongs_to(annex(signed_on=date(2026, 3, 5)))
    assert "số ………… ngày …… tháng …… năm ……" in belongs_to(annex(number="", signed_on=None))


# --- What stands in it ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_annex_of_the_plan_holds_what_was_given_out_and_names_its_basis(plan, cast, client_of):
    office = actor_of(cast.office, on=TODAY)
    grid = assignment_grid(plan, TODAY, code="II.1.a")
    edits = [DraftEdit(row.clause.pk, row.unit.pk, row.version, row.values) for row in grid.rows]
    confirm_assignment(
        by=office, plan_id=plan.pk, edits=edits, basis=Basis(BasisKind.DECISION, number="74/QĐ-TTr", signed_on=TODAY)
    )

    answer = client_of(cast.office).get("/tasks/plan/annex.docx")

    document = Document(BytesIO(answer.content))
    assert "số 74/QĐ-TTr ngày 17 tháng 6 năm 2026" in document.paragraphs[2].text
    leads = [row.cells[2].text for row in document.tables[0].rows[2:]]
    assert leads == [row.unit.name for row in grid.rows]


@pytest.mark.django_db
def test_annex_of_proposals_leaves_number_and_day_blank(plan, cast, client_of):
    answer = client_of(cast.office).get("/tasks/plan/assign/annex.docx")

    document = Document(BytesIO(answer.content))
    assert "số …………" in document.paragraphs[2].text
    assert len(document.tables[0].rows) > 27


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "given", "proposed"), [("leader", 200, 404), ("head", 404, 404), ("clerk", 200, 404)])
def test_annexes_are_for_those_who_see_every_unit(plan, cast, client_of, who, given, proposed):
    client = client_of(getattr(cast, who))

    assert client.get("/tasks/plan/annex.docx").status_code == given
    assert client.get("/tasks/plan/assign/annex.docx").status_code == proposed
