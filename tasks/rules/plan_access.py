"""Who may change the plan and hand out its work?"""

from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with
from tasks.rules.task_rights import TaskRight


def can_edit_plan(actor: Actor, agency_path: str) -> PostFact | None:
    """Wording, the signed file, closing and tying clauses are the Office's, in its own agency."""
    return post_with(actor, TaskRight.EDIT_PLAN, agency_path)


def can_assign(actor: Actor, agency_path: str) -> PostFact | None:
    """The Office proposes the assignment and confirms it on the strength of a leader's decision."""
    return post_with(actor, TaskRight.ASSIGN, agency_path)
