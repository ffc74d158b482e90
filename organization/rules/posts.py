"""Which posts wait until a second person agrees?

Nobody gives themselves a post. One of leader or office takes effect when a leader agrees who neither asked for it
nor gets it; so does whatever makes such a post reach further: another role or unit, an earlier beginning, a later
end. All others take effect at once, and the leaders are told.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from organization.enums import Role

AGREED_ROLES = frozenset({Role.LEADER, Role.OFFICE})
TOLD_ROLES = frozenset({Role.HEAD, Role.ADMIN})  # given at once; the leaders are told
DAYS_SHOWN = 30  # a first leader, whom nobody agreed to, on the first pages of admin and leader
NOT_ONESELF = "Không tự giao chức vụ, kéo dài chức vụ hay giao đơn vị phụ trách cho chính mình. Nhờ quản trị khác."


@dataclass(frozen=True)
class Reach:
    """How far a post goes: whose rights, where, from when, until when (None: without bound)."""

    role: str
    unit_id: int
    start: date | None
    end: date | None


def gives_more(before: Reach | None, after: Reach) -> bool:
    """Does the post reach further than before? A new one does."""
    if before is None or (before.role, before.unit_id) != (after.role, after.unit_id):
        return True
    return _begins(after) < _begins(before) or _ends(after) > _ends(before)


def needs_agreement(before: Reach | None, after: Reach) -> bool:
    return after.role in AGREED_ROLES and gives_more(before, after)


def shown_since(day: date) -> date:
    """First leaders of this day or later still stand on the first pages."""
    return day - timedelta(days=DAYS_SHOWN)


def _begins(reach: Reach) -> date:
    return reach.start or date.min


def _ends(reach: Reach) -> date:
    return reach.end or date.max
