"""How did the year grow, half-month by half-month, beside last year and the ceiling? (chart and its table)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Sum

from base.periods import half_month_end, half_month_of, half_months
from base.written import grouped
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

    def as_json(self) -> dict[str, Any]:
        """What static/js/chart.js draws."""
        figures, view = self.figures, self.view
        last = self.points[-1]
        runs_out = None
        if figures.runs_out_on:
            label = f"Hết mức khoảng {figures.runs_out_on:%d/%m}"
            runs_out = {"at": _position(view, figures.runs_out_on), "label": label}
        names = {"this_year": f"{view.counted_to:%d/%m}: {figures.used}"}
        if self.has_last_year:
            names["last_year"] = f"Năm {view.year - 1}: {grouped(last.last_year or 0)}"
        if figures.projected is not None and not view.is_over:
            names["projection"] = f"Ước cả năm: {grouped(figures.projected)}"
        if figures.ceiling is not None:
            names["ceiling"] = f"Mức {view.year}: {grouped(figures.ceiling)}"
        return {
            "labels": [f"{point.day:%d/%m}" for point in self.points],
            "months": [f"T{month}" for month in range(1, 13)],
            "this_year": [point.this_year for point in self.points],
            "last_year": [point.last_year for point in self.points] if self.has_last_year else None,
            "projection": [point.projected for point in self.points] if "projection" in names else None,
            "ceiling": figures.ceiling,
            "names": names,
            "runs_out": runs_out,
        }


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


def _position(view: CountingYear, day: date) -> float:
    """Where a day stands among the points: point 0 is the year's beginning, point k the end of its k-th half-month."""
    start = half_month_of(day)
    before = sum(1 for each in half_months(view.first_day, view.last_day) if each < start)
    length = (half_month_end(start) - start).days + 1
    return round(before + ((day - start) + timedelta(days=1)).days / length, 2)
