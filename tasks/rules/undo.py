"""Which decision may this person take back now?

For a minute after it was made, by the one who made it, while nothing else happened to the task.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from tasks.rules.transitions import TRANSITIONS, Action

MINUTE = timedelta(seconds=60)
UNDONE_BY = {
    Action.CONFIRM: Action.UNDO_CONFIRM,
    Action.APPROVE: Action.UNDO_APPROVE,
    Action.GRANT_EXTENSION: Action.UNDO_GRANT,
}


class LastAct(Protocol):
    """What the rule needs to know of the newest audit event of a task."""

    action: str
    by_id: int | None
    at: datetime
    after: Mapping[str, Any]


def undo_of(last: LastAct | None, person_id: int | None, now: datetime) -> Action | None:
    """The act that takes back what happened last; None where nobody, or not this person, may do so now.

    What the Office recorded for a leader is the leader's decision: they answer it, it is not taken back.
    """
    if last is None or last.by_id is None or last.by_id != person_id or "recorded" in last.after:
        return None
    if now - last.at > MINUTE:
        return None
    return next((undo for done, undo in UNDONE_BY.items() if TRANSITIONS[done].audit_action == last.action), None)
