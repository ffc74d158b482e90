"""Coverage of clauses, and what the Office does with one of them."""

from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from organization.models import AuditEvent, GroupMember
from organization.tests.factories import UnitFactory
from tasks.enums import BasisKind, TaskStatus
from tasks.models import AssignmentDraft, Clause, Task
from tasks.pages.plan import state_words
from tasks.queries.grid import assignment_grid
from tasks.queries.plan import plan_board
from tasks.rules.coverage import CoverageState, coverage_of
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.clauses import close_clause, paste_wording, reopen_clause, tie_clause, untie_clause
from tasks.services.drafts import DraftEdit

TODAY = date(2026, 6, 17)


def edits_of(plan, code="", units=()):
    grid = assignment_grid(plan, TODAY, code=code)
    return [
        DraftEdit(row.clause.pk, row.unit.pk, row.version, row.values)
        for row in grid.rows
        if not units or row.unit in units
    ]


def assign(actor, plan, code="", units=(), by=None):
    basis = Basis(BasisKind.DECISION, "74/QĐ-TTr", date(2026, 6, 16))
    return confirm_assignment(by=by or actor, plan_id=plan.pk, edits=edits_of(plan, code, units), basis=basis)


def line(plan, code):
    return next(found for found in plan_board(plan, TODAY).lines if found.clause.code == code)


def clause(code) -> Clause:
    return Clause.objects.get(code=code)


# --- The rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("addressed", "holders", "closed", "state", "missing"),
    [
        ((1, 2), {1, 2, 9}, False, CoverageState.FULL, ()),
        ((1, 2), {2}, False, CoverageState.PART, (1,)),
        ((1, 2), set(), False, CoverageState.NONE, (1, 2)),
        ((1, 2), {9}, False, CoverageState.NONE, (1, 2)),
        ((), set(), False, CoverageState.NONE, ()),
        ((), {9}, False, CoverageState.NONE, ()),
        ((), set(), True, CoverageState.CLOSED, ()),
        ((1, 2), {1}, True, CoverageState.CLOSED, ()),
    ],
)
def test_coverage_rule(addressed, holders, closed, state, missing):
    found = coverage_of(addressed=addressed, holders=holders, is_closed=closed)
    assert (found.state, found.missing) == (state, missing)
    assert found.is_covered == (state in (CoverageState.FULL, CoverageState.CLOSED))


# --- The board ------------------------------------------------------------------------------------


def test_a_fresh_plan_covers_nothing_and_lists_27_in_their_groups(plan):
    board = plan_board(plan, TODAY)
    assert (board.covered, board.total, board.tasks) == (0, 27, 0)
    assert [(group.code, len(group.lines)) for group in board.groups] == [
        ("II.1", 2), ("II.2", 1), ("II.3", 7), ("II.4", 4), ("II.5", 3), ("II.6", 6), ("III", 2), ("IV", 2),
    ]  # fmt: skip
    assert board.groups[1].title == "Tăng cường sự lãnh đạo của Đảng"


def test_a_clause_is_covered_when_every_addressed_unit_has_a_task(plan, units, cast, actor):
    office = actor(cast.office)
    assign(office, plan, "II.5.b", (units.nv1,))
    assert state_words(line(plan, "II.5.b").coverage.state, line(plan, "II.5.b")) == "Một phần 1/3"
    assign(office, plan, "II.5.b")
    found = line(plan, "II.5.b")
    assert found.coverage.state == CoverageState.FULL and found.task_count == 3
    Task.objects.filter(clause__code="II.5.b", lead_unit=units.nv2).update(status=TaskStatus.WITHDRAWN)
    found = line(plan, "II.5.b")
    assert found.coverage.state == CoverageState.PART and found.missing_units == (units.nv2,)
    assert found.task_count == 2


def test_a_unit_added_to_the_group_later_makes_the_clause_partly_covered(plan, units, cast, actor):
    office = actor(cast.office)
    assign(office, plan, "II.5.b")
    late = UnitFactory(code="NV3", name="Phòng Nghiệp vụ 3", parent=units.agency, position=5)
    GroupMember.objects.create(group=clause("II.5.b").addressee_group, unit=late, start=date(2026, 6, 10))
    assert line(plan, "II.5.b").coverage.state == CoverageState.PART
    assert [row.unit for row in assignment_grid(plan, TODAY, code="II.5.b").rows] == [late]
    before = next(x for x in plan_board(plan, date(2026, 6, 9)).lines if x.clause.code == "II.5.b")
    assert before.coverage.state == CoverageState.FULL


def test_a_closed_unit_is_answered_for_by_its_successor(plan, units):
    units.bbt.end, units.bbt.successor = date(2026, 6, 1), units.vp
    units.bbt.save()
    assert line(plan, "II.1.b").units == (units.vp,)


def test_the_board_asks_the_same_number_of_queries_whatever_the_number_of_tasks(
    plan, cast, actor, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        plan_board(plan, TODAY)
    assign(actor(cast.office), plan)
    with CaptureQueriesContext(connection) as many:
        plan_board(plan, TODAY)
    assert len(few) == len(many) <= 16


# --- Wording --------------------------------------------------------------------------------------


def test_wording_is_kept_in_nfc_with_history(plan, cast, actor):
    one = clause("II.5.b")
    paste_wording(by=actor(cast.office), clause_id=one.pk, version=1, wording=" Dòng một \r\nDòng hai\u0301 ")
    one.refresh_from_db()
    assert one.wording == "Dòng một\nDòng haí" and one.version == 2
    event = AuditEvent.objects.of("tasks.clause", one.pk).first()
    assert event.action == "clause.wording" and event.by_id == cast.office.pk and event.post_id


def test_the_second_editor_of_a_clause_is_told(plan, cast, actor):
    one = clause("II.5.b")
    paste_wording(by=actor(cast.office), clause_id=one.pk, version=1, wording="Bản của người thứ nhất")
    with pytest.raises(Conflict):
        paste_wording(by=actor(cast.office_head), clause_id=one.pk, version=1, wording="Bản của người thứ hai")
    one.refresh_from_db()
    assert one.wording == "Bản của người thứ nhất"


@pytest.mark.parametrize("who", ["leader", "deputy", "clerk", "head", "staff", "outsider", "admin"])
def test_only_the_office_changes_clauses(plan, cast, actor, who):
    by, one = actor(getattr(cast, who)), clause("III.1")
    for act in (
        lambda: paste_wording(by=by, clause_id=one.pk, version=1, wording="x"),
        lambda: close_clause(by=by, clause_id=one.pk, version=1, reason="x"),
        lambda: reopen_clause(by=by, clause_id=one.pk, version=1),
        lambda: tie_clause(by=by, clause_id=one.pk, version=1, to_code="II.1.a"),
        lambda: untie_clause(by=by, clause_id=one.pk, version=1),
    ):
        with pytest.raises(Forbidden):
            act()
    assert not AuditEvent.objects.filter(subject_kind="tasks.clause").exists()


# --- Không giao việc ------------------------------------------------------------------------------


def test_closing_counts_as_covered_and_can_be_taken_back(plan, cast, actor):
    office, one = actor(cast.office), clause("III.1")
    close_clause(by=office, clause_id=one.pk, version=1, reason="Không yêu cầu việc cụ thể")
    assert line(plan, "III.1").coverage.state == CoverageState.CLOSED
    assert plan_board(plan, TODAY).covered == 1
    with pytest.raises(Refused, match="đã đóng"):
        close_clause(by=office, clause_id=one.pk, version=2, reason="Lần nữa")
    reopen_clause(by=office, clause_id=one.pk, version=2)
    assert line(plan, "III.1").coverage.state == CoverageState.NONE
    with pytest.raises(Refused, match="đang mở"):
        reopen_clause(by=office, clause_id=one.pk, version=3)


def test_closing_needs_a_reason_and_no_work(plan, units, cast, actor):
    office = actor(cast.office)
    with pytest.raises(Refused, match="lý do"):
        close_clause(by=office, clause_id=clause("II.5.b").pk, version=1, reason="  ")
    with pytest.raises(Refused, match="tiêu đề"):
        close_clause(by=office, clause_id=clause("II.5").pk, version=1, reason="Lý do")
    assign(office, plan, "II.5.b", (units.nv1,))
    with pytest.raises(Refused, match="đang có 1 nhiệm vụ"):
        close_clause(by=office, clause_id=clause("II.5.b").pk, version=1, reason="Lý do")


def test_closing_takes_unconfirmed_proposals_away(plan, units, cast, actor):
    one = clause("II.6.b-1")
    AssignmentDraft.objects.create(clause=one, lead_unit=units.nv1, title="Việc")
    close_clause(by=actor(cast.office), clause_id=one.pk, version=1, reason="Quy định trách nhiệm")
    assert not AssignmentDraft.objects.exists()


# --- Tying ----------------------------------------------------------------------------------------


def test_tied_clauses_share_one_task_for_each_unit(plan, cast, actor):
    office = actor(cast.office)
    tie_clause(by=office, clause_id=clause("II.6.b-2").pk, version=1, to_code="II.1.a")
    assert not assignment_grid(plan, TODAY, code="II.6.b-2").rows
    assign(office, plan, "II.1.a")
    tasks = Task.objects.all()
    assert {task.code for task in tasks} == {"II.1.a"} and tasks.count() == 3
    assert all(list(task.tied_clauses.values_list("code", flat=True)) == ["II.6.b-2"] for task in tasks)
    assert all("ii.6.b-2" in task.folded for task in tasks)
    tied = line(plan, "II.6.b-2")
    assert tied.coverage.state == CoverageState.FULL
    assert state_words(tied.coverage.state, tied) == "Gộp vào II.1.a"
    assert line(plan, "II.1.a").tied_codes == ("II.6.b-2",)
    assert plan_board(plan, TODAY).tasks == 3


def test_tying_later_lets_tasks_that_exist_carry_the_clause_until_it_is_untied(plan, cast, actor):
    office = actor(cast.office)
    assign(office, plan, "II.1.a")
    tie_clause(by=office, clause_id=clause("II.6.b-2").pk, version=1, to_code="II.1.a")
    assert line(plan, "II.6.b-2").coverage.state == CoverageState.FULL
    done = Task.objects.first()
    Task.objects.filter(pk=done.pk).update(status=TaskStatus.DONE)
    untie_clause(by=office, clause_id=clause("II.6.b-2").pk, version=2)
    found = line(plan, "II.6.b-2")
    assert found.coverage.given == (done.lead_unit_id,), "a finished task did carry it"
    assert len(found.coverage.missing) == 2


@pytest.mark.parametrize(
    ("code", "to_code", "reason"),
    [
        ("II.6.b-2", "II.9", "Không có mục"),
        ("II.6.b-2", "II.6.b", "Không có mục"),
        ("II.6.b-2", "II.6.b-2", "mục khác"),
        ("II.6.b-2", "II.1.b", "đơn vị khác"),
        ("II.6.b", "II.1.a", "mục khác"),
    ],
)
def test_tying_is_refused_where_it_makes_no_sense(plan, cast, actor, code, to_code, reason):
    with pytest.raises(Refused, match=reason):
        tie_clause(by=actor(cast.office), clause_id=clause(code).pk, version=1, to_code=to_code)


def test_ties_make_no_chains_and_no_closed_clause_is_tied(plan, cast, actor):
    office = actor(cast.office)
    tie_clause(by=office, clause_id=clause("II.6.b-2").pk, version=1, to_code="II.1.a")
    with pytest.raises(Refused, match="đã gộp"):
        tie_clause(by=office, clause_id=clause("II.6.b-3").pk, version=1, to_code="II.6.b-2")
    with pytest.raises(Refused, match=r"đang gộp vào mục II\.1\.a"):
        tie_clause(by=office, clause_id=clause("II.1.a").pk, version=1, to_code="II.6.b-3")
    with pytest.raises(Refused, match="Bỏ gộp trước"):
        close_clause(by=office, clause_id=clause("II.1.a").pk, version=1, reason="Lý do")
    with pytest.raises(Refused, match="Bỏ gộp trước"):
        close_clause(by=office, clause_id=clause("II.6.b-2").pk, version=2, reason="Lý do")
    close_clause(by=office, clause_id=clause("II.6.b-3").pk, version=1, reason="Lý do")
    with pytest.raises(Refused, match="Mở lại trước"):
        tie_clause(by=office, clause_id=clause("II.6.b-4").pk, version=1, to_code="II.6.b-3")
