"""A closed half-month takes no meeting, by any door: each writer, what it leaves and what it enters."""

from dataclasses import replace
from datetime import date

import pytest

from base.errors import Refused
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import Meeting
from meetings.services.meetings import MeetingContent, cancel_meeting, change_meeting, record_meeting
from organization.models import UnitHalfMonth
from organization.services.half_months import Lateness

pytestmark = pytest.mark.django_db

OPEN, CLOSED = date(2026, 3, 20), date(2026, 3, 5)


def content(unit, day, text):
    return MeetingContent(
        kind=MeetingKind.MEETING, content=text, first_day=day, unit=unit, status=MeetingStatus.PLANNED
    )


@pytest.fixture
def world(units, cast, actor):
    """NV1 with a meeting in each of two half-months, the first of which is closed; NV2 with an open one."""
    by = actor(cast.office)
    meetings = {
        "closed": record_meeting(by=by, content=content(units.nv1, CLOSED, "Giao ban")),
        "open": record_meeting(by=by, content=content(units.nv1, OPEN, "Giao ban tuần")),
        "other": record_meeting(by=by, content=content(units.nv2, CLOSED, "Giao ban phòng")),
    }
    UnitHalfMonth.objects.filter(unit=units.nv1, start=date(2026, 3, 1)).update(closed_by="2026-03")
    return meetings


def change(by, meeting, late, **fields):
    new = replace(content(meeting.unit, meeting.first_day, meeting.content), **fields)
    return change_meeting(by=by, meeting=meeting, version=1, content=new, late=late)


WRITERS = {
    "add": lambda by, units, held, late: record_meeting(by=by, content=content(units.nv1, CLOSED, "Khác"), late=late),
    "change in it": lambda by, units, held, late: change(by, held["closed"], late, content="Khác"),
    "move its day out": lambda by, units, held, late: change(by, held["closed"], late, first_day=OPEN),
    "move a day in": lambda by, units, held, late: change(by, held["open"], late, first_day=CLOSED),
    "move its unit out": lambda by, units, held, late: change(by, held["closed"], late, unit=units.nv2),
    "move a unit in": lambda by, units, held, late: change(by, held["other"], late, unit=units.nv1),
    "cancel": lambda by, units, held, late: cancel_meeting(
        by=by, meeting=held["closed"], version=1, reason="Bận", late=late
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_each_writer_is_refused(world, units, cast, actor, writer):
    before = list(Meeting.objects.order_by("pk").values())
    with pytest.raises(Refused, match=r"Nửa tháng 01/03–14/03 đã chốt số liệu \(kỳ 2026-03\)") as refusal:
        WRITERS[writer](actor(cast.office), units, world, None)
    assert refusal.value.field == "first_day"
    assert list(Meeting.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("writer", WRITERS)
def test_a_lateness_with_its_reason_lets_each_through(world, units, cast, actor, writer):
    meeting = WRITERS[writer](actor(cast.office), units, world, Lateness(reason="Ghi bổ sung"))
    assert Meeting.objects.get(pk=meeting.pk).version == meeting.version
