"""Taking a list of meetings in: all or nothing, each meeting once.

Read and judged before the transaction; inside it the half-months are locked in order, what is held is
compared, rows are written in bulk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from base.errors import Forbidden
from base.periods import half_month_of
from base.reading.errors import FileRefused
from base.reading.headers import plain_words
from base.reading.report import ImportReport, RowError, file_error
from documents.services.register_facts import unit_names
from meetings.models import Meeting
from meetings.reading.columns import CHAIR, CONTENT, FIRST_DAY, ROOM
from meetings.reading.meetings import MeetingFacts, MeetingReading, ReadMeeting, read_meetings
from meetings.rules.content import fill_derived
from meetings.rules.meeting_access import can_import_meetings
from meetings.services.names import people_by_name, rooms_by_name
from organization.models import ImportFile, Unit
from organization.queries.half_months import HalfKey, closed_half_months
from organization.rules.access import Actor, PostFact
from organization.services.audit import build_event, record, record_many
from organization.services.half_months import lock_also_closed, lock_many
from organization.services.import_files import mark_written, take_for_writing

MEETINGS = "meetings"  # the kind of file, as it is stored
BATCH = 1000
Progress = Callable[[int, str], None]
_FIELD_WORDS = {
    "last_day": "đến ngày",
    "sessions": "số buổi",
    "kind": "loại",
    "conference_class": "tính chất",
    "scope": "phạm vi",
    "form": "hình thức",
    "status": "trạng thái",
    "content": "nội dung",
    "chair_id": "chủ trì",
    "chair_text": "chủ trì",
    "room_id": "phòng họp",
    "room_text": "phòng họp",
}
_WRITTEN = [
    "content", "last_day", "sessions", "kind", "conference_class", "scope", "form", "status", "chair", "chair_text",
    "room", "room_text", "folded", "version",
]  # fmt: skip


@dataclass(frozen=True)
class MeetingWishes:
    """How a file is to be taken: see the flags of `import_meetings`."""

    update: bool = False
    leave_out_errors: bool = False
    dry_run: bool = False


def import_meetings(
    *,
    by: Actor,
    agency: Unit,
    stream: BinaryIO,
    name: str,
    wishes: MeetingWishes,
    source: ImportFile | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Read a list of meetings and write it, or say why not; returns the balance of its rows with every error."""
    post = None if by.is_system else can_import_meetings(by, agency.path)
    if post is None and not by.is_system:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập danh sách hội nghị từ tệp.")
    say = progress or (lambda percent, step: None)
    say(5, "Đọc tệp")
    facts = MeetingFacts(today=by.day, units=unit_names(agency, with_people=False))
    try:
        reading = read_meetings(stream, name=name, facts=facts)
    except FileRefused as refusal:
        return file_error(str(refusal))
    say(60, f"So với lịch đã có: {len(reading.rows)} dòng")
    taking = _Taking(by, post, agency, reading, wishes)
    if wishes.dry_run or (reading.errors and not wishes.leave_out_errors):
        taking.compare()
        return taking.report()
    with transaction.atomic():
        taking.write(source, name)
    return taking.report()


class _Taking:
    """One file on its way into the list."""

    def __init__(
        self, by: Actor, post: PostFact | None, agency: Unit, reading: MeetingReading, wishes: MeetingWishes
    ) -> None:
        self.by, self.post, self.agency, self.reading, self.wishes = by, post, agency, reading, wishes
        self.people, self.rooms = people_by_name(agency), rooms_by_name(agency)
        self.new: list[ReadMeeting] = []
        self.changed: list[tuple[ReadMeeting, Meeting, dict[str, Any]]] = []
        self.skipped = 0
        self.errors: list[RowError] = []

    def compare(self) -> None:
        """Sort the right rows into new, changed, identical and refused."""
        self.new, self.changed, self.skipped, self.errors = [], [], 0, []
        held = self._held()
        closed = closed_half_months(row.place[0] for row in self.reading.rows)
        for row in self.reading.rows:
            there = held.get(row.key)
            differences = self._differences(row, there) if there else {}
            if there and not differences:
                self.skipped += 1
            elif there and not self.wishes.update:
                words = ", ".join(dict.fromkeys(_FIELD_WORDS[name] for name in differences))
                message = f"Khác với cuộc họp đã ghi: {words}. Muốn lấy theo tệp, chọn cập nhật (--update)."
                self._refuse(row, next(iter(differences)), message)
            elif why := closed.get(self._half_key(row)):
                self._refuse(row, FIRST_DAY, why)
            elif there:
                self.changed.append((row, there, differences))
            else:
                self.new.append(row)

    @staticmethod
    def _half_key(row: ReadMeeting) -> HalfKey:
        unit_id, first_day = row.place
        return unit_id, half_month_of(first_day)

    def _held(self) -> dict[tuple, Meeting]:
        if not self.reading.rows:
            return {}
        units, days = zip(*(row.place for row in self.reading.rows), strict=True)
        meetings = Meeting.objects.filter(unit_id__in=set(units)).within(min(days), max(days))
        return {(meeting.unit_id, meeting.first_day, meeting.content_key): meeting for meeting in meetings}

    def _differences(self, row: ReadMeeting, held: Meeting) -> dict[str, Any]:
        return {name: value for name, value in self._values(row).items() if getattr(held, name) != value}

    def _values(self, row: ReadMeeting) -> dict[str, Any]:
        """What the file says of a meeting: columns it does not have are not compared."""
        values: dict[str, Any] = {"content": row.content, "last_day": row.last_day}
        for name, value in row.values.items():
            if name == CHAIR:
                person = self.people.get(plain_words(str(value)))
                values |= {"chair_id": person.pk if person else None, "chair_text": "" if person else value}
            elif name == ROOM:
                room = self.rooms.get(plain_words(str(value)))
                values |= {"room_id": room.pk if room else None, "room_text": "" if room else value}
            else:
                values[name] = value
        return values

    def _refuse(self, row: ReadMeeting, name: str, message: str) -> None:
        column = name.removesuffix("_id").removesuffix("_text")
        heading = row.headings.get(column) or row.headings.get(CONTENT)
        self.errors.append(RowError(message, row.number, row.sheet, heading, row.content[:200]))

    # --- Writing ---

    def write(self, source: ImportFile | None, name: str) -> None:
        """Inside the transaction: lock the half-months in order, compare under the locks, write, record."""
        take_for_writing(source)
        lock_also_closed({row.place for row in self.reading.rows})
        self.compare()
        if (self.errors and not self.wishes.leave_out_errors) or not (self.new or self.changed):
            transaction.set_rollback(True)  # half-months opened on the way go too
            return
        lock_many({row.place for row in (*self.new, *(row for row, _, _ in self.changed))})
        source = source or ImportFile(
            kind=MEETINGS, agency=self.agency, name=name[:255], uploaded_by_id=self.by.person_id,
            uploaded_at=timezone.now(),
        )  # fmt: skip
        mark_written(source, self.report())
        Meeting.objects.bulk_create(
            [self._filled(self._meeting_at(row, source), row) for row in self.new],
            batch_size=BATCH,
        )
        self._write_changed()
        report = self.report()
        record(
            by=self.by,
            post=self.post,
            action="meeting.import",
            subject=source,
            unit=self.agency,
            summary=f"nhập hội nghị từ tệp {source.name}: {report.imported} mới, {report.updated} cập nhật",
            after={"rows": report.rows, "imported": report.imported, "updated": report.updated},
        )

    def _meeting_at(self, row: ReadMeeting, source: ImportFile) -> Meeting:
        unit_id, first_day = row.place
        return Meeting(unit_id=unit_id, first_day=first_day, import_file=source)

    def _filled(self, meeting: Meeting, row: ReadMeeting) -> Meeting:
        for name, value in self._values(row).items():
            setattr(meeting, name, value)
        fill_derived(meeting)
        return meeting

    def _write_changed(self) -> None:
        events, meetings = [], []
        for row, held, differences in self.changed:
            before = {name: getattr(held, name) for name in differences}
            self._filled(held, row)
            held.version += 1
            meetings.append(held)
            events.append(
                build_event(
                    by=self.by,
                    post=self.post,
                    action="meeting.update",
                    subject=held,
                    unit=held.unit_id,
                    summary="cập nhật theo tệp",
                    before=before,
                    after=differences,
                )
            )
        Meeting.objects.bulk_create(
            meetings,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["unit", "first_day", "content_key"],
            update_fields=_WRITTEN,
        )
        record_many(events)

    # --- The balance ---

    def report(self) -> ImportReport:
        """The balance; where errors refuse the file every row that is not held already is refused."""
        return self.reading.balance(
            imported=len(self.new),
            updated=len(self.changed),
            skipped=self.skipped,
            errors=self.errors,
            leaves_out_errors=self.wishes.leave_out_errors,
            dry_run=self.wishes.dry_run,
        )
