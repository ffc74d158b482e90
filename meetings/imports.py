"""The kind of file this app reads: a list of meetings."""

from base.reading.report import ImportReport
from meetings.rules.meeting_rights import MeetingRight
from meetings.services.meeting_import import MEETINGS, MeetingWishes, import_meetings
from organization.rules.import_kinds import HandedIn, ImportKind, register_import


def read(given: HandedIn) -> ImportReport:
    """`options`: `update`."""
    return import_meetings(
        by=given.by,
        agency=given.agency,
        stream=given.stream,
        name=given.name,
        wishes=MeetingWishes(
            update=bool(given.options.get("update")), leave_out_errors=given.leave_out_errors, dry_run=given.dry_run
        ),
        source=given.source,
        progress=given.progress,
    )


register_import(
    ImportKind(
        key=MEETINGS,
        label="hội nghị, cuộc họp",
        right=MeetingRight.IMPORT,
        refusal="Chỉ văn thư và Văn phòng được nhập danh sách hội nghị từ tệp.",
        read=read,
        pages="meetings:import",
        rows_url_name="meetings:list",
        rows_label="Danh sách hội họp",
        field_words={
            "chọn cập nhật (--update)": "đánh dấu ô “Dòng khác với dòng đã có thì lấy theo tệp” khi tải tệp lên"
        },
    )
)
