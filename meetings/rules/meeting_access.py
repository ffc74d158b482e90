"""Who may record meetings?"""

from organization.enums import Role
from organization.rules.access import Actor, PostFact


def can_record_meeting(actor: Actor, unit_path: str) -> PostFact | None:
    """Head and staff for their own unit, office and clerk for every unit of the agency."""
    own = actor.post_in_unit(unit_path, Role.HEAD, Role.STAFF)
    return own or actor.post_in_agency(unit_path, Role.OFFICE, Role.CLERK)


def can_import_meetings(actor: Actor, unit_path: str) -> PostFact | None:
    """A whole file: office and clerk of the agency."""
    return actor.post_in_agency(unit_path, Role.OFFICE, Role.CLERK)
