"""Which acts may this person do on this task, and which of them at once?

Right and state together with what the task's page knows: is there a request to decide, something to
contest, an instruction without an answer?
"""

from collections.abc import Callable
from dataclasses import dataclass

from organization.rules.access import Actor
from tasks.enums import TaskClass
from tasks.rules.permissions import Place, Way, ways_of
from tasks.rules.transitions import TRANSITIONS, Action, Transition, Work, allows

CONTESTABLE = (TaskClass.OVERDUE, TaskClass.DONE_LATE)


@dataclass(frozen=True)
class Situation:
    """What stands around a task on a day."""

    task_class: str
    has_due: bool
    is_contested: bool = False
    has_open_extension: bool = False
    is_advised: bool = False
    unanswered: int = 0
    has_running_series: bool = False
    undo: Action | None = None


@dataclass(frozen=True)
class AvailableAct:
    """One act the person may do now, and in which way."""

    action: Action
    way: Way

    @property
    def transition(self) -> Transition:
        return TRANSITIONS[self.action]

    @property
    def label(self) -> str:
        return self.transition.label


_WHEN: dict[Action, Callable[[Situation], bool]] = {
    Action.ASK_EXTENSION: lambda now: now.has_due and not now.has_open_extension,
    Action.DROP_EXTENSION: lambda now: now.has_open_extension,
    Action.ADVISE_EXTENSION: lambda now: now.has_open_extension,
    Action.GRANT_EXTENSION: lambda now: now.has_open_extension,
    Action.REFUSE_EXTENSION: lambda now: now.has_open_extension,
    Action.CONTEST: lambda now: now.task_class in CONTESTABLE and not now.is_contested,
    Action.SETTLE_CONTEST: lambda now: now.is_contested,
    Action.ANSWER: lambda now: now.unanswered > 0,
    Action.END_SERIES: lambda now: now.has_running_series,
    Action.UNDO_CONFIRM: lambda now: now.undo == Action.UNDO_CONFIRM,
    Action.UNDO_APPROVE: lambda now: now.undo == Action.UNDO_APPROVE,
    Action.UNDO_GRANT: lambda now: now.undo == Action.UNDO_GRANT,
}


def fits(action: Action, task: Work, now: Situation) -> bool:
    """Does the task, as it stands with all that hangs on it, allow the act?"""
    return allows(action, task) and _WHEN.get(action, lambda _: True)(now)


def available_acts(actor: Actor, task: Work, place: Place, now: Situation) -> tuple[AvailableAct, ...]:
    """Every act in every way this person has, in the order of the table.

    What one may do oneself is not also offered as entered for the unit.
    """
    found = []
    for action in Action:
        if not fits(action, task, now):
            continue
        ways = ways_of(actor, action, place)
        if Way.OWN in ways:
            ways.pop(Way.ENTERED, None)
        found += [AvailableAct(action, way) for way in Way if way in ways]
    return tuple(found)


# The forms that stand open on the page, in this order; everything else is a link below them.
AT_ONCE = (
    Action.APPROVE,
    Action.CONFIRM,
    Action.GRANT_EXTENSION,
    Action.ADVISE_EXTENSION,
    Action.SETTLE_CONTEST,
    Action.ANSWER,
    Action.SUBMIT,
    Action.PREPARE,
    Action.CONTRIBUTE,
)


def at_once(found: tuple[AvailableAct, ...], now: Situation) -> tuple[AvailableAct, ...]:
    """The offers whose forms stand open: one's own acts that the task waits for."""
    own = {offer.action: offer for offer in found if offer.way == Way.OWN}
    if Action.SUBMIT in own:
        own.pop(Action.PREPARE, None)
    if now.is_advised:
        own.pop(Action.ADVISE_EXTENSION, None)
    return tuple(own[action] for action in AT_ONCE if action in own)
