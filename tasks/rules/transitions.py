"""What may happen to a task in which state, and where does it lead?

One table says for every act: on which side it lies, from which states it starts, where it ends, how
the button, the timeline and the audit event name it. Whether *this person* may do it is another
question (`rules.permissions`). The state diagram in docs/ is drawn from this table.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tasks.enums import OPEN, WAITING, WORKING, Authority, DeadlineKind, TaskStatus


class Action(StrEnum):
    UPDATE = "update"
    PREPARE = "prepare"
    SUBMIT = "submit"
    REPORT_NIL = "report_nil"
    TAKE_BACK = "take_back"
    ASK_EXTENSION = "ask_extension"
    DROP_EXTENSION = "drop_extension"
    CONTEST = "contest"
    COMPLETE = "complete"
    ANSWER = "answer"
    CONTRIBUTE = "contribute"
    CONFIRM = "confirm"
    RETURN = "return"
    ADVISE_EXTENSION = "advise_extension"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SET_DEADLINE = "set_deadline"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    INSTRUCT = "instruct"
    SETTLE_CONTEST = "settle_contest"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    END_SERIES = "end_series"
    UNDO_CONFIRM = "undo_confirm"
    UNDO_APPROVE = "undo_approve"
    UNDO_GRANT = "undo_grant"


class Side(StrEnum):
    """Whose act it is; the value is the word the diagram prints."""

    UNIT = "đơn vị"
    HEAD = "lãnh đạo đơn vị"
    COORDINATING = "đơn vị phối hợp"
    CONFIRMING = "Văn phòng"
    APPROVING = "lãnh đạo phụ trách"
    OFFICE_OR_LEADER = "Văn phòng hoặc lãnh đạo phụ trách"


UNIT_SIDES = frozenset({Side.UNIT, Side.HEAD})
LEADER_SIDES = frozenset({Side.APPROVING, Side.OFFICE_OR_LEADER})


class Condition(StrEnum):
    """When an act with several ends takes which; the value is the word the diagram prints."""

    ALWAYS = ""
    LEADER_ALONE = "kết quả của Văn phòng"
    LEADER_LAST = "lãnh đạo có thẩm quyền"
    NIL_CLAIM = "báo không phát sinh"
    WAS_RETURNED = "việc đã bị trả lại"
    AS_BEFORE = "như trước khi tạm dừng"


@dataclass(frozen=True)
class Outcome:
    status: TaskStatus
    when: Condition = Condition.ALWAYS


@dataclass(frozen=True)
class Transition:
    """One row of the table. Without `outcomes` the status stays; `words` complete "<person> …".

    `own_only`: only the person whose act it is does it, nobody records or enters it for them.
    """

    action: Action
    side: Side
    sources: tuple[TaskStatus, ...]
    label: str
    words: str
    icon: str
    tone: str = "grey"
    outcomes: tuple[Outcome, ...] = ()
    fits_continuous: bool = False
    own_only: bool = False

    @property
    def audit_action(self) -> str:
        return f"task.{self.action}"


class Work(Protocol):
    """What the rules need to know of a task."""

    status: str
    status_before_pause: str
    authority: str
    deadline_kind: str
    is_nil_claim: bool


_S = TaskStatus
_CONTESTABLE = (*OPEN, _S.DONE)
_ENDS = (_S.DONE, _S.NIL, _S.WITHDRAWN)
_ACCEPTED = (Outcome(_S.NIL, Condition.NIL_CLAIM), Outcome(_S.DONE))
_SUBMITTED = (Outcome(_S.AWAITING_APPROVAL, Condition.LEADER_ALONE), Outcome(_S.AWAITING_CONFIRMATION))
_AT_WORK = (Outcome(_S.RETURNED, Condition.WAS_RETURNED), Outcome(_S.IN_PROGRESS))

TRANSITIONS: dict[Action, Transition] = {
    row.action: row
    for row in (
        Transition(
            Action.UPDATE, Side.UNIT, WORKING, "Cập nhật tiến độ", "cập nhật tiến độ", "pencil", "accent", _AT_WORK
        ),
        Transition(
            Action.PREPARE, Side.UNIT, WORKING, "Lưu, chưa nộp", "soạn kết quả, chưa nộp", "pencil", "accent", _AT_WORK
        ),
        Transition(Action.SUBMIT, Side.HEAD, WORKING, "Nộp kết quả", "nộp kết quả", "send", "violet", _SUBMITTED),
        Transition(
            Action.REPORT_NIL,
            Side.HEAD,
            WORKING,
            "Báo không phát sinh",
            "báo không phát sinh",
            "circle-minus",
            "violet",
            _SUBMITTED,
        ),
        Transition(
            Action.TAKE_BACK,
            Side.HEAD,
            WAITING,
            "Rút kết quả đã nộp",
            "rút kết quả đã nộp",
            "arrow-back-up",
            "grey",
            (Outcome(_S.IN_PROGRESS),),
        ),
        Transition(
            Action.ASK_EXTENSION,
            Side.HEAD,
            WORKING,
            "Xin gia hạn",
            "xin gia hạn",
            "calendar-plus",
            "violet",
        ),
        Transition(Action.DROP_EXTENSION, Side.HEAD, OPEN, "Thôi xin gia hạn", "thôi xin gia hạn", "calendar-x"),
        Transition(
            Action.CONTEST,
            Side.HEAD,
            _CONTESTABLE,
            "Đề nghị đính chính",
            "đề nghị đính chính",
            "search",
            "violet",
        ),
        Transition(
            Action.COMPLETE,
            Side.UNIT,
            OPEN,
            "Bổ sung người phụ trách, sản phẩm",
            "bổ sung thông tin giao việc",
            "user-check",
            fits_continuous=True,
        ),
        Transition(
            Action.ANSWER,
            Side.HEAD,
            (*OPEN, _S.SUSPENDED),
            "Trả lời ý kiến chỉ đạo",
            "trả lời ý kiến chỉ đạo",
            "message-2",
            fits_continuous=True,
        ),
        Transition(
            Action.CONTRIBUTE,
            Side.COORDINATING,
            OPEN,
            "Góp ý phối hợp",
            "góp ý phối hợp",
            "message-circle",
            fits_continuous=True,
        ),
        Transition(
            Action.CONFIRM,
            Side.CONFIRMING,
            (_S.AWAITING_CONFIRMATION,),
            "Xác nhận kết quả",
            "xác nhận kết quả",
            "circle-check",
            "green",
            (Outcome(_S.AWAITING_APPROVAL, Condition.LEADER_LAST), *_ACCEPTED),
        ),
        Transition(
            Action.RETURN,
            Side.CONFIRMING,
            (_S.AWAITING_CONFIRMATION,),
            "Trả lại để bổ sung",
            "trả lại để bổ sung",
            "arrow-back-up",
            "amber",
            (Outcome(_S.RETURNED),),
        ),
        Transition(
            Action.ADVISE_EXTENSION,
            Side.CONFIRMING,
            OPEN,
            "Cho ý kiến về gia hạn",
            "cho ý kiến về gia hạn",
            "message-report",
            "violet",
        ),
        Transition(
            Action.APPROVE,
            Side.APPROVING,
            (_S.AWAITING_APPROVAL,),
            "Duyệt kết quả",
            "duyệt kết quả",
            "circle-check",
            "green",
            _ACCEPTED,
        ),
        Transition(
            Action.SEND_BACK,
            Side.APPROVING,
            (_S.AWAITING_APPROVAL,),
            "Trả lại để bổ sung",
            "trả lại để bổ sung",
            "arrow-back-up",
            "amber",
            (Outcome(_S.RETURNED),),
        ),
        Transition(
            Action.SET_DEADLINE,
            Side.APPROVING,
            OPEN,
            "Cho thời hạn",
            "cho thời hạn",
            "gavel",
            fits_continuous=True,
        ),
        Transition(
            Action.GRANT_EXTENSION, Side.APPROVING, OPEN, "Đồng ý gia hạn", "đồng ý gia hạn", "calendar-check", "green"
        ),
        Transition(
            Action.REFUSE_EXTENSION,
            Side.APPROVING,
            OPEN,
            "Không đồng ý gia hạn",
            "không đồng ý gia hạn",
            "calendar-x",
            "amber",
        ),
        Transition(
            Action.INSTRUCT,
            Side.APPROVING,
            (*OPEN, _S.SUSPENDED),
            "Cho ý kiến chỉ đạo",
            "cho ý kiến chỉ đạo",
            "speakerphone",
            "accent",
            fits_continuous=True,
        ),
        Transition(
            Action.SETTLE_CONTEST,
            Side.OFFICE_OR_LEADER,
            _CONTESTABLE,
            "Trả lời đề nghị đính chính",
            "trả lời đề nghị đính chính",
            "search",
        ),
        Transition(
            Action.SUSPEND,
            Side.OFFICE_OR_LEADER,
            OPEN,
            "Tạm dừng",
            "tạm dừng nhiệm vụ",
            "player-pause",
            "grey",
            (Outcome(_S.SUSPENDED),),
            fits_continuous=True,
        ),
        Transition(
            Action.RESUME,
            Side.OFFICE_OR_LEADER,
            (_S.SUSPENDED,),
            "Cho làm tiếp",
            "cho làm tiếp",
            "player-play",
            "accent",
            tuple(Outcome(status, Condition.AS_BEFORE) for status in OPEN),
            fits_continuous=True,
        ),
        Transition(
            Action.WITHDRAW,
            Side.OFFICE_OR_LEADER,
            (*OPEN, _S.SUSPENDED),
            "Thôi giao",
            "thôi giao nhiệm vụ",
            "ban",
            "grey",
            (Outcome(_S.WITHDRAWN),),
            fits_continuous=True,
        ),
        Transition(
            Action.REOPEN,
            Side.OFFICE_OR_LEADER,
            _ENDS,
            "Mở lại",
            "mở lại nhiệm vụ",
            "rotate-2",
            "amber",
            (Outcome(_S.IN_PROGRESS),),
            fits_continuous=True,
        ),
        Transition(
            Action.END_SERIES,
            Side.OFFICE_OR_LEADER,
            tuple(TaskStatus),
            "Dừng việc định kỳ",
            "dừng việc định kỳ",
            "calendar-off",
        ),
        Transition(
            Action.UNDO_CONFIRM,
            Side.CONFIRMING,
            (_S.AWAITING_APPROVAL, _S.DONE, _S.NIL),
            "Hoàn tác xác nhận",
            "hoàn tác việc xác nhận kết quả",
            "rotate-2",
            outcomes=(Outcome(_S.AWAITING_CONFIRMATION),),
            own_only=True,
        ),
        Transition(
            Action.UNDO_APPROVE,
            Side.APPROVING,
            (_S.DONE, _S.NIL),
            "Hoàn tác duyệt",
            "hoàn tác việc duyệt kết quả",
            "rotate-2",
            outcomes=(Outcome(_S.AWAITING_APPROVAL),),
            own_only=True,
        ),
        Transition(
            Action.UNDO_GRANT,
            Side.APPROVING,
            OPEN,
            "Hoàn tác gia hạn",
            "hoàn tác việc đồng ý gia hạn",
            "rotate-2",
            own_only=True,
        ),
    )
}


def allows(action: Action, task: Work) -> bool:
    """Does the task's state allow the act, whoever does it?

    Continuous work is told on the unit's periodic form, so it has no update, result or date of its own.
    """
    transition = TRANSITIONS[action]
    if task.deadline_kind == DeadlineKind.CONTINUOUS and not transition.fits_continuous:
        return False
    return task.status in transition.sources


def target_of(action: Action, task: Work, *, leader_alone: bool = False) -> TaskStatus:
    """The status after the act. `leader_alone`: the unit's results skip the Office (they are the Office's own)."""
    transition = TRANSITIONS[action]
    if not transition.outcomes:
        return TaskStatus(task.status)
    for outcome in transition.outcomes:
        if _holds(outcome, task, leader_alone):
            return outcome.status
    raise ValueError(f"{action} leads nowhere from {task.status}")


def _holds(outcome: Outcome, task: Work, leader_alone: bool) -> bool:
    match outcome.when:
        case Condition.ALWAYS:
            return True
        case Condition.LEADER_ALONE:
            return leader_alone
        case Condition.LEADER_LAST:
            return task.authority == Authority.LEADER
        case Condition.NIL_CLAIM:
            return task.is_nil_claim
        case Condition.WAS_RETURNED:
            return task.status == TaskStatus.RETURNED
        case Condition.AS_BEFORE:
            return task.status_before_pause == outcome.status
