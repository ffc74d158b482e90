"""Giving one unit a ceiling of its own: the office proposes, a leader decides."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from base.errors import Conflict, Forbidden, Refused
from base.text import clean_line
from figures.models.baseline import AssignedCeiling, CeilingState
from figures.rules.baselines import can_assign_ceiling, can_propose_ceiling, is_binding
from organization.enums import Role
from organization.models import RecordedDecision, Unit
from organization.queries import actor_of, leaders_in_charge, local_day, people_with_role
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from organization.services.decisions import DecisionFacts, record_decision
from organization.services.notifications import notify

NOT_A_LEADER = "Chỉ lãnh đạo phụ trách đơn vị được giao số tối đa. Văn phòng có thể trình lãnh đạo."


@transaction.atomic
def propose_ceiling(
    *, by: Actor, unit: Unit, year: int, measure: str, ceiling: int, basis: str, url: str = ""
) -> AssignedCeiling:
    """The office puts a ceiling before the leader in charge; nothing changes until the leader agrees."""
    post = can_propose_ceiling(by, unit.path)
    if post is None:
        raise Forbidden("Chỉ Văn phòng được trình lãnh đạo giao số tối đa.")
    _lock(unit)
    if AssignedCeiling.objects.filter(unit=unit, year=year, measure=measure, state=CeilingState.PROPOSED).exists():
        raise Refused("Đã trình lãnh đạo một số cho đơn vị này. Chờ ý kiến trước khi trình số khác.")
    proposed = _new(unit, year, measure, ceiling, basis)
    proposed.proposed_by_id = by.person_id
    proposed.save()
    _record(by, post, proposed, "ceiling.propose", f"trình lãnh đạo giao {_words(proposed)}")
    notify(
        people=[leader.person_id for leader in leaders_in_charge(unit.path, by.day)],
        kind="ceiling.proposed",
        text=f"Văn phòng trình đồng chí giao {_words(proposed)} cho {unit}.",
        url=url,
        by=by,
    )
    return proposed


@transaction.atomic
def assign_ceiling(
    *, by: Actor, unit: Unit, year: int, measure: str, ceiling: int, basis: str, url: str = ""
) -> AssignedCeiling:
    """A leader gives the ceiling straight away."""
    post = can_assign_ceiling(by, unit.path)
    if post is None:
        raise Forbidden(NOT_A_LEADER)
    _lock(unit)
    assigned = _new(unit, year, measure, ceiling, basis)
    assigned.save()
    return _put_in_force(by, post, assigned, decided_by=by.person_id, decided_on=by.day, recorded=None, url=url)


@transaction.atomic
def agree_ceiling(*, by: Actor, proposed: AssignedCeiling, version: int, url: str = "") -> AssignedCeiling:
    """The leader agrees to what the office proposed."""
    _lock(proposed.unit)
    current = _reread(proposed, version)
    post = can_assign_ceiling(by, current.unit.path)
    if post is None:
        raise Forbidden(NOT_A_LEADER)
    return _put_in_force(by, post, current, decided_by=by.person_id, decided_on=by.day, recorded=None, url=url)


@transaction.atomic
def record_agreement(
    *, by: Actor, proposed: AssignedCeiling, version: int, facts: DecisionFacts, url: str = ""
) -> AssignedCeiling:
    """The office writes down that a leader agreed elsewhere; the leader is told and can answer that it is not so.

    The leader must be one who could have agreed here.
    """
    _lock(proposed.unit)
    current = _reread(proposed, version)
    decision = record_decision(
        by=by,
        facts=facts,
        text=f"giao {_words(current)} cho {current.unit}.",
        subject=current,
        unit=current.unit,
        since=local_day(current.proposed_at) if current.proposed_at else None,
        since_words="ngày Văn phòng trình",
        url=url,
    )
    if can_assign_ceiling(actor_of(decision.leader, on=decision.decided_on), current.unit.path) is None:
        raise Refused("Lãnh đạo này không phụ trách đơn vị vào ngày cho ý kiến.", field="leader")
    post = can_propose_ceiling(by, current.unit.path)
    return _put_in_force(
        by, post, current, decided_by=decision.leader_id, decided_on=decision.decided_on, recorded=decision, url=url
    )


@transaction.atomic
def decline_ceiling(
    *, by: Actor, proposed: AssignedCeiling, version: int, answer: str, url: str = ""
) -> AssignedCeiling:
    """The leader does not agree; the computed ceiling goes on."""
    current = _reread(proposed, version)
    post = can_assign_ceiling(by, current.unit.path)
    if post is None:
        raise Forbidden(NOT_A_LEADER)
    if not clean_line(answer):
        raise Refused("Ghi ý kiến để Văn phòng biết cần trình lại thế nào.", field="answer")
    current.state = CeilingState.DECLINED
    current.answer = clean_line(answer)
    current.decided_by_id = by.person_id
    current.decided_on = by.day
    current.version += 1
    current.save(update_fields=["state", "answer", "decided_by", "decided_on", "version"])
    _record(by, post, current, "ceiling.decline", f"không đồng ý {_words(current)}", note=current.answer)
    notify(
        people=[current.proposed_by_id] if current.proposed_by_id else [],
        kind="ceiling.declined",
        text=f"{by.name} không đồng ý {_words(current)} cho {current.unit}: {current.answer}",
        url=url,
        by=by,
    )
    return current


# --- Parts ----------------------------------------------------------------------------------------


def _new(unit: Unit, year: int, measure: str, ceiling: int, basis: str) -> AssignedCeiling:
    if not is_binding(measure, unit.kind):
        raise Refused("Mức giảm này không đặt cho đơn vị này, nên không giao số tối đa.", field="measure")
    if ceiling < 0:
        raise Refused("Số tối đa là số nguyên không âm.", field="ceiling")
    if not clean_line(basis):
        raise Refused("Ghi căn cứ giao, ví dụ “Kết luận giao ban ngày 15/06/2026”.", field="basis")
    return AssignedCeiling(
        unit=unit, year=year, measure=measure, ceiling=ceiling, basis=clean_line(basis), proposed_at=timezone.now()
    )


def _put_in_force(
    by: Actor,
    post: PostFact | None,
    assigned: AssignedCeiling,
    *,
    decided_by: int | None,
    decided_on: date,
    recorded: RecordedDecision | None,
    url: str,
) -> AssignedCeiling:
    same = AssignedCeiling.objects.filter(unit=assigned.unit, year=assigned.year, measure=assigned.measure)
    replaced = same.filter(state=CeilingState.IN_FORCE).first()
    if replaced:
        replaced.state = CeilingState.REPLACED
        replaced.version += 1
        replaced.save(update_fields=["state", "version"])
    assigned.state = CeilingState.IN_FORCE
    assigned.decided_by_id = decided_by
    assigned.decided_on = decided_on
    assigned.recorded = recorded
    assigned.version += 1
    assigned.save(update_fields=["state", "decided_by", "decided_on", "recorded", "version"])
    _record(
        by,
        post,
        assigned,
        "ceiling.assign",
        f"giao {_words(assigned)}",
        before={"ceiling": replaced.ceiling} if replaced else {},
    )
    heads = people_with_role(assigned.unit.path, [Role.HEAD], by.day)
    notify(
        people=[*heads, *([assigned.proposed_by_id] if assigned.proposed_by_id else [])],
        kind="ceiling.assigned",
        text=f"Lãnh đạo giao {_words(assigned)} cho {assigned.unit}.",
        url=url,
        by=by,
    )
    return assigned


def _lock(unit: Unit) -> None:
    Unit.objects.select_for_update().get(pk=unit.pk)


def _reread(proposed: AssignedCeiling, version: int) -> AssignedCeiling:
    current = AssignedCeiling.objects.select_for_update(of=("self",)).select_related("unit").get(pk=proposed.pk)
    if current.version != version or current.state != CeilingState.PROPOSED:
        raise Conflict("Nội dung này vừa được người khác xử lý. Mở lại trang để xem.", current=current)
    return current


def _words(assigned: AssignedCeiling) -> str:
    return f"tối đa {assigned.ceiling} {assigned.get_measure_display()} năm {assigned.year}"


def _record(
    by: Actor,
    post: PostFact | None,
    assigned: AssignedCeiling,
    action: str,
    summary: str,
    *,
    note: str = "",
    before: dict[str, int] | None = None,
) -> None:
    record(
        by=by,
        post=post,
        action=action,
        subject=assigned,
        unit=assigned.unit,
        summary=summary,
        note=note,
        before=before or {},
        after={"ceiling": assigned.ceiling, "basis": assigned.basis, "state": assigned.state},
    )
