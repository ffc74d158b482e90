"""Who may enter, approve and replace the figures of the year before, and give a unit its own ceiling?

A figure decides how much a unit may issue, so two people stand behind it, and nobody approves one for
a unit in which they hold any post but leader.
"""

from organization.enums import Role, UnitKind
from organization.rules.access import Actor, PostFact

DOCUMENTS = "documents"
CONFERENCES = "conferences"

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
    return actor.post_in_unit(unit_path, Role.HEAD) or actor.post_in_agency(unit_path, Role.OFFICE, Role.CLERK)


def can_approve_baseline(actor: Actor, unit_path: str, *, entered_by: int | None) -> PostFact | None:
    """A leader with the unit in charge (for the agency itself any of its leaders), or the office for other units.

    Never the person who entered the figure.
    """
    if entered_by is not None and actor.person_id == entered_by:
        return None
    leader = _deciding_leader(actor, unit_path)
    if leader or actor.belongs_to(unit_path):
        return leader
    return actor.post_in_agency(unit_path, Role.OFFICE)


def can_approve_counts(actor: Actor, unit_path: str) -> PostFact | None:
    """Figures taken from the register are nobody's pen: the office or a leader of the agency may approve them all."""
    return actor.post_in_agency(unit_path, Role.OFFICE, Role.LEADER)


def can_propose_ceiling(actor: Actor, unit_path: str) -> PostFact | None:
    """The office puts a ceiling before the leader."""
    return actor.post_in_agency(unit_path, Role.OFFICE)


def can_assign_ceiling(actor: Actor, unit_path: str) -> PostFact | None:
    """A ceiling is given by a leader with the unit in charge (for the agency itself any of its leaders)."""
    return _deciding_leader(actor, unit_path)


def _deciding_leader(actor: Actor, unit_path: str) -> PostFact | None:
    in_charge = actor.leader_in_charge(unit_path)
    if in_charge:
        return in_charge
    return next((p for p in actor.posts if p.role == Role.LEADER and p.agency_path == unit_path), None)
