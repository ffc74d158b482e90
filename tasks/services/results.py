"""Deciding about a result: the Office confirms or returns, the leader in charge approves or sends back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from base.errors import Refused
from base.text import clean_block
from organization.models import RecordedDecision
from organization.rules.access import Actor
from organization.services.decisions import DecisionFacts
from tasks.enums import TaskStatus
from tasks.models import Task
from tasks.rules.bulk_confirming import ResultFacts, why_alone
from tasks.rules.transitions import Action, target_of
from tasks.services.acts import Act, begin, finish, leaders_of, people_of_task, tell, write_decision
from tasks.services.extensions import close_open_requests
from tasks.services.work import NOT_SUBMITTED, judged_by


@transaction.atomic
def confirm_result(*, by: Actor, task_id: int, version: int, note: str = "") -> Task:
    """The Office confirms that the product exists and is complete; where a leader has the last word it goes on."""
    act = begin(by=by, task_id=task_id, action=Action.CONFIRM, version=version)
    return _accept(act, note, None)


@dataclass(frozen=True)
class BulkOutcome:
    """What became of several results: the tasks that were confirmed, and why others were not, by task."""

    confirmed: tuple[Task, ...]
    refused: dict[int, str]


def confirm_results(*, by: Actor, versions: Mapping[int, int]) -> BulkOutcome:
    """Confirm several results without opening them, each in a transaction of its own.

    `versions` holds for each task the version that was seen. One that changed meanwhile, or that has to be
    looked at by itself, leaves the others alone.
    """
    confirmed: list[Task] = []
    refused: dict[int, str] = {}
    for task_id, version in versions.items():
        try:
            confirmed.append(_confirm_among_others(by, task_id, version))
        except Refused as refusal:
            refused[task_id] = str(refusal)
    return BulkOutcome(tuple(confirmed), refused)


@transaction.atomic
def _confirm_among_others(by: Actor, task_id: int, version: int) -> Task:
    act = begin(by=by, task_id=task_id, action=Action.CONFIRM, version=version)
    task = act.task
    has_proof = bool(task.document_number) or task.evidence.filter(contribution=None, removed_at=None).exists()
    judged_on = judged_by(task.product_date, task.submitted_on)
    if reason := why_alone(ResultFacts(task.is_nil_claim, has_proof, judged_on, task.due)):
        raise Refused(f"{reason[:1].upper()}{reason[1:]}.")
    return _accept(act, "", None)


@transaction.atomic
def approve_result(
    *, by: Actor, task_id: int, version: int, note: str = "", recorded: DecisionFacts | None = None
) -> Task:
    """The leader in charge accepts the result, themselves or as the Office records it."""
    act = begin(by=by, task_id=task_id, action=Action.APPROVE, version=version, recorded=recorded)
    return _accept(act, note, write_decision(act, f"duyệt kết quả “{act.task.title}” của {act.task.lead_unit.name}."))


@transaction.atomic
def return_result(*, by: Actor, task_id: int, version: int, reason: str) -> Task:
    """The Office gives the result back with what is missing."""
    act = begin(by=by, task_id=task_id, action=Action.RETURN, version=version)
    return _give_back(act, reason, None)


@transaction.atomic
def send_back_result(
    *, by: Actor, task_id: int, version: int, reason: str, recorded: DecisionFacts | None = None
) -> Task:
    """The leader in charge gives the result back with what is missing."""
    act = begin(by=by, task_id=task_id, action=Action.SEND_BACK, version=version, recorded=recorded)
    words = f"trả lại kết quả “{act.task.title}” của {act.task.lead_unit.name}: {reason}"
    return _give_back(act, reason, write_decision(act, words))


def _accept(act: Act, note: str, decision: RecordedDecision | None) -> Task:
    task, day = act.task, act.by.day
    target = target_of(act.action, task)
    new: dict[str, object] = {"confirmed_on": task.confirmed_on or day}
    closed: list[int] = []
    if target in (TaskStatus.DONE, TaskStatus.NIL):
        new |= {"closed_on": day, "acceptance_id": decision.pk if decision else None}
        closed = close_open_requests(task, day)
    if target == TaskStatus.DONE:
        new["judged_on"] = judged_by(task.product_date, task.submitted_on)
    summary = "xác nhận không phát sinh" if target == TaskStatus.NIL else ""
    details = {"closed_requests": closed} if closed else {}
    finish(act, new=new, note=clean_block(note), summary=summary, details=details, decision=decision)
    if target == TaskStatus.AWAITING_APPROVAL:
        words = f"{task.lead_unit.name} nộp kết quả “{task.title}”, Văn phòng đã xác nhận. Chờ đồng chí duyệt."
        tell(act, leaders_of(task.lead_unit, act.by), words)
    else:
        tell(
            act, people_of_task(act), f"Kết quả “{task.title}” đã được chấp nhận: {task.get_status_display().lower()}."
        )
    return task


def _give_back(act: Act, reason: str, decision: RecordedDecision | None) -> Task:
    reason = clean_block(reason)
    if not reason:
        raise Refused("Ghi lý do trả lại: còn thiếu gì, cần bổ sung gì.", field="note")
    task = act.task
    new: dict[str, object] = {**NOT_SUBMITTED, "return_reason": reason, "returned_on": act.by.day}
    if task.is_nil_claim:
        new["result"] = ""
    finish(act, new=new, note=reason, decision=decision)
    tell(act, people_of_task(act), f"Kết quả “{task.title}” được trả lại để bổ sung: {reason}")
    return task
