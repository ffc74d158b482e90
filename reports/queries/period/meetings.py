"""The meetings of a period, and which of them count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from base.periods import Period
from meetings.models import Meeting
from meetings.rules.length import sessions_over
from organization.models import Unit
from organization.queries import all_settings


@dataclass(frozen=True)
class MeetingLine:
    """One meeting; `sessions_over` is by how many half-days it is over its limit.

    `kind`, `conference_class`, `scope`, `form` and `status` are values of the enums of meetings.
    """

    day: date
    title: str
    unit: str
    kind: str
    conference_class: str
    scope: str
    form: str
    sessions: int | None
    status: str
    is_counted: bool
    sessions_over: int


def meeting_lines(agency: Unit, period: Period) -> Iterator[MeetingLine]:
    which = all_settings()["conference_set"]
    within = Meeting.objects.of_unit(agency.path).within(period.start, period.end)
    counted = set(within.counted_conferences(which).values_list("pk", flat=True))
    for meeting in within.select_related("unit").order_by("first_day", "id"):
        yield MeetingLine(
            day=meeting.first_day,
            title=meeting.content,
            unit=meeting.unit.name,
            kind=meeting.kind,
            conference_class=meeting.conference_class,
            scope=meeting.scope,
            form=meeting.form,
            sessions=meeting.sessions,
            status=meeting.status,
            is_counted=meeting.pk in counted,
            sessions_over=sessions_over(meeting.kind, meeting.conference_class, meeting.sessions),
        )
