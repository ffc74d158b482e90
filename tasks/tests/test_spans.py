"""How tasks stood on a day: kept with each act, equal to the live class today, and true for every day before."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role
from organization.models import Post
from organization.queries import actor_of
from organization.services.decisions import DecisionFacts
from tasks.enums import BasisKind, DeadlineKind, Frequency, TaskClass, TaskStatus
from tasks.models import Task, TaskSpan
from tasks.queries.class_table import carry_over, class_table_as_of
from tasks.queries.grid import assignment_grid
from tasks.queries.tasks import due_soon_until
from tasks.rules.classes import class_on
from tasks.services.assigning import Basis, confirm_assignment
from tasks.services.control import (
    Correction,
    contest_class,
    reopen_task,
    resume_task,
    set_deadline,
    settle_contest,
    suspend_task,
    withdraw_task,
)
from tasks.services.drafts import DraftEdit
from tasks.services.extensions import ask_extension, grant_extension
from tasks.services.results import approve_result, confirm_result, return_result
from tasks.services.work import Result, report_nil, submit_result, take_back, update_progress
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 19)
STATE = ("status", "deadline_kind", "due", "submitted_on", "submitted_due_soon_until", "judged_on")


# --- A life of tasks, and its slow replay -----------------------------------------------------------


@dataclass(frozen=True)
class DeadlineSaid:
    """A deadline as it was recorded, in the order of recording."""

    decided_on: date
    kind: str
    due: date | None


class Life:
    """Random acts of the cast through the services, day by day, and what somebody with a notebook wrote down."""

    def __init__(self, cast, plan, seed):
        self.cast, self.plan, self.dice = cast, plan, random.Random(seed)
        self.leader_post = Post.objects.get(person=cast.leader, role=Role.LEADER)
        self.evenings: dict[int, dict[date, SimpleNamespace]] = {}
        self.deadlines: dict[int, list[DeadlineSaid]] = {}
        self.day = FIRST

    def live(self, until=LAST):
        while self.day <= until:
            if self.dice.random() < 0.25 or self.day == FIRST:
                self.assign()
            for _ in range(12):
                self.act()
            self.write_down()
            self.day += timedelta(days=1)

    def by(self, person):
        return actor_of(person, on=self.day)

    def earlier(self):
        return self.day - timedelta(days=self.dice.choice([0, 0, 1, 3, 9]))

    def facts(self):
        return DecisionFacts(self.leader_post.pk, self.earlier(), "briefing", "giao ban")

    def assign(self):
        rows = [row for row in assignment_grid(self.plan, self.day).rows if row.unit.code == "NV1"]
        edits = []
        for row in self.dice.sample(rows, min(3, len(rows))):
            kind = self.dice.choice(["date", "date", "none", "continuous", "recurring"])
            due = self.day + timedelta(days=self.dice.randint(0, 12)) if kind == DeadlineKind.DATE else None
            frequency = Frequency.MONTH if kind == DeadlineKind.RECURRING else ""
            values = replace(row.values, deadline_kind=kind, due=due, frequency=frequency, deliverable="Báo cáo")
            edits.append(DraftEdit(row.clause.pk, row.unit.pk, row.version, values))
        if not edits:
            return
        known = set(self.deadlines)
        basis = Basis(kind=BasisKind.DECISION, number="74/QĐ-TTr", signed_on=self.earlier())
        confirm_assignment(by=self.by(self.cast.office), plan_id=self.plan.pk, edits=edits, basis=basis)
        for task in Task.objects.exclude(pk__in=known):
            self.evenings[task.pk] = {}
            self.deadlines[task.pk] = [DeadlineSaid(task.assigned_on, task.deadline_kind, task.due)]

    def act(self):
        task = self.dice.choice(list(Task.objects.order_by("pk")))
        recorded = self.facts() if self.dice.random() < 0.6 else None
        try:
            self.dice.choice(self.acts())(task, recorded)
        except (Refused, Forbidden, Conflict):
            return
        now = Task.objects.get(pk=task.pk)
        if (now.deadline_kind, now.due) != (task.deadline_kind, task.due):
            decided_on = recorded.decided_on if recorded else self.day
            self.deadlines[task.pk].append(DeadlineSaid(decided_on, now.deadline_kind, now.due))

    def acts(self):
        head, office, leader = self.by(self.cast.head), self.by(self.cast.office), self.by(self.cast.leader)
        later = self.day + timedelta(days=self.dice.randint(0, 9))
        why = "Lý do cụ thể"

        def same(task):
            return {"task_id": task.pk, "version": task.version}

        def decide(recorded):
            return {"by": office if recorded else leader, "recorded": recorded}

        def extend(task, recorded):
            ask_extension(by=head, task_id=task.pk, due=later, reason=why)
            grant_extension(**decide(recorded), task_id=task.pk)

        def correct(task, recorded):
            contested = contest_class(by=head, **same(task), reason=why)
            wanted = Correction(due=later if self.dice.random() < 0.5 else None, product_date=self.earlier())
            settle_contest(**decide(recorded), **same(contested), correction=wanted, reason=why)

        def submit(task, recorded):
            submit_result(by=head, **same(task), result=Result("Đã xong", self.earlier()))

        def accept(task, recorded):
            if task.status == TaskStatus.AWAITING_CONFIRMATION:
                task = confirm_result(by=office, **same(task))
            if task.status == TaskStatus.AWAITING_APPROVAL:
                approve_result(**decide(recorded), **same(task))

        return [
            lambda task, recorded: update_progress(by=head, **same(task), percent=30, situation="Đang làm"),
            *(submit, submit, submit),
            *(accept, accept, accept, accept, accept),
            correct,
            lambda task, recorded: report_nil(by=head, **same(task), reason=why),
            lambda task, recorded: take_back(by=head, **same(task)),
            lambda task, recorded: return_result(by=office, **same(task), reason=why),
            lambda task, recorded: set_deadline(**decide(recorded), **same(task), kind="date", due=later),
            lambda task, recorded: set_deadline(**decide(recorded), **same(task), kind="continuous", due=None),
            extend,
            correct,
            lambda task, recorded: suspend_task(**decide(recorded), **same(task), reason=why),
            lambda task, recorded: resume_task(**decide(recorded), **same(task), reason=why),
            lambda task, recorded: withdraw_task(**decide(recorded), **same(task), reason=why),
            lambda task, recorded: reopen_task(**decide(recorded), **same(task), reason=why),
        ]

    def write_down(self):
        for task in Task.objects.all():
            self.evenings[task.pk][self.day] = SimpleNamespace(**{name: getattr(task, name) for name in STATE})

    def replay(self, task, day):
        """The class of the task on a day, from the notebook; None where it did not exist yet."""
        if task.assigned_on > day:
            return None
        evenings = [when for when in self.evenings[task.pk] if when <= day]
        begin = SimpleNamespace(
            **dict.fromkeys(STATE),
        )
        begin.status = TaskStatus.NOT_STARTED
        stood = SimpleNamespace(**vars(self.evenings[task.pk][max(evenings)] if evenings else begin))
        said = [one for one in self.deadlines[task.pk] if one.decided_on <= day] or self.deadlines[task.pk][:1]
        stood.deadline_kind, stood.due = said[-1].kind, said[-1].due
        if task.status == TaskStatus.DONE and task.product_date <= day < task.closed_on:
            stood.status, stood.judged_on = TaskStatus.DONE, task.judged_on
        return class_on(stood, day, due_soon_until(day))


def classes_as_of(day):
    return dict(Task.objects.with_class_as_of(day, due_soon_until(day)).values_list("pk", "task_class"))


@pytest.mark.parametrize("seed", range(2))
def test_every_past_day_is_as_a_slow_replay_tells_it(plan, cast, seed):
    life = Life(cast, plan, seed)
    while life.day <= LAST:
        life.live(until=life.day)
        today = life.day - timedelta(days=1)
        live = dict(Task.objects.with_class(today, due_soon_until(today)).values_list("pk", "task_class"))
        assert classes_as_of(today) == live

    tasks = list(Task.objects.all())
    seen = set()
    for n in range((LAST - FIRST).days + 25):
        day = FIRST - timedelta(days=12) + timedelta(days=n)
        told = {task.pk: found.value for task in tasks if (found := life.replay(task, day))}
        assert classes_as_of(day) == told, day
        seen |= set(told.values())
    assert len(seen) >= 8, "a life in which little happens proves little"
    assert_spans_fill(tasks)


def test_the_migration_reads_the_same_spans_from_the_events(plan, cast):
    life = Life(cast, plan, 100)
    life.live()
    kept = [span_facts(span) for span in TaskSpan.objects.all()]
    TaskSpan.objects.all().delete()

    import_module("tasks.migrations.0005_fill_task_spans").fill(apps, None)

    assert [span_facts(span) for span in TaskSpan.objects.all()] == kept


def test_windows_that_follow_each_other_hand_over_what_they_carry(plan, cast, units):
    life = Life(cast, plan, 200)
    life.live()
    windows = [(date(2026, 5, 1), date(2026, 6, 7)), (date(2026, 6, 8), date(2026, 6, 14)), (date(2026, 6, 15), LAST)]
    carried = 0
    for start, end in windows:
        (line,) = carry_over(units.agency.path, start, end)
        assert line.opening == carried
        table = class_table_as_of(units.agency.path, end, due_soon_until(end))
        assert line.opening + line.assigned == line.ended + line.carried_over
        open_now = table.total - table.done - table.of(TaskClass.NIL, TaskClass.WITHDRAWN)
        assert line.carried_over == open_now
        carried = line.carried_over


def span_facts(span):
    return {name: getattr(span, name) for name in (f.attname for f in TaskSpan._meta.fields) if name != "id"}


def assert_spans_fill(tasks):
    for task in tasks:
        spans = list(task.spans.all())
        assert spans[0].from_day == task.assigned_on
        assert spans[-1].to_day == date.max
        assert [one.to_day for one in spans[:-1]] == [one.from_day for one in spans[1:]]
        assert {name: getattr(spans[-1], name) for name in STATE} == {name: getattr(task, name) for name in STATE}


# --- Single cases -----------------------------------------------------------------------------------


def stood(task, day):
    return classes_as_of(day).get(task.pk)


def test_a_task_without_events_stands_by_its_own_dates(units):
    task = TaskFactory(
        lead_unit=units.nv1,
        due=date(2026, 6, 5),
        status=TaskStatus.DONE,
        submitted_on=date(2026, 6, 9),
        submitted_due_soon_until=date(2026, 6, 12),
        judged_on=date(2026, 6, 4),
        closed_on=date(2026, 6, 10),
    )
    TaskSpan.objects.all().delete()

    import_module("tasks.migrations.0005_fill_task_spans").fill(apps, None)

    days = [date(2026, 5, 21), date(2026, 5, 22), date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 10)]
    assert [stood(task, day) for day in days] == [None, "in_term", "overdue", "overdue", "done_on_time"]


def test_a_result_counts_from_its_own_day_while_it_stands(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 12))
    submit_result(by=actor(cast.head), task_id=task.pk, version=1, result=Result("Xong", date(2026, 6, 11)))
    confirm_result(by=actor(cast.office), task_id=task.pk, version=2)
    assert [stood(task, date(2026, 6, day)) for day in (10, 11, 14)] == ["due_soon", "done_on_time", "done_on_time"]

    reopen_task(by=actor_of(cast.office, on=date(2026, 6, 20)), task_id=task.pk, version=3, reason="Nhầm")

    days = [date(2026, 6, day) for day in (11, 14, 17, 19, 20)]
    assert [stood(task, day) for day in days] == ["due_soon", "overdue", "done_on_time", "done_on_time", "overdue"]


def test_a_deadline_counts_from_the_day_it_was_decided(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1, due=date(2026, 6, 3))
    leader = Post.objects.get(person=cast.leader, role=Role.LEADER)
    facts = DecisionFacts(leader.pk, date(2026, 6, 8), "briefing", "giao ban 8/6")
    set_deadline(by=actor(cast.office), task_id=task.pk, version=1, kind="date", due=date(2026, 6, 30), recorded=facts)
    assert [stood(task, date(2026, 6, day)) for day in (4, 7, 8, 16)] == ["overdue", "overdue", "in_term", "in_term"]
    span = TaskSpan.objects.get(task=task, from_day=date(2026, 6, 8))
    assert span.deadline_recorded_on == date(2026, 6, 17)


def test_the_classes_of_any_day_are_one_read(units, django_assert_num_queries):
    for _ in range(5):
        TaskFactory(lead_unit=units.nv1)
    with django_assert_num_queries(1):
        assert len(list(Task.objects.with_class_as_of(date(2026, 6, 1), date(2026, 6, 4)))) == 5
    with django_assert_num_queries(2):
        class_table_as_of(units.agency.path, date(2026, 6, 1), date(2026, 6, 4))


def test_a_window_may_reach_to_the_end_of_the_calendar(units):
    TaskFactory(lead_unit=units.nv1)
    (line,) = carry_over(units.agency.path, date.min, date.max)
    assert (line.opening, line.assigned, line.carried_over) == (0, 1, 1)
