"""Do the dates of a register jump while its numbers rise?

A workbook that passed through another country's settings has day and month swapped wherever both are
below 13: such cells are real dates, the others stayed text. Nothing is corrected; the rows are named.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

FAR = 7  # days a document may be dated before the number before it without being named
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class NumberedDay:
    """One row: where it stands, its number and series, its day and whether that was written as text."""

    row: int
    number: int
    series: str
    day: date
    is_text: bool


def find_jumps(rows: Sequence[NumberedDay]) -> list[int]:
    """The rows to look at, in order; [] where dates follow the numbers."""
    suspects: set[int] = set()
    for series in _series(rows):
        jumping = set(_jumping(series))
        if jumping and _looks_swapped(series):
            jumping = {one.row for one in series if not one.is_text}
        suspects |= jumping
    return sorted(suspects)


def _series(rows: Sequence[NumberedDay]) -> Iterable[list[NumberedDay]]:
    """Rows that share one run of numbers: the whole table, or each symbol by itself; years apart."""
    by_year: dict[int, list[NumberedDay]] = defaultdict(list)
    for one in rows:
        by_year[one.day.year].append(one)
    for of_year in by_year.values():
        rising = sum(b.number > a.number for a, b in pairwise(of_year))
        if rising >= _MOSTLY * (len(of_year) - 1):
            yield of_year
            continue
        by_symbol: dict[str, list[NumberedDay]] = defaultdict(list)
        for one in of_year:
            by_symbol[one.series].append(one)
        yield from by_symbol.values()


def _jumping(series: Sequence[NumberedDay]) -> Iterable[int]:
    """Rows dated long before one with a smaller number: taken out until the days that remain rise."""
    ordered = sorted(series, key=lambda one: one.number)
    keep = _longest_rising([one.day.toordinal() for one in ordered])
    following = iter([*keep, len(ordered)])
    upcoming = next(following)
    before = ordered[keep[0]].day if keep else date.min
    for place, one in enumerate(ordered):
        if place == upcoming:
            before, upcoming = one.day, next(following)
            continue
        after = ordered[upcoming].day if upcoming < len(ordered) else one.day
        if (before - one.day).days > FAR or (one.day - after).days > FAR:
            yield one.row


def _longest_rising(days: Sequence[int]) -> list[int]:
    """The places of a longest run of days that never falls."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, day in enumerate(days):
        at = bisect_right(ends, day)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(day)
            places.append(place)
        else:
            ends[at], places[at] = day, place
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


def _looks_swapped(series: Sequence[NumberedDay]) -> bool:
    """Every text has a day above 12 and every real date one that could be a month."""
    texts = [one for one in series if one.is_text]
    real = [one for one in series if not one.is_text]
    return bool(texts and real) and all(t.day.day > 12 for t in texts) and all(r.day.day <= 12 for r in real)
