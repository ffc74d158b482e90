"""The half-months of one unit: what was counted, how, who stands behind it, and what still waits?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from base.marks import Mark, mark_of
from base.page_parts import Figure, SentenceFigure
from base.periods import half_month_end, half_month_of, half_month_words, half_months, year_of
from documents.models import DocumentCount
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import (
    DUE_STATES,
    CountState,
    count_state,
    existed_in,
    stretch_words,
    why_not_by_hand,
)
from organization.enums import CountingMethod
from organization.models import Unit, UnitHalfMonth
from organization.queries import setting
from organization.queries.scope import Scope

MOST_TYPES = 3

STATE_MARKS = {
    CountState.MISSING: Mark("amber", "circle-dashed", "Chưa có số liệu"),
    CountState.HELD: mark_of("Chưa xác nhận"),
    CountState.CONFIRMED: mark_of("Đã xác nhận"),
    CountState.NIL: Mark("green", "circle-check", "Đã xác nhận không phát sinh"),
    CountState.CHANGED: Mark("amber", "alert-triangle", "Đổi sau khi xác nhận"),
}


@dataclass(frozen=True)
class HalfLine:
    """One half-month of the unit; `half` is None where nothing was ever written of it. `types`: the largest first."""

    start: date
    half: UnitHalfMonth | None
    count: int
    types: tuple[tuple[str, int], ...]
    rows_url: str

    @property
    def end(self) -> date:
        return half_month_end(self.start)

    @property
    def words(self) -> str:
        return half_month_words(self.start)

    @property
    def state(self) -> CountState:
        return count_state(self.half, self.count)

    @property
    def mark(self) -> Mark:
        return STATE_MARKS[self.state]

    @property
    def version(self) -> int:
        return self.half.version if self.half else 1

    @property
    def seen(self) -> str:
        """What the person sees, as the form carries it: "2026-06-01:1:12"."""
        return f"{self.start.isoformat()}:{self.version}:{self.count}"

    @property
    def method(self) -> str:
        return self.half.method if self.half else CountingMethod.NONE

    @property
    def is_by_hand(self) -> bool:
        return self.method == CountingMethod.HAND

    @property
    def is_closed(self) -> bool:
        return self.half is not None and self.half.is_closed

    @property
    def is_confirmed(self) -> bool:
        """Does somebody's confirmation stand, whether or not the count changed since?"""
        return self.half is not None and self.half.confirmed_at is not None

    @property
    def is_due(self) -> bool:
        """Does it wait for a confirmation that may still be given?"""
        return self.state in DUE_STATES and not self.is_closed

    @property
    def may_take_back(self) -> bool:
        return self.is_confirmed and not self.is_closed

    @property
    def may_type(self) -> bool:
        return not self.is_closed and (self.half is None or not why_not_by_hand(self.half))

    @property
    def type_words(self) -> str:
        """ "công văn 7, báo cáo 3, tờ trình 1, loại khác 2"."""
        shown = [f"{name.lower()} {count}" for name, count in self.types[:MOST_TYPES]]
        rest = sum(count for _, count in self.types[MOST_TYPES:])
        return ", ".join([*shown, *([f"loại khác {rest}"] if rest else [])])


@dataclass(frozen=True)
class UnitHalfMonths:
    """The complete half-months of one unit in a year, the newest first."""

    unit: Unit
    view: CountingYear
    lines: tuple[HalfLine, ...]

    @property
    def due(self) -> tuple[HalfLine, ...]:
        """Those that wait for a confirmation, the newest first."""
        return tuple(line for line in self.lines if line.is_due)

    @property
    def confirmed(self) -> int:
        return sum(line.state in (CountState.CONFIRMED, CountState.NIL) for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def running(self) -> date:
        """The first day of the half-month that is not over yet on the day, whatever the year."""
        return half_month_of(self.view.day)

    @property
    def running_end(self) -> date:
        return half_month_end(self.running)

    @property
    def is_running(self) -> bool:
        """Does the year have a half-month that is not over yet?"""
        return self.view.since_from <= self.view.since_to

    def line(self, start: date) -> HalfLine | None:
        return next((line for line in self.lines if line.start == start), None)

    @property
    def sentence(self) -> SentenceFigure:
        until = f"{self.view.counted_to.day}/{self.view.counted_to.month}"
        age = f"Số văn bản hành chính của riêng đơn vị · {self.view.label}"
        if not self.lines:
            first = half_month_end(self.view.first_day)
            words = (
                f"Chưa có nửa tháng nào trọn trong {self.view.label}; nửa tháng đầu hết ngày {first.day}/{first.month}."
            )
            return SentenceFigure("Xác nhận số liệu", [words], None, age)
        parts: list[str | Figure] = [
            "Đã xác nhận ",
            Figure(f"{self.confirmed}/{len(self.lines)}"),
            f" nửa tháng đến hết {until}",
        ]
        if self.confirmed == len(self.lines):
            parts += [": ", Figure(self.total, unit="văn bản"), "."]
            return SentenceFigure("Xác nhận số liệu", parts, STATE_MARKS[CountState.CONFIRMED], age)
        waiting = [line for line in reversed(self.lines) if line.state in DUE_STATES]
        parts.append(f"; còn {stretch_words(line.start for line in waiting)}.")
        states = {line.state for line in waiting}
        mark = STATE_MARKS[CountState.CHANGED if states == {CountState.CHANGED} else CountState.HELD]
        return SentenceFigure("Xác nhận số liệu", parts, mark, age)


@dataclass(frozen=True)
class Confirming:
    """What one press of the button confirms: the half-months, the numbers, and which of them hold nothing."""

    lines: tuple[HalfLine, ...]

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def span(self) -> str:
        return stretch_words(sorted(line.start for line in self.lines))

    @property
    def nil(self) -> str:
        """The half-months that will stand as "không phát sinh"; "" for none."""
        return stretch_words(sorted(line.start for line in self.lines if line.state == CountState.MISSING))

    @property
    def changed(self) -> str:
        """Those that were confirmed before and count another number now; "" for none."""
        return stretch_words(sorted(line.start for line in self.lines if line.state == CountState.CHANGED))

    @property
    def seen(self) -> str:
        return " ".join(line.seen for line in self.lines)

    @property
    def first(self) -> date:
        return min(line.start for line in self.lines)

    @property
    def until(self) -> date:
        """The last day of the last of them."""
        return max(line.end for line in self.lines)


def unit_half_months(unit: Unit, view: CountingYear) -> UnitHalfMonths:
    """Every half-month of the year that is complete on the day and in which the unit existed. Two reads."""
    starts = [start for start in half_months(view.first_day, view.counted_to) if existed_in(unit, start)]
    halves, types = {}, defaultdict(list)
    if starts:
        people = ("confirmed_by", "confirmed_told_by", "entered_by", "entered_told_by")
        rows = UnitHalfMonth.objects.filter(unit=unit).within(starts[0], starts[-1]).select_related(*people)
        halves = {half.start: half for half in rows}
        counts = DocumentCount.objects.filter(unit=unit).within(starts[0], starts[-1])
        for start, name, count in counts.order_by("-count", "type__position").values_list(
            "half_month", "type__name", "count"
        ):
            types[start].append((name, count))
    lines = tuple(
        HalfLine(
            start=start,
            half=halves.get(start),
            count=sum(count for _, count in types[start]),
            types=tuple(types[start]),
            rows_url=_rows_url(unit, start) if types[start] and not _is_by_hand(halves.get(start)) else "",
        )
        for start in reversed(starts)
    )
    return UnitHalfMonths(unit, view, lines)


def missing_half_months(units: Iterable[Unit], view: CountingYear, scope: Scope) -> dict[int, tuple[date, ...]]:
    """For each of the units (ids, all of `scope`) the complete half-months of the year that are not in. One read."""
    wanted = list(half_months(view.first_day, view.counted_to))
    held = defaultdict(set)
    if wanted:
        rows = UnitHalfMonth.objects.within(wanted[0], wanted[-1]).that_are_in().filter(scope.of())
        for unit_id, start in rows.values_list("unit_id", "start"):
            held[unit_id].add(start)
    return {
        unit.pk: tuple(start for start in wanted if start not in held[unit.pk] and existed_in(unit, start))
        for unit in units
    }


def half_months_url(unit: Unit, start: date) -> str:
    """The page of a unit's half-months in the year of `start`, in the calendar that is judged."""
    year = year_of(setting("judged_calendar"), start)
    return f"{reverse('documents:half_months')}?{urlencode({'unit': unit.code, 'year': year})}"


def _is_by_hand(half: UnitHalfMonth | None) -> bool:
    return half is not None and half.method == CountingMethod.HAND


def _rows_url(unit: Unit, start: date) -> str:
    """The counted rows of the register behind the count of one half-month."""
    query = {
        "unit": unit.code,
        "subtree": "0",
        "from": start.isoformat(),
        "to": half_month_end(start).isoformat(),
        "counted": "yes",
    }
    return f"{reverse('documents:register')}?{urlencode(query)}"
