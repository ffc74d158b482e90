"""Who may change the plan and hand out its work?"""

from organization.enums import Role
from organization.rules.access import Actor, PostFact


def can_edit_plan(actor: Actor, agency_path: str) -> PostFact | None:
    """Wording, the signed file, closing and tying clauses are the Office's, in its own agency."""
    return actor.post_in_agency(agency_path, Role.OFFICE)


def can_assign(actor: Actor, agency_path: str) -> PostFact | None:
    """The Office proposes the assignment and confirms it on the strength of a leader's decision."""
    return actor.post_in_agency(agency_path, Role.OFFICE)
