"""The limits of a conference's length, at their edges."""

import pytest

from meetings.enums import ConferenceClass, MeetingKind
from meetings.rules.length import sessions_over


@pytest.mark.parametrize(
    ("conference_class", "limit"),
    [(ConferenceClass.BRIEFING, 1), (ConferenceClass.PROFESSIONAL, 2), (ConferenceClass.IMPORTANT, 3)],
)
def test_the_limit_itself_is_within_and_half_a_day_more_is_over(conference_class, limit):
    assert sessions_over(MeetingKind.CONFERENCE, conference_class, limit) == 0
    assert sessions_over(MeetingKind.CONFERENCE, conference_class, limit + 1) == 1


def test_nothing_is_over_without_a_class_a_length_or_for_a_plain_meeting():
    assert sessions_over(MeetingKind.CONFERENCE, "", 9) == 0
    assert sessions_over(MeetingKind.CONFERENCE, ConferenceClass.BRIEFING, None) == 0
    assert sessions_over(MeetingKind.MEETING, ConferenceClass.BRIEFING, 9) == 0
