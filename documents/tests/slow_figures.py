"""The figures of one measure reckoned the slow way, for tests to compare with.

Shares nothing with the rules: it finds half-months by walking the calendar, counts single items, and
draws the line of the pace one day at a time with fractions.
"""

import math
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)


def days_of_year(calendar: str, year: int) -> list[date]:
    day = date(year, 1, 1) if calendar == "register" else date(year - 1, 12, 15)
    days = []
    while not days or (day.month, day.day) != ((1, 1) if calendar == "register" else (12, 15)):
        days.append(day)
        day += DAY
    return days


def half_months_of(days: list[date]) -> list[list[date]]:
    halves: list[list[date]] = [[]]
    for day in days:
        halves[-1].append(day)
        if day.day == 14 or (day + DAY).day == 1:
            halves.append([])
    return halves[:-1]


def nearest(x: Fraction, places: int, half_away: bool) -> Fraction:
    """x at so many places; a half goes away from zero, or up."""
    scaled = x * 10**places
    down = Fraction(scaled.numerator // scaled.denominator)
    rest = scaled - down
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and not (half_away and x < 0)):
        down += 1
    return down / 10**places


def slow_figures(calendar, year, day, items, baseline, assigned, rate, binding):
    """Every key of design §4 but without_baseline, from single items (a Counter of days)."""
    year_days, before_days = days_of_year(calendar, year), days_of_year(calendar, year - 1)
    complete = [half for half in half_months_of(year_days) if half[-1] <= day]
    same = half_months_of(before_days)[: len(complete)]
    through = complete[-1][-1] if complete else year_days[0] - DAY
    used = sum(items[d] for half in complete for d in half)
    since = sum(items[d] for d in year_days if through < d <= day)
    whole = sum(items[d] for d in before_days)
    same_period = sum(items[d] for half in same for d in half)
    over = through == year_days[-1]
    out = dict.fromkeys(
        "ceiling ceiling_source remaining same_period change projected runs_out_on small_sample state".split()
    )
    out |= {"baseline": baseline, "binding": binding, "used": used, "since": since}
    if not binding:
        assigned = None
    if baseline is not None:
        out["small_sample"] = baseline < 20
        if whole == baseline:
            out["same_period"] = same_period
            if same_period:
                out["change"] = float(nearest(Fraction(used - same_period, same_period), 4, True))
    elif assigned is not None:
        out["small_sample"] = False
    if complete and not (baseline is None and assigned is None):
        if out["same_period"]:
            pace = Fraction(used) * baseline / same_period
        else:
            pace = Fraction(used) / sum(map(len, complete)) * len(year_days)
        out["projected"] = int(nearest(pace, 0, False))
    if not binding:
        return out
    if assigned is not None:
        out["ceiling"], out["ceiling_source"] = assigned, "assigned"
    elif baseline is not None:
        out["ceiling"] = math.floor(Fraction(baseline) * (1 - Fraction(rate, 100)))
        out["ceiling_source"] = "baseline"
    else:
        out["state"] = "no_baseline"
        return out
    ceiling = out["ceiling"]
    out["remaining"] = ceiling - used - since
    risky = out["projected"] is not None and out["projected"] > ceiling and not out["small_sample"]
    if over:
        out["state"] = "met" if used <= ceiling else "missed"
    elif out["remaining"] < 0:
        out["state"] = "exceeded"
    else:
        out["state"] = "at_risk" if risky else "on_track"
    if risky and not over and out["remaining"] >= 0:
        left = [d for d in year_days if d > day]
        step = Fraction(out["projected"] - used - since, len(left))
        level = Fraction(used + since)
        for d in left:
            level += step
            if level > ceiling:
                out["runs_out_on"] = d
                break
    return out
