"""The demo's register and meetings, taken in as an office does it: as workbooks through the imports."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO

from django.db import transaction

from base.errors import Refused
from base.table_workbook import Column, table_workbook
from base.working_days import WorkingCalendar
from documents.models import RegisterRow
from documents.services.register_import import RegisterWishes, import_register
from kehoach226.demo.clock import at, moment
from kehoach226.demo.documents import demo_documents
from kehoach226.demo.meetings import demo_meetings
from meetings.models import Meeting
from meetings.services.meeting_import import MeetingWishes, import_meetings
from organization.models import Person, Unit
from organization.queries import actor_of

REGISTER_COLUMNS = (
    Column("Số, ký hiệu văn bản"),
    Column("Ngày tháng văn bản", "date"),
    Column("Tên loại và trích yếu nội dung", width=60),
    Column("Người ký"),
    Column("Nơi nhận văn bản"),
    Column("Đơn vị soạn thảo"),
    Column("Ghi chú"),
)
MEETING_COLUMNS = (
    Column("Nội dung", width=60),
    Column("Ngày", "date"),
    Column("Số buổi", "int"),
    Column("Loại"),
    Column("Tính chất"),
    Column("Phạm vi"),
    Column("Hình thức"),
    Column("Đơn vị"),
    Column("Chủ trì"),
    Column("Phòng họp"),
    Column("Trạng thái"),
)


def load_documents(*, people: Mapping[str, Person], today: date, calendar: WorkingCalendar, seed: int) -> int:
    """Import the demo's register as the clerk; returns how many rows the register holds. Once only."""
    if RegisterRow.objects.exists():
        return RegisterRow.objects.count()
    agency = Unit.objects.get(code="TTr")
    names = dict(Unit.objects.under(agency).values_list("code", "name"))
    rows = (
        (
            document.symbol,
            document.day,
            document.title,
            document.signer,
            document.recipients,
            names[document.unit],
            document.kept_back,
        )
        for document in demo_documents(today=today, calendar=calendar, seed=seed)
    )
    content = table_workbook("Sổ văn bản đi", ["Thanh tra tỉnh Bắc Ninh"], REGISTER_COLUMNS, rows, plain=True)
    with at(moment(today, 7, 30)):
        report = import_register(
            by=actor_of(people["vanthu"], on=today),
            agency=agency,
            stream=BytesIO(content),
            name="so-van-ban-di.xlsx",
            wishes=RegisterWishes(),
        )
    if report.errors:
        raise Refused(f"Sổ mẫu có lỗi: {report.errors[0]}")
    return report.imported


def load_meetings(*, people: Mapping[str, Person], today: date, calendar: WorkingCalendar, seed: int) -> int:
    """Import the demo's meetings as the Office; returns how many there are. Once only."""
    if Meeting.objects.exists():
        return Meeting.objects.count()
    agency = Unit.objects.get(code="TTr")
    names = dict(Unit.objects.under(agency).values_list("code", "name"))
    rows = (
        (
            meeting.title,
            meeting.day,
            meeting.sessions,
            meeting.kind,
            meeting.meeting_class,
            meeting.scope,
            meeting.form,
            names[meeting.unit],
            meeting.chair,
            meeting.room,
            meeting.status,
        )
        for meeting in demo_meetings(today=today, calendar=calendar, seed=seed)
    )
    content = table_workbook("Hội nghị, cuộc họp", ["Thanh tra tỉnh Bắc Ninh"], MEETING_COLUMNS, rows, plain=True)
    with transaction.atomic(), at(moment(today, 7, 40)):
        report = import_meetings(
            by=actor_of(people["vanphong"], on=today),
            agency=agency,
            stream=BytesIO(content),
            name="hoi-nghi.xlsx",
            wishes=MeetingWishes(),
        )
    if report.errors:
        raise Refused(f"Lịch họp mẫu có lỗi: {report.errors[0]}")
    return report.imported
