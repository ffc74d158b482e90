"""Proposals: no invented dates, one lead, never its own coordinator; saved row by row, confirmed once."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from base.errors import Forbidden, Refused
from organization.models import AuditEvent, Group, Notification, Partner, RecordedDecision
from organization.queries import actor_of
from organization.services.decisions import DecisionFacts
from tasks.enums import Authority, BasisKind, DeadlineKind, Frequency, TaskStatus
from tasks.models import Assignment, AssignmentDraft, Clause, Task, TaskSeries
from tasks.queries.grid import assignment_grid
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.clauses import close_clause
from tasks.services.drafts import DraftEdit, RowsConflict, RowsRefused, save_drafts
from tasks.services.series import open_period_tasks

TODAY = date(2026, 6, 17)
PAPER = Basis(BasisKind.DECISION, "74/QĐ-TTr", date(2026, 6, 16))


def edits(plan, code, *units, **changes):
    rows = assignment_grid(plan, TODAY, code=code).rows
    return [
        DraftEdit(row.clause.pk, row.unit.pk, row.version, replace(row.values, **changes))
        for row in rows
        if not units or row.unit in units
    ]


# --- The proposal ---------------------------------------------------------------------------------


def test_the_proposal_is_one_row_per_missing_unit_without_a_date(plan, units):
    rows = assignment_grid(plan, TODAY).rows
    assert len(rows) == 16 * 3 + 10, "16 clauses address the group of three, 10 a single unit, III.1 nobody"
    assert all(row.values.deadline_kind == DeadlineKind.NONE and row.values.due is None for row in rows)
    assert all("thời gian" in row.missing for row in rows)
    assert not AssignmentDraft.objects.exists(), "looking writes nothing"


def test_a_unit_never_coordinates_its_own_task(plan, units):
    rows = {row.unit: row for row in assignment_grid(plan, TODAY, code="III.2").rows}
    assert rows[units.nv1].values.unit_ids == {units.vp.pk}
    assert rows[units.vp].values.unit_ids == frozenset()


def test_the_office_s_own_work_is_proposed_for_the_leader_s_approval(plan, units):
    rows = {row.unit: row.values.authority for row in assignment_grid(plan, TODAY, code="III.2").rows}
    assert rows == {units.vp: Authority.LEADER, units.nv1: Authority.OFFICE, units.nv2: Authority.OFFICE}


def test_people_offered_belong_to_the_lead_unit(plan, units, cast):
    rows = {row.unit: row for row in assignment_grid(plan, TODAY, code="III.2").rows}
    assert set(rows[units.nv1].people) == {cast.head, cast.staff}
    assert rows[units.nv1].leader == cast.deputy.full_name, "the nearest charge"
    assert rows[units.nv2].leader == cast.leader.full_name


def test_the_grid_asks_the_same_number_of_queries_for_one_clause_and_for_all(plan):
    with CaptureQueriesContext(connection) as few:
        assert len(assignment_grid(plan, TODAY, code="II.1.b").rows) == 1
    with CaptureQueriesContext(connection) as many:
        assert len(assignment_grid(plan, TODAY).rows) > 50
    assert len(many) - len(few) <= 1  # one clause of a single unit reads no group
    assert len(many) <= 26


# --- Saving ---------------------------------------------------------------------------------------


def test_saving_writes_what_changed_and_nothing_else(plan, units, cast, actor):
    office = actor(cast.office)
    rows = edits(plan, "III.2")
    assert save_drafts(by=office, plan_id=plan.pk, edits=rows) == 0
    changed = [replace(row, values=replace(row.values, deliverable="Nhu cầu kinh phí 2027")) for row in rows]
    assert save_drafts(by=office, plan_id=plan.pk, edits=changed[:1]) == 1
    draft = AssignmentDraft.objects.get()
    assert (draft.deliverable, draft.version) == ("Nhu cầu kinh phí 2027", 1)
    assert AuditEvent.objects.get(action="draft.save").after == {"III.2": [draft.lead_unit.code]}


def test_the_second_editor_of_a_row_is_told_and_nothing_is_lost(plan, units, cast, actor):
    first = edits(plan, "II.1.b", deliverable="Của người thứ nhất")
    second = edits(plan, "II.1.b", deliverable="Của người thứ hai")
    save_drafts(by=actor(cast.office), plan_id=plan.pk, edits=first)
    with pytest.raises(RowsConflict) as told:
        save_drafts(by=actor(cast.office_head), plan_id=plan.pk, edits=second)
    current = told.value.rows[second[0].key]
    assert (current.deliverable, current.version) == ("Của người thứ nhất", 1)
    save_drafts(by=actor(cast.office_head), plan_id=plan.pk, edits=[replace(second[0], version=1)])
    assert AssignmentDraft.objects.get().deliverable == "Của người thứ hai"


def test_two_people_who_type_the_same_are_no_conflict(plan, cast, actor):
    rows = edits(plan, "II.1.b", deliverable="Đường dẫn")
    save_drafts(by=actor(cast.office), plan_id=plan.pk, edits=rows)
    assert save_drafts(by=actor(cast.office_head), plan_id=plan.pk, edits=rows) == 0


def test_wrong_values_are_named_by_row_and_field(plan, units, cast, actor):
    office = actor(cast.office)
    bad = {
        "due": {"deadline_kind": DeadlineKind.DATE},
        "frequency": {"deadline_kind": DeadlineKind.RECURRING},
        "deadline_kind": {"deadline_kind": "sometime"},
        "authority": {"authority": "nobody"},
        "title": {"title": ""},
        "responsible": {"responsible_id": cast.outsider.pk},
        "coordinators": {"unit_ids": frozenset({987654})},
    }
    for field, changes in bad.items():
        rows = edits(plan, "III.2", units.nv1, **changes)
        with pytest.raises(RowsRefused) as refused:
            save_drafts(by=office, plan_id=plan.pk, edits=rows)
        assert list(refused.value.problems[rows[0].key]) == [field]
    assert not AssignmentDraft.objects.exists()


def test_contradictions_are_tidied(plan, units, cast, actor):
    rows = edits(
        plan,
        "III.2",
        units.vp,
        deadline_kind=DeadlineKind.CONTINUOUS,
        due=date(2026, 9, 30),
        frequency=Frequency.YEAR,
        unit_ids=frozenset({units.vp.pk, units.nv1.pk}),
    )
    save_drafts(by=actor(cast.office), plan_id=plan.pk, edits=rows)
    draft = AssignmentDraft.objects.get()
    assert draft.due is None and draft.frequency == "" and list(draft.coordinating_units.all()) == [units.nv1]


def test_rows_outside_the_plan_are_refused(plan, units, cast, actor):
    office = actor(cast.office)
    row = edits(plan, "II.1.b")[0]
    for strange in (replace(row, clause_id=999999), replace(row, unit_id=units.nv2.pk)):
        with pytest.raises(RowsRefused):
            save_drafts(by=office, plan_id=plan.pk, edits=[strange])
    with pytest.raises(Refused, match="hai lần"):
        save_drafts(by=office, plan_id=plan.pk, edits=[row, row])
    close_clause(by=office, clause_id=row.clause_id, version=1, reason="Không giao")
    with pytest.raises(RowsRefused) as refused:
        save_drafts(by=office, plan_id=plan.pk, edits=[row])
    assert "không giao việc" in refused.value.problems[row.key][""]


@pytest.mark.parametrize("who", ["leader", "deputy", "clerk", "head", "staff", "outsider", "admin"])
def test_only_the_office_saves_and_confirms(plan, cast, actor, who):
    by, rows = actor(getattr(cast, who)), edits(plan, "II.1.b", deliverable="Khác")
    with pytest.raises(Forbidden):
        save_drafts(by=by, plan_id=plan.pk, edits=rows)
    with pytest.raises(Forbidden):
        confirm_assignment(by=by, plan_id=plan.pk, edits=rows, basis=PAPER)
    assert not AssignmentDraft.objects.exists() and not Task.objects.exists()


# --- Confirming -----------------------------------------------------------------------------------


def test_confirming_makes_one_task_with_one_lead_for_each_row(plan, units, cast, actor):
    office = actor(cast.office)
    rows = edits(
        plan, "III.2", deadline_kind=DeadlineKind.DATE, due=date(2026, 7, 15), deliverable="Nhu cầu kinh phí 2027"
    )
    rows = [
        replace(row, values=replace(row.values, responsible_id=cast.head.pk)) if row.unit_id == units.nv1.pk else row
        for row in rows
    ]
    done = confirm_assignment(by=office, plan_id=plan.pk, edits=rows, basis=PAPER)
    assert (done.tasks, done.series, done.already) == (3, 0, 0)
    task = Task.objects.get(lead_unit=units.nv1)
    assert (task.clause.code, task.title, task.deliverable) == (
        "III.2",
        "Bố trí kinh phí trong dự toán hằng năm",
        "Nhu cầu kinh phí 2027",
    )
    assert (task.due, task.original_due, task.assigned_on) == (date(2026, 7, 15), date(2026, 7, 15), date(2026, 6, 16))
    assert task.responsible == cast.head and task.status == TaskStatus.NOT_STARTED
    assert list(task.coordinating_units.all()) == [units.vp] and "iii.2" in task.folded
    assert task.assignment.number == "74/QĐ-TTr" and task.assignment.confirmed_by == cast.office
    assert not Task.objects.get(lead_unit=units.vp).coordinating_units.exists()
    assert AuditEvent.objects.filter(action="task.assign").count() == 3
    told = Notification.objects.get(recipient=cast.head)
    assert told.text == "Phòng Nghiệp vụ 1 được giao 1 việc theo Quyết định 74/QĐ-TTr ngày 16/06/2026."


def test_groups_and_partners_coordinate_as_the_plan_says(plan, units, cast, actor):
    office = actor(cast.office)
    for code in ("II.3.b-2", "II.6.a-1"):
        confirm_assignment(by=office, plan_id=plan.pk, edits=edits(plan, code), basis=PAPER)
    of_office = Task.objects.get(clause__code="II.3.b-2")
    assert of_office.lead_unit == units.vp and list(of_office.coordinating_groups.all()) == [
        Group.objects.get(code="PNV")
    ]
    inspection = Task.objects.get(clause__code="II.6.a-1")
    assert set(inspection.coordinating_partners.all()) == set(Partner.objects.all())


def test_a_second_click_makes_no_second_task(plan, cast, actor):
    office, rows = actor(cast.office), edits(plan, "III.2")
    confirm_assignment(by=office, plan_id=plan.pk, edits=rows, basis=PAPER)
    again = confirm_assignment(by=office, plan_id=plan.pk, edits=rows, basis=PAPER)
    assert (again.tasks, again.already, again.assignment) == (0, 3, None)
    assert Task.objects.count() == 3 and Assignment.objects.count() == 1


def test_whoever_confirms_a_list_that_is_partly_given_is_told_which_row(plan, units, cast, actor):
    rows = edits(plan, "III.2")
    mine = [row for row in rows if row.unit_id == units.nv1.pk]
    confirm_assignment(by=actor(cast.office_head), plan_id=plan.pk, edits=mine, basis=PAPER)
    with pytest.raises(RowsRefused) as refused:
        confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=rows, basis=PAPER)
    assert list(refused.value.problems) == [mine[0].key]
    assert Task.objects.count() == 1


def test_what_is_confirmed_is_what_was_seen(plan, cast, actor):
    seen = edits(plan, "II.1.b")
    save_drafts(by=actor(cast.office_head), plan_id=plan.pk, edits=edits(plan, "II.1.b", deliverable="Khác"))
    with pytest.raises(RowsConflict):
        confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=seen, basis=PAPER)
    assert not Task.objects.exists()


def test_a_withdrawn_task_may_be_given_again(plan, cast, actor):
    office = actor(cast.office)
    confirm_assignment(by=office, plan_id=plan.pk, edits=edits(plan, "II.1.b"), basis=PAPER)
    Task.objects.update(status=TaskStatus.WITHDRAWN)
    confirm_assignment(by=office, plan_id=plan.pk, edits=edits(plan, "II.1.b"), basis=PAPER)
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("basis", "field"),
    [
        (Basis("rumour"), "basis_kind"),
        (Basis(BasisKind.DECISION, "", date(2026, 6, 16)), "number"),
        (Basis(BasisKind.PLAN, "15/KH-TTr", None), "signed_on"),
        (Basis(BasisKind.LETTER, "15/TTr-VP", date(2026, 6, 18)), "signed_on"),
        (Basis(BasisKind.RECORDED), "leader"),
    ],
)
def test_a_basis_that_cannot_be_checked_is_refused(plan, cast, actor, basis, field):
    with pytest.raises(Refused) as refused:
        confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=edits(plan, "II.1.b"), basis=basis)
    assert refused.value.field == field
    assert not Assignment.objects.exists()


def test_a_deadline_before_the_basis_is_refused(plan, cast, actor):
    rows = edits(plan, "II.1.b", deadline_kind=DeadlineKind.DATE, due=date(2026, 6, 15))
    with pytest.raises(Refused, match=r"II\.1\.b có hạn trước ngày của căn cứ"):
        confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=rows, basis=PAPER)


def test_a_recorded_decision_is_kept_with_who_when_and_how_and_the_leader_is_told(plan, cast, actor):
    post = cast.leader.posts.get()
    facts = DecisionFacts(post.pk, date(2026, 6, 15), "briefing", "Thông báo giao ban tuần 24")
    confirm_assignment(
        by=actor(cast.office),
        plan_id=plan.pk,
        edits=edits(plan, "II.1.b"),
        basis=Basis(BasisKind.RECORDED, decision=facts),
    )
    decision = RecordedDecision.objects.get()
    assert (decision.leader, decision.decided_on, decision.reference) == (
        cast.leader,
        date(2026, 6, 15),
        "Thông báo giao ban tuần 24",
    )
    assert Task.objects.get().assigned_on == date(2026, 6, 15)
    assert Assignment.objects.get().recorded_decision == decision
    assert "không đúng" in Notification.objects.get(recipient=cast.leader).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"leader_post_id": 0}, "leader"),
        ({"decided_on": date(2026, 6, 18)}, "decided_on"),
        ({"channel": "dream"}, "channel"),
        ({"reference": " "}, "reference"),
    ],
)
def test_a_recorded_decision_must_be_checkable(plan, cast, actor, changes, field):
    facts = DecisionFacts(cast.leader.posts.get().pk, date(2026, 6, 15), "phone", "Sổ trực 15/6")
    basis = Basis(BasisKind.RECORDED, decision=replace(facts, **changes))
    with pytest.raises(Refused) as refused:
        confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=edits(plan, "II.1.b"), basis=basis)
    assert refused.value.field == field
    assert not RecordedDecision.objects.exists() and not Task.objects.exists()


# --- Recurring work -------------------------------------------------------------------------------


def test_recurring_work_becomes_a_series_with_the_task_of_the_running_period(plan, units, cast, actor):
    rows = edits(plan, "IV.2", deadline_kind=DeadlineKind.RECURRING, frequency=Frequency.MONTH)
    done = confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=rows, basis=PAPER)
    assert (done.tasks, done.series) == (0, 1)
    task = Task.objects.get()
    assert task.period_code == "2026-07" and task.due == date(2026, 7, 14)
    assert task.title.endswith("(tháng 7/2026)") and task.series == TaskSeries.objects.get()
    assert assignment_grid(plan, TODAY, code="IV.2").rows == ()
    assert open_period_tasks(by=actor(cast.office)) == [], "once for each period"
    later = actor_of(cast.office, on=date(2026, 7, 15))
    assert [task.period_code for task in open_period_tasks(by=later)] == ["2026-08"]
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("frequency", "code", "due"),
    [
        (Frequency.QUARTER, "2026-Q3", date(2026, 9, 14)),
        (Frequency.HALF, "2026-H2", date(2026, 12, 14)),
        (Frequency.YEAR, "2026", date(2026, 12, 14)),
    ],
)
def test_longer_periods_end_where_the_reporting_year_says(plan, cast, actor, frequency, code, due):
    rows = edits(plan, "IV.2", deadline_kind=DeadlineKind.RECURRING, frequency=frequency)
    confirm_assignment(by=actor(cast.office), plan_id=plan.pk, edits=rows, basis=PAPER)
    task = Task.objects.get()
    assert (task.period_code, task.due) == (code, due)


# --- At the same time -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_make_each_task_once(plan, cast):
    people = [cast.office, cast.office_head]
    rows = edits(plan, "II.5.b")
    start, results = threading.Barrier(2), []

    def confirm(person):
        try:
            by = actor_of(person, on=TODAY)
            start.wait(timeout=10)
            done = confirm_assignment(by=by, plan_id=plan.pk, edits=rows, basis=PAPER)
            results.append((done.tasks, done.already))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(results) == [(0, 3), (3, 0)]
    assert Task.objects.count() == 3 and Assignment.objects.count() == 1
    assert Clause.objects.get(code="II.5.b").tasks.values("lead_unit").distinct().count() == 3
