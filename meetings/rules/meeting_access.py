"""Who may record meetings?"""

from meetings.rules.meeting_rights import MeetingRight
from organization.rules.access import Actor, PostFact
from organization.rules.rights import paths_with, post_with


def can_record_meeting(actor: Actor, unit_path: str) -> PostFact | None:
    """Head and staff for their own unit, office and clerk for every unit of the agency."""
    return post_with(actor, MeetingRight.RECORD, unit_path)


def can_import_meetings(actor: Actor, unit_path: str) -> PostFact | None:
    """A whole file: office and clerk of the agency."""
    return post_with(actor, MeetingRight.IMPORT, unit_path)


def recording_paths(actor: Actor) -> tuple[str, ...]:
    """The subtrees whose meetings this person may record, without those that lie inside another."""
    return paths_with(actor, MeetingRight.RECORD)
