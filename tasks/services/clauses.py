"""What the Office does with one clause of the plan: its signed wording, closing it, tying it to another."""

from dataclasses import dataclass

from django.db import transaction

from base.errors import Conflict, Forbidden, Refused
from base.text import clean_block, clean_line
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from tasks.enums import OPEN, TaskStatus
from tasks.models import AssignmentDraft, Clause, Plan, Task, TaskSeries
from tasks.rules.plan_access import can_edit_plan


@dataclass(frozen=True)
class _Locked:
    clause: Clause
    post: PostFact


def _lock(by: Actor, clause_id: int, version: int) -> _Locked:
    """The clause, locked together with its plan, if the person may change it and saw its last version.

    The plan row comes first: assigning locks it too, so that a clause is never closed while it is given out.
    """
    plan_id = Clause.objects.values_list("plan_id", flat=True).get(pk=clause_id)
    Plan.objects.select_for_update().get(pk=plan_id)
    clause = Clause.objects.select_related("plan__agency").get(pk=clause_id)
    post = can_edit_plan(by, clause.plan.agency.path)
    if post is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được sửa các mục của Kế hoạch.")
    if clause.version != version:
        raise Conflict(f"Mục {clause.code} vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=clause)
    return _Locked(clause, post)


def _save(locked: _Locked, by: Actor, *, action: str, summary: str, note: str = "", **new: object) -> Clause:
    clause = locked.clause
    before = {name: getattr(clause, name) for name in new}
    for name, value in new.items():
        setattr(clause, name, value)
    clause.version += 1
    clause.save(update_fields=[*new, "version"])
    record(
        by=by,
        post=locked.post,
        action=action,
        subject=clause,
        unit=clause.plan.agency,
        summary=summary,
        note=note,
        before=before,
        after=new,
    )
    return clause


@transaction.atomic
def paste_wording(*, by: Actor, clause_id: int, version: int, wording: str) -> Clause:
    """Keep the signed wording of a clause as the Office pasted it ("" takes it away again)."""
    locked = _lock(by, clause_id, version)
    wording = clean_block(wording)
    if wording == locked.clause.wording:
        return locked.clause
    words = "dán nguyên văn" if wording else "bỏ nguyên văn"
    return _save(
        locked, by, action="clause.wording", summary=f"{words} mục {locked.clause.code}", note=wording, wording=wording
    )


@transaction.atomic
def close_clause(*, by: Actor, clause_id: int, version: int, reason: str) -> Clause:
    """Close a clause as "không giao việc" with a reason; its unconfirmed proposals go.

    Refused where work of it exists, where other clauses are tied to it, or where it is tied itself.
    """
    locked = _lock(by, clause_id, version)
    clause, reason = locked.clause, clean_line(reason)
    if not clause.is_assignable:
        raise Refused(f"Mục {clause.code} chỉ là tiêu đề, không có việc để giao.")
    if not reason:
        raise Refused("Ghi lý do không giao việc.", field="reason")
    if clause.not_assigned_reason:
        raise Refused(f"Mục {clause.code} đã đóng là không giao việc rồi.")
    if clause.tied_to_id:
        raise Refused(f"Mục {clause.code} đang gộp vào mục khác. Bỏ gộp trước.")
    _refuse_tied_others(clause)
    _refuse_work(clause)
    AssignmentDraft.objects.filter(clause=clause, confirmed_at__isnull=True).delete()
    return _save(
        locked,
        by,
        action="clause.close",
        summary=f"đóng mục {clause.code}: không giao việc",
        note=reason,
        not_assigned_reason=reason[:300],
    )


@transaction.atomic
def reopen_clause(*, by: Actor, clause_id: int, version: int) -> Clause:
    """Take "không giao việc" back, so that the grid proposes the clause again."""
    locked = _lock(by, clause_id, version)
    if not locked.clause.not_assigned_reason:
        raise Refused(f"Mục {locked.clause.code} đang mở, không cần mở lại.")
    return _save(
        locked,
        by,
        action="clause.reopen",
        summary=f"mở lại mục {locked.clause.code} để giao việc",
        not_assigned_reason="",
    )


@transaction.atomic
def tie_clause(*, by: Actor, clause_id: int, version: int, to_code: str) -> Clause:
    """Let the tasks of clause `to_code` carry this clause too: one task for each unit, both codes on it.

    Both must address the same; tasks that exist already carry this clause from now on.
    """
    locked = _lock(by, clause_id, version)
    clause = locked.clause
    target = Clause.objects.filter(plan=clause.plan, code=clean_line(to_code), is_assignable=True).first()
    if target is None:
        raise Refused(f"Không có mục giao được “{to_code}” để gộp vào.", field="to_code")
    if not clause.is_assignable or target == clause:
        raise Refused("Chọn một mục khác để gộp vào.", field="to_code")
    if clause.tied_to_id or target.tied_to_id:
        which = clause if clause.tied_to_id else target
        raise Refused(f"Mục {which.code} đã gộp vào mục khác. Bỏ gộp trước.", field="to_code")
    if clause.not_assigned_reason or target.not_assigned_reason:
        which = clause if clause.not_assigned_reason else target
        raise Refused(f"Mục {which.code} đang đóng là không giao việc. Mở lại trước.", field="to_code")
    same = (clause.addressee_kind, clause.addressee_unit_id, clause.addressee_group_id) == (
        target.addressee_kind,
        target.addressee_unit_id,
        target.addressee_group_id,
    )
    if not same:
        raise Refused(f"Mục {target.code} giao cho đơn vị khác nên không gộp được.", field="to_code")
    _refuse_tied_others(clause)
    _refuse_work(clause)
    AssignmentDraft.objects.filter(clause=clause, confirmed_at__isnull=True).delete()
    for task in Task.objects.filter(clause=target).exclude(status=TaskStatus.WITHDRAWN):
        task.tied_clauses.add(clause)
    for series in TaskSeries.objects.filter(clause=target, end__isnull=True):
        series.tied_clauses.add(clause)
    return _save(
        locked, by, action="clause.tie", summary=f"gộp mục {clause.code} vào mục {target.code}", tied_to=target
    )


@transaction.atomic
def untie_clause(*, by: Actor, clause_id: int, version: int) -> Clause:
    """Let the clause stand for itself again; open tasks stop carrying it, finished ones did carry it."""
    locked = _lock(by, clause_id, version)
    clause, target = locked.clause, locked.clause.tied_to
    if target is None:
        raise Refused(f"Mục {clause.code} không gộp vào mục nào.")
    for task in clause.tied_tasks.filter(status__in=(*OPEN, TaskStatus.SUSPENDED)):
        task.tied_clauses.remove(clause)
    for series in clause.tied_series.filter(end__isnull=True):
        series.tied_clauses.remove(clause)
    return _save(
        locked, by, action="clause.untie", summary=f"bỏ gộp mục {clause.code} khỏi mục {target.code}", tied_to=None
    )


def _refuse_tied_others(clause: Clause) -> None:
    others = ", ".join(clause.tied_clauses.order_by("position").values_list("code", flat=True))
    if others:
        raise Refused(f"Mục {others} đang gộp vào mục {clause.code}. Bỏ gộp trước.")


def _refuse_work(clause: Clause) -> None:
    tasks = Task.objects.filter(clause=clause).exclude(status=TaskStatus.WITHDRAWN).count()
    series = TaskSeries.objects.filter(clause=clause, end__isnull=True).count()
    if tasks or series:
        raise Refused(f"Mục {clause.code} đang có {tasks or series} nhiệm vụ. Thôi giao các nhiệm vụ đó trước.")
