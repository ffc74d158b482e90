"""What the lead unit does: tell how far it is, prepare a result, submit it, take it back, name who is responsible."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from base.errors import Refused
from base.text import clean_block, clean_line
from organization.models import Person
from organization.queries import actor_of, setting, working_calendar
from organization.rules.access import Actor
from tasks.enums import TaskStatus
from tasks.models import Task
from tasks.rules.permissions import may_speak_for_unit
from tasks.rules.task_text import folded_text
from tasks.rules.transitions import Action
from tasks.services.acts import Act, EnteredFor, begin, finish, leaders_of, office_of, tell

NOT_SUBMITTED = {
    "submitted_at": None,
    "submitted_on": None,
    "submitted_due_soon_until": None,
    "submitted_by_id": None,
    "result_told_by_id": None,
    "confirmed_on": None,
    "is_nil_claim": False,
}


@dataclass(frozen=True)
class Result:
    """What a unit hands in: the words, the product's own day, and the document's number if it has one."""

    text: str
    product_date: date | None
    document_number: str = ""


@transaction.atomic
def update_progress(
    *,
    by: Actor,
    task_id: int,
    version: int,
    percent: int | None,
    situation: str,
    entered: EnteredFor | None = None,
) -> Task:
    """How far the work is: a percentage where one makes sense, and a sentence."""
    act = begin(by=by, task_id=task_id, action=Action.UPDATE, version=version, entered=entered)
    situation = clean_block(situation)
    if not situation and percent is None:
        raise Refused("Ghi tình hình hoặc tiến độ; ít nhất một trong hai.", field="situation")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Tiến độ là một số từ 0 đến 100.", field="percent")
    words = "cập nhật tiến độ" if percent is None else f"cập nhật {percent}%"
    new = {"percent": percent, "situation": situation, "last_update_on": by.day}
    return finish(act, new=new, note=situation, summary=words)


@transaction.atomic
def prepare_result(*, by: Actor, task_id: int, version: int, result: Result, entered: EnteredFor | None = None) -> Task:
    """Keep what is written of a result without handing it in; head and staff alike."""
    act = begin(by=by, task_id=task_id, action=Action.PREPARE, version=version, entered=entered)
    values = _result_values(act, result)
    return finish(act, new={**values, "last_update_on": by.day}, note=str(values["result"]))


@transaction.atomic
def submit_result(*, by: Actor, task_id: int, version: int, result: Result, entered: EnteredFor | None = None) -> Task:
    """Hand in a result with the product's actual date, which is not after the day of entry.

    It waits for the Office, or for the leader in charge where the unit is the Office itself.
    """
    act = begin(by=by, task_id=task_id, action=Action.SUBMIT, version=version, entered=entered)
    values = _result_values(act, result)
    if not values["result"]:
        raise Refused("Ghi kết quả trong một hai câu: đã làm gì, sản phẩm là gì.", field="result")
    if result.product_date is None:
        raise Refused("Ghi ngày có sản phẩm.", field="product_date")
    files = act.task.evidence.filter(contribution=None, removed_at=None)
    shown = [{"id": pk, "name": name} for pk, name in files.values_list("pk", "name")]
    files.filter(submitted_on=None).update(submitted_on=by.day)
    task = finish(
        act,
        new={**values, **_submission(act), "is_nil_claim": False},
        note=str(values["result"]),
        details={"product_date": result.product_date, "files": shown},
    )
    _tell_deciders(act, f"nộp kết quả “{task.title}”")
    return task


@transaction.atomic
def report_nil(*, by: Actor, task_id: int, version: int, reason: str, entered: EnteredFor | None = None) -> Task:
    """Say that nothing came up, with a reason; it counts once it is confirmed, as a result does."""
    act = begin(by=by, task_id=task_id, action=Action.REPORT_NIL, version=version, entered=entered)
    reason = clean_block(reason)
    if not reason:
        raise Refused("Ghi lý do vì sao không phát sinh.", field="reason")
    new = {**_submission(act), "is_nil_claim": True, "result": reason, "product_date": None, "document_number": ""}
    task = finish(act, new=new, note=reason)
    _tell_deciders(act, f"báo không phát sinh “{task.title}”")
    return task


@transaction.atomic
def take_back(*, by: Actor, task_id: int, version: int, entered: EnteredFor | None = None) -> Task:
    """Withdraw a submission that nobody has decided yet; the words and files stay to be worked on."""
    act = begin(by=by, task_id=task_id, action=Action.TAKE_BACK, version=version, entered=entered)
    new: dict[str, object] = dict(NOT_SUBMITTED)
    if act.task.is_nil_claim:
        new["result"] = ""
    return finish(act, new=new)


@transaction.atomic
def complete_task(*, by: Actor, task_id: int, version: int, responsible: Person | None, deliverable: str) -> Task:
    """Fill in what the six "rõ" still miss and the unit or the Office knows: the person and the product."""
    act = begin(by=by, task_id=task_id, action=Action.COMPLETE, version=version)
    task = act.task
    deliverable = clean_line(deliverable)[:300]
    if task.deliverable and not deliverable:
        raise Refused("Sản phẩm đã giao thì không bỏ trống; sửa lời cho đúng.", field="deliverable")
    if responsible and may_speak_for_unit(actor_of(responsible, on=by.day), Action.UPDATE, task.lead_unit.path) is None:
        raise Refused("Người phụ trách phải thuộc đơn vị chủ trì.", field="responsible")
    codes = [clause.code for clause in (task.clause, *task.tied_clauses.order_by("position")) if clause]
    words = f"giao {responsible.full_name} phụ trách" if responsible and responsible != task.responsible else ""
    return finish(
        act,
        new={
            "responsible": responsible,
            "deliverable": deliverable,
            "folded": folded_text(
                codes=codes,
                title=task.title,
                deliverable=deliverable,
                unit_code=task.lead_unit.code,
                unit_name=task.lead_unit.name,
            ),
        },
        summary=words,
        note=deliverable if deliverable != task.deliverable else "",
    )


def judged_by(product_date: date | None, submitted_on: date | None) -> date | None:
    """The day by which a result is on time or late, as the setting says (the product's own day by default)."""
    if setting("late_judged_by") == "submission" or product_date is None:
        return submitted_on
    return product_date


def _result_values(act: Act, result: Result) -> dict[str, object]:
    if result.product_date and result.product_date > act.by.day:
        raise Refused(
            f"{_day(result.product_date)} sau hôm nay {_day(act.by.day)}. Ghi ngày đã có sản phẩm.",
            field="product_date",
        )
    return {
        "result": clean_block(result.text),
        "product_date": result.product_date,
        "document_number": clean_line(result.document_number)[:60],
    }


def _submission(act: Act) -> dict[str, object]:
    day = act.by.day
    return {
        "submitted_at": timezone.now(),
        "submitted_on": day,
        "submitted_due_soon_until": working_calendar().add(day, setting("due_soon_days")),
        "submitted_by_id": act.decider_id,
        "result_told_by_id": act.told_by.pk if act.told_by else None,
        "last_update_on": day,
    }


def _tell_deciders(act: Act, words: str) -> None:
    """Tell those who decide next: the leaders in charge, or the Office."""
    if act.task.status == TaskStatus.AWAITING_APPROVAL:
        people = leaders_of(act.task.lead_unit, act.by)
    else:
        people = office_of(act)
    tell(act, people, f"{act.task.lead_unit.name} {words}. Chờ đồng chí xem.")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
