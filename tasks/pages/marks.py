"""The marks of this app's states; every member of an enum has one."""

from base.marks import Mark, register_marks
from tasks.enums import TaskClass, TaskStatus

STATUS_MARKS = {
    TaskStatus.NOT_STARTED: Mark("grey", "circle-dashed", "Chưa thực hiện"),
    TaskStatus.IN_PROGRESS: Mark("accent", "player-play", "Đang thực hiện"),
    TaskStatus.AWAITING_CONFIRMATION: Mark("violet", "hourglass", "Chờ xác nhận"),
    TaskStatus.AWAITING_APPROVAL: Mark("violet", "hourglass", "Chờ lãnh đạo duyệt"),
    TaskStatus.RETURNED: Mark("amber", "arrow-back-up", "Trả lại để bổ sung"),
    TaskStatus.DONE: Mark("green", "circle-check", "Hoàn thành"),
    TaskStatus.NIL: Mark("grey", "circle-minus", "Không phát sinh"),
    TaskStatus.SUSPENDED: Mark("grey", "player-pause", "Tạm dừng"),
    TaskStatus.WITHDRAWN: Mark("grey", "ban", "Thôi giao"),
}
CLASS_MARKS = {
    TaskClass.IN_TERM: Mark("grey", "calendar", "Trong hạn"),
    TaskClass.DUE_SOON: Mark("amber", "clock", "Sắp đến hạn"),
    TaskClass.OVERDUE: Mark("red", "alert-triangle", "Quá hạn"),
    TaskClass.NO_DEADLINE: Mark("grey", "calendar-question", "Chưa có hạn"),
    TaskClass.CONTINUOUS: Mark("grey", "repeat", "Thường xuyên"),
    TaskClass.DONE_ON_TIME: Mark("green", "circle-check", "Hoàn thành đúng hạn"),
    TaskClass.DONE_LATE: Mark("green", "clock-check", "Hoàn thành quá hạn"),
    TaskClass.DONE_NO_DEADLINE: Mark("green", "circle-check", "Hoàn thành, không hạn"),
    TaskClass.SUSPENDED: STATUS_MARKS[TaskStatus.SUSPENDED],
    TaskClass.NIL: STATUS_MARKS[TaskStatus.NIL],
    TaskClass.WITHDRAWN: STATUS_MARKS[TaskStatus.WITHDRAWN],
}
CONTESTED = Mark("violet", "search", "Đang tra soát")

register_marks(STATUS_MARKS)
register_marks(CLASS_MARKS)
