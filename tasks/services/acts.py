"""What every act on a task has in common: lock, right, version, state, save, audit event.

An act is done by the person themselves, or it is a leader's decision that the Office records, or it is
entered by the Office for the unit; the last two name whom it really comes from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role
from organization.models import DecisionChannel, Person, Post, RecordedDecision, Unit
from organization.queries import actor_of, leaders_in_charge, office_people, people_with_role
from organization.querysets import valid_on
from organization.rules.access import Actor, PostFact
from organization.rules.entering import EnteredFor
from organization.services.audit import changes, record
from organization.services.decisions import DecisionFacts, record_decision
from organization.services.entering import speaker_of
from organization.services.notifications import notify
from tasks.enums import ExtensionState
from tasks.models import Task
from tasks.pages.addresses import task_url
from tasks.pages.refusals import no_right_sentence, wrong_state_sentence
from tasks.queries.places import goes_to_leader_alone, place_of
from tasks.rules.permissions import Way, can_do, can_enter_for, can_record, leader_decides, may_speak_for_unit
from tasks.rules.transitions import TRANSITIONS, Action, allows, target_of
from tasks.services.spans import keep_span

SUBMISSIONS = (Action.SUBMIT, Action.REPORT_NIL)


@dataclass(frozen=True)
class Act:
    """One act that has passed right, version and state; the task is locked."""

    by: Actor
    person_id: int
    task: Task
    action: Action
    way: Way
    post: PostFact
    told_by: Person | None = None
    channel: str = ""
    facts: DecisionFacts | None = None
    leader_post: Post | None = None

    @property
    def decider_id(self) -> int:
        """The person whose act it is: the leader, the one who told the Office, or the person themselves."""
        if self.leader_post is not None:
            return self.leader_post.person_id
        return self.told_by.pk if self.told_by else self.person_id


def begin(
    *,
    by: Actor,
    task_id: int,
    action: Action,
    version: int | None,
    entered: EnteredFor | None = None,
    recorded: DecisionFacts | None = None,
) -> Act:
    """Lock the task and check that this act may happen now. Call it first, inside the transaction.

    `version` is the one the person saw (None for acts that only add something). Raises Forbidden, Conflict
    (with the current row) or Refused.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("lead_unit", "clause").get(pk=task_id)
    act = _with_right(by, task, action, entered, recorded)
    if version is not None and task.version != version:
        raise Conflict("Nhiệm vụ này vừa được người khác sửa. Xem bản mới rồi làm tiếp.", current=task)
    if not allows(action, task):
        raise Refused(wrong_state_sentence(action, task))
    return act


def _with_right(
    by: Actor, task: Task, action: Action, entered: EnteredFor | None, recorded: DecisionFacts | None
) -> Act:
    if by.person_id is None:
        raise Forbidden("Việc này phải do một người làm.")
    place = place_of(task, by.day)
    path = place.lead_path
    if recorded is not None:
        post = can_record(by, action, place)
        if post is None:
            raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi nhận ý kiến lãnh đạo, và chỉ ý kiến của lãnh đạo.")
        return Act(
            by, by.person_id, task, action, Way.RECORDED, post, facts=recorded, leader_post=_leader(recorded, path)
        )
    if entered is not None:
        post = can_enter_for(by, action, place)
        if post is None:
            raise Forbidden("Chỉ Văn phòng (tổng hợp) được nhập thay, và chỉ việc của chính đơn vị.")
        told_by = _speaker(by, entered, action, path)
        return Act(by, by.person_id, task, action, Way.ENTERED, post, told_by=told_by, channel=entered.channel)
    own = can_do(by, action, place)
    if own is None:
        raise Forbidden(no_right_sentence(action, task.lead_unit.name, belongs=by.belongs_to(path)))
    return Act(by, by.person_id, task, action, Way.OWN, own)


def _leader(facts: DecisionFacts, path: str) -> Post:
    """The leader whose decision is recorded: in charge of the unit on that day and of no other post in it."""
    post = Post.objects.filter(valid_on(facts.decided_on), pk=facts.leader_post_id).select_related("person").first()
    if post is None or leader_decides(actor_of(post.person, on=facts.decided_on), path) is None:
        raise Refused(
            "Người này không phụ trách đơn vị chủ trì vào ngày cho ý kiến. Chọn lãnh đạo phụ trách, hoặc sửa ngày.",
            field="leader",
        )
    return post


def _speaker(by: Actor, entered: EnteredFor, action: Action, path: str) -> Person:
    return speaker_of(entered, on=by.day, may_speak=lambda person: may_speak_for_unit(person, action, path))


def write_decision(act: Act, text: str) -> RecordedDecision | None:
    """The recorded decision of this act (None where a person acts themselves); the leader is told."""
    if act.facts is None:
        return None
    since, since_words = _decidable_since(act.task, act.action)
    return record_decision(
        by=act.by,
        facts=act.facts,
        text=text,
        subject=act.task,
        unit=act.task.lead_unit,
        since=since,
        since_words=since_words,
        url=task_url(act.task.pk),
    )


def _decidable_since(task: Task, action: Action) -> tuple[date | None, str]:
    """The day from which there was this to decide, and what day that is in words."""
    match action:
        case Action.APPROVE | Action.SEND_BACK:
            return task.submitted_on, "ngày nộp kết quả"
        case Action.GRANT_EXTENSION | Action.REFUSE_EXTENSION:
            asked = task.extensions.filter(state=ExtensionState.OPEN).values_list("asked_on", flat=True)
            return asked.first(), "ngày xin gia hạn"
        case Action.SETTLE_CONTEST:
            return task.contested_on, "ngày đề nghị đính chính"
        case Action.REOPEN:
            return task.closed_on or task.confirmed_on or task.assigned_on, "ngày kết thúc nhiệm vụ"
        case _:
            return task.assigned_on, "ngày giao nhiệm vụ"


def finish(
    act: Act,
    *,
    new: Mapping[str, Any] | None = None,
    note: str = "",
    summary: str = "",
    details: Mapping[str, Any] | None = None,
    decision: RecordedDecision | None = None,
) -> Task:
    """Make the transition, save the fields of `new` and how the task now stands, write the audit event.

    `details` go into the event beside the changed fields (files, the request's date). The version rises
    only if the task itself changed, so that a remark does not disturb somebody who is typing.
    """
    task, transition = act.task, TRANSITIONS[act.action]
    leader_alone = act.action in SUBMISSIONS and goes_to_leader_alone(task.lead_unit)
    values = {**(new or {}), "status": target_of(act.action, task, leader_alone=leader_alone)}
    before, after = changes(task, values)
    if after:
        for name, value in after.items():
            setattr(task, name, value)
        task.version += 1
        task.save(update_fields=[*after, "version"])
        keep_span(task, before=before, on=act.by.day, decided_on=decision.decided_on if decision else None)
    record(
        by=act.by,
        post=act.post,
        action=transition.audit_action,
        subject=task,
        unit=task.lead_unit,
        summary=summary or transition.words,
        note=note,
        before=before,
        after={**after, **(details or {}), **_origin(act, decision)},
    )
    if act.way == Way.ENTERED:
        _tell_unit_of_entry(act, summary or transition.words)
    return task


def _origin(act: Act, decision: RecordedDecision | None) -> dict[str, Any]:
    """Where the act comes from, for the stamps "Nhập thay" and "Ghi nhận ý kiến lãnh đạo"."""
    if act.told_by is not None:
        return {"entered_for": {"name": act.told_by.full_name, "channel": DecisionChannel(act.channel).label}}
    if decision is not None:
        return {
            "recorded": {
                "id": decision.pk,
                "name": decision.leader.full_name,
                "title": decision.leader_post.title,
                "channel": decision.get_channel_display(),
                "decided_on": decision.decided_on.isoformat(),
                "reference": decision.reference,
                "file": decision.file_name,
            }
        }
    return {}


# --- Telling others -------------------------------------------------------------------------------


def _tell_unit_of_entry(act: Act, words: str) -> None:
    notify(
        people=people_of_task(act),
        kind="task.entered",
        text=f"Văn phòng nhập thay: {words} “{act.task.title}”. Nếu chưa đúng, đồng chí sửa lại được.",
        url=task_url(act.task.pk),
        by=act.by,
    )


def people_of_task(act: Act) -> list[int]:
    """The heads of the lead unit and the responsible person."""
    heads = people_with_role(act.task.lead_unit.path, [Role.HEAD], act.by.day)
    return [*heads, *([act.task.responsible_id] if act.task.responsible_id else [])]


def leaders_of(unit: Unit, by: Actor) -> list[int]:
    """The leaders who have the unit in their charge on the actor's day."""
    return [post.person_id for post in leaders_in_charge(unit.path, by.day)]


def office_of(act: Act) -> list[int]:
    """The people of the office of the acting person's agency."""
    return office_people(act.post.agency_path, act.by.day)


def tell(act: Act, people: Iterable[int], text: str) -> None:
    """Put a notification about this task into the outbox of these people."""
    notify(people=people, kind=TRANSITIONS[act.action].audit_action, text=text, url=task_url(act.task.pk), by=act.by)
