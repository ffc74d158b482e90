"""Marks of the states of the three targets."""

from base.marks import Mark, mark_of, register_marks
from base.written import grouped
from documents.rules.reduction import Reduction, ReductionState
from meetings.rules.online import ONLINE_SHARE, OnlineShare, OnlineState

NOTHING_TO_JUDGE = Mark("grey", "calendar-question", "Chưa có gì để đánh giá")
WAITING = Mark("violet", "hourglass", "Chờ duyệt")

register_marks(
    {
        ReductionState.NO_BASELINE: Mark("grey", "calendar-question", "Chưa có số liệu năm trước"),
        ReductionState.ON_TRACK: Mark("green", "circle-check", "Trong mức"),
        ReductionState.AT_RISK: Mark("amber", "trending-up", "Có nguy cơ vượt"),
        ReductionState.EXCEEDED: Mark("red", "alert-circle", "Đã vượt"),
        ReductionState.MET: Mark("green", "circle-check", "Đạt"),
        ReductionState.MISSED: Mark("red", "alert-triangle", "Không đạt"),
    }
)
register_marks(
    {
        OnlineState.MET: Mark("green", "circle-check", "Đạt"),
        OnlineState.BELOW: Mark("amber", "alert-triangle", f"Dưới {ONLINE_SHARE}%"),
    }
)


def state_mark(state: ReductionState | None, remaining: int | None) -> Mark | None:
    """The state as a mark; None where the target does not bind the unit."""
    if state is None:
        return None
    if state is ReductionState.EXCEEDED and remaining is not None:
        return mark_of(state).with_text(f"Đã vượt {grouped(-remaining)}")
    return mark_of(state)


def reduction_mark(figures: Reduction) -> Mark | None:
    return state_mark(figures.state, figures.remaining)


def online_mark(figures: OnlineShare) -> Mark:
    """Grey where no conference of the set was held yet: there is nothing to judge."""
    return mark_of(figures.state) if figures.state else NOTHING_TO_JUDGE
