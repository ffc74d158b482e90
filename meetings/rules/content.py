"""When are two entries the same meeting?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.text import fold

if TYPE_CHECKING:
    from meetings.models import Meeting

LONGEST_KEY = 400
MOST_SESSIONS = 200  # half-days; more is a slip of the pen


def content_key(content: str) -> str:
    """The folded content: with unit and first day it names a meeting."""
    return fold(content)[:LONGEST_KEY]


def fill_derived(meeting: Meeting) -> None:
    """Set the columns that follow from the others."""
    meeting.content_key = content_key(meeting.content)
    meeting.folded = fold(f"{meeting.content} {meeting.chair_name} {meeting.room_name}")
