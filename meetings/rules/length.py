"""How long may a conference last?

The plan (II.4.b-2) and Kết luận 226-KL/TW: quán triệt at most half a day, chuyên môn a day, quan trọng a
day and a half. Sessions are half-days, split at 12:00; the limit itself is within.
"""

from meetings.enums import ConferenceClass, MeetingKind

MOST_SESSIONS_OF_CLASS: dict[str, int] = {
    ConferenceClass.BRIEFING: 1,
    ConferenceClass.PROFESSIONAL: 2,
    ConferenceClass.IMPORTANT: 3,
}


def sessions_over(kind: str, conference_class: str, sessions: int | None) -> int:
    """By how many half-days a meeting is over its limit; 0 within it, or where no limit or length is known."""
    limit = MOST_SESSIONS_OF_CLASS.get(conference_class)
    if kind != MeetingKind.CONFERENCE or limit is None or sessions is None:
        return 0
    return max(0, sessions - limit)
