"""Who may enter, approve and replace the figures of the year before, and give a unit its own ceiling?

A figure decides how much a unit may issue, so two people stand behind it, and nobody approves one for
a unit in which they hold any post but leader.
"""

from figures.rules.figure_rights import FigureRight
from organization.enums import UnitKind
from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with

DOCUMENTS = "documents"
CONFERENCES = "conferences"
ONLINE = "online"

BINDING_KINDS = {
    DOCUMENTS: frozenset({UnitKind.AGENCY, UnitKind.DEPARTMENT}),
    CONFERENCES: frozenset({UnitKind.AGENCY}),
}


def is_binding(measure: str, unit_kind: str) -> bool:
    """Does the target bind a unit of this kind?

    The plan lowers documents for the agency and each department (I.2.a, II.3.a), conferences for the
    agency alone (I.2.a, II.4.b); a body such as Ban Biên tập has no target of its own.
    """
    return unit_kind in BINDING_KINDS[measure]


def can_enter_baseline(actor: Actor, unit_path: str) -> PostFact | None:
    """The unit's own head, or the agency's office or clerk."""
    return post_with(actor, FigureRight.ENTER_BASELINE, unit_path)


def can_approve_baseline(actor: Actor, unit_path: str, *, entered_by: int | None) -> PostFact | None:
    """A leader with the unit in charge (for the agency itself any of its leaders), or the office for other units.

    Never the person who entered the figure.
    """
    if entered_by is not None and actor.person_id == entered_by:
        return None
    return post_with(actor, FigureRight.APPROVE_BASELINE, unit_path)


def can_approve_counts(actor: Actor, unit_path: str) -> PostFact | None:
    """Figures taken from the register are nobody's pen: the office or a leader of the agency may approve them all."""
    return post_with(actor, FigureRight.APPROVE_COUNTS, unit_path)


def can_propose_ceiling(actor: Actor, unit_path: str) -> PostFact | None:
    """The office puts a ceiling before the leader."""
    return post_with(actor, FigureRight.PROPOSE_CEILING, unit_path)


def can_assign_ceiling(actor: Actor, unit_path: str) -> PostFact | None:
    """A ceiling is given by a leader with the unit in charge (for the agency itself any of its leaders)."""
    return post_with(actor, FigureRight.ASSIGN_CEILING, unit_path)
