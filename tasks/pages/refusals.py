"""What does a person read when an act is not theirs, or not now?"""

from tasks.enums import DeadlineKind, TaskStatus
from tasks.rules.transitions import TRANSITIONS, Action, Side, Work
from tasks.rules.undo import UNDONE_BY

CANNOT_UNDO = (
    "Không hoàn tác được nữa: chỉ người vừa quyết định hoàn tác được, trong 1 phút và khi nhiệm vụ chưa có gì thêm. "
    "Quá 1 phút thì Văn phòng hoặc lãnh đạo phụ trách dùng “Mở lại”, cho thời hạn khác ở trang nhiệm vụ."
)
_NO_RIGHT = {
    Side.UNIT: "Việc này của công chức và lãnh đạo {unit}.",
    Side.HEAD: "Chỉ lãnh đạo {unit} làm được việc này; công chức soạn sẵn rồi lưu.",
    Side.COORDINATING: "Chỉ đơn vị được giao phối hợp mới góp ý vào nhiệm vụ này.",
    Side.CONFIRMING: "Chỉ Văn phòng (tổng hợp) xác nhận hoặc trả lại kết quả.",
    Side.APPROVING: "Chỉ lãnh đạo phụ trách {unit} quyết định việc này.",
    Side.OFFICE_OR_LEADER: "Chỉ Văn phòng (tổng hợp) hoặc lãnh đạo phụ trách {unit} quyết định việc này.",
}
_OWN_UNIT = (
    "Đồng chí giữ chức vụ tại {unit} nên không quyết định về việc của đơn vị này. "
    "Việc do lãnh đạo phụ trách quyết định."
)
_DECIDING = (Side.CONFIRMING, Side.APPROVING, Side.OFFICE_OR_LEADER)


def no_right_sentence(action: Action, unit_name: str, *, belongs: bool) -> str:
    """Why this person may not do it; `belongs`: they hold a post in the unit the decision is about."""
    side = TRANSITIONS[action].side
    sentence = _OWN_UNIT if belongs and side in _DECIDING else _NO_RIGHT[side]
    return sentence.format(unit=unit_name)


def wrong_state_sentence(action: Action, task: Work) -> str:
    """Why the task's state does not allow it now."""
    if action in UNDONE_BY.values():
        return CANNOT_UNDO
    transition = TRANSITIONS[action]
    if task.deadline_kind == DeadlineKind.CONTINUOUS and not transition.fits_continuous:
        return "Việc thường xuyên báo cáo theo kỳ của đơn vị, không cập nhật và nộp riêng từng việc."
    return f"Nhiệm vụ đang “{TaskStatus(task.status).label}” nên không {transition.label.lower()} được."
