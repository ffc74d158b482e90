"""What the pages of meetings say: the filter in words, kinds and places, the history of one meeting."""

from collections.abc import Iterable

from django.urls import reverse

from base.marks import Mark, mark_of
from base.page_parts import Link, TimelineEntry
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus, OnlineSet
from meetings.models import Meeting
from meetings.queries.meetings import MeetingChoice
from organization.models import AuditEvent
from organization.pages.history import changes_of, said, timeline_entry

FIELD_WORDS = {
    "kind": "loại",
    "content": "nội dung",
    "first_day": "ngày",
    "last_day": "đến ngày",
    "sessions": "số buổi",
    "conference_class": "tính chất",
    "scope": "phạm vi",
    "form": "hình thức",
    "unit": "đơn vị",
    "chair": "chủ trì",
    "room": "phòng họp",
    "status": "trạng thái",
    "reason": "lý do",
}
_VALUE_WORDS = {
    "kind": dict(MeetingKind.choices),
    "conference_class": dict(ConferenceClass.choices),
    "scope": dict(MeetingScope.choices),
    "form": dict(MeetingForm.choices),
    "status": dict(MeetingStatus.choices),
}


def path_to_meetings() -> tuple[Link, ...]:
    return (Link("Hội họp", reverse("meetings:list")),)


def meeting_url(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def status_mark(meeting: Meeting) -> Mark:
    return mark_of(MeetingStatus(meeting.status))


def kind_words(meeting: Meeting) -> str:
    """ "Hội nghị, quán triệt"."""
    kind, class_ = meeting.get_kind_display(), meeting.get_conference_class_display()
    return f"{kind}, {class_.lower()}" if class_ else kind


def choice_words(choice: MeetingChoice) -> str:
    """The filter as page, paper and workbook say it."""
    unit = choice.unit
    parts = [
        f"“{choice.text}”" if choice.text else "",
        f"{unit.name}{'' if choice.with_subtree else ' (không gồm đơn vị trực thuộc)'}" if unit else "",
        *(_VALUE_WORDS[name].get(getattr(choice, name), "").lower() for name in ("kind", "scope", "form", "status")),
        "hội nghị tính vào mức giảm 10%" if choice.counted == "yes" else "",
        OnlineSet(choice.online_set).label if choice.online_set else "",
        f"từ {said(choice.start)}" if choice.start else "",
        f"đến {said(choice.end)}" if choice.end else "",
    ]
    return ", ".join(part for part in parts if part)


def meeting_timeline(events: Iterable[AuditEvent]) -> list[TimelineEntry]:
    """What happened to a meeting, with every change in words."""
    return [timeline_entry(event, changes_of(event, FIELD_WORDS, _VALUE_WORDS)) for event in events]
