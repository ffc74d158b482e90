"""Marks of this app's states, and the stamps that tell where an entry comes from."""

from base.marks import Mark, register_marks
from organization.enums import CalendarExceptionKind, JobState
from organization.rules.health import BackupState, HealthState

ENTERED_FOR = Mark("grey", "writing-sign", "Nhập thay")  # by the office, as the unit told it
RECORDED_DECISION = Mark("grey", "clipboard-check", "Ghi nhận ý kiến lãnh đạo")
ACTING = Mark("grey", "clock", "Ủy quyền, phụ trách")
CLOSED = Mark("grey", "lock", "Đã chốt")

register_marks(
    {
        JobState.QUEUED: Mark("grey", "hourglass", "Đang chờ"),
        JobState.RUNNING: Mark("accent", "player-play", "Đang làm"),
        JobState.DONE: Mark("green", "circle-check", "Đã xong"),
        JobState.FAILED: Mark("red", "alert-triangle", "Không thành công"),
    }
)
register_marks(
    {
        HealthState.OK: Mark("green", "circle-check", "Bình thường"),
        HealthState.WARN: Mark("amber", "alert-triangle", "Cần chú ý"),
        HealthState.FAIL: Mark("red", "alert-circle", "Có sự cố"),
    }
)
register_marks(
    {
        CalendarExceptionKind.DAY_OFF: Mark("grey", "calendar-off", "Ngày nghỉ"),
        CalendarExceptionKind.WORKING: Mark("accent", "calendar-plus", "Ngày làm bù"),
    }
)
register_marks(
    {
        BackupState.VERIFIED: Mark("green", "circle-check", "Đã khôi phục thử"),
        BackupState.FAILED: Mark("red", "alert-triangle", "Không thành công"),
        BackupState.UNFINISHED: Mark("grey", "hourglass", "Chưa xong hoặc bị ngắt"),
    }
)
