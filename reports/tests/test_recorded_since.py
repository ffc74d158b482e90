"""A closed period, reported on two days, tells the same of its tasks, or lists what was recorded in between."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from base.periods import parse_period
from organization.enums import Role
from organization.models import Post
from organization.queries import actor_of
from organization.rules.access import system_actor
from organization.services.decisions import DecisionFacts
from reports.exports import workbook as sheets
from reports.pages.period_report import kept_report
from reports.queries.period.facts import period_facts
from reports.services.report_building import build_report
from tasks.enums import BasisKind
from tasks.models import Task
from tasks.queries.grid import assignment_grid
from tasks.queries.recorded_since import events_after, recorded_since
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.control import set_deadline
from tasks.services.drafts import DraftEdit
from tasks.services.results import confirm_result
from tasks.services.work import Result, complete_task, submit_result, update_progress
from tasks.tests.conftest import plan  # noqa: F401  # the shipped plan over the cast's units, as tests of tasks have it
from tasks.tests.factories import TaskFactory
from tasks.tests.test_spans import LAST, Life

pytestmark = pytest.mark.django_db

H1 = parse_period("2026-H1")  # ends on 14 June
BEFORE, RECORDED, AFTER = date(2026, 6, 16), date(2026, 6, 17), date(2026, 6, 18)


def task_tables(facts):
    return facts.classes, facts.carry_over, facts.tasks


def listed(facts):
    return [(one.title, one.kind, one.dated, one.recorded_on, one.by) for one in facts.recorded_since]


def test_what_happens_after_a_period_changes_none_of_its_tables(units, cast):
    task = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 12), situation="Đang soạn")
    before = period_facts(units.agency, H1, BEFORE)

    head, office = actor_of(cast.head, on=RECORDED), actor_of(cast.office, on=RECORDED)
    task = update_progress(by=head, task_id=task.pk, version=1, percent=80, situation="Gần xong")
    task = complete_task(by=head, task_id=task.pk, version=2, responsible=cast.staff, deliverable="Báo cáo chuyên đề")
    task = submit_result(by=head, task_id=task.pk, version=3, result=Result("Đã ban hành", RECORDED))
    confirm_result(by=office, task_id=task.pk, version=4)
    after = period_facts(units.agency, H1, AFTER)

    assert task_tables(after) == task_tables(before)
    assert [(line.situation, line.responsible, line.deliverable) for line in after.tasks] == [
        ("Đang soạn", "", "Báo cáo")
    ]
    assert after.recorded_since == ()


def test_an_assignment_recorded_late_is_listed(plan, units, cast):  # noqa: F811  # the fixture above
    before = period_facts(units.agency, H1, BEFORE)
    row = next(row for row in assignment_grid(plan, RECORDED).rows if row.unit.code == "NV1")
    values = replace(row.values, deadline_kind="date", due=date(2026, 6, 30), frequency="", deliverable="Báo cáo")
    confirm_assignment(
        by=actor_of(cast.office, on=RECORDED),
        plan_id=plan.pk,
        edits=[DraftEdit(row.clause.pk, row.unit.pk, row.version, values)],
        basis=Basis(kind=BasisKind.DECISION, number="74/QĐ-TTr", signed_on=date(2026, 6, 10)),
    )

    after = period_facts(units.agency, H1, AFTER)

    (task,) = Task.objects.all()
    assert (len(before.tasks), len(after.tasks)) == (0, 1)
    assert listed(after) == [(task.title, "assignment", date(2026, 6, 10), RECORDED, cast.office.full_name)]
    assert after.recorded_since[0].lead_unit == units.nv1.name
    assert period_facts(units.agency, H1, date(2026, 7, 20)).recorded_since == after.recorded_since


def test_a_deadline_and_a_result_recorded_late_are_listed(units, cast):
    moved = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 3))
    done = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 12))
    TaskFactory(lead_unit=units.nv1)
    head, office = actor_of(cast.head, on=RECORDED), actor_of(cast.office, on=RECORDED)
    submit_result(
        by=actor_of(cast.head, on=date(2026, 6, 13)),
        task_id=done.pk,
        version=1,
        result=Result("Đã ban hành", date(2026, 6, 11)),
    )
    before = period_facts(units.agency, H1, BEFORE)
    leader = Post.objects.get(person=cast.leader, role=Role.LEADER)

    set_deadline(
        by=office,
        task_id=moved.pk,
        version=1,
        kind="date",
        due=date(2026, 6, 30),
        recorded=DecisionFacts(leader.pk, date(2026, 6, 8), "briefing", "giao ban 8/6"),
    )
    confirm_result(by=office, task_id=done.pk, version=2)
    update_progress(by=head, task_id=moved.pk, version=2, percent=10, situation="Đang làm")
    after = period_facts(units.agency, H1, AFTER)

    assert before.recorded_since == ()
    assert listed(after) == [
        (moved.title, "deadline", date(2026, 6, 8), RECORDED, cast.office.full_name),
        (done.title, "result", date(2026, 6, 11), RECORDED, cast.office.full_name),
    ]
    changed = {new.title for old, new in zip(before.tasks, after.tasks, strict=True) if old != new}
    assert changed == {moved.title, done.title}
    accepted = next(line for line in after.tasks if line.title == done.title)
    assert (accepted.task_class, accepted.product_date) == ("done_on_time", date(2026, 6, 11))


def test_a_table_of_the_past_changes_only_by_what_is_listed(plan, cast, units):  # noqa: F811  # the fixture above
    life = Life(cast, plan, 302)
    life.day = date(2026, 6, 10)
    life.assign()
    life.live(until=H1.end)
    old = period_facts(units.agency, H1, H1.end)
    kinds = set()
    while life.day <= LAST:
        today = life.day
        life.assign()
        life.live(until=today)
        new = period_facts(units.agency, H1, today)
        # A result that is opened again counts no more: then the report before had listed it.
        said = {one.title for facts in (old, new) for one in facts.recorded_since}
        assert [line for line in old.tasks if line.title not in said] == [
            line for line in new.tasks if line.title not in said
        ]
        if not said:
            assert task_tables(old) == task_tables(new)
        assert all(one.dated <= H1.end < one.recorded_on <= today and one.by for one in new.recorded_since)
        kinds |= {one.kind for one in new.recorded_since}
        old = new
    assert kinds == {"assignment", "deadline", "result"}, "a life in which little happens proves little"


def test_the_workbook_lists_it_under_the_tables_of_tasks_and_only_then(units, cast):
    done = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 12), title="Rà soát thủ tục")
    by = actor_of(cast.head, on=date(2026, 6, 13))
    submit_result(by=by, task_id=done.pk, version=1, result=Result("Đã ban hành", date(2026, 6, 11)))
    first = build_report(by=system_actor(BEFORE), agency=units.agency, period=H1)
    confirm_result(by=actor_of(cast.office, on=RECORDED), task_id=done.pk, version=2)

    second = build_report(by=system_actor(AFTER), agency=units.agency, period=H1)

    title = sheets.summary.RECORDED_SINCE.title
    rows = summary_rows(second)
    at = next(n for n, row in enumerate(rows) if row[0] == title)
    assert [cell for cell in rows[at + 2] if cell is not None] == [
        "Rà soát thủ tục",
        "11/06/2026",
        "17/06/2026",
        units.nv1.name,
        "kết quả được chấp nhận",
        cast.office.full_name,
    ]
    assert at > next(n for n, row in enumerate(rows) if row[0] == sheets.summary.CARRIED_OVER.title)
    assert title not in [row[0] for row in summary_rows(first)]
    assert kept_report(second.facts, 2, second.built_at).recorded_since[0].title == "Rà soát thủ tục"


def test_a_version_kept_before_this_was_listed_can_be_read(units):
    built = build_report(by=system_actor(AFTER), agency=units.agency, period=H1)
    facts = {name: value for name, value in built.facts.items() if name != "recorded_since"}

    assert kept_report(facts, built.version, built.built_at).recorded_since == ()


def summary_rows(built):
    with built.workbook.open("rb") as file:
        sheet = load_workbook(BytesIO(file.read()))[sheets.summary.NAME]
    return [
        [f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]


def test_the_number_of_reads_does_not_grow_with_what_was_recorded(units, cast, django_assert_num_queries):
    for n in range(4):
        task = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 12))
        by = actor_of(cast.head, on=RECORDED)
        submit_result(by=by, task_id=task.pk, version=1, result=Result("Xong", H1.end - timedelta(days=n)))
        confirm_result(by=actor_of(cast.office, on=RECORDED), task_id=task.pk, version=2)

    with django_assert_num_queries(2):
        found = recorded_since(units.agency.path, H1.end, events_after(units.agency.path, H1.end))
    assert len(found) == 4
