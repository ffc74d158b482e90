"""What the Office or the leader in charge decides about a task: its deadline, a pause, its end, its reopening,
and a contested class."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from base.errors import Refused
from base.text import clean_block
from organization.queries import setting, working_calendar
from organization.rules.access import Actor
from organization.services.decisions import DecisionFacts
from tasks.enums import DeadlineKind, TaskClass, TaskStatus
from tasks.models import Task, TaskSeries
from tasks.rules.classes import class_on
from tasks.rules.transitions import TRANSITIONS, Action
from tasks.services.acts import Act, EnteredFor, begin, finish, office_of, people_of_task, tell, write_decision
from tasks.services.extensions import close_open_requests
from tasks.services.work import NOT_SUBMITTED, judged_by

CONTESTABLE = (TaskClass.OVERDUE, TaskClass.DONE_LATE)


@transaction.atomic
def set_deadline(
    *,
    by: Actor,
    task_id: int,
    version: int,
    kind: str,
    due: date | None,
    note: str = "",
    recorded: DecisionFacts | None = None,
) -> Task:
    """Give a task its deadline: a date, or "thường xuyên". The first date given stays as the original one."""
    act = begin(by=by, task_id=task_id, action=Action.SET_DEADLINE, version=version, recorded=recorded)
    task = act.task
    if kind == DeadlineKind.CONTINUOUS:
        if task.series_id or task.status not in (TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS):
            raise Refused("Chỉ việc đang làm, không định kỳ mới chuyển thành thường xuyên được.", field="kind")
        new: dict[str, object] = {"deadline_kind": DeadlineKind.CONTINUOUS, "due": None, "percent": None}
        words = "cho làm thường xuyên"
        close_open_requests(task, by.day)
    else:
        if due is None:
            raise Refused("Ghi ngày hạn.", field="due")
        if due < task.assigned_on:
            raise Refused(f"Hạn không thể trước ngày giao {_day(task.assigned_on)}.", field="due")
        kept = DeadlineKind.RECURRING if task.series_id else DeadlineKind.DATE
        new = {"deadline_kind": kept, "due": due, "original_due": task.original_due or due}
        words = f"cho hạn {_day(due)}"
    decision = write_decision(act, f"{words} với “{task.title}” của {task.lead_unit.name}.")
    finish(act, new=new, note=clean_block(note), summary=words, decision=decision)
    tell(act, people_of_task(act), f"“{task.title}”: lãnh đạo {words}.")
    return task


@transaction.atomic
def suspend_task(*, by: Actor, task_id: int, version: int, reason: str, recorded: DecisionFacts | None = None) -> Task:
    """Pause a task; it stands apart in every table until it is resumed."""
    act = begin(by=by, task_id=task_id, action=Action.SUSPEND, version=version, recorded=recorded)
    return _decide(act, reason, {"status_before_pause": act.task.status})


@transaction.atomic
def resume_task(*, by: Actor, task_id: int, version: int, reason: str, recorded: DecisionFacts | None = None) -> Task:
    """Let a paused task go on where it stopped."""
    act = begin(by=by, task_id=task_id, action=Action.RESUME, version=version, recorded=recorded)
    return _decide(act, reason, {"status_before_pause": ""})


@transaction.atomic
def withdraw_task(*, by: Actor, task_id: int, version: int, reason: str, recorded: DecisionFacts | None = None) -> Task:
    """Thôi giao: the unit no longer has to do it."""
    act = begin(by=by, task_id=task_id, action=Action.WITHDRAW, version=version, recorded=recorded)
    close_open_requests(act.task, by.day)
    return _decide(act, reason, {"closed_on": by.day, "status_before_pause": "", "is_contested": False})


@transaction.atomic
def reopen_task(*, by: Actor, task_id: int, version: int, reason: str, recorded: DecisionFacts | None = None) -> Task:
    """Undo a wrong confirmation, or a wrong end: the task is open again and its result not yet handed in."""
    act = begin(by=by, task_id=task_id, action=Action.REOPEN, version=version, recorded=recorded)
    task = act.task
    if task.status == TaskStatus.WITHDRAWN and task.series_id is None and task.clause_id:
        again = Task.objects.filter(clause=task.clause_id, lead_unit=task.lead_unit_id, series=None)
        if again.exclude(pk=task.pk).exclude(status=TaskStatus.WITHDRAWN).exists():
            raise Refused(f"{task.lead_unit.name} đã được giao lại nội dung này bằng một nhiệm vụ khác.")
    new: dict[str, object] = {**NOT_SUBMITTED, "judged_on": None, "closed_on": None, "acceptance_id": None}
    if task.is_nil_claim:
        new["result"] = ""
    return _decide(act, reason, {**new, "is_contested": False})


@transaction.atomic
def end_series(*, by: Actor, task_id: int, reason: str, recorded: DecisionFacts | None = None) -> Task:
    """Let no further period of a recurring assignment open; the tasks that are open stay."""
    act = begin(by=by, task_id=task_id, action=Action.END_SERIES, version=None, recorded=recorded)
    series = TaskSeries.objects.select_for_update(of=("self",)).filter(tasks=act.task, end=None).first()
    if series is None:
        raise Refused("Việc này không định kỳ, hoặc đã dừng.")
    series.end = by.day
    series.version += 1
    series.save(update_fields=["end", "version"])
    return _decide(act, reason, {})


@transaction.atomic
def contest_class(*, by: Actor, task_id: int, version: int, reason: str, entered: EnteredFor | None = None) -> Task:
    """The unit says that "quá hạn" is wrong; "đang tra soát" stands beside the class until it is settled."""
    act = begin(by=by, task_id=task_id, action=Action.CONTEST, version=version, entered=entered)
    task, reason = act.task, _reason(reason)
    soon = working_calendar().add(by.day, setting("due_soon_days"))
    if class_on(task, by.day, soon) not in CONTESTABLE:
        raise Refused("Nhiệm vụ không bị tính quá hạn nên không có gì phải đính chính.")
    if task.is_contested:
        raise Refused("Đề nghị đính chính trước đang được tra soát.")
    new = {"is_contested": True, "contest_reason": reason, "contested_on": by.day}
    finish(act, new=new, note=reason)
    tell(act, office_of(act), f"{task.lead_unit.name} đề nghị đính chính “{task.title}”: {reason}")
    return task


@dataclass(frozen=True)
class Correction:
    """What a granted đính chính puts right: the deadline, the product's date, or both."""

    due: date | None = None
    product_date: date | None = None


@transaction.atomic
def settle_contest(
    *,
    by: Actor,
    task_id: int,
    version: int,
    correction: Correction | None,
    reason: str,
    recorded: DecisionFacts | None = None,
) -> Task:
    """Decide a contested class: put the wrong date right (`correction`), or leave it (None), with a reason."""
    act = begin(by=by, task_id=task_id, action=Action.SETTLE_CONTEST, version=version, recorded=recorded)
    task, reason = act.task, _reason(reason)
    if not task.is_contested:
        raise Refused("Không còn đề nghị đính chính nào đang chờ; có thể người khác vừa trả lời.")
    new: dict[str, object] = {"is_contested": False, "contest_reason": "", "contested_on": None}
    words = "giữ nguyên, không đính chính"
    if correction is not None:
        new |= _corrected(task, correction, by.day)
        words = "đính chính theo đề nghị"
    decision = write_decision(act, f"{words} với “{task.title}” của {task.lead_unit.name}: {reason}")
    finish(act, new=new, note=reason, summary=words, decision=decision)
    tell(act, people_of_task(act), f"“{task.title}”: {words}. {reason}")
    return task


def _corrected(task: Task, correction: Correction, today: date) -> dict[str, object]:
    if correction.due is None and correction.product_date is None:
        raise Refused("Ghi hạn đúng hoặc ngày có sản phẩm đúng.", field="due")
    new: dict[str, object] = {}
    if correction.due is not None:
        if task.due is None or correction.due < task.assigned_on:
            raise Refused(f"Hạn không thể trước ngày giao {_day(task.assigned_on)}.", field="due")
        new["due"] = correction.due
    if correction.product_date is not None:
        last = task.submitted_on or today
        if correction.product_date > last:
            raise Refused(f"Ngày có sản phẩm không thể sau ngày nộp {_day(last)}.", field="product_date")
        new["product_date"] = correction.product_date
        if task.status == TaskStatus.DONE:
            new["judged_on"] = judged_by(correction.product_date, task.submitted_on)
    return new


def _decide(act: Act, reason: str, new: dict[str, object]) -> Task:
    """A decision with a reason that moves the task; told to the unit."""
    reason, words = _reason(reason), TRANSITIONS[act.action].words
    decision = write_decision(act, f"{words} “{act.task.title}” của {act.task.lead_unit.name}: {reason}")
    finish(act, new=new, note=reason, decision=decision)
    tell(act, people_of_task(act), f"“{act.task.title}”: {words}. {reason}")
    return act.task


def _reason(text: str) -> str:
    reason = clean_block(text)
    if not reason:
        raise Refused("Ghi lý do.", field="reason")
    return reason


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
