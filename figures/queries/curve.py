"""How did the year grow, half-month by half-month, beside last year and the ceiling? (chart and its table)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.db.models import Sum

from base.periods import half_month_end, half_months
from documents.models import DocumentCount
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import Reduction
from figures.rules.baselines import CONFERENCES
from meetings.queries import conferences_by_half_month
from organization.queries.scope import Scope


@dataclass(frozen=True)
class CurvePoint:
    """The year through the end of one half-month; None where the figure does not exist (yet)."""

    day: date
    this_year: int | None
    last_year: int | None
    projected: float | None


@dataclass(frozen=True)
class Curve:
    """Twenty-five points, the first of them the year's beginning at nought; `last_year` may be empty."""

    view: CountingYear
    figures: Reduction
    points: tuple[CurvePoint, ...]
    has_last_year: bool


def curve_of(scope: Scope, measure: str, figures: Reduction, view: CountingYear) -> Curve:
    """The curve of a scope: two years of one measure by half-month."""
    counts = _by_half_month(scope, measure, view)
    this_year = list(half_months(view.first_day, view.last_day))
    before = list(half_months(view.before_first, view.before_last))
    has_last_year = figures.same_period is not None
    grown = [0, *accumulate(counts.get(start, 0) for start in this_year)]
    grown_before = [0, *accumulate(counts.get(start, 0) for start in before)]
    days = [view.first_day, *(half_month_end(start) for start in this_year)]
    complete = sum(1 for start in this_year if half_month_end(start) <= view.counted_to)
    points = tuple(
        CurvePoint(
            day=day,
            this_year=grown[i] if i <= complete else None,
            last_year=grown_before[i] if has_last_year else None,
            projected=_on_the_line(i, complete, grown[complete], figures.projected),
        )
        for i, day in enumerate(days)
    )
    return Curve(view=view, figures=figures, points=points, has_last_year=has_last_year)


# --- Parts ----------------------------------------------------------------------------------------


def _by_half_month(scope: Scope, measure: str, view: CountingYear) -> Mapping[date, int]:
    if measure == CONFERENCES:
        return conferences_by_half_month(scope, view.before_first, view.last_day)
    return dict(
        DocumentCount.objects.filter(scope.of())
        .within(view.before_first, view.last_day)
        .values_list("half_month")
        .annotate(Sum("count"))
        .order_by()
    )


def _on_the_line(i: int, now: int, used: int, projected: int | None) -> float | None:
    """The point of the straight line from the last complete half-month to the projection."""
    last = 24
    if projected is None or i < now or now == last:
        return None
    return round(used + (projected - used) * (i - now) / (last - now), 1)
