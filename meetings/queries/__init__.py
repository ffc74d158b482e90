"""Reads that cross tables; import them from here."""

from meetings.queries.counts import (
    MeetingCounts,
    conferences_by_half_month,
    counted_conferences_by_unit,
    meeting_counts,
    planned_conferences_by_unit,
)

__all__ = [
    "MeetingCounts",
    "conferences_by_half_month",
    "counted_conferences_by_unit",
    "meeting_counts",
    "planned_conferences_by_unit",
]
