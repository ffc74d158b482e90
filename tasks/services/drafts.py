"""Saving the proposals of the assignment grid, row by row, without losing anybody's typing.

A proposal nobody has edited has no row and version 0; the first edit writes it. Rows are addressed by
clause and unit, so that two people who edit the same untouched proposal meet as well.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from base.errors import Conflict, Forbidden, Refused
from organization.models import Group, Partner, Unit
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from tasks.models import AssignmentDraft, Clause, Plan
from tasks.queries.grid import people_by_unit, proposal_for, values_of
from tasks.queries.plan import addressed_units, holders_by_clause
from tasks.rules.plan_access import can_assign
from tasks.rules.proposal import DraftEdit, DraftValues, Key, problems_of, tidy


class RowsRefused(Refused):
    """Some rows cannot be taken; nothing was written. `problems`: row → field → sentence."""

    def __init__(self, message: str, problems: Mapping[Key, Mapping[str, str]]):
        super().__init__(message)
        self.problems = problems


class RowsConflict(Conflict):
    """Somebody else saved some of the rows first; nothing was written. `rows`: those rows as they stand now."""

    def __init__(self, message: str, rows: Mapping[Key, AssignmentDraft | None]):
        super().__init__(message)
        self.rows = rows


@dataclass
class Desk:
    """Everything about the rows of one act, read once after the plan row was locked."""

    plan: Plan
    post: PostFact
    clauses: dict[int, Clause]
    units: dict[int, dict[int, Unit]]
    holders: dict[int, set[int]]
    drafts: dict[Key, AssignmentDraft]
    people: dict[int, frozenset[int]]
    known: dict[str, frozenset[int]] = field(default_factory=dict)

    def is_given(self, key: Key) -> bool:
        return key[1] in self.holders.get(key[0], set())

    def current(self, key: Key) -> DraftValues:
        """The values that hold now: the saved draft's, else the plan's own proposal."""
        draft = self.drafts.get(key)
        if draft is not None:
            return values_of(draft)
        return proposal_for(self.clauses[key[0]], self.units[key[0]][key[1]])


def open_desk(by: Actor, plan_id: int, edits: Sequence[DraftEdit]) -> Desk:
    """Lock the plan (so that assigning, closing and tying follow one another) and read what the rows are about."""
    plan = Plan.objects.select_for_update().select_related("agency").get(pk=plan_id)
    post = can_assign(by, plan.agency.path)
    if post is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được lập và xác nhận bảng giao việc.")
    if len({edit.key for edit in edits}) < len(edits):
        raise Refused("Một đơn vị đứng hai lần trong cùng một mục. Mỗi việc chỉ một đơn vị chủ trì.")
    ids = {edit.clause_id for edit in edits}
    relations = ("coordinating_units", "coordinating_groups", "coordinating_partners")
    clauses = {
        clause.pk: clause for clause in Clause.objects.filter(plan=plan, pk__in=ids).prefetch_related(*relations)
    }
    drafts = AssignmentDraft.objects.filter(clause__in=clauses, confirmed_at__isnull=True).prefetch_related(*relations)
    addressed = addressed_units(clauses.values(), by.day)
    units = [unit for found in addressed.values() for unit in found]
    return Desk(
        plan=plan,
        post=post,
        clauses=clauses,
        units={clause_id: {unit.pk: unit for unit in found} for clause_id, found in addressed.items()},
        holders=holders_by_clause(clauses),
        drafts={(draft.clause_id or 0, draft.lead_unit_id): draft for draft in drafts},
        people={
            unit_id: frozenset(person.pk for person in people)
            for unit_id, people in people_by_unit(units, plan.agency.path, by.day).items()
        },
        known={
            "unit_ids": frozenset(Unit.objects.filter(path__startswith=plan.agency.path).values_list("pk", flat=True)),
            "group_ids": frozenset(Group.objects.values_list("pk", flat=True)),
            "partner_ids": frozenset(Partner.objects.values_list("pk", flat=True)),
        },
    )


def check(desk: Desk, edits: Sequence[DraftEdit], *, exact: bool) -> None:
    """Raise RowsRefused or RowsConflict unless every row may be written.

    With `exact` (confirming) every row must still be what the person saw; else a row that says what
    holds anyway is no conflict, whoever wrote it.
    """
    problems: dict[Key, Mapping[str, str]] = {}
    conflicts: dict[Key, AssignmentDraft | None] = {}
    for edit in edits:
        found = _place_problem(desk, edit.key)
        if found:
            problems[edit.key] = {"": found}
            continue
        draft = desk.drafts.get(edit.key)
        values = tidy(edit.values, edit.unit_id)
        stale = edit.version != (draft.version if draft else 0)
        if stale and (exact or values != desk.current(edit.key)):
            conflicts[edit.key] = draft
        wrong = problems_of(edit.values, desk.people[edit.unit_id])
        for name in ("unit_ids", "group_ids", "partner_ids"):
            if not getattr(values, name) <= desk.known[name]:
                wrong["coordinators"] = "Có đơn vị phối hợp không thuộc danh sách."
        if wrong:
            problems[edit.key] = wrong
    if conflicts:
        raise RowsConflict(
            f"{len(conflicts)} dòng vừa được người khác sửa. Chữ đồng chí đã gõ vẫn còn; so lại rồi lưu lần nữa.",
            conflicts,
        )
    if problems:
        raise RowsRefused(f"Còn {len(problems)} dòng chưa đúng, chưa ghi gì.", problems)


def _place_problem(desk: Desk, key: Key) -> str:
    clause = desk.clauses.get(key[0])
    if clause is None or not clause.is_assignable:
        return "Mục này không có trong Kế hoạch."
    if clause.not_assigned_reason:
        return f"Mục {clause.code} vừa được đóng là không giao việc."
    if clause.tied_to_id:
        return f"Mục {clause.code} vừa được gộp vào mục khác."
    if desk.is_given(key):
        return f"Mục {clause.code} vừa được giao cho đơn vị này."
    if key[1] not in desk.units[clause.pk]:
        return f"Đơn vị này không còn thuộc nhóm được nêu ở mục {clause.code}."
    return ""


@transaction.atomic
def save_drafts(*, by: Actor, plan_id: int, edits: Sequence[DraftEdit]) -> int:
    """Save the edited rows, all or none; answers how many changed.

    Raises Forbidden, RowsRefused (which rows and fields, why) or RowsConflict (which rows somebody else saved).
    """
    desk = open_desk(by, plan_id, edits)
    check(desk, edits, exact=False)
    changed: dict[str, list[str]] = defaultdict(list)
    for edit in edits:
        if _write(desk, edit):
            changed[desk.clauses[edit.clause_id].code].append(desk.units[edit.clause_id][edit.unit_id].code)
    count = sum(len(units) for units in changed.values())
    if count:
        record(
            by=by,
            post=desk.post,
            action="draft.save",
            subject=desk.plan,
            unit=desk.plan.agency,
            summary=f"sửa {count} việc trong bảng giao việc",
            after=dict(changed),
        )
    return count


def _write(desk: Desk, edit: DraftEdit) -> bool:
    """Write one row if it says something new."""
    values = tidy(edit.values, edit.unit_id)
    if values == desk.current(edit.key):
        return False
    draft = desk.drafts.get(edit.key)
    fields = {
        "title": values.title,
        "deliverable": values.deliverable,
        "responsible_id": values.responsible_id,
        "authority": values.authority,
        "deadline_kind": values.deadline_kind,
        "due": values.due,
        "frequency": values.frequency,
    }
    if draft is None:
        draft = AssignmentDraft.objects.create(clause_id=edit.clause_id, lead_unit_id=edit.unit_id, **fields)
    else:
        written = AssignmentDraft.objects.filter(pk=draft.pk, version=draft.version).update(
            **fields, version=F("version") + 1
        )
        if not written:
            raise RowsConflict("Dòng này vừa được người khác sửa.", {edit.key: draft})
    draft.coordinating_units.set(values.unit_ids)
    draft.coordinating_groups.set(values.group_ids)
    draft.coordinating_partners.set(values.partner_ids)
    return True
