"""Who may build and read the agency's period report?"""

from organization.enums import Role
from organization.rules.access import Actor, PostFact


def can_build_report(actor: Actor, agency_path: str) -> PostFact | None:
    """The Office builds reports; a leader may ask for one as well."""
    return actor.post_in_agency(agency_path, Role.OFFICE, Role.LEADER)


def can_read_report(actor: Actor, agency_path: str) -> PostFact | None:
    """Built reports tell of every unit, so they are for those who see the whole agency."""
    return actor.post_in_agency(agency_path, Role.OFFICE, Role.LEADER, Role.CLERK)
