"""The figures of design §4 against a reckoning that walks day by day with fractions.

The reference shares nothing with the rules: it finds half-months by walking the calendar, counts
single items, and draws the line of the pace one day at a time.
"""

import math
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.rules.reduction import YearCounts, counted_to, reduction, year_earlier
from organization.rules.periods import half_months, year_window

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


@st.composite
def situations(draw):
    """Heaps of items anywhere in the two years and a little outside them, and days at every edge."""
    calendar = draw(st.sampled_from(["register", "reporting"]))
    year = draw(st.integers(2023, 2029))
    first, last = year_window(calendar, year)
    before_first, _ = year_window(calendar, year - 1)
    edges = [first, first + 12 * DAY, first + 13 * DAY, first + 14 * DAY, last - DAY, last, last + DAY]
    leap = [date(y, 2, d) for y in (2024, 2028) for d in (14, 28, 29) if first <= date(y, 2, d)]
    day = draw(st.sampled_from(edges + leap) | st.integers(0, 420).map(lambda n: first + n * DAY))
    before = st.integers(-1, 366).map(lambda n: before_first + n * DAY)
    until_day = st.integers(0, min((day - first).days + 20, 400)).map(lambda n: first + n * DAY)
    items = Counter(draw(st.dictionaries(before, st.integers(1, 40), max_size=12)))
    items.update(draw(st.dictionaries(until_day, st.integers(1, 20), max_size=8)))
    whole = sum(n for d, n in items.items() if before_first <= d < first)
    baseline = draw(st.one_of(st.none(), st.just(whole), st.just(whole), st.sampled_from([0, 1, 13, 19, 20, 1003])))
    assigned = draw(st.one_of(st.none(), st.none(), st.integers(0, 250)))
    binding = draw(st.sampled_from([True, True, True, False]))
    return calendar, year, day, items, baseline, assigned, draw(st.sampled_from([15, 10])), binding


def seasonal(random: Random):
    """A whole year of items, and a year that follows its season more or less: the cases near the ceiling."""
    calendar, year = random.choice(["register", "reporting"]), random.randint(2023, 2029)
    first, last = year_window(calendar, year)
    before_first, _ = year_window(calendar, year - 1)
    day = first + random.randint(10, 360) * DAY
    items: Counter[date] = Counter()
    for start in half_months(before_first, last):
        for _ in range(random.randint(0, 9)):
            on = start + random.randint(0, 12) * DAY
            items[on] += on <= day
    whole = sum(n for d, n in items.items() if d < first)
    baseline = random.choice([whole, whole, whole, whole + 3, None])
    assigned = random.choice([None, None, whole - 5])
    return calendar, year, day, items, baseline, assigned, random.choice([15, 10]), True


LEAP_DAY = ("register", 2028, date(2028, 2, 29), Counter({date(2028, 2, 29): 3, date(2027, 2, 28): 3}), 3)
AFTER_LEAP_YEAR = ("register", 2025, date(2025, 3, 1), Counter({date(2024, 2, 29): 30, date(2025, 2, 28): 29}), 30)
YEAR_JUST_BEGUN = ("reporting", 2026, date(2025, 12, 20), Counter({date(2025, 12, 15): 2}), None)


@settings(max_examples=600, deadline=None)
@given(situations())
@example((*LEAP_DAY, None, 15, True))
@example((*AFTER_LEAP_YEAR, None, 15, True))
@example((*YEAR_JUST_BEGUN, 5, 15, True))
def test_every_figure_equals_the_walk_day_by_day(situation):
    assert_equals_the_walk(situation)


def test_years_that_follow_the_season_equal_the_walk_too():
    random = Random(226)
    states = Counter(assert_equals_the_walk(seasonal(random)) for _ in range(500))

    assert min(states[state] for state in ("on_track", "at_risk", "exceeded", "no_baseline")) >= 20


def assert_equals_the_walk(situation) -> str | None:
    """Compare every key; the state, for counting what was tried."""
    calendar, year, day, items, baseline, assigned, rate, binding = situation
    first, last = year_window(calendar, year)
    before_first, before_last = year_window(calendar, year - 1)
    through = counted_to(day, last)

    def between(start, end):
        return sum(n for d, n in items.items() if start <= d <= end)

    figures = reduction(
        rate=rate,
        binding=binding,
        first_day=first,
        last_day=last,
        day=day,
        counts=YearCounts(
            used=between(first, through),
            since=between(through + DAY, min(day, last)),
            same_period=between(before_first, year_earlier(through)),
            whole_year=between(before_first, before_last),
        ),
        baseline=baseline,
        assigned=assigned,
    )

    expected = slow_figures(calendar, year, day, items, baseline, assigned, rate, binding)
    assert {key: getattr(figures, key) for key in expected} == expected
    return figures.state
