"""What the chart of a year says: its lines with their names, and the sentence for whoever does not see it."""

from datetime import date, timedelta
from typing import Any

from base.periods import half_month_end, half_month_of, half_months
from base.written import day_month, full_day, grouped
from documents.rules.counting_year import CountingYear
from figures.queries.curve import Curve


def chart_data(curve: Curve) -> dict[str, Any]:
    """What static/js/chart.js draws."""
    figures, view = curve.figures, curve.view
    last = curve.points[-1]
    runs_out = None
    if figures.runs_out_on:
        label = f"Hết mức tối đa khoảng {day_month(figures.runs_out_on)}"
        runs_out = {"at": _position(view, figures.runs_out_on), "label": label}
    names = {"this_year": f"{day_month(view.counted_to)}: {figures.used}"}
    if curve.has_last_year:
        names["last_year"] = f"Năm {view.year - 1}: {grouped(last.last_year or 0)}"
    if figures.projected is not None and not view.is_over:
        names["projection"] = f"Ước cả năm: {grouped(figures.projected)}"
    if figures.ceiling is not None:
        names["ceiling"] = f"Mức {view.year}: {grouped(figures.ceiling)}"
    return {
        "labels": [day_month(point.day) for point in curve.points],
        "months": [f"T{month}" for month in range(1, 13)],
        "this_year": [point.this_year for point in curve.points],
        "last_year": [point.last_year for point in curve.points] if curve.has_last_year else None,
        "projection": [point.projected for point in curve.points] if "projection" in names else None,
        "ceiling": figures.ceiling,
        "names": names,
        "runs_out": runs_out,
    }


def chart_label(curve: Curve) -> str:
    """What the chart shows, for a reader who does not see it."""
    figures, view = curve.figures, curve.view
    words = f"Lũy kế {view.label}: {figures.used} đến hết {full_day(view.counted_to)}"
    if figures.ceiling is not None:
        words += f", mức tối đa cả năm {figures.ceiling}"
    if figures.projected is not None:
        words += f", ước cả năm {figures.projected}"
    return f"{words}. Bảng ở dưới ghi từng nửa tháng."


def _position(view: CountingYear, day: date) -> float:
    """Where a day stands among the points: point 0 is the year's beginning, point k the end of its k-th half-month."""
    start = half_month_of(day)
    before = sum(1 for each in half_months(view.first_day, view.last_day) if each < start)
    length = (half_month_end(start) - start).days + 1
    return round(before + ((day - start) + timedelta(days=1)).days / length, 2)
