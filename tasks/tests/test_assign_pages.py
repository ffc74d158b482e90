"""The assignment grid in the browser: edit, set for many, confirm, out to .xlsx and back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from organization.models import RecordedDecision
from organization.tests.factories import AgencyFactory, PostFactory
from tasks.forms.assign import print_of
from tasks.models import AssignmentDraft, Clause, Task
from tasks.queries.grid import assignment_grid, values_of
from tasks.services.drafts import DraftEdit, save_drafts

TODAY = date(2026, 6, 17)
OTHERS = ["leader", "deputy", "clerk", "head", "staff", "outsider", "admin"]
GRID = "/tasks/plan/assign/"
PAPER = {"basis_kind": "decision", "number": "74/QĐ-TTr", "signed_on": "16/06/2026"}


def at(code):
    return f"{GRID}?clause={code}"


def posted(plan, code, act="save", picked=(), many=None, basis=None, **changes):
    """What the browser sends for a clause's rows as they were drawn, with `changes` to the fields of every row."""
    data = {"act": act, **(many or {}), **(basis or {})}
    for row in assignment_grid(plan, TODAY, code=code).rows:
        values, prefix = row.values, f"r{row.key}"
        fields = {
            "seen": f"{row.version}:{print_of(values)}",
            "title": values.title,
            "deliverable": values.deliverable,
            "responsible": values.responsible_id or "",
            "deadline_kind": values.deadline_kind,
            "due": f"{values.due:%d/%m/%Y}" if values.due else "",
            "frequency": values.frequency,
            "authority": values.authority,
            "units": ",".join(map(str, sorted(values.unit_ids))),
            "groups": ",".join(map(str, sorted(values.group_ids))),
            "partners": ",".join(map(str, sorted(values.partner_ids))),
        }
        data |= {f"{prefix}-{name}": value for name, value in (fields | changes).items()}
        if row.unit in picked:
            data.setdefault("pick", []).append(row.key)
    return data


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


# --- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "grid.xlsx", "import/"])
def test_the_grid_is_the_office_s(plan, cast, client_of, path):
    assert client_of(cast.office).get(GRID + path).status_code == 200
    assert client_of().get(GRID + path).status_code == 302
    for who in OTHERS:
        assert client_of(getattr(cast, who)).get(GRID + path).status_code == 403, who
    stranger = PostFactory(unit=AgencyFactory(code="KHAC"), role="office").person
    assert client_of(stranger).get(GRID + path).status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_writes(plan, cast, client_of, who):
    client = client_of(getattr(cast, who))
    for act in ("save", "confirm", "set-deliverable"):
        assert client.post(at("II.5.b"), posted(plan, "II.5.b", act, basis=PAPER, deliverable="x")).status_code == 403
    assert not AssignmentDraft.objects.exists() and not Task.objects.exists()


# --- Looking and saving ---------------------------------------------------------------------------


def test_the_grid_names_what_is_missing_and_writes_nothing(plan, cast, client_of):
    page = text(client_of(cast.office).get(at("III.2")))
    assert "Giao 3 việc của mục III.2" in page
    assert "tần suất trong kế hoạch: hằng năm" in page and "Văn phòng phối hợp" in page
    assert page.count("thiếu người, thời gian") == 1 and ">4/6<" in page, "said once for the group"
    assert "Còn 3 việc chưa đủ sáu rõ" in page
    assert not AssignmentDraft.objects.exists()


def test_the_grid_asks_as_many_queries_with_many_drafts_as_with_few(plan, cast, client_of):
    client = client_of(cast.office)
    client.post(at("III.2"), posted(plan, "III.2", deliverable="Nhu cầu kinh phí 2027"))
    client.get(GRID)
    with CaptureQueriesContext(connection) as few:
        client.get(GRID)
    for code in ("II.5.b", "II.1.a", "II.4.a-2", "IV.1"):
        client.post(at(code), posted(plan, code, deliverable="Sản phẩm khác"))
    with CaptureQueriesContext(connection) as many:
        client.get(GRID)
    assert len(few) == len(many) and AssignmentDraft.objects.count() == 15


def test_saving_keeps_the_page_where_it_was_and_counts_only_changes(plan, units, cast, client_of):
    client = client_of(cast.office)
    answer = client.post(at("III.2"), posted(plan, "III.2", picked=[units.nv1]), follow=True)
    assert "Không có gì mới để lưu" in text(answer) and not AssignmentDraft.objects.exists()
    assert [row.is_picked for block in answer.context["blocks"] for row in block.rows] == [False, True, False]
    answer = client.post(at("III.2"), posted(plan, "III.2", responsible="", deliverable="Mới"), follow=True)
    assert "Đã lưu 3 việc, chưa giao việc nào" in text(answer)
    assert not Task.objects.exists()


def test_wrong_fields_are_named_beside_their_row_and_nothing_is_lost(plan, cast, client_of):
    data = posted(plan, "II.1.b", deadline_kind="date", due="31/02/2026", deliverable="Đã gõ rồi")
    answer = client_of(cast.office).post(at("II.1.b"), data)
    page = text(answer)
    assert answer.status_code == 422
    assert "31/02/2026" in page and "Đã gõ rồi" in page and "Không có ngày này" in page
    missing = client_of(cast.office).post(at("II.1.b"), posted(plan, "II.1.b", deadline_kind="date"))
    assert missing.status_code == 422 and "Ghi ngày hạn" in text(missing)
    assert not AssignmentDraft.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"seen": "x"},
        {"units": "1,drop"},
        {"responsible": "abc"},
        {"authority": "king"},
        {"deadline_kind": ""},
        {"deliverable": "a" * 301},
    ],
)
def test_tampered_rows_are_refused(plan, cast, client_of, changes):
    answer = client_of(cast.office).post(at("II.1.b"), posted(plan, "II.1.b", **changes))
    assert answer.status_code == 422
    assert not AssignmentDraft.objects.exists()


def test_the_second_editor_is_told_and_keeps_what_was_typed(plan, cast, actor, client_of):
    mine = posted(plan, "II.1.b", deliverable="Chữ của tôi")
    row = assignment_grid(plan, TODAY, code="II.1.b").rows[0]
    from dataclasses import replace

    theirs = DraftEdit(row.clause.pk, row.unit.pk, 0, replace(row.values, deliverable="Chữ của người kia"))
    save_drafts(by=actor(cast.office_head), plan_id=plan.pk, edits=[theirs])
    client = client_of(cast.office)
    answer = client.post(at("II.1.b"), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert ">Chữ của tôi</textarea>" in page and "Người khác vừa lưu: Sản phẩm: Chữ của người kia" in page
    shown = answer.context["blocks"][0].rows[0]
    again = mine | {f"{shown.prefix}-seen": shown.seen}
    assert client.post(at("II.1.b"), again).status_code == 302
    draft = AssignmentDraft.objects.get()
    assert draft.deliverable == "Chữ của tôi" and draft.version == 2


# --- For many at once -----------------------------------------------------------------------------


def test_values_are_set_for_the_selected_rows_alone(plan, units, cast, client_of):
    client = client_of(cast.office)
    picked = [units.nv1, units.nv2]
    sets = {
        "set-deliverable": {"many-deliverable": "Nhu cầu kinh phí 2027"},
        "set-deadline": {"many-deadline_kind": "date", "many-due": "15/07/2026"},
        "set-authority": {"many-authority": "leader"},
        "set-coordinators": {"many-units": [units.vp.pk, units.nv1.pk]},
    }
    for act, many in sets.items():
        answer = client.post(at("III.2"), posted(plan, "III.2", act, picked=picked, many=many), follow=True)
        assert "Đã đặt cho 2 dòng" in text(answer), act
    assert set(AssignmentDraft.objects.values_list("lead_unit", flat=True)) == {unit.pk for unit in picked}
    draft = AssignmentDraft.objects.get(lead_unit=units.nv1)
    values = values_of(draft)
    assert (values.deliverable, values.due, values.authority) == ("Nhu cầu kinh phí 2027", date(2026, 7, 15), "leader")
    assert values.unit_ids == {units.vp.pk}, "a unit never coordinates its own task"
    assert values_of(AssignmentDraft.objects.get(lead_unit=units.nv2)).unit_ids == {units.vp.pk, units.nv1.pk}


def test_a_person_is_set_for_the_selected_rows_of_their_unit_and_the_head_for_each(plan, units, cast, client_of):
    client, both = client_of(cast.office), [units.nv1, units.nv2]
    PostFactory(unit=units.nv1, role="head", title="Phó Trưởng phòng", start=date(2020, 1, 1))

    one = posted(plan, "III.2", "set-responsible", picked=both, many={"many-responsible": cast.staff.pk})
    client.post(at("III.2"), one)
    assert dict(AssignmentDraft.objects.values_list("lead_unit", "responsible")) == {units.nv1.pk: cast.staff.pk}

    head = posted(plan, "III.2", "set-responsible", picked=both, many={"many-responsible": "head"})
    client.post(at("III.2"), head)
    heads = {units.nv1.pk: cast.head.pk, units.nv2.pk: cast.outsider.pk}
    assert dict(AssignmentDraft.objects.values_list("lead_unit", "responsible")) == heads


def test_heads_answer_for_every_row_that_names_nobody(plan, units, cast, client_of):
    client = client_of(cast.office)
    one = posted(plan, "III.2", "set-responsible", picked=[units.nv1], many={"many-responsible": cast.staff.pk})
    client.post(at("III.2"), one)
    answer = client.post(at("III.2"), posted(plan, "III.2", "set-heads"), follow=True)
    assert "trưởng đơn vị phụ trách" in text(answer)
    found = dict(AssignmentDraft.objects.values_list("lead_unit", "responsible"))
    assert found == {units.nv1.pk: cast.staff.pk, units.nv2.pk: cast.outsider.pk, units.vp.pk: cast.office_head.pk}


def test_setting_for_many_saves_what_was_typed_elsewhere_too(plan, units, cast, client_of):
    data = posted(plan, "III.2", "set-authority", picked=[units.nv1], many={"many-authority": "unit"}, deliverable="Gõ")
    client_of(cast.office).post(at("III.2"), data)
    assert AssignmentDraft.objects.filter(deliverable="Gõ").count() == 3
    assert AssignmentDraft.objects.filter(authority="unit").count() == 1


@pytest.mark.parametrize(
    ("picks", "many", "sentence"),
    [
        (False, {"many-deliverable": "x"}, "Chọn ít nhất một dòng"),
        (True, {"many-due": "32/01/2026", "many-deadline_kind": "date"}, "Không có ngày này"),
        (True, {"many-deadline_kind": "date"}, "Ghi ngày hạn"),
        (True, {"many-units": ["999999"]}, "Chưa đặt được"),
    ],
)
def test_setting_for_many_says_what_is_wrong(plan, units, cast, client_of, picks, many, sentence):
    act = "set-deadline" if picks else "set-deliverable"
    data = posted(plan, "III.2", act, picked=[units.nv1] if picks else (), many=many)
    answer = client_of(cast.office).post(at("III.2"), data)
    assert answer.status_code == 422 and sentence in text(answer)
    assert not AssignmentDraft.objects.exists()


# --- Confirming -----------------------------------------------------------------------------------


def test_confirming_gives_every_row_on_the_page(plan, cast, client_of):
    client = client_of(cast.office)
    data = posted(plan, "III.2", "confirm", basis=PAPER, deliverable="Gõ ngay trước khi giao")
    answer = client.post(at("III.2"), data, follow=True)
    assert "Đã giao 3 việc theo Quyết định 74/QĐ-TTr ngày 16/06/2026." in text(answer)
    assert Task.objects.filter(deliverable="Gõ ngay trước khi giao").count() == 3
    again = client.post(at("III.2"), data, follow=True)
    assert "không giao lần hai" in text(again) and Task.objects.count() == 3


def test_only_the_selected_rows_can_be_given_and_the_rest_keeps_its_typing(plan, units, cast, client_of):
    data = posted(plan, "III.2", "confirm-picked", picked=[units.nv1], basis=PAPER, deliverable="Gõ")
    answer = client_of(cast.office).post(at("III.2"), data, follow=True)
    assert "Đã giao 1 việc" in text(answer)
    assert Task.objects.get().lead_unit == units.nv1
    assert AssignmentDraft.objects.filter(confirmed_at__isnull=True, deliverable="Gõ").count() == 2


def test_nothing_selected_is_nothing_given(plan, cast, client_of):
    answer = client_of(cast.office).post(at("III.2"), posted(plan, "III.2", "confirm-picked", basis=PAPER))
    assert answer.status_code == 422 and "Chưa chọn việc nào" in text(answer)


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        ({"basis_kind": "decision"}, "Ghi số, ký hiệu của căn cứ"),
        ({"basis_kind": "decision", "number": "1/QĐ", "signed_on": "18/06/2026"}, "ở sau hôm nay"),
        ({"basis_kind": "decision", "number": "1/QĐ", "signed_on": "hôm qua"}, "Không có ngày này"),
        ({"basis_kind": "recorded"}, "Chọn lãnh đạo đã cho ý kiến"),
        ({"basis_kind": "gossip"}, "Căn cứ chưa đủ"),
    ],
)
def test_a_missing_basis_keeps_the_typing_and_gives_nothing(plan, cast, client_of, basis, sentence):
    data = posted(plan, "III.2", "confirm", basis=basis, deliverable="Đã gõ")
    answer = client_of(cast.office).post(at("III.2"), data)
    page = text(answer)
    assert answer.status_code == 422 and sentence in page and ">Đã gõ</textarea>" in page
    assert not Task.objects.exists()


def test_a_recorded_decision_is_the_basis(plan, cast, client_of):
    basis = {
        "basis_kind": "recorded",
        "leader": cast.leader.posts.get().pk,
        "decided_on": "15/06/2026",
        "channel": "phone",
        "reference": "Sổ trực ngày 15/6",
    }
    answer = client_of(cast.office).post(at("II.1.b"), posted(plan, "II.1.b", "confirm", basis=basis), follow=True)
    assert f"Đã giao 1 việc theo ý kiến của {cast.leader.full_name} ngày 15/06/2026." in text(answer)
    assert RecordedDecision.objects.get().channel == "phone"


def test_a_recorded_decision_may_be_shown_by_a_file_instead_of_a_number(plan, cast, client_of):
    basis = {
        "basis_kind": "recorded",
        "leader": cast.leader.posts.get().pk,
        "decided_on": "15/06/2026",
        "channel": "note",
    }
    client = client_of(cast.office)
    fake = SimpleUploadedFile("but-phe.pdf", b"MZ no pdf")
    refused = client.post(at("II.1.b"), posted(plan, "II.1.b", "confirm", basis=basis) | {"decision_file": fake})
    assert refused.status_code == 422 and "là một chương trình được đặt tên .pdf" in text(refused)
    photo = SimpleUploadedFile("but-phe.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    client.post(at("II.1.b"), posted(plan, "II.1.b", "confirm", basis=basis) | {"decision_file": photo})
    decision = RecordedDecision.objects.get()
    assert decision.file_name == "but-phe.png" and "but-phe" not in decision.file.name
    assert Task.objects.count() == 1


def test_confirming_a_row_that_changed_meanwhile_is_a_conflict(plan, cast, actor, client_of):
    seen = posted(plan, "II.1.b", "confirm", basis=PAPER)
    client_of(cast.office_head).post(at("II.1.b"), posted(plan, "II.1.b", deliverable="Sửa sau"))
    answer = client_of(cast.office).post(at("II.1.b"), seen)
    assert answer.status_code == 409 and "Sửa sau" in text(answer)
    assert not Task.objects.exists()


def test_when_everything_is_given_the_page_teaches_what_comes(plan, cast, client_of):
    client = client_of(cast.office)
    client.post(at("II.1.b"), posted(plan, "II.1.b", "confirm", basis=PAPER))
    assert "Không còn việc nào chờ giao" in text(client.get(at("II.1.b")))


# --- Out and back ---------------------------------------------------------------------------------


def taken_out(client, code=""):
    answer = client.get(GRID + "grid.xlsx" + (f"?clause={code}" if code else ""))
    book = load_workbook(BytesIO(answer.content))
    sheet = book.active
    header = next(row for row in sheet.iter_rows() if row[0].value == "Mục")
    columns = {cell.value: cell.column for cell in header}
    return book, sheet, header[0].row, columns


def brought_back(client, book):
    """The page of the checked workbook; nothing is taken over yet."""
    out = BytesIO()
    book.save(out)
    return client.post(GRID + "import/", {"file": SimpleUploadedFile("bang.xlsx", out.getvalue())}, follow=True)


def taken_over(client, book):
    """Check the workbook, then give the word."""
    checked = brought_back(client, book).context["result"]
    assert not checked.wrong_rows
    return client.post(checked.urls.write, follow=True)


def places_of_errors(answer):
    return {(error["row"], error["column"]) for error in answer.context["result"].report["errors"]}


def test_an_untouched_workbook_changes_nothing(plan, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, _ = taken_out(client)
    assert sheet.max_row - header == 58
    result = brought_back(client, book).context["result"]
    assert (result.report["rows"], result.would_write, result.report["skipped"]) == (58, 0, 58)
    assert not AssignmentDraft.objects.exists()


def test_an_edited_workbook_is_read_back(plan, units, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "III.2")
    for row in range(header + 1, sheet.max_row + 1):
        sheet.cell(row, columns["Sản phẩm"]).value = "Nhu cầu kinh phí 2027"
        sheet.cell(row, columns["Loại thời hạn"]).value = "theo ngày"
        sheet.cell(row, columns["Hạn"]).value = "15/7/2026"
        sheet.cell(row, columns["Phối hợp"]).value = "văn phòng; các chi bộ; Công an tỉnh"
        sheet.cell(row, columns["Thẩm quyền"]).value = "Lãnh đạo"
        if sheet.cell(row, columns["Mã đơn vị chủ trì"]).value == "NV1":
            sheet.cell(row, columns["Người phụ trách"]).value = cast.staff.full_name
    assert "3 dòng chờ ghi" in text(brought_back(client, book))
    assert not AssignmentDraft.objects.exists()
    assert "cập nhật 3 dòng" in text(taken_over(client, book))
    values = values_of(AssignmentDraft.objects.get(lead_unit=units.nv1))
    assert (values.due, values.responsible_id, values.authority) == (date(2026, 7, 15), cast.staff.pk, "leader")
    assert values.unit_ids == {units.vp.pk} and len(values.group_ids) == len(values.partner_ids) == 1
    assert values_of(AssignmentDraft.objects.get(lead_unit=units.vp)).unit_ids == frozenset()


def test_a_formula_without_its_stored_value_is_never_taken_for_a_text(plan, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "III.2")
    sheet.cell(header + 1, columns["Sản phẩm"]).value = "=A1"
    assert "công thức chưa có giá trị lưu" in text(brought_back(client, book))
    assert not AssignmentDraft.objects.exists()


def test_every_error_is_listed_by_row_and_column_and_nothing_is_written(plan, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "III.2")
    first, second, third = header + 1, header + 2, header + 3
    wrong = [
        (first, "Loại thời hạn", "hôm nào"),
        (first, "Hạn", "31/2/2026"),
        (first, "Thẩm quyền", None),
        (second, "Người phụ trách", "Người Không Có"),
        (second, "Phối hợp", "Sở Trên Trời"),
        (second, "Nhiệm vụ", None),
        (third, "Bản số", "x"),
        (third, "Loại thời hạn", "Định kỳ"),
        (third, "Sản phẩm", "a" * 301),
    ]
    for row, name, value in wrong:
        sheet.cell(row, columns[name]).value = value
    sheet.cell(third + 1, columns["Mục"]).value = "III.9"
    sheet.cell(third + 2, columns["Mục"]).value = "III.2"
    sheet.cell(third + 2, columns["Mã đơn vị chủ trì"]).value = sheet.cell(first, columns["Mã đơn vị chủ trì"]).value
    answer = brought_back(client, book)
    expected = {(row, name) for row, name, _ in wrong if name != "Loại thời hạn" or row == first}
    assert expected | {(third, "Chu kỳ"), (third + 1, "Mục"), (third + 2, "Mã đơn vị chủ trì")} == places_of_errors(
        answer
    )
    assert not AssignmentDraft.objects.exists()


def test_a_row_edited_on_the_grid_after_the_workbook_was_taken_out_is_named(plan, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "II.1.b")
    client.post(at("II.1.b"), posted(plan, "II.1.b", deliverable="Sửa trên bảng"))
    sheet.cell(header + 1, columns["Sản phẩm"]).value = "Sửa trong tệp"
    answer = brought_back(client, book)
    assert places_of_errors(answer) == {(header + 1, "Bản số")}
    assert AssignmentDraft.objects.get().deliverable == "Sửa trên bảng"


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_files_that_are_no_workbook_are_refused(plan, cast, client_of, content):
    client = client_of(cast.office)
    answer = client.post(GRID + "import/", {"file": SimpleUploadedFile("bang.xlsx", content)}, follow=True)
    assert "hưa ghi gì" in text(answer) or answer.status_code == 422
    assert client.post(GRID + "import/", {}).status_code == 422


def test_a_workbook_without_the_columns_is_refused(plan, cast, client_of):
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "II.1.b")
    sheet.cell(header, columns["Bản số"]).value = "Khác"
    answer = brought_back(client, book)
    assert "Không đọc được tệp, chưa ghi gì" in text(answer) and "Cần đủ các cột" in text(answer)


def test_two_people_of_one_name_are_told_apart(plan, units, cast, client_of):
    double = PostFactory(unit=units.nv1, person__full_name=cast.staff.full_name).person
    client = client_of(cast.office)
    book, sheet, header, columns = taken_out(client, "II.6.a-2")
    sheet.cell(header + 1, columns["Người phụ trách"]).value = double.full_name
    answer = brought_back(client, book)
    assert "Ghi rõ" in text(answer)
    sheet.cell(header + 1, columns["Người phụ trách"]).value = f"{double.full_name} ({double.username})"
    taken_over(client, book)
    assert AssignmentDraft.objects.get().responsible == double
    assert Clause.objects.get(code="II.6.a-2").tasks.count() == 0
