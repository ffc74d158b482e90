"""The fixed vocabularies of plans and tasks, with the words shown on screen."""

from django.db import models


class AddresseeKind(models.TextChoices):
    UNIT = "unit", "một đơn vị"
    GROUP = "group", "một nhóm đơn vị"
    NOBODY = "nobody", "không nêu đơn vị"


class DeadlineKind(models.TextChoices):
    DATE = "date", "Theo ngày"
    RECURRING = "recurring", "Định kỳ"
    CONTINUOUS = "continuous", "Thường xuyên"
    NONE = "none", "Chưa có hạn"


class Frequency(models.TextChoices):
    """How often a recurring task opens; the periods are those of NĐ 09/2019."""

    MONTH = "month", "hằng tháng"
    QUARTER = "quarter", "hằng quý"
    HALF = "half", "6 tháng một lần"
    YEAR = "year", "hằng năm"


class Authority(models.TextChoices):
    """Who has the last word on a result."""

    UNIT = "unit", "Đơn vị"
    OFFICE = "office", "Văn phòng"
    LEADER = "leader", "Lãnh đạo"


class BasisKind(models.TextChoices):
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    LETTER = "letter", "Công văn"
    RECORDED = "recorded", "Ý kiến lãnh đạo được ghi nhận"


class ExtensionState(models.TextChoices):
    OPEN = "open", "Chờ ý kiến"
    GRANTED = "granted", "Đồng ý"
    REFUSED = "refused", "Không đồng ý"
    DROPPED = "dropped", "Thôi xin"


class TaskStatus(models.TextChoices):
    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    AWAITING_CONFIRMATION = "awaiting_confirmation", "Chờ xác nhận"
    AWAITING_APPROVAL = "awaiting_approval", "Chờ lãnh đạo duyệt"
    RETURNED = "returned", "Trả lại để bổ sung"
    DONE = "done", "Hoàn thành"
    NIL = "nil", "Không phát sinh"
    SUSPENDED = "suspended", "Tạm dừng"
    WITHDRAWN = "withdrawn", "Thôi giao"


WORKING = (TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS, TaskStatus.RETURNED)
WAITING = (TaskStatus.AWAITING_CONFIRMATION, TaskStatus.AWAITING_APPROVAL)
OPEN = (*WORKING, *WAITING)


class TaskClass(models.TextChoices):
    """Where a task stands on a day; exactly one for every task."""

    OVERDUE = "overdue", "Quá hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    IN_TERM = "in_term", "Trong hạn"
    NO_DEADLINE = "no_deadline", "Chưa có hạn"
    CONTINUOUS = "continuous", "Thường xuyên"
    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    DONE_NO_DEADLINE = "done_no_deadline", "Hoàn thành, không hạn"
    SUSPENDED = "suspended", "Tạm dừng"
    NIL = "nil", "Không phát sinh"
    WITHDRAWN = "withdrawn", "Thôi giao"


OPEN_CLASSES = (
    TaskClass.OVERDUE,
    TaskClass.DUE_SOON,
    TaskClass.IN_TERM,
    TaskClass.NO_DEADLINE,
    TaskClass.CONTINUOUS,
)
DONE_CLASSES = (TaskClass.DONE_ON_TIME, TaskClass.DONE_LATE, TaskClass.DONE_NO_DEADLINE)


class LateRecord(models.TextChoices):
    """What counts on a past day though it was written down after it."""

    ASSIGNMENT = "assignment", "giao nhiệm vụ"
    DEADLINE = "deadline", "thời hạn"
    RESULT = "result", "kết quả được chấp nhận"
