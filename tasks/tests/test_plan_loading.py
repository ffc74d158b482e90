"""load_plan: loads once, renews what the file says, and never touches what people wrote or assigned."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organization.models import AuditEvent, Unit
from tasks.models import AssignmentDraft, Clause, LegalBasis, Plan, PlanTarget

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).resolve().parents[1] / "data/ke-hoach-226.yaml"


def load(path="") -> str:
    out = StringIO()
    call_command("load_plan", *([str(path)] if path else []), stdout=out)
    return out.getvalue()


def changed_copy(tmp_path, *replacements):
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rows():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Plan, Clause, LegalBasis, PlanTarget, Unit, AuditEvent)
    }


def test_an_empty_installation_gets_units_and_the_plan():
    assert "27 nội dung giao được" in load()
    plan = Plan.objects.get()
    assert plan.agency.code == "TTr" and plan.number == "" and plan.signed_on is None
    assert plan.clauses.filter(is_assignable=True).count() == 27
    assert plan.legal_bases.count() == 3 and plan.targets.count() == 7
    clause = plan.clauses.get(code="II.6.a-1")
    assert clause.addressee_unit.code == "NV1" and clause.parent.code == "II.6.a" and clause.depth == 4
    assert set(clause.coordinating_partners.values_list("name", flat=True)) == {"Công an tỉnh", "Sở Nội vụ"}
    assert plan.clauses.get(code="II.2").coordinating_groups.get().code == "CB"
    assert not plan.clauses.filter(not_assigned_reason__gt="").exists(), "closing a clause is the Office's act"


def test_loading_twice_changes_nothing():
    load()
    before = rows()
    assert "không có gì thay đổi" in load()
    assert rows() == before


def test_a_changed_file_renews_titles_and_keeps_wording_and_assignments(tmp_path):
    load()
    clause = Clause.objects.get(code="II.5.b")
    Clause.objects.filter(pk=clause.pk).update(wording="Nguyên văn", not_assigned_reason="Lý do")
    Plan.objects.update(number="15/KH-TTr", signed_on="2026-05-20")
    draft = AssignmentDraft.objects.create(clause=clause, lead_unit=Unit.objects.get(code="NV1"), title="Tên đã sửa")
    load(changed_copy(tmp_path, ("title: Số hóa, làm việc trên môi trường số", "title: Số hóa hồ sơ")))
    clause.refresh_from_db()
    draft.refresh_from_db()
    assert clause.title == "Số hóa hồ sơ" and clause.version == 2
    assert clause.wording == "Nguyên văn" and clause.not_assigned_reason == "Lý do"
    assert draft.title == "Tên đã sửa"
    assert Plan.objects.get().number == "15/KH-TTr"
    assert AuditEvent.objects.filter(action="plan.load").latest("id").after == {"added": 0, "renewed": 1, "removed": 0}


def test_a_clause_that_leaves_the_file_goes_if_nothing_hangs_on_it(tmp_path):
    load()
    text = SHIPPED.read_text(encoding="utf-8")
    start, end = text.index("      - code: IV.2"), len(text)
    path = tmp_path / "plan.yaml"
    path.write_text((text[:start] + text[end:]).replace("leaf_count: 27", "leaf_count: 26"), encoding="utf-8")
    assert "bỏ 1 mục" in load(path)
    assert not Clause.objects.filter(code="IV.2").exists()
    load()
    clause = Clause.objects.get(code="IV.2")
    AssignmentDraft.objects.create(clause=clause, lead_unit=Unit.objects.get(code="VP"), title="Việc")
    with pytest.raises(CommandError, match=r"IV\.2 đã có nhiệm vụ"):
        load(path)
    assert Clause.objects.filter(code="IV.2").exists()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("code: II.1.b", "code: II.1.a", "Dòng .*đã dùng"),
        ("{unit: BBT}", "{unit: BBB}", "Dòng .*không có đơn vị “BBB”"),
        ("leaf_count: 27", "leaf_count: 28", "đề cương có 27"),
        ("outline:", "outline: [", "sai cú pháp"),
    ],
)
def test_a_broken_file_is_refused_and_writes_nothing(tmp_path, old, new, reason):
    with pytest.raises(CommandError, match=reason):
        load(changed_copy(tmp_path, (old, new)))
    assert not Plan.objects.exists() and not Unit.objects.exists()


def test_a_missing_file_and_a_file_in_another_encoding_are_named(tmp_path):
    with pytest.raises(CommandError, match="Không mở được"):
        load(tmp_path / "khong-co.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("kế hoạch".encode("utf-16"))
    with pytest.raises(CommandError, match="UTF-8"):
        load(path)


def test_a_plan_that_names_units_this_installation_lacks_is_refused():
    from organization.tests.factories import AgencyFactory

    AgencyFactory(code="TTr")
    with pytest.raises(CommandError, match="không có nhóm “PNV”"):
        load()
