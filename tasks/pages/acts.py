"""What does the page of a task say about acts: over their forms, on their buttons and links, when one is done?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from organization.models import AuditEvent
from tasks.enums import WAITING, TaskStatus
from tasks.models import Task
from tasks.pages.addresses import act_url
from tasks.pages.task_page import TaskPage
from tasks.rules.available_acts import AvailableAct
from tasks.rules.classes import class_on
from tasks.rules.permissions import Way
from tasks.rules.transitions import TRANSITIONS, Action
from tasks.rules.undo import UNDONE_BY

_WAY_TITLES = {Way.ENTERED: "Nhập thay", Way.RECORDED: "Ghi nhận ý kiến lãnh đạo"}
# A form is headed by the label of its act, but where it speaks of two, or of a part of one.
_TITLES = {
    Action.PREPARE: "Soạn kết quả",
    Action.GRANT_EXTENSION: "Cho ý kiến về gia hạn",
}
_HINTS = {
    Action.UNDO_CONFIRM: "Kết quả trở lại chờ xác nhận; chỉ trong 1 phút.",
    Action.UNDO_APPROVE: "Kết quả trở lại chờ đồng chí duyệt; chỉ trong 1 phút.",
    Action.UNDO_GRANT: "Hạn trở lại như trước, đề nghị gia hạn chờ ý kiến; chỉ trong 1 phút.",
    Action.SUBMIT: "Lãnh đạo đơn vị nộp; công chức soạn sẵn",
    Action.PREPARE: "Lãnh đạo đơn vị nộp; công chức soạn sẵn",
    Action.REPORT_NIL: "Tính là không phát sinh khi được xác nhận.",
    Action.TAKE_BACK: "Kết quả và tệp còn nguyên để sửa rồi nộp lại.",
    Action.ASK_EXTENSION: "Lãnh đạo phụ trách quyết định; hạn ban đầu vẫn hiện.",
    Action.CONTEST: "“Đang tra soát” hiện bên cạnh cho đến khi có trả lời.",
    Action.CONTRIBUTE: "Một câu và tệp, nếu có; đơn vị chủ trì thấy ngay.",
    Action.CONFIRM: "Xác nhận sản phẩm có thật và đủ.",
    Action.SET_DEADLINE: "Hạn đầu tiên được giữ là hạn ban đầu.",
    Action.INSTRUCT: "Lãnh đạo đơn vị thấy trước mọi việc khác.",
    Action.WITHDRAW: "Nhiệm vụ không còn phải làm; vẫn giữ trong bảng và diễn biến.",
    Action.END_SERIES: "Không mở thêm kỳ nào; việc của các kỳ đã mở vẫn phải làm.",
    Action.REOPEN: "Kết quả trở lại là chưa nộp; đơn vị sửa rồi nộp lại.",
}
_HANDED_ON = (Action.SUBMIT, Action.REPORT_NIL, Action.CONFIRM)
_LEADING_ON = (Action.CONFIRM, Action.APPROVE, Action.GRANT_EXTENSION, *UNDONE_BY.values())


@dataclass(frozen=True)
class ActLink:
    """The way to the form of an act that does not stand open on the page."""

    label: str
    icon: str
    url: str


def form_title(action: Action, way: Way) -> str:
    """ "Nộp kết quả", "Nhập thay: nộp kết quả"."""
    title = _TITLES.get(action) or TRANSITIONS[action].label
    return f"{_WAY_TITLES[way]}: {title[:1].lower()}{title[1:]}" if way in _WAY_TITLES else title


def form_hint(action: Action) -> str:
    """What a person should know before filling the form; "" where its fields say it all."""
    return _HINTS.get(action, "")


def button_label(action: Action, page: TaskPage) -> str:
    if action == Action.SUBMIT and page.is_returned:
        return "Nộp lại kết quả"
    if action == Action.CONFIRM and page.next_result is not None and page.next_result.left:
        return f"Xác nhận, chuyển nhiệm vụ tiếp theo (còn {page.next_result.left})"
    return TRANSITIONS[action].label


def links_of(page: TaskPage, way: Way, open_now: Collection[tuple[Action, Way]]) -> tuple[ActLink, ...]:
    """The acts of one way whose forms are not open on the page already."""
    return tuple(
        ActLink(act.label, act.transition.icon, act_url(page.task.pk, act))
        for act in page.other_acts(way)
        if (act.action, way) not in open_now
    )


def done_words(act: AvailableAct, task: Task) -> str:
    """What was done, and who is to act next; an act that leads on to another page names the task."""
    words = f"Đã {act.transition.words}{_named(act, task)}."
    if act.action in _HANDED_ON and task.status in WAITING:
        leader = task.status == TaskStatus.AWAITING_APPROVAL
        return f"{words} Tiếp theo: {'lãnh đạo phụ trách duyệt' if leader else 'Văn phòng xác nhận'}."
    return words


def undo_url(act: AvailableAct, task: Task) -> str:
    """Where the button "Hoàn tác" of the message goes; "" for what is not taken back."""
    if act.way != Way.OWN or act.action not in UNDONE_BY:
        return ""
    return act_url(task.pk, AvailableAct(UNDONE_BY[act.action], Way.OWN))


def _named(act: AvailableAct, task: Task) -> str:
    """ " “Lịch họp” của Phòng Nghiệp vụ 2: hoàn thành đúng hạn"; "" where the person stays on the task's page."""
    if act.action not in _LEADING_ON:
        return ""
    named = f" “{task.title}” của {task.lead_unit.name}"
    if task.status in (TaskStatus.DONE, TaskStatus.NIL):
        day = task.closed_on or task.assigned_on  # what is done stands in its class on any day
        return f"{named}: {class_on(task, day, day).label.lower()}"
    if act.action == Action.GRANT_EXTENSION and task.due:
        return f"{named} đến {task.due:%d/%m/%Y}"
    return named


def conflict_words(last: AuditEvent | None) -> dict[str, str]:
    """Who changed the task while this person was typing: the heading of the conflict, and the name."""
    who = last.by_name if last else "Người khác"
    when = f" lúc {timezone.localtime(last.at):%H:%M}" if last else ""
    return {"title": f"{who} vừa sửa việc này{when}, khi đồng chí đang nhập", "other": who}
