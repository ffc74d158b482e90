"""The figures of a reduction against a reckoning that walks day by day with fractions."""

from collections import Counter
from datetime import date
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from base.periods import half_months, year_window
from documents.rules.reduction import YearCounts, counted_to, reduction, year_earlier
from documents.tests.slow_figures import DAY, slow_figures


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


@given(st.lists(situations(), min_size=6, max_size=6))  # six at a time, for a case in six hundred
@example([(*LEAP_DAY, None, 15, True), (*AFTER_LEAP_YEAR, None, 15, True), (*YEAR_JUST_BEGUN, 5, 15, True)])
def test_every_figure_equals_the_walk_day_by_day(several):
    for situation in several:
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
