"""Who answers for the counts of a unit's half-months, and in which state is each of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from base.periods import (
    half_month_end,
    half_month_of,
    half_month_words,
    last_complete_half_month_end,
    next_half_month,
)
from documents.rules.document_rights import DocumentRight
from organization.enums import CountingMethod, UnitKind
from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with

if TYPE_CHECKING:
    from organization.models import Unit, UnitHalfMonth

# What most offices write most, so that few fields stand open when counts are typed by hand.
USUAL_TYPES = ("cong_van", "bao_cao", "thong_bao", "to_trinh", "ke_hoach", "giay_moi", "quyet_dinh", "huong_dan")
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class SeenHalf:
    """A half-month as the person saw it when they pressed: its version (1 where it had no row yet) and its count."""

    start: date
    version: int
    count: int


# --- Who ------------------------------------------------------------------------------------------


def can_answer_for_counts(actor: Actor, unit_path: str) -> PostFact | None:
    """Confirm half-months, take that back, type counts by hand: the head of the unit."""
    return post_with(actor, DocumentRight.ANSWER_FOR_COUNTS, unit_path)


def can_enter_counts_for(actor: Actor, unit_path: str) -> PostFact | None:
    """The same as told by a head of the unit: the Office of the agency."""
    return post_with(actor, DocumentRight.ENTER_COUNTS_FOR, unit_path)


# --- Which ----------------------------------------------------------------------------------------


def counting_units(units: Iterable[Unit], first_day: date, last_day: date) -> list[Unit]:
    """Departments and bodies that existed in the window; an agency only where nothing is below it."""
    units = list(units)
    parents = {unit.parent_id for unit in units}
    return [
        unit
        for unit in units
        if (unit.kind != UnitKind.AGENCY or unit.pk not in parents)
        and (unit.start is None or unit.start <= last_day)
        and (unit.end is None or unit.end >= first_day)
    ]


def existed_in(unit: Unit, start: date) -> bool:
    """Did the unit exist on any day of the half-month that begins on `start`?"""
    return (unit.start is None or unit.start <= half_month_end(start)) and (unit.end is None or start <= unit.end)


def why_no_half_month(unit: Unit, start: date, day: date) -> str:
    """Why nothing may be confirmed or typed for this half-month on `day`; '' where it may."""
    if half_month_of(start) != start:
        return "Nửa tháng bắt đầu ngày 1 hoặc ngày 15."
    if half_month_end(start) > last_complete_half_month_end(day):
        last = _day(half_month_end(start))
        return f"Nửa tháng {half_month_words(start)} chưa hết; xác nhận hoặc nhập số từ ngày {last}."
    if not existed_in(unit, start):
        return f"Đơn vị không hoạt động trong nửa tháng {half_month_words(start)}."
    return ""


# --- States ---------------------------------------------------------------------------------------


class CountState(StrEnum):
    """What is known of one unit in one half-month."""

    MISSING = "missing"  # no rows, nothing by hand, nobody confirmed
    HELD = "held"  # rows or hand counts, nobody confirmed
    CONFIRMED = "confirmed"
    NIL = "nil"  # confirmed that nothing was issued
    CHANGED = "changed"  # confirmed, and the count is another since


DUE_STATES = frozenset({CountState.MISSING, CountState.HELD, CountState.CHANGED})


def count_state(half: UnitHalfMonth | None, count: int) -> CountState:
    """The state of a half-month that now counts `count` documents; None where it has no row yet."""
    if half is None or (half.confirmed_at is None and half.method == CountingMethod.NONE):
        return CountState.MISSING
    if half.confirmed_at is None:
        return CountState.HELD
    if half.confirmed_count != count:
        return CountState.CHANGED
    return CountState.NIL if half.is_nil and half.method == CountingMethod.NONE else CountState.CONFIRMED


def why_not_by_hand(half: UnitHalfMonth) -> str:
    """Why counts may not be typed for an open half-month; '' where they may: never both register and hand."""
    if half.method == CountingMethod.REGISTER:
        return (
            f"Nửa tháng {half_month_words(half.start)} đã có văn bản trong sổ nên đếm theo sổ. "
            "Văn bản còn thiếu thì văn thư ghi thêm vào sổ."
        )
    if half.confirmed_at is not None:
        return f"Nửa tháng {half_month_words(half.start)} đã xác nhận. Bỏ xác nhận trước khi sửa số."
    return ""


# --- Words ----------------------------------------------------------------------------------------


def stretches(starts: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Half-months in order as unbroken stretches of days (first, last)."""
    spans: list[tuple[date, date]] = []
    for start in starts:
        if spans and next_half_month(half_month_of(spans[-1][1])) == start:
            spans[-1] = (spans[-1][0], half_month_end(start))
        else:
            spans.append((start, half_month_end(start)))
    return tuple(spans)


def stretch_words(starts: Iterable[date]) -> str:
    """ "01/03–31/03, 01/06–14/06"."""
    return ", ".join(f"{_day(first)}–{_day(last)}" for first, last in stretches(starts))


def _day(day: date) -> str:
    return f"{day:%d/%m}"
