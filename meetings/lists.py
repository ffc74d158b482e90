"""The lists of this app, each declared once for page, sorting, phone, paper and workbook."""

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from base.templatetags.ui import vndate, vnshort
from meetings.models import Meeting
from meetings.pages.meetings import kind_words, meeting_url, status_mark


def _days(meeting: Meeting) -> Cell:
    if meeting.last_day == meeting.first_day:
        return Cell(meeting.first_day)
    return Cell(f"{vnshort(meeting.first_day)}–{vndate(meeting.last_day)}")


def _content(meeting: Meeting) -> Cell:
    return Cell(meeting.content, url=meeting_url(meeting))


MEETINGS = ListDeclaration(
    id="meetings",
    title="Hội nghị, cuộc họp",
    order=("-first_day", "-id"),
    columns=(
        ListColumn(
            "date",
            "Ngày",
            lambda meeting: meeting.first_day,
            "date",
            cell=_days,
            sort=("first_day", "id"),
            starts_down=True,
            in_workbook=False,
            css="num",
        ),
        ListColumn(
            "content",
            "Nội dung",
            lambda meeting: meeting.content,
            width=60,
            cell=_content,
            sort=("content_key", "-first_day", "-id"),
            phone=Phone.MAIN,
            share=30,
        ),
        workbook_column("first_day", "Ngày", lambda meeting: meeting.first_day, kind="date", width=12),
        workbook_column("last_day", "Đến ngày", lambda meeting: meeting.last_day, kind="date", width=12),
        workbook_column("sessions", "Số buổi", lambda meeting: meeting.sessions, kind="int", width=9),
        ListColumn(
            "kind",
            "Loại, phạm vi",
            lambda meeting: meeting.get_kind_display(),
            width=12,
            cell=lambda meeting: Cell(kind_words(meeting), under=meeting.get_scope_display()),
            phone_label="Loại",
            share=16,
            sheet_heading="Loại",
        ),
        workbook_column("class", "Tính chất", lambda meeting: meeting.get_conference_class_display(), width=14),
        workbook_column("scope", "Phạm vi", lambda meeting: meeting.get_scope_display(), width=22),
        ListColumn("form", "Hình thức", lambda meeting: meeting.get_form_display(), width=22, share=12),
        ListColumn(
            "unit",
            "Đơn vị",
            lambda meeting: meeting.unit.name,
            width=26,
            cell=lambda meeting: meeting.unit.label,
            css="tight",
            sort=("unit__sort_key", "-first_day", "-id"),
        ),
        ListColumn(
            "chair",
            "Chủ trì, phòng họp",
            lambda meeting: meeting.chair_name,
            width=24,
            cell=lambda meeting: Cell(meeting.chair_name, under=meeting.room_name),
            phone_label="Chủ trì",
            share=20,
            sheet_heading="Chủ trì",
        ),
        workbook_column("room", "Phòng họp", lambda meeting: meeting.room_name, width=22),
        ListColumn(
            "status",
            "Trạng thái",
            lambda meeting: meeting.get_status_display(),
            width=12,
            cell=status_mark,
            css="tight",
            sort=("status", "-first_day", "-id"),
        ),
    ),
)
