"""Who may write the register of an agency?"""

from organization.enums import Role
from organization.rules.access import Actor, PostFact


def can_keep_register(actor: Actor, unit_path: str) -> PostFact | None:
    """Import, add and correct rows, and override whether one counts: clerk and office of the agency."""
    return actor.post_in_agency(unit_path, Role.CLERK, Role.OFFICE)
