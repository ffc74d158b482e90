"""Whose counts are in: every unit of an agency against the last half-months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from base.periods import half_months
from documents.models import DocumentCount
from documents.queries.half_months import missing_half_months
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import (
    CountState,
    count_state,
    counting_units,
    existed_in,
)
from organization.models import Unit, UnitHalfMonth
from organization.queries.scope import scope_of

SHOWN = 6  # half-months side by side: a quarter, and it fits the page


@dataclass(frozen=True)
class MatrixCell:
    """One unit in one half-month; `state` None where the unit did not exist."""

    start: date
    state: CountState | None
    count: int


@dataclass(frozen=True)
class MatrixRow:
    """One unit: the half-months of the whole year that are missing, and the cells that are shown."""

    unit: Unit
    missing: tuple[date, ...]
    cells: tuple[MatrixCell, ...]
    wanted: int
    confirmed: int


@dataclass(frozen=True)
class Matrix:
    """Who is in: `units_in` of `units_all` have every half-month of the year in, `missing` names the others.

    `listed` are the units that were asked for; `columns` are the half-months that are shown of `wanted`.
    """

    view: CountingYear
    wanted: tuple[date, ...]
    columns: tuple[date, ...]
    units_in: int
    units_all: int
    missing: tuple[tuple[Unit, tuple[date, ...]], ...]
    listed: tuple[Unit, ...]


def matrix_of(agency: Unit, view: CountingYear, *, only_missing: bool, whole_year: bool) -> Matrix:
    """The units of the agency's tree that count for themselves, and which of them are in. Two reads.

    A half-month is in when it was confirmed or holds rows or hand counts. `whole_year` gives every half-month a
    column, for the workbook.
    """
    units = list(Unit.objects.under(agency).in_order())
    scope = scope_of(agency, units)
    counting = counting_units(units, view.first_day, view.since_to)
    wanted = tuple(half_months(view.first_day, view.counted_to))
    missing = missing_half_months(counting, view, scope)
    lacking = [unit for unit in counting if missing[unit.pk]]
    return Matrix(
        view=view,
        wanted=wanted,
        columns=wanted if whole_year else wanted[-SHOWN:],
        units_in=len(counting) - len(lacking),
        units_all=len(counting),
        missing=tuple((unit, missing[unit.pk]) for unit in lacking),
        listed=tuple(lacking if only_missing else counting),
    )


def matrix_rows(matrix: Matrix, units: Sequence[Unit]) -> tuple[MatrixRow, ...]:
    """The rows of these units of the matrix, with their counts. Two reads, whatever the size."""
    wanted, missing = matrix.wanted, {unit.pk: starts for unit, starts in matrix.missing}
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
            start: MatrixCell(
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
                missing=missing.get(unit.pk, ()),
                cells=tuple(cells[start] for start in matrix.columns),
                wanted=sum(cell.state is not None for cell in cells.values()),
                confirmed=sum(cell.state in (CountState.CONFIRMED, CountState.NIL) for cell in cells.values()),
            )
        )
    return tuple(rows)
