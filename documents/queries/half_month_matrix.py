"""Whose counts are in: every unit of an agency against the last half-months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from base.marks import Mark
from base.page_parts import Figure, Page, SentenceFigure, look_ahead
from base.periods import half_month_words, half_months
from documents.models import DocumentCount
from documents.queries.half_months import STATE_MARKS, missing_half_months
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import (
    CountState,
    count_state,
    existed_in,
    stretch_words,
    units_that_reckon,
)
from organization.models import Unit, UnitHalfMonth
from organization.queries.scope import scope_of

SHOWN = 6  # half-months side by side: a quarter, and it fits the page
UNITS_A_PAGE = 50
MOST_NAMED = 4


@dataclass(frozen=True)
class Cell:
    """One unit in one half-month; `state` None where the unit did not exist."""

    start: date
    state: CountState | None
    count: int

    @property
    def mark(self) -> Mark | None:
        return STATE_MARKS[self.state] if self.state else None

    @property
    def short(self) -> str:
        """The state under the number, in a word that fits a narrow column."""
        return SHORT_WORDS[self.state] if self.state else ""

    @property
    def words(self) -> str:
        """Number and state as a workbook says them."""
        if self.state is None:
            return ""
        return self.short if self.state == CountState.MISSING else f"{self.count} ({self.short})"


SHORT_WORDS = {
    CountState.MISSING: "thiếu",
    CountState.HELD: "chưa xác nhận",
    CountState.CONFIRMED: "đã xác nhận",
    CountState.NIL: "không phát sinh",
    CountState.CHANGED: "đã đổi",
}


@dataclass(frozen=True)
class MatrixRow:
    """One unit: the half-months of the whole year that are missing, and the cells that are shown."""

    unit: Unit
    missing: tuple[date, ...]
    cells: tuple[Cell, ...]
    wanted: int
    confirmed: int

    @property
    def missing_words(self) -> str:
        return stretch_words(self.missing)


@dataclass(frozen=True)
class Matrix:
    """Rows of one page; `units_in` of `units_all` have every half-month of the year in."""

    view: CountingYear
    columns: tuple[date, ...]
    units_in: int
    units_all: int
    missing: tuple[tuple[Unit, str], ...]
    page: Page

    @property
    def rows(self) -> Sequence[MatrixRow]:
        return self.page.rows

    @property
    def heads(self) -> list[str]:
        return [half_month_words(start) for start in self.columns]

    @property
    def sentence(self) -> SentenceFigure:
        """How many units are in, and the first of those that are not."""
        until = f"{self.view.counted_to.day}/{self.view.counted_to.month}"
        age = f"Văn bản hành chính · {self.view.label} · đủ là đã xác nhận, có trong sổ hoặc nhập tay"
        if not self.columns:
            words = f"Chưa có nửa tháng nào của {self.view.label} hết hẳn."
            return SentenceFigure("Đơn vị đủ số liệu", [words], None, age)
        parts: list[str | Figure] = [Figure(f"{self.units_in}/{self.units_all}"), f" đơn vị đủ số liệu đến hết {until}"]
        if self.missing:
            named = "; ".join(f"{unit.name} thiếu {words}" for unit, words in self.missing[:MOST_NAMED])
            more = f" và {len(self.missing) - MOST_NAMED} đơn vị khác" if len(self.missing) > MOST_NAMED else ""
            parts.append(f"; {named}{more}.")
            return SentenceFigure(
                "Đơn vị đủ số liệu", parts, STATE_MARKS[CountState.MISSING].with_text("Còn thiếu"), age
            )
        parts.append(".")
        return SentenceFigure("Đơn vị đủ số liệu", parts, STATE_MARKS[CountState.CONFIRMED].with_text("Đủ"), age)


def matrix_of(agency: Unit, view: CountingYear, number: str | None, *, only_missing: bool, whole_year: bool) -> Matrix:
    """The units of the agency's tree that reckon for themselves, and which of their half-months are in.

    A half-month is in when it was confirmed or holds rows or hand counts. Three reads, whatever the size;
    `whole_year` gives every half-month a column and every unit a row, for the workbook.
    """
    units = list(Unit.objects.under(agency).in_order())
    scope = scope_of(agency, units)
    reckoning = units_that_reckon(units, view.first_day, view.since_to)
    wanted = list(half_months(view.first_day, view.counted_to))
    columns = wanted if whole_year else wanted[-SHOWN:]
    missing = missing_half_months(reckoning, view, scope)
    lacking = [unit for unit in reckoning if missing[unit.pk]]
    listed = lacking if only_missing else reckoning
    page = look_ahead(listed, number, max(len(listed), 1) if whole_year else UNITS_A_PAGE, len(listed))
    return Matrix(
        view=view,
        columns=tuple(columns),
        units_in=len(reckoning) - len(lacking),
        units_all=len(reckoning),
        missing=tuple((unit, stretch_words(missing[unit.pk])) for unit in lacking),
        page=Page(_rows(page.rows, wanted, columns, missing), page.number, page.size, page.has_next, page.total),
    )


def _rows(
    units: Sequence[Unit], wanted: list[date], columns: list[date], missing: dict[int, tuple[date, ...]]
) -> tuple[MatrixRow, ...]:
    """The rows of the units on this page, with their counts."""
    halves, counts = {}, {}
    if wanted and units:
        ids = [unit.pk for unit in units]
        found = UnitHalfMonth.objects.within(wanted[0], wanted[-1]).filter(unit_id__in=ids)
        halves = {(half.unit_id, half.start): half for half in found}
        totals = DocumentCount.objects.within(wanted[0], wanted[-1]).filter(unit_id__in=ids).order_by()
        for unit_id, start, total in totals.values_list("unit_id", "half_month").annotate(total=Sum("count")):
            counts[unit_id, start] = total
    rows = []
    for unit in units:
        cells = {
            start: Cell(
                start,
                count_state(halves.get((unit.pk, start)), counts.get((unit.pk, start), 0))
                if existed_in(unit, start)
                else None,
                counts.get((unit.pk, start), 0),
            )
            for start in wanted
        }
        rows.append(
            MatrixRow(
                unit=unit,
                missing=missing[unit.pk],
                cells=tuple(cells[start] for start in columns),
                wanted=sum(cell.state is not None for cell in cells.values()),
                confirmed=sum(cell.state in (CountState.CONFIRMED, CountState.NIL) for cell in cells.values()),
            )
        )
    return tuple(rows)
