"""One meeting by hand: record, change, cancel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from base.errors import Conflict, Forbidden, Refused
from base.reading.headers import plain_words
from base.text import clean_line
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import Meeting
from meetings.rules.content import content_key, fill_derived
from meetings.rules.meeting_access import can_record_meeting
from meetings.services.names import people_by_name, rooms_by_name
from organization.models import Unit
from organization.queries import agency_of
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from organization.services.half_months import Lateness, lock_many

NEEDS_REASON = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED, MeetingStatus.MERGED)
NOT_YOURS = "Đơn vị ghi cuộc họp của mình; Văn phòng và văn thư ghi cho mọi đơn vị."


@dataclass(frozen=True)
class MeetingContent:
    """What a person writes of one meeting; chair and room by name, a cuộc họp needs no class, scope or form."""

    kind: str
    content: str
    first_day: date
    unit: Unit
    last_day: date | None = None
    sessions: int | None = None
    conference_class: str = ""
    scope: str = ""
    form: str = ""
    chair: str = ""
    room: str = ""
    status: str = MeetingStatus.PLANNED
    reason: str = ""
    invited: Sequence[Unit] = ()


@transaction.atomic
def record_meeting(*, by: Actor, content: MeetingContent, late: Lateness | None = None) -> Meeting:
    """A new meeting. Raises Forbidden for a unit the person does not record for, Refused for a second one."""
    post = _may_record(by, content.unit)
    meeting = Meeting()
    _apply(meeting, _values(by, content))
    lock_many([(meeting.unit_id, meeting.first_day)], late=late, field="first_day")
    _save(meeting, content)
    words = f"ghi {meeting.get_kind_display().lower()} “{_short(meeting)}”"
    _record(by, post, meeting, "meeting.add", words, {}, facts_of(meeting))
    return meeting


@transaction.atomic
def change_meeting(
    *, by: Actor, meeting: Meeting, version: int, content: MeetingContent, late: Lateness | None = None
) -> Meeting:
    """Change a meeting, its status too. Raises Conflict if somebody else wrote it since it was read."""
    _may_record(by, meeting.unit)
    post = _may_record(by, content.unit)
    current = _reread(meeting, version)
    before, held = facts_of(current), (current.unit_id, current.first_day)
    _apply(current, _values(by, content))
    lock_many([held, (current.unit_id, current.first_day)], late=late, field="first_day")
    current.version += 1
    _save(current, content)
    after = facts_of(current)
    changed = {name: value for name, value in after.items() if before[name] != value}
    if changed:
        old = {name: before[name] for name in changed}
        _record(by, post, current, "meeting.change", f"sửa “{_short(current)}”", old, changed)
    return current


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, version: int, reason: str, late: Lateness | None = None) -> Meeting:
    """Say that a meeting will not take place, and why; it stays in the list."""
    post = _may_record(by, meeting.unit)
    if not clean_line(reason):
        raise Refused("Ghi lý do hủy.", field="reason")
    current = _reread(meeting, version)
    if current.status == MeetingStatus.CANCELLED:
        raise Refused("Cuộc họp này đã hủy.")
    lock_many([(current.unit_id, current.first_day)], late=late, field="first_day")
    before = {"status": current.get_status_display()}
    current.status, current.reason = MeetingStatus.CANCELLED, clean_line(reason)
    current.version += 1
    current.save(update_fields=["status", "reason", "version"])
    after = {"status": current.get_status_display()}
    _record(by, post, current, "meeting.cancel", f"hủy “{_short(current)}”", before, after, note=current.reason)
    return current


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """The fields of a meeting as history tells them."""
    return {
        "kind": meeting.get_kind_display(),
        "content": meeting.content,
        "first_day": meeting.first_day,
        "last_day": meeting.last_day,
        "sessions": meeting.sessions,
        "conference_class": meeting.get_conference_class_display(),
        "scope": meeting.get_scope_display(),
        "form": meeting.get_form_display(),
        "unit": meeting.unit.name,
        "chair": meeting.chair_name,
        "room": meeting.room_name,
        "status": meeting.get_status_display(),
        "reason": meeting.reason,
    }


# --- Parts ----------------------------------------------------------------------------------------


def _may_record(by: Actor, unit: Unit) -> PostFact:
    post = can_record_meeting(by, unit.path)
    if post is None:
        raise Forbidden(NOT_YOURS)
    return post


def _reread(meeting: Meeting, version: int) -> Meeting:
    current = Meeting.objects.select_for_update(of=("self",)).select_related("unit", "chair", "room").get(pk=meeting.pk)
    if current.version != version:
        raise Conflict("Cuộc họp này vừa được người khác sửa. Xem bản mới rồi sửa lại nếu cần.", current=current)
    return current


def _values(by: Actor, content: MeetingContent) -> dict[str, Any]:
    """The fields of the row, checked; chair and room become people and rooms where they are known."""
    text, last_day = clean_line(content.content), content.last_day or content.first_day
    if not text:
        raise Refused("Ghi nội dung cuộc họp.", field="content")
    if last_day < content.first_day:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.", field="last_day")
    if content.status == MeetingStatus.HELD and last_day > by.day:
        raise Refused("Cuộc họp chưa diễn ra thì chưa ghi là đã họp.", field="status")
    if content.status in NEEDS_REASON and not clean_line(content.reason):
        raise Refused("Ghi lý do dời, hủy hoặc ghép.", field="reason")
    agency = agency_of(content.unit)
    chair, room = clean_line(content.chair), clean_line(content.room)
    person, known_room = people_by_name(agency).get(plain_words(chair)), rooms_by_name(agency).get(plain_words(room))
    is_conference = content.kind == MeetingKind.CONFERENCE
    return {
        "kind": content.kind,
        "content": text,
        "first_day": content.first_day,
        "last_day": last_day,
        "sessions": content.sessions,
        "conference_class": content.conference_class if is_conference else "",
        "scope": content.scope,
        "form": content.form,
        "unit": content.unit,
        "chair": person,
        "chair_text": "" if person else chair,
        "room": known_room,
        "room_text": "" if known_room else room,
        "status": content.status,
        "reason": clean_line(content.reason) if content.status in NEEDS_REASON else "",
    }


def _apply(meeting: Meeting, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(meeting, name, value)
    fill_derived(meeting)


def _save(meeting: Meeting, content: MeetingContent) -> None:
    twin = Meeting.objects.filter(
        unit=meeting.unit, first_day=meeting.first_day, content_key=content_key(meeting.content)
    )
    message = "Đơn vị đã ghi một cuộc họp cùng ngày, cùng nội dung."
    if twin.exclude(pk=meeting.pk).exists():
        raise Refused(message, field="content")
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise Refused(message, field="content") from None
    meeting.invited_units.set(content.invited)


def _record(
    by: Actor,
    post: PostFact,
    meeting: Meeting,
    action: str,
    summary: str,
    before: dict[str, Any],
    after: dict[str, Any],
    note: str = "",
) -> None:
    record(
        by=by, post=post, action=action, subject=meeting, unit=meeting.unit, summary=summary, note=note,
        before=before, after=after,
    )  # fmt: skip


def _short(meeting: Meeting) -> str:
    return meeting.content if len(meeting.content) <= 80 else f"{meeting.content[:79]}…"
