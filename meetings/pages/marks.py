"""Marks of this app's states."""

from base.marks import Mark, register_marks
from meetings.enums import MeetingStatus

OVER_LENGTH = Mark("amber", "alert-triangle", "quá thời lượng")

register_marks(
    {
        MeetingStatus.PLANNED: Mark("accent", "calendar-event", "Dự kiến"),
        MeetingStatus.HELD: Mark("green", "circle-check", "Đã họp"),
        MeetingStatus.POSTPONED: Mark("amber", "arrow-forward-up", "Dời lịch"),
        MeetingStatus.CANCELLED: Mark("grey", "ban", "Hủy"),
        MeetingStatus.MERGED: Mark("grey", "arrows-join", "Ghép"),
    }
)
