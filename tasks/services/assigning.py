"""Confirming the assignment: every row becomes one task (or one recurring series) with exactly one lead unit.

It rests on a signed paper (number and day) or on a recorded decision of a leader. Confirming twice, or
twice at once, gives no second task.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from base.errors import Conflict, Refused
from base.text import clean_line, sort_key
from organization.enums import Role
from organization.models import RecordedDecision, Unit
from organization.queries import people_with_role
from organization.rules.access import Actor
from organization.services.audit import record
from organization.services.decisions import DecisionFacts, record_decision
from organization.services.notifications import notify
from tasks.enums import BasisKind, DeadlineKind
from tasks.models import Assignment, AssignmentDraft, Clause, Task, TaskSeries
from tasks.pages.basis import basis_words
from tasks.rules.proposal import DraftValues, tidy
from tasks.rules.task_text import folded_text
from tasks.services.drafts import Desk, DraftEdit, check, open_desk
from tasks.services.series import open_period_tasks
from tasks.services.spans import start_spans

LIST_URL = "/tasks/"


@dataclass(frozen=True)
class Basis:
    """What the assignment rests on: a paper's number and day, or (kind "recorded") a leader's decision."""

    kind: str
    number: str = ""
    signed_on: date | None = None
    decision: DecisionFacts | None = None

    @property
    def day(self) -> date | None:
        return self.decision.decided_on if self.decision else self.signed_on


@dataclass(frozen=True)
class Assigned:
    """What confirming did. `already` rows had become tasks before (a second click) and were left alone."""

    assignment: Assignment | None
    tasks: int
    series: int
    already: int


@transaction.atomic
def confirm_assignment(*, by: Actor, plan_id: int, edits: Sequence[DraftEdit], basis: Basis) -> Assigned:
    """Make tasks of the rows as the person saw and typed them.

    Rows that are tasks already are counted, not doubled, if they all are (a double click); if only some
    are, somebody else was faster and the person is told. Raises Forbidden, Refused (basis), RowsRefused,
    RowsConflict; nothing is written then.
    """
    desk = open_desk(by, plan_id, edits)
    if not edits:
        raise Refused("Chưa chọn việc nào để giao.")
    if all(desk.is_given(edit.key) for edit in edits):
        return Assigned(None, 0, 0, len(edits))
    check(desk, edits, exact=True)
    _check_basis(by, basis)
    day = basis.day or by.day
    early = [edit for edit in edits if (due := _due(edit)) is not None and due < day]
    if early:
        codes = ", ".join(sorted({desk.clauses[edit.clause_id].code for edit in early}))
        raise Refused(f"Mục {codes} có hạn trước ngày của căn cứ. Sửa hạn hoặc ngày của căn cứ.", field="signed_on")
    assignment = _write_assignment(by, desk, basis, len(edits))
    try:
        tasks, series = _write_work(by, desk, edits, assignment, day)
    except IntegrityError as error:
        raise Conflict("Có việc vừa được giao từ nơi khác. Tải lại bảng rồi xác nhận phần còn lại.") from error
    _finish_drafts(desk, edits)
    _tell(by, desk, edits, assignment)
    return Assigned(assignment, len(tasks), len(series), 0)


def _due(edit: DraftEdit) -> date | None:
    return tidy(edit.values, edit.unit_id).due


def _check_basis(by: Actor, basis: Basis) -> None:
    if basis.kind not in BasisKind.values:
        raise Refused("Chọn căn cứ giao việc.", field="basis_kind")
    if basis.kind == BasisKind.RECORDED:
        if basis.decision is None:
            raise Refused("Ghi rõ lãnh đạo nào cho ý kiến, ngày nào, bằng cách nào.", field="leader")
        return
    if not clean_line(basis.number):
        raise Refused("Ghi số, ký hiệu của căn cứ, ví dụ 74/QĐ-TTr.", field="number")
    if basis.signed_on is None:
        raise Refused("Ghi ngày ký của căn cứ.", field="signed_on")
    if basis.signed_on > by.day:
        raise Refused("Ngày ký đang ở sau hôm nay. Ghi lại ngày.", field="signed_on")


def _write_assignment(by: Actor, desk: Desk, basis: Basis, count: int) -> Assignment:
    decision: RecordedDecision | None = None
    if basis.kind == BasisKind.RECORDED and basis.decision is not None:
        decision = record_decision(
            by=by,
            facts=basis.decision,
            text=f"giao {count} việc theo {desk.plan.title}.",
            subject=desk.plan,
            unit=desk.plan.agency,
            since=desk.plan.signed_on,
            since_words="ngày ký kế hoạch",
            url="/tasks/plan/",
        )
    if by.person_id is None:
        raise Refused("Giao việc phải do một người xác nhận.")
    recorded = decision is not None
    return Assignment.objects.create(
        plan=desk.plan,
        basis_kind=basis.kind,
        number="" if recorded else clean_line(basis.number)[:60],
        signed_on=None if recorded else basis.signed_on,
        recorded_decision=decision,
        confirmed_by_id=by.person_id,
        confirmed_at=timezone.now(),
    )


def _write_work(
    by: Actor, desk: Desk, edits: Sequence[DraftEdit], assignment: Assignment, day: date
) -> tuple[list[Task], list[TaskSeries]]:
    tied = defaultdict(list)
    for clause in Clause.objects.filter(tied_to__in=desk.clauses).order_by("position"):
        tied[clause.tied_to_id or 0].append(clause)
    tasks: list[tuple[Task, DraftValues]] = []
    series: list[tuple[TaskSeries, DraftValues]] = []
    for edit in edits:
        clause, unit = desk.clauses[edit.clause_id], desk.units[edit.clause_id][edit.unit_id]
        values = tidy(edit.values, edit.unit_id)
        if values.deadline_kind == DeadlineKind.RECURRING:
            series.append((_series(clause, unit, values, assignment, day), values))
        else:
            codes = [clause.code, *(other.code for other in tied[clause.pk])]
            tasks.append((_task(clause, unit, values, assignment, day, codes), values))
    Task.objects.bulk_create([task for task, _ in tasks])
    start_spans((task for task, _ in tasks), recorded_on=by.day)
    TaskSeries.objects.bulk_create([one for one, _ in series])
    for model, pairs in ((Task, tasks), (TaskSeries, series)):
        _link(model, pairs, tied)
    words = basis_words(assignment)
    for work in (*(task for task, _ in tasks), *(one for one, _ in series)):
        record(
            by=by,
            post=desk.post,
            action="task.assign",
            subject=work,
            unit=work.lead_unit_id,
            summary=f"giao {work.lead_unit.name} theo {words}",
            after={"deadline_kind": work.deadline_kind if isinstance(work, Task) else DeadlineKind.RECURRING.value}
            | ({"due": work.due} if isinstance(work, Task) and work.due else {}),
        )
    record(
        by=by,
        post=desk.post,
        action="plan.assign",
        subject=desk.plan,
        unit=desk.plan.agency,
        summary=f"giao {len(tasks) + len(series)} việc theo {words}",
        after={"assignment": assignment.pk, "tasks": len(tasks), "series": len(series)},
    )
    open_period_tasks(by=by, series=[one for one, _ in series if one.start <= by.day])
    return [task for task, _ in tasks], [one for one, _ in series]


def _task(clause: Clause, unit: Unit, values: DraftValues, assignment: Assignment, day: date, codes: list[str]) -> Task:
    return Task(
        clause=clause,
        lead_unit=unit,
        title=values.title,
        deliverable=values.deliverable,
        responsible_id=values.responsible_id,
        authority=values.authority,
        assignment=assignment,
        assigned_on=day,
        deadline_kind=values.deadline_kind,
        due=values.due,
        original_due=values.due,
        folded=folded_text(
            codes=codes, title=values.title, deliverable=values.deliverable, unit_code=unit.code, unit_name=unit.name
        ),
        sort_key=sort_key(values.title),
    )


def _series(clause: Clause, unit: Unit, values: DraftValues, assignment: Assignment, day: date) -> TaskSeries:
    return TaskSeries(
        clause=clause,
        lead_unit=unit,
        title=values.title,
        deliverable=values.deliverable,
        responsible_id=values.responsible_id,
        authority=values.authority,
        frequency=values.frequency,
        assignment=assignment,
        start=day,
    )


def _link(
    model: type[Task] | type[TaskSeries],
    pairs: Sequence[tuple[Task | TaskSeries, DraftValues]],
    tied: dict[int, list[Clause]],
) -> None:
    """Coordinators and tied clauses of all rows, one insert for each relation."""
    own = f"{model._meta.model_name}_id"
    relations: dict[tuple[str, str], list[tuple[int, int]]] = {
        ("coordinating_units", "unit_id"): [(work.pk, pk) for work, values in pairs for pk in values.unit_ids],
        ("coordinating_groups", "group_id"): [(work.pk, pk) for work, values in pairs for pk in values.group_ids],
        ("coordinating_partners", "partner_id"): [(work.pk, pk) for work, values in pairs for pk in values.partner_ids],
        ("tied_clauses", "clause_id"): [(work.pk, one.pk) for work, _ in pairs for one in tied[work.clause_id or 0]],
    }
    for (name, other), links in relations.items():
        through: Any = getattr(model, name).through
        through.objects.bulk_create([through(**{own: work_id, other: pk}) for work_id, pk in links])


def _finish_drafts(desk: Desk, edits: Sequence[DraftEdit]) -> None:
    ids = [desk.drafts[edit.key].pk for edit in edits if edit.key in desk.drafts]
    AssignmentDraft.objects.filter(pk__in=ids).update(confirmed_at=timezone.now())


def _tell(by: Actor, desk: Desk, edits: Sequence[DraftEdit], assignment: Assignment) -> None:
    """One line for each unit: to its heads, and to whom the work was given by name."""
    by_unit: dict[int, list[DraftEdit]] = defaultdict(list)
    for edit in edits:
        by_unit[edit.unit_id].append(edit)
    words = basis_words(assignment)
    for unit_id, rows in by_unit.items():
        unit = desk.units[rows[0].clause_id][unit_id]
        people = set(people_with_role(unit.path, [Role.HEAD], by.day))
        people |= {edit.values.responsible_id for edit in rows if edit.values.responsible_id}
        notify(
            people=people,
            kind="task.assigned",
            text=f"{unit.name} được giao {len(rows)} việc theo {words}.",
            url=LIST_URL,
            by=by,
        )
