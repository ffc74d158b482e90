"""Who may write the register of an agency?"""

from documents.rules.document_rights import DocumentRight
from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with


def can_keep_register(actor: Actor, unit_path: str) -> PostFact | None:
    """Import, add and correct rows, and override whether one counts: clerk and office of the agency."""
    return post_with(actor, DocumentRight.KEEP_REGISTER, unit_path)
