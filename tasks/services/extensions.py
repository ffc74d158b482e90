"""Asking for more time, advising on it, and deciding it. The original deadline stays beside the new one."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from base.errors import Refused
from base.text import clean_block, clean_line
from organization.rules.access import Actor
from organization.services.decisions import DecisionFacts
from tasks.enums import ExtensionState
from tasks.models import ExtensionRequest, Task
from tasks.rules.transitions import Action
from tasks.services.acts import (
    Act,
    EnteredFor,
    begin,
    finish,
    leaders_of,
    office_of,
    people_of_task,
    tell,
    write_decision,
)


@transaction.atomic
def ask_extension(
    *, by: Actor, task_id: int, due: date, reason: str, entered: EnteredFor | None = None
) -> ExtensionRequest:
    """Ask for a later deadline with a reason; one open request at a time."""
    act = begin(by=by, task_id=task_id, action=Action.ASK_EXTENSION, version=None, entered=entered)
    task, reason = act.task, clean_block(reason)
    if task.due is None:
        raise Refused("Nhiệm vụ chưa có hạn nên không xin gia hạn được.", field="due")
    if due <= task.due:
        raise Refused(f"Ngày xin gia hạn phải sau hạn hiện nay {_day(task.due)}.", field="due")
    if due < by.day:
        raise Refused(f"{_day(due)} đã qua. Xin đến một ngày sau hôm nay.", field="due")
    if not reason:
        raise Refused("Ghi lý do xin gia hạn.", field="reason")
    if task.extensions.filter(state=ExtensionState.OPEN).exists():
        raise Refused("Đề nghị gia hạn trước đang chờ ý kiến. Chờ trả lời, hoặc thôi xin rồi xin lại.")
    request = ExtensionRequest.objects.create(
        task=task,
        old_due=task.due,
        asked_due=due,
        reason=reason,
        asked_by_id=act.person_id,
        asked_at=timezone.now(),
        asked_on=by.day,
        told_by=act.told_by,
    )
    finish(
        act,
        note=reason,
        summary=f"xin gia hạn từ {_day(task.due)} đến {_day(due)}",
        details={"asked_due": due, "extension": request.pk},
    )
    words = f"{task.lead_unit.name} xin gia hạn “{task.title}” đến {_day(due)}."
    tell(act, {*leaders_of(task.lead_unit, by), *office_of(act)}, words)
    return request


@transaction.atomic
def drop_extension(*, by: Actor, task_id: int, entered: EnteredFor | None = None) -> ExtensionRequest:
    """The unit no longer needs more time."""
    act = begin(by=by, task_id=task_id, action=Action.DROP_EXTENSION, version=None, entered=entered)
    request = _open_request(act)
    _close(request, ExtensionState.DROPPED, by.day)
    finish(act, details={"extension": request.pk})
    return request


@transaction.atomic
def advise_extension(*, by: Actor, task_id: int, agrees: bool, note: str = "") -> ExtensionRequest:
    """What the Office proposes to the leader about the request."""
    act = begin(by=by, task_id=task_id, action=Action.ADVISE_EXTENSION, version=None)
    request = _open_request(act)
    request.advice, request.advice_note = agrees, clean_line(note)[:500]
    request.save(update_fields=["advice", "advice_note"])
    words = "đề nghị đồng ý gia hạn" if agrees else "đề nghị không gia hạn"
    finish(act, note=request.advice_note, summary=words, details={"extension": request.pk, "agrees": agrees})
    due = _day(request.asked_due)
    tell(act, leaders_of(act.task.lead_unit, by), f"Văn phòng {words} “{act.task.title}” đến {due}.")
    return request


@transaction.atomic
def grant_extension(
    *, by: Actor, task_id: int, due: date | None = None, note: str = "", recorded: DecisionFacts | None = None
) -> ExtensionRequest:
    """The leader in charge gives more time, by default as asked; the task's deadline moves at once."""
    act = begin(by=by, task_id=task_id, action=Action.GRANT_EXTENSION, version=None, recorded=recorded)
    request = _open_request(act)
    due = due or request.asked_due
    if act.task.due is not None and due <= act.task.due:
        raise Refused(f"Hạn mới phải sau hạn hiện nay {_day(act.task.due)}.", field="due")
    decision = write_decision(act, f"đồng ý gia hạn “{act.task.title}” đến {_day(due)}.")
    request.granted_due = due
    request.decided_by_id = act.decider_id
    request.decision = decision
    request.decision_note = clean_line(note)[:500]
    _close(request, ExtensionState.GRANTED, by.day)
    finish(
        act,
        new={"due": due},
        note=request.decision_note,
        summary=f"cho gia hạn đến {_day(due)}",
        details={"extension": request.pk},
        decision=decision,
    )
    tell(act, people_of_task(act), f"Được gia hạn “{act.task.title}” đến {_day(due)}.")
    return request


@transaction.atomic
def refuse_extension(
    *, by: Actor, task_id: int, reason: str, recorded: DecisionFacts | None = None
) -> ExtensionRequest:
    """The leader in charge leaves the deadline as it is, with a reason."""
    act = begin(by=by, task_id=task_id, action=Action.REFUSE_EXTENSION, version=None, recorded=recorded)
    request, reason = _open_request(act), clean_line(reason)
    if not reason:
        raise Refused("Ghi lý do không gia hạn.", field="note")
    decision = write_decision(act, f"không gia hạn “{act.task.title}”: {reason}")
    request.decided_by_id = act.decider_id
    request.decision = decision
    request.decision_note = reason[:500]
    _close(request, ExtensionState.REFUSED, by.day)
    finish(act, note=reason, details={"extension": request.pk}, decision=decision)
    tell(act, people_of_task(act), f"Không được gia hạn “{act.task.title}”: {reason}")
    return request


def close_open_requests(task: Task, day: date) -> list[int]:
    """A task that ends needs no more time; answers with the requests that were closed."""
    found = list(task.extensions.filter(state=ExtensionState.OPEN))
    for request in found:
        _close(request, ExtensionState.DROPPED, day)
    return [request.pk for request in found]


def _open_request(act: Act) -> ExtensionRequest:
    request = act.task.extensions.select_for_update().filter(state=ExtensionState.OPEN).first()
    if request is None:
        raise Refused("Không còn đề nghị gia hạn nào đang chờ; có thể người khác vừa trả lời.")
    return request


def _close(request: ExtensionRequest, state: ExtensionState, day: date) -> None:
    request.state, request.decided_on = state, day
    request.save()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
