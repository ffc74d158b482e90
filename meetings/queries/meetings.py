"""Which meetings does a list show, and what is known of one?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from base.page_parts import Link, TimelineEntry
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.models import Meeting
from meetings.querysets import MeetingQuerySet
from meetings.rules.meeting_access import can_import_meetings
from organization.models import AuditEvent, Unit
from organization.queries import all_settings
from organization.queries.history import timeline_entry
from organization.rules.access import Actor

MOST_COUNTED = 1000
MOST_EVENTS = 50
NEWEST = ("-first_day", "-id")
SORTS = {
    "date": ("first_day", "id"),
    "unit": ("unit__sort_key", "-first_day", "-id"),
    "content": ("content_key", "-first_day", "-id"),
    "status": ("status", "-first_day", "-id"),
}
ONLINE_SETS = {
    "held": "đã họp, thuộc tập tính tỷ lệ trực tuyến",
    "online": "trực tuyến, thuộc tập tính tỷ lệ trực tuyến",
    "planned": "còn dự kiến, thuộc tập tính tỷ lệ trực tuyến",
    "unconfirmed": "chưa ghi đã họp hay chưa, thuộc tập tính tỷ lệ trực tuyến",
}
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
    "room": "nơi họp",
    "status": "trạng thái",
    "reason": "lý do",
}
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LABELS = {
    "kind": dict(MeetingKind.choices),
    "conference_class": dict(ConferenceClass.choices),
    "scope": dict(MeetingScope.choices),
    "form": dict(MeetingForm.choices),
    "status": dict(MeetingStatus.choices),
}


@dataclass(frozen=True)
class MeetingChoice:
    """What the filter of the list says; None and "" choose nothing."""

    text: str = ""
    unit: Unit | None = None
    with_subtree: bool = True
    kind: str = ""
    scope: str = ""
    form: str = ""
    status: str = ""
    counted: str = ""
    online_set: str = ""
    start: date | None = None
    end: date | None = None
    sort: str = ""

    @property
    def words(self) -> str:
        """The filter as paper and workbook say it."""
        parts = [
            f"“{self.text}”" if self.text else "",
            f"{self.unit.name}{'' if self.with_subtree else ' (không gồm đơn vị trực thuộc)'}" if self.unit else "",
            *(_LABELS[name].get(getattr(self, name), "").lower() for name in ("kind", "scope", "form", "status")),
            "hội nghị tính vào mức giảm 10 %" if self.counted == "yes" else "",
            ONLINE_SETS.get(self.online_set, ""),
            f"từ {_said(self.start)}" if self.start else "",
            f"đến {_said(self.end)}" if self.end else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class MeetingTotals:
    """How many meetings a list has, and how many of them are hội nghị that took place."""

    total: int
    held: int
    is_more: bool


def meeting_rows(actor: Actor, choice: MeetingChoice) -> MeetingQuerySet:
    """The meetings a person may see of what the filter chooses, in the order asked for."""
    rows = Meeting.objects.visible_to(actor)
    if choice.unit is not None:
        rows = rows.of_unit(choice.unit.path, with_subtree=choice.with_subtree)
    rows = rows.within(choice.start, choice.end).search(choice.text)
    for name in ("kind", "scope", "form", "status"):
        if value := getattr(choice, name):
            rows = rows.filter(**{name: value})
    if choice.counted == "yes" or choice.online_set:
        rows = _of_set(rows, choice)
    return rows.for_list().order_by(*order_of(choice.sort))


def _of_set(rows: MeetingQuerySet, choice: MeetingChoice) -> MeetingQuerySet:
    """The meetings behind a figure, by the settings that hold."""
    settings = all_settings()
    if choice.counted == "yes":
        rows = rows.counted_conferences(settings["conference_set"])
    if choice.online_set:
        rows = rows.conferences(settings["online_set"])
    if choice.online_set == "planned":
        return rows.not_called_off()
    if choice.online_set == "unconfirmed":
        return rows.untold()
    if choice.online_set:
        rows = rows.held()
    if choice.online_set == "online":
        rows = rows.online(hybrid_counts=settings["hybrid_counts_as_online"])
    return rows


def order_of(sort: str) -> tuple[str, ...]:
    """Fields to order by for `?sort=`; a minus turns all of them round; nonsense gives the newest first."""
    fields = SORTS.get(sort.removeprefix("-"))
    if fields is None:
        return NEWEST
    if not sort.startswith("-"):
        return fields
    return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in fields)


def totals_of(rows: MeetingQuerySet) -> MeetingTotals:
    """Counted in one bounded read."""
    found = list(rows.order_by().values_list("kind", "status")[: MOST_COUNTED + 1])
    held = sum(pair == (MeetingKind.CONFERENCE, MeetingStatus.HELD) for pair in found[:MOST_COUNTED])
    return MeetingTotals(min(len(found), MOST_COUNTED), held, len(found) > MOST_COUNTED)


def get_visible_meeting(actor: Actor, pk: int) -> Meeting:
    """One meeting in sight; 404 for missing and forbidden alike."""
    found = (
        Meeting.objects.visible_to(actor)
        .select_related("unit", "chair", "room", "import_file__uploaded_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def importing_agency(actor: Actor) -> Unit | None:
    """The agency for which this person imports meetings; None for everybody else."""
    post = next((post for post in actor.posts if can_import_meetings(actor, post.agency_path)), None)
    return Unit.objects.get(pk=post.agency_id) if post else None


def sheet_lines(rows: MeetingQuerySet) -> Iterator[tuple[Any, ...]]:
    """The meetings as the workbook prints them: the columns that `import_meetings` reads, in their order."""
    for meeting in rows.iterator(chunk_size=1000):
        yield (
            meeting.content,
            meeting.first_day,
            meeting.last_day,
            meeting.sessions,
            meeting.get_kind_display(),
            meeting.get_conference_class_display(),
            meeting.get_scope_display(),
            meeting.get_form_display(),
            meeting.unit.name,
            meeting.chair_name,
            meeting.room_name,
            meeting.get_status_display(),
        )


def history_of_meeting(meeting: Meeting) -> list[TimelineEntry]:
    """What happened to a meeting, newest first, with every change in words."""
    events = AuditEvent.objects.of(meeting._meta.label_lower, meeting.pk)[:MOST_EVENTS]
    return [replace(timeline_entry(event), words=_event_words(event)) for event in events]


def _event_words(event: AuditEvent) -> str:
    parts = []
    for name, new in event.after.items():
        if name in FIELD_WORDS and name in event.before:
            labels = _LABELS.get(name, {})
            old, now = (_said(labels.get(value, value)) for value in (event.before[name], new))
            parts.append(f"{FIELD_WORDS[name]}: {old} → {now}")
    if event.note:
        parts.append(f"lý do: {event.note}")
    return "; ".join(parts)


def _said(value: Any) -> str:
    text = str(value if value is not None else "")
    if match := _ISO_DAY.fullmatch(text):
        return f"{int(match[3])}/{int(match[2])}/{match[1]}"
    return text or "để trống"


def path_to_meetings() -> tuple[Link, ...]:
    return (Link("Hội họp", reverse("meetings:list")),)
