"""The meetings of the period: which count, which do not and why, which were too long."""

from django.db.models import TextChoices
from openpyxl import Workbook

from base.lists import ListColumn, ListDeclaration
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from reports.exports.workbook.sheet import HEAD_ROWS, Sheet
from reports.pages.period_report import PeriodReport
from reports.queries.period.meetings import MeetingLine

NAME = "Hội nghị"


def _why_not(meeting: MeetingLine) -> str:
    if meeting.kind != MeetingKind.CONFERENCE:
        return "không tính: cuộc họp"
    if meeting.status != MeetingStatus.HELD:
        return f"không tính: {_label(MeetingStatus, meeting.status).lower()}"
    return "không tính: ngoài phạm vi"


def _of_conference(choices: type[TextChoices], value: str, meeting: MeetingLine) -> str:
    return _label(choices, value) if meeting.kind == MeetingKind.CONFERENCE else ""


def _over_limit(meeting: MeetingLine) -> str:
    return f"{meeting.sessions} buổi, quá {meeting.sessions_over} buổi" if meeting.sessions_over else ""


def _label(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value else ""


MEETINGS = ListDeclaration(
    id="meetings",
    title=NAME,
    columns=(
        ListColumn("day", "Ngày", lambda meeting: meeting.day, "date", 12),
        ListColumn("title", "Nội dung", lambda meeting: meeting.title, width=48),
        ListColumn("unit", "Đơn vị", lambda meeting: meeting.unit, width=24),
        ListColumn("kind", "Loại", lambda meeting: _label(MeetingKind, meeting.kind), width=12),
        ListColumn(
            "class",
            "Tính chất",
            lambda meeting: _of_conference(ConferenceClass, meeting.conference_class, meeting),
            width=14,
        ),
        ListColumn("scope", "Phạm vi", lambda meeting: _of_conference(MeetingScope, meeting.scope, meeting), width=24),
        ListColumn("form", "Hình thức", lambda meeting: _label(MeetingForm, meeting.form), width=20),
        ListColumn("sessions", "Số buổi", lambda meeting: meeting.sessions, "int", 8),
        ListColumn("status", "Trạng thái", lambda meeting: _label(MeetingStatus, meeting.status), width=12),
        ListColumn(
            "counted",
            "Tính vào chỉ tiêu",
            lambda meeting: "tính" if meeting.is_counted else _why_not(meeting),
            width=30,
        ),
        ListColumn("over_limit", "Vượt thời lượng", _over_limit, width=30),
    ),
)


def write(book: Workbook, report: PeriodReport) -> None:
    page = Sheet(book, NAME, report, "HỘI NGHỊ, CUỘC HỌP TRONG KỲ")
    page.page(MEETINGS, HEAD_ROWS + 1)
    page.head()
    page.filtered(MEETINGS, report.meetings)
