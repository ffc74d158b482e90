"""How many may still be issued this year? The reduction against the year before, on plain numbers.

The plan asks for at least 15% fewer administrative documents (I.2.a for the agency, II.3.a for each
department) and 10% fewer conferences (I.2.a, II.4.b for the agency). The same reckoning serves both;
who counts what is decided elsewhere. Everything here is exact integer arithmetic.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from base.periods import half_month_end, half_month_of, last_complete_half_month_end
from base.ratios import ratio

DOCUMENT_RATE = 15
CONFERENCE_RATE = 10
SMALL_BASELINE = 20


class ReductionState(StrEnum):
    """How a unit stands to its ceiling; the values are those of the `targets` command."""

    NO_BASELINE = "no_baseline"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"


class CeilingSource(StrEnum):
    """Where a ceiling comes from: reckoned from the year before, or given by a leader."""

    BASELINE = "baseline"
    ASSIGNED = "assigned"


# How bad a state is; where there is no figure of the year before, nothing can be compared.
BADNESS = {
    ReductionState.ON_TRACK: 0,
    ReductionState.MET: 0,
    ReductionState.AT_RISK: 1,
    ReductionState.EXCEEDED: 2,
    ReductionState.MISSED: 2,
}


def is_worse(state: str | None, than: str | None) -> bool:
    """Is one state worse than another? Never where one of them is not judged."""
    if state is None or than is None or state not in BADNESS or than not in BADNESS:
        return False
    return BADNESS[ReductionState(state)] > BADNESS[ReductionState(than)]


@dataclass(frozen=True)
class YearCounts:
    """What was counted for one unit's subtree.

    `used` through `counted_to`, `since` after it up to the day; of the year before, `same_period` over
    the same half-months and `whole_year` over all of them.
    """

    used: int = 0
    since: int = 0
    same_period: int = 0
    whole_year: int = 0

    def __add__(self, other: "YearCounts") -> "YearCounts":
        return YearCounts(
            self.used + other.used,
            self.since + other.since,
            self.same_period + other.same_period,
            self.whole_year + other.whole_year,
        )


@dataclass(frozen=True)
class Reduction:
    """The figures of one measure; the fields are the keys of the `targets` command, in its order.

    `provisional`: the year has not begun and its baseline still grows.
    """

    baseline: int | None
    ceiling: int | None
    ceiling_source: CeilingSource | None
    binding: bool
    used: int
    since: int
    remaining: int | None
    same_period: int | None
    change: float | None
    projected: int | None
    runs_out_on: date | None
    small_sample: bool | None
    without_baseline: tuple[str, ...]
    state: ReductionState | None
    provisional: bool = False

    def as_json(self) -> dict[str, Any]:
        """The object other people's scripts read: dates in ISO, absent is None."""
        figures = asdict(self)
        figures["runs_out_on"] = self.runs_out_on.isoformat() if self.runs_out_on else None
        figures["without_baseline"] = list(self.without_baseline)
        if not self.provisional:
            del figures["provisional"]
        return figures


def counted_to(day: date, last_day: date) -> date:
    """The day through which the year's figures are complete: never after the year's last day.

    A half-month is complete on its own last day, for what is dated that day belongs to the figures of
    that day. Before the year's first half-month is over this is the day before the year begins: the
    figures are complete up to there, and nothing of the year is used yet.
    """
    return last_complete_half_month_end(min(day, last_day))


def year_earlier(last_day: date) -> date:
    """The last day of the same half-month a year before one that ends on `last_day` (29/02/2028 → 28/02/2027)."""
    start = half_month_of(last_day)
    return half_month_end(start.replace(year=start.year - 1))


def ceiling_from(baseline: int, rate: int) -> int:
    """The most that may be issued: `rate` percent below the year before, fractions dropped (1003 → 852)."""
    return baseline * (100 - rate) // 100


def reduction(
    *,
    rate: int,
    binding: bool,
    first_day: date,
    last_day: date,
    day: date,
    counts: YearCounts,
    baseline: int | None,
    assigned: int | None = None,
    without_baseline: tuple[str, ...] = (),
) -> Reduction:
    """All figures of one measure for one unit, on `day`, in the year from `first_day` to `last_day`.

    `rate` is a percentage; `baseline` the approved figures of the year before, None if there are none;
    `assigned` a ceiling a leader gave in place of the computed one. Where the target does not bind the
    unit an assigned ceiling has no meaning and is passed over. Raises ValueError for a day before the
    year begins, which has no figures.
    """
    if day < first_day:
        raise ValueError(f"{day} lies before the year that begins on {first_day}.")
    through = counted_to(day, last_day)
    year_over = through == last_day
    assigned = assigned if binding else None

    same_period = counts.same_period if baseline is not None and counts.whole_year == baseline else None
    small_sample = _is_small(baseline, assigned)
    projected = None
    if baseline is not None or assigned is not None:
        projected = _projected(counts.used, baseline, same_period, first_day, last_day, through)

    ceiling = remaining = runs_out_on = source = state = None
    if binding:
        if assigned is not None:
            ceiling, source = assigned, CeilingSource.ASSIGNED
        elif baseline is not None:
            ceiling, source = ceiling_from(baseline, rate), CeilingSource.BASELINE
        state = ReductionState.NO_BASELINE
        if ceiling is not None:
            remaining = ceiling - counts.used - counts.since
            state = _state(counts.used, ceiling, remaining, projected, bool(small_sample), year_over)
            if state is ReductionState.AT_RISK and projected is not None:
                runs_out_on = _runs_out_on(day, last_day, counts.used + counts.since, projected, ceiling)

    return Reduction(
        baseline=baseline,
        ceiling=ceiling,
        ceiling_source=source,
        binding=binding,
        used=counts.used,
        since=counts.since,
        remaining=remaining,
        same_period=same_period,
        change=None if same_period is None else ratio(counts.used - same_period, same_period),
        projected=projected,
        runs_out_on=runs_out_on,
        small_sample=small_sample,
        without_baseline=without_baseline,
        state=state,
    )


def coming_reduction(*, rate: int, binding: bool, baseline: int | None, assigned: int | None) -> Reduction:
    """The plan of a year that has not begun: nothing counted, nothing judged, and a baseline that still grows."""
    ceiling = source = None
    if binding and assigned is not None:
        ceiling, source = assigned, CeilingSource.ASSIGNED
    elif binding and baseline is not None:
        ceiling, source = ceiling_from(baseline, rate), CeilingSource.BASELINE
    return Reduction(
        baseline=baseline,
        ceiling=ceiling,
        ceiling_source=source,
        binding=binding,
        used=0,
        since=0,
        remaining=ceiling,
        same_period=None,
        change=None,
        projected=None,
        runs_out_on=None,
        small_sample=_is_small(baseline, assigned if binding else None),
        without_baseline=(),
        state=None,
        provisional=True,
    )


def _is_small(baseline: int | None, assigned: int | None) -> bool | None:
    if baseline is None:
        return None if assigned is None else False
    return baseline < SMALL_BASELINE


def _projected(
    used: int, baseline: int | None, same_period: int | None, first_day: date, last_day: date, through: date
) -> int | None:
    """The year's total if the pace holds: along last year's season where it is known, else by days."""
    elapsed = (through - first_day).days + 1
    if elapsed <= 0:
        return None
    if baseline is not None and same_period:
        return _round_half_up(used * baseline, same_period)
    return _round_half_up(used * ((last_day - first_day).days + 1), elapsed)


def _round_half_up(numerator: int, denominator: int) -> int:
    """numerator / denominator for counts, which are never negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def _state(
    used: int, ceiling: int, remaining: int, projected: int | None, small_sample: bool, year_over: bool
) -> ReductionState:
    if year_over:
        return ReductionState.MET if used <= ceiling else ReductionState.MISSED
    if remaining < 0:
        return ReductionState.EXCEEDED
    if projected is not None and projected > ceiling and not small_sample:
        return ReductionState.AT_RISK
    return ReductionState.ON_TRACK


def _runs_out_on(day: date, last_day: date, issued: int, projected: int, ceiling: int) -> date:
    """The first day on which the straight line from `issued` on the day to `projected` on the last passes the ceiling.

    Called only while the ceiling still holds (issued ≤ ceiling < projected), so the line rises.
    """
    days_to_ceiling = (ceiling - issued) * (last_day - day).days // (projected - issued)
    return day + timedelta(days=days_to_ceiling + 1)
