"""A plan file is read whole or refused whole, with the line and the reason of every complaint."""

from pathlib import Path

import pytest

from base.structured_file import BrokenFile
from organization.rules.units_file import parse_units
from tasks.rules.plan_file import Known, Party, parse_plan

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (ROOT / "tasks/data/ke-hoach-226.yaml").read_text(encoding="utf-8")
UNITS = parse_units((ROOT / "organization/data/units.yaml").read_text(encoding="utf-8"))
KNOWN = Known(
    units={UNITS.agency.code, *(unit.code for unit in UNITS.units)},
    groups={group.code for group in UNITS.groups},
    partners=set(UNITS.partners),
)

SMALL = """\
plan:
  code: KH
  title: Kế hoạch thử
  agency: TTr
  leaf_count: 2
outline:
  - code: II
    title: Nhiệm vụ
    children:
      - code: II.1
        title: Việc một
        summary: Tóm tắt một.
        addressee: {group: PNV}
        addressee_label: Các phòng
        coordinators: [{unit: VP}]
        suggested_approver: office
      - code: II.2
        title: Việc hai
        summary: Tóm tắt hai.
        addressee: {group: PNV}
        addressee_label: Các phòng
        coordinators: []
        suggested_approver: leader
"""

TARGET = """\
targets:
  - code: van-ban
    clause: II.9
    label: Văn bản giảm
    measure: documents_fewer
    scope: agency
    value: 15
    unit_word: "%"
"""
BASIS = """\
legal_bases:
  - number: 1/KH
    issued_on: 2026
    issuer: Nơi ban hành
    subject: Về việc thử
"""


def complaints(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BrokenFile) as refused:
        parse_plan(text, KNOWN)
    return [(problem.line, problem.message) for problem in refused.value.problems]


def test_shipped_plan_holds_27_assignable_clauses_in_the_outline_of_the_plan():
    plan = parse_plan(SHIPPED, KNOWN)
    by_section: dict[str, int] = {}
    for leaf in plan.leaves:
        part = leaf.code.split(".")
        section = ".".join(part[:2]) if part[0] == "II" else part[0]
        by_section[section] = by_section.get(section, 0) + 1
    assert by_section == {"II.1": 2, "II.2": 1, "II.3": 7, "II.4": 4, "II.5": 3, "II.6": 6, "III": 2, "IV": 2}
    assert plan.number == "" and plan.signed_on is None and plan.drafted == "tháng 5/2026"


def test_shipped_plan_names_addressees_coordinators_and_suggestions():
    leaves = {clause.code: clause.leaf for clause in parse_plan(SHIPPED, KNOWN).leaves}
    assert leaves["II.1.b"].addressee == Party("unit", "BBT")
    assert leaves["II.2"].coordinators == (Party("group", "CB"),)
    assert leaves["II.6.a-1"].coordinators == (Party("partner", "Công an tỉnh"), Party("partner", "Sở Nội vụ"))
    assert leaves["III.1"].addressee is None and leaves["III.1"].suggest_not_assigned
    assert leaves["II.6.b-1"].suggest_not_assigned
    assert leaves["II.6.b-2"].suggest_tied_to == "II.1.a"
    assert {code for code, leaf in leaves.items() if leaf.frequency == "định kỳ"} == {"IV.1", "IV.2"}


def test_small_plan_is_read():
    assert [clause.code for clause in parse_plan(SMALL, KNOWN).clauses] == ["II", "II.1", "II.2"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("title: Việc một", "title: [Việc một", 12, "cú pháp"),
        ("title: Việc một", "title: *ten", 11, "bí danh"),
        ("        title: Việc một\n", "", 10, "thiếu khóa “title”"),
        ("title: Việc một", "title:", 11, "để trống"),
        ("title: Việc một", "title: 12", 11, "phải là chữ"),
        ("title: Việc một", "title: {a: b}", 11, "phải là một giá trị"),
        ("title: Việc một", "titel: Việc một", 11, "không có khóa “titel”"),
        ("title: Việc một", "title: Việc một\n        title: Lần nữa", 12, "viết hai lần"),
        ("code: II.2", "code: II.1", 17, "đã dùng ở dòng 10"),
        ("code: II.2", "code: II.0", 17, "sai dạng"),
        ("code: II.2", "code: II.f", 17, "sai dạng"),
        ("code: II.2", "code: III.2", 17, "không thể đứng"),
        ("code: II.1", "code: II.3", 17, "sai thứ tự"),
        ("addressee: {group: PNV}", "addressee: {group: XYZ}", 13, "không có nhóm “XYZ”"),
        ("addressee: {group: PNV}", "addressee: {unit: NV99}", 13, "không có đơn vị “NV99”"),
        ("addressee: {group: PNV}", "addressee: {partner: Sở Nội vụ}", 13, "không có khóa “partner”"),
        ("addressee: {group: PNV}", "addressee: {group: PNV, unit: VP}", 13, "đúng một"),
        ("addressee: {group: PNV}", "addressee: null", 13, "suggest_not_assigned"),
        ("addressee: {group: PNV}", "addressee: {unit: VP}", 15, "vừa được giao vừa phối hợp"),
        ("coordinators: [{unit: VP}]", "coordinators: VP", 15, "phải là danh sách"),
        ("coordinators: [{unit: VP}]", "coordinators: [VP]", 15, "khóa: giá trị"),
        ("coordinators: [{unit: VP}]", "coordinators: [{partner: Sở Lạ}]", 15, "không có cơ quan “Sở Lạ”"),
        ("coordinators: [{unit: VP}]", "coordinators: [{unit: VP}, {unit: VP}]", 15, "viết hai lần"),
        ("suggested_approver: office", "suggested_approver: sếp", 16, "phải là một trong"),
        ("suggested_approver: leader", "suggested_approver: leader\n        suggest_tied_to: II.9", 24, "không có mục"),
        ("suggested_approver: leader", "suggested_approver: leader\n        suggest_tied_to: II.2", 24, "chính nó"),
        ("suggested_approver: leader", "suggested_approver: leader\n        children: []", 24, "không có khóa"),
        ("leaf_count: 2", "leaf_count: 27", 5, "ghi 27 nội dung giao được, đề cương có 2"),
        ("leaf_count: 2", "leaf_count: nhiều", 5, "số nguyên"),
        ("  agency: TTr", "  agency: ABC", 4, "không có cơ quan “ABC”"),
        ("  agency: TTr", "  agency: TTr\n  signed_on: 31/05/2026", 5, "phải là ngày"),
        ("  agency: TTr", "  agency: TTr\n  signed_on: 2026-02-31", 5, "phải là ngày"),
        ("  agency: TTr", "  agency: TTr\n  drafting_unit: NV99", 5, "không có đơn vị"),
        ("outline:", TARGET + "outline:", 8, "không có mục “II.9”"),
        ("outline:", TARGET.replace("15", "nhiều") + "outline:", 12, "phải là số"),
        ("outline:", TARGET.replace("agency", "xóm") + "outline:", 11, "phải là một trong"),
        ("outline:", TARGET + TARGET[9:] + "outline:", 14, "viết hai lần"),
        ("outline:", BASIS + BASIS[13:] + "outline:", 11, "viết hai lần"),
        ("title: Việc một", "title: " + "a" * 201, 11, "dài 201 ký tự, tối đa 200"),
        ("outline:", TARGET.replace("15", "1.55") + "outline:", 12, "một chữ số thập phân"),
        ("outline:", BASIS + "outline:", 8, "phải là ngày"),
        ("outline:", "ghi_chú: x\noutline:", 6, "không có khóa “ghi_chú”"),
    ],
)
def test_broken_plan_is_refused_with_line_and_reason(old, new, line, reason):
    found = complaints(SMALL.replace(old, new, 1))
    assert any(at == line and reason in message for at, message in found), found


def test_every_complaint_is_listed_in_the_order_of_the_lines():
    text = SMALL.replace("title: Việc một", "tên: a").replace("suggested_approver: leader", "suggested_approver: ai")
    lines = [line for line, _ in complaints(text)]
    assert len(lines) >= 3 and lines == sorted(lines)


@pytest.mark.parametrize("text", ["", "# chỉ có ghi chú\n", "- a\n- b\n", "chỉ là chữ", "plan: &a [*a]", "\x00"])
def test_text_that_is_no_plan_is_refused(text):
    assert complaints(text)


def test_alias_bombs_are_refused_before_they_unfold():
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(5))
    assert complaints(bomb) == [(2, "không dùng bí danh (*tên) trong tệp này.")]


def test_ties_need_the_same_addressee():
    text = SMALL.replace("{group: PNV}", "{unit: NV1}", 1).replace(
        "suggested_approver: leader", "suggested_approver: leader\n        suggest_tied_to: II.1"
    )
    assert any("giao cho đơn vị khác" in message for _, message in complaints(text))
