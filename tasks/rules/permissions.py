"""May this person do this act on this task?

Each rule answers with the post that gives the right (the audit event records it), or None. Whether the
task's state allows the act is asked of `rules.transitions.allows`.

Nobody decides about a task of a unit in which they hold any post but leader: who decides is who counts,
not who types. A decision of a leader may therefore be *recorded* by the Office, whatever its unit, but the
Office's own confirmation may not.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with
from tasks.rules.task_rights import TaskRight
from tasks.rules.transitions import LEADER_SIDES, TRANSITIONS, UNIT_SIDES, Action, Side


class Way(StrEnum):
    """How an act comes about: done oneself, a leader's decision recorded, or entered for the unit."""

    OWN = "own"
    RECORDED = "recorded"
    ENTERED = "entered"


@dataclass(frozen=True)
class Place:
    """Where a task lies in the tree: the path of its lead unit and those of the units that coordinate it."""

    lead_path: str
    coordinating_paths: Collection[str] = field(default_factory=tuple)


OWN_RIGHTS: dict[Side, tuple[TaskRight, ...]] = {
    Side.HEAD: (TaskRight.ACT_AS_HEAD,),
    Side.UNIT: (TaskRight.WORK,),
    Side.CONFIRMING: (TaskRight.CONFIRM,),
    Side.APPROVING: (TaskRight.DECIDE,),
    Side.OFFICE_OR_LEADER: (TaskRight.DECIDE, TaskRight.CONFIRM),
}


def has_way(action: Action, way: Way) -> bool:
    """Does the act exist in this way at all, whoever asks?"""
    side, own_only = TRANSITIONS[action].side, TRANSITIONS[action].own_only
    match way:
        case Way.OWN:
            return True
        case Way.RECORDED:
            return side in LEADER_SIDES and not own_only
        case Way.ENTERED:
            return side in UNIT_SIDES and action != Action.COMPLETE


def can_do(actor: Actor, action: Action, place: Place) -> PostFact | None:
    """The post in which the person may do the act themselves."""
    side = TRANSITIONS[action].side
    if side == Side.COORDINATING:
        return _coordinating_post(actor, place)
    rights = (TaskRight.COMPLETE,) if action == Action.COMPLETE else OWN_RIGHTS[side]
    posts = (post_with(actor, right, place.lead_path) for right in rights)
    return next((post for post in posts if post is not None), None)


def can_record(actor: Actor, action: Action, place: Place) -> PostFact | None:
    """The Office's post in which a leader's decision of this kind may be written down."""
    if not has_way(action, Way.RECORDED):
        return None
    return post_with(actor, TaskRight.RECORD, place.lead_path)


def can_enter_for(actor: Actor, action: Action, place: Place) -> PostFact | None:
    """The Office's post in which what the unit said by telephone or on paper may be entered for it."""
    if not has_way(action, Way.ENTERED):
        return None
    return post_with(actor, TaskRight.ENTER_FOR, place.lead_path)


def ways_of(actor: Actor, action: Action, place: Place) -> dict[Way, PostFact]:
    """Every way in which the person may bring the act about, with the post for each."""
    found = {
        Way.OWN: can_do(actor, action, place),
        Way.RECORDED: can_record(actor, action, place),
        Way.ENTERED: can_enter_for(actor, action, place),
    }
    return {way: post for way, post in found.items() if post is not None}


def leader_decides(actor: Actor, unit_path: str) -> PostFact | None:
    """The post of the leader in charge of the unit, if this person holds no other post in the unit."""
    return post_with(actor, TaskRight.DECIDE, unit_path)


def may_speak_for_unit(actor: Actor, action: Action, unit_path: str) -> PostFact | None:
    """The post in which somebody told the Office what it enters: heads for their own acts, else staff too."""
    right = TaskRight.ACT_AS_HEAD if TRANSITIONS[action].side == Side.HEAD else TaskRight.WORK
    return post_with(actor, right, unit_path)


def _coordinating_post(actor: Actor, place: Place) -> PostFact | None:
    for path in place.coordinating_paths:
        if place.lead_path.startswith(path):
            continue
        if post := post_with(actor, TaskRight.WORK, path):
            return post
    return None
