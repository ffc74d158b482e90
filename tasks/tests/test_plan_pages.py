"""The plan, its clauses and its papers in the browser: who sees, who changes, what a bad form says."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from organization.models import AuditEvent
from organization.tests.factories import AgencyFactory, PostFactory
from tasks.enums import BasisKind
from tasks.models import Clause, Plan
from tasks.queries.grid import assignment_grid
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.clauses import close_clause, paste_wording
from tasks.services.drafts import DraftEdit

TODAY = date(2026, 6, 17)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OTHERS = ["leader", "deputy", "clerk", "head", "staff", "outsider", "admin"]
READ = [
    ("plan", []),
    ("plan_xlsx", []),
    ("clause", ["II.5.b"]),
    ("clause", ["I.2.a"]),
    ("clause", ["II.6"]),
    ("clause_xlsx", ["II.5.b"]),
]
OFFICE_ONLY = [
    ("plan_signed", []),
    ("clause_wording", ["II.5.b"]),
    ("clause_close", ["II.5.b"]),
    ("clause_tie", ["II.5.b"]),
]


def url(name, *args):
    return reverse(f"tasks:{name}", args=args)


def clause(code) -> Clause:
    return Clause.objects.get(code=code)


def assign(plan, by, code="", units=()):
    rows = [row for row in assignment_grid(plan, TODAY, code=code).rows if not units or row.unit in units]
    edits = [DraftEdit(row.clause.pk, row.unit.pk, row.version, row.values) for row in rows]
    basis = Basis(BasisKind.DECISION, "74/QĐ-TTr", date(2026, 6, 16))
    return confirm_assignment(by=by, plan_id=plan.pk, edits=edits, basis=basis)


# --- Who sees -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "args"), READ)
@pytest.mark.parametrize("who", ["office", *OTHERS])
def test_everybody_of_the_agency_sees_the_outline(plan, cast, client_of, who, name, args):
    assert client_of(getattr(cast, who)).get(url(name, *args)).status_code == 200


@pytest.mark.parametrize(("name", "args"), [*READ, *OFFICE_ONLY, ("plan_file", [])])
def test_nobody_comes_in_without_signing_in(plan, client_of, name, args):
    answer = client_of().get(url(name, *args))
    assert answer.status_code == 302 and reverse("login") in answer.url


@pytest.mark.parametrize(("name", "args"), OFFICE_ONLY)
@pytest.mark.parametrize("who", OTHERS)
def test_only_the_office_opens_and_sends_the_forms(plan, cast, client_of, who, name, args):
    client = client_of(getattr(cast, who))
    assert client.get(url(name, *args)).status_code == 403
    assert client.post(url(name, *args), {"version": 1, "wording": "x", "reason": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["clause_reopen", "clause_untie"])
def test_buttons_are_for_the_office_and_for_post(plan, cast, client_of, name):
    assert client_of(cast.office).get(url(name, "II.5.b")).status_code == 405
    assert client_of(cast.head).post(url(name, "II.5.b"), {"version": 1}).status_code == 403


def test_another_agency_s_people_find_neither_plan_nor_clause(plan, client_of):
    other = PostFactory(unit=AgencyFactory(code="KHAC"), role="office").person
    client = client_of(other)
    assert "chưa có kế hoạch" in client.get(url("plan")).content.decode()
    for name, args in [*READ[1:], *OFFICE_ONLY, ("plan_file", [])]:
        assert client.get(url(name, *args)).status_code == 404, name


def test_missing_clauses_are_404(plan, cast, client_of):
    assert client_of(cast.office).get(url("clause", "II.9.z")).status_code == 404


def test_without_a_plan_the_page_says_what_to_do(cast, client_of):
    page = client_of(cast.office).get(url("plan")).content.decode()
    assert "load_plan" in page


# --- What the page says ---------------------------------------------------------------------------


def test_the_sentence_counts_and_names_what_is_missing(plan, units, cast, actor, client_of):
    office = actor(cast.office)
    for code in ("III.1", "II.6.b-1"):
        close_clause(by=office, clause_id=clause(code).pk, version=1, reason="Không có việc riêng")
    assign(plan, office, "III.2", (units.nv1,))
    for row in {row.clause.code for row in assignment_grid(plan, TODAY).rows} - {"III.2", "II.5.b"}:
        assign(plan, office, row)
    page = " ".join(client_of(cast.office).get(url("plan")).content.decode().replace("\u00a0", " ").split())
    assert ">25/27</a> nội dung" in page
    assert ">II.5.b</a> chưa giao và" in page and ">III.2</a> thiếu 2 đơn vị." in page
    assert "Giao 5 việc còn lại" in page
    assert "Một phần 1/3" in page and "Không có việc riêng" in page
    assert "Giao 5 việc còn lại" not in client_of(cast.head).get(url("plan")).content.decode()


def test_the_workbook_says_what_the_page_says(plan, cast, actor, client_of):
    assign(plan, actor(cast.office), "II.5.b")
    answer = client_of(cast.head).get(url("plan_xlsx"))
    assert "attachment" in answer["Content-Disposition"]
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if row[0] == "Mục")
    body = {row[0]: row for row in rows[header + 1 :]}
    assert len(body) == 27
    assert body["II.5.b"][3:6] == ("Đã giao 3", 3, "3 chưa có hạn")
    assert body["III.1"][3:6] == ("Chưa giao", 0, "Không nêu đơn vị, không yêu cầu việc cụ thể")


def test_the_tasks_of_a_clause_come_as_a_workbook_of_those_in_sight_and_of_the_classes_asked_for(
    plan, units, cast, actor, client_of
):
    assign(plan, actor(cast.office), "II.5.b")

    def leads(who, query=""):
        answer = client_of(who).get(f"{url('clause_xlsx', 'II.5.b')}{query}")
        rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
        header = next(i for i, row in enumerate(rows) if row[0] == "Đơn vị chủ trì")
        return [row[0] for row in rows[header + 1 :]]

    assert len(leads(cast.office)) == len(leads(cast.office, "?class=no_deadline")) == 3
    assert leads(cast.head) == [units.nv1.name]
    assert leads(cast.office, "?class=overdue") == []
    assert url("clause_xlsx", "II.5.b") in client_of(cast.head).get(url("clause", "II.5.b")).content.decode()


def test_the_page_asks_the_same_number_of_queries_with_few_and_many_tasks(plan, units, cast, actor, client_of):
    office, client = actor(cast.office), client_of(cast.office)
    assign(plan, office, "II.5.b", (units.nv1,))
    client.get(url("plan"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("plan"))
    assign(plan, office)
    with CaptureQueriesContext(connection) as many:
        client.get(url("plan"))
    assert len(few) == len(many)


def test_a_clause_shows_only_the_tasks_in_sight_and_counts_the_others(plan, units, cast, actor, client_of):
    assign(plan, actor(cast.office), "II.5.b")
    page = client_of(cast.head).get(url("clause", "II.5.b"))
    assert [row.task.lead_unit for row in page.context["tasks"].rows] == [units.nv1]
    assert page.context["tasks"].hidden == 2
    assert "Còn 2 nhiệm vụ của đơn vị khác" in page.content.decode()
    assert len(client_of(cast.office).get(url("clause", "II.5.b")).context["tasks"].rows) == 3


def test_a_clause_tells_who_gave_it_out_and_on_what_basis(plan, units, cast, actor, client_of):
    office = actor(cast.office)
    assign(plan, office, "II.5.b", (units.nv1, units.nv2))
    assign(plan, office, "II.5.b")
    entries = client_of(cast.head).get(url("clause", "II.5.b")).context["events"]
    assert [entry.act for entry in entries] == [
        "giao việc cho 1 đơn vị theo Quyết định 74/QĐ-TTr ngày 16/06/2026",
        "giao việc cho 2 đơn vị theo Quyết định 74/QĐ-TTr ngày 16/06/2026",
    ]


def test_a_clause_narrows_its_tasks_to_classes(plan, cast, actor, client_of):
    assign(plan, actor(cast.office), "II.5.b")
    client = client_of(cast.office)
    assert len(client.get(url("clause", "II.5.b") + "?class=no_deadline").context["tasks"].rows) == 3
    assert len(client.get(url("clause", "II.5.b") + "?class=overdue&class=nonsense").context["tasks"].rows) == 0


# --- Forms ----------------------------------------------------------------------------------------


def test_wording_is_pasted_clause_by_clause(plan, cast, client_of):
    client = client_of(cast.office)
    answer = client.post(url("clause_wording", "II.5.b"), {"version": 1, "wording": "Lời <b>ký</b>", "next": "1"})
    assert answer.url == url("clause_wording", "II.6.a-1")
    page = client.get(url("clause", "II.5.b")).content.decode()
    assert "Lời &lt;b&gt;ký&lt;/b&gt;" in page and "dán nguyên văn mục" in page


def test_the_second_person_at_one_clause_keeps_what_was_typed(plan, cast, actor, client_of):
    client = client_of(cast.office)
    client.get(url("clause_wording", "II.5.b"))
    paste_wording(by=actor(cast.office_head), clause_id=clause("II.5.b").pk, version=1, wording="Bản của người kia")
    answer = client.post(url("clause_wording", "II.5.b"), {"version": 1, "wording": "Bản của tôi"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Bản của người kia" in page and "Bản của tôi" in page
    assert clause("II.5.b").wording == "Bản của người kia"
    again = client.post(url("clause_wording", "II.5.b"), {"version": 2, "wording": "Bản của tôi", "keep": "mine"})
    assert again.status_code == 302 and clause("II.5.b").wording == "Bản của tôi"


def test_closing_and_reopening_in_the_browser(plan, cast, client_of):
    client = client_of(cast.office)
    page = client.get(url("clause_close", "III.1")).content.decode()
    assert "Không nêu đơn vị, không yêu cầu việc cụ thể" in page, "the plan file suggests a reason"
    bad = client.post(url("clause_close", "III.1"), {"version": 1, "reason": " "})
    assert bad.status_code == 422 and "Ghi lý do không giao việc." in bad.content.decode()
    assert client.post(url("clause_close", "III.1"), {"version": 1, "reason": "Không có việc"}).status_code == 302
    assert clause("III.1").not_assigned_reason == "Không có việc"
    stale = client.post(url("clause_close", "III.1"), {"version": 1, "reason": "Lần hai"})
    assert stale.status_code == 409 and "Lần hai" in stale.content.decode()
    client.post(url("clause_reopen", "III.1"), {"version": 2})
    assert clause("III.1").not_assigned_reason == ""
    told = client.post(url("clause_reopen", "III.1"), {"version": 3}, follow=True)
    assert "đang mở" in told.content.decode()
    told = client.post(url("clause_reopen", "III.1"), {}, follow=True)
    assert "Tải lại trang" in told.content.decode()


def test_tying_and_untying_in_the_browser(plan, cast, client_of):
    client = client_of(cast.office)
    page = client.get(url("clause_tie", "II.6.b-2")).content.decode()
    assert '<option value="II.1.a" selected>' in page and 'value="II.1.b"' not in page
    assert client.post(url("clause_tie", "II.6.b-2"), {"version": 1, "to_code": "II.1.b"}).status_code == 422
    assert client.post(url("clause_tie", "II.6.b-2"), {"version": 1, "to_code": "II.1.a"}).status_code == 302
    assert clause("II.6.b-2").tied_to.code == "II.1.a"
    client.post(url("clause_untie", "II.6.b-2"), {"version": 2})
    assert clause("II.6.b-2").tied_to is None


def test_a_refusal_stands_in_the_form(plan, units, cast, actor, client_of):
    assign(plan, actor(cast.office), "II.5.b", (units.nv1,))
    answer = client_of(cast.office).post(url("clause_close", "II.5.b"), {"version": 1, "reason": "Lý do"})
    assert answer.status_code == 422 and "đang có 1 nhiệm vụ" in answer.content.decode()


# --- The signed paper -----------------------------------------------------------------------------


def upload(name="ban-ky.pdf", content=PDF, kind="application/pdf"):
    return SimpleUploadedFile(name, content, content_type=kind)


def test_the_signed_pdf_is_kept_under_a_random_name_and_served_as_an_attachment(plan, cast, client_of):
    client = client_of(cast.office)
    data = {"version": plan.version, "number": "15/KH-TTr", "signed_on": "20/05/2026", "file": upload("Bản ký.pdf")}
    assert client.post(url("plan_signed"), data).status_code == 302
    plan.refresh_from_db()
    assert (plan.number, plan.signed_on, plan.signed_file_name) == ("15/KH-TTr", date(2026, 5, 20), "Bản ký.pdf")
    assert "ký" not in plan.signed_file.name and len(plan.signed_file.name) > 36
    answer = client_of(cast.staff).get(url("plan_file"))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.get(action="plan.signed").after["number"] == "15/KH-TTr"


@pytest.mark.parametrize(
    "file",
    [
        upload("ban-ky.pdf", b"PK\x03\x04 a zip", "application/pdf"),
        upload("ban-ky.pdf", b"%PDF-1.4 cut off", "application/pdf"),
        upload("ban-ky.pdf", b"<html>%PDF-1.4 %%EOF", "application/pdf"),
        upload("ban-ky.exe", PDF, "application/pdf"),
        upload("ban-ky.pdf", b""),
    ],
)
def test_what_is_no_pdf_by_name_and_content_is_refused(plan, cast, client_of, file):
    answer = client_of(cast.office).post(url("plan_signed"), {"version": plan.version, "file": file})
    assert answer.status_code == 422
    assert not Plan.objects.get().signed_file


def test_a_signature_in_the_future_is_refused_and_a_stale_form_is_told(plan, cast, client_of):
    client = client_of(cast.office)
    late = client.post(url("plan_signed"), {"version": plan.version, "signed_on": "18/06/2026"})
    assert late.status_code == 422 and "ở sau hôm nay" in late.content.decode()
    stale = client.post(url("plan_signed"), {"version": plan.version + 5, "number": "9/KH-TTr"})
    assert stale.status_code == 409 and "9/KH-TTr" in stale.content.decode()


def test_without_a_signed_file_there_is_nothing_to_fetch(plan, cast, client_of):
    assert client_of(cast.office).get(url("plan_file")).status_code == 404
