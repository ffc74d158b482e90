"""Is the share of online conferences high enough, and can it still become so?

The plan (II.4.b) and Kết luận 226-KL/TW ask for at least 60% of the year's conferences online. Which
meetings belong to the set, and whether a hybrid one is online, are settings decided by the caller.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from base.ratios import ratio

ONLINE_SHARE = 60


class OnlineState(StrEnum):
    """Is the share high enough? The values are those of the `targets` command."""

    MET = "met"
    BELOW = "below"


@dataclass(frozen=True)
class OnlineCounts:
    """Meetings of the 60% set in the year: held through the day, online among them, planned after it, unconfirmed."""

    held: int = 0
    online: int = 0
    planned: int = 0
    unconfirmed: int = 0

    def __add__(self, other: "OnlineCounts") -> "OnlineCounts":
        return OnlineCounts(
            self.held + other.held,
            self.online + other.online,
            self.planned + other.planned,
            self.unconfirmed + other.unconfirmed,
        )


@dataclass(frozen=True)
class OnlineShare:
    """The figures of the online share; the fields are the keys of the `targets` command, in its order."""

    held: int
    online: int
    share: float | None
    state: OnlineState | None
    planned: int
    unconfirmed: int
    needed: int
    reachable: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class AllConferences:
    """Every hội nghị of the year that was held through the day, and the online ones among them."""

    held: int = 0
    online: int = 0

    def __add__(self, other: "AllConferences") -> "AllConferences":
        return AllConferences(self.held + other.held, self.online + other.online)

    @property
    def share(self) -> float | None:
        return ratio(self.online, self.held)

    def as_json(self) -> dict[str, Any]:
        return {"held": self.held, "online": self.online, "share": self.share}


def online_share(*, held: int, online: int, planned: int, unconfirmed: int) -> OnlineShare:
    """The figures from four counts of the set's meetings in the year.

    `held` and `online` through the day; `planned` after it; `unconfirmed` on or before it without a word
    on whether they took place (they are named, and count neither as held nor as planned). `needed` is
    how many of those still planned must be online to end the year at 60%.
    """
    all_in_year = held + planned
    goal = -(-ONLINE_SHARE * all_in_year // 100)
    needed = max(0, goal - online)
    state = None
    if held:
        state = OnlineState.MET if 100 * online >= ONLINE_SHARE * held else OnlineState.BELOW
    return OnlineShare(
        held=held,
        online=online,
        share=ratio(online, held),
        state=state,
        planned=planned,
        unconfirmed=unconfirmed,
        needed=needed,
        reachable=needed <= planned,
    )
