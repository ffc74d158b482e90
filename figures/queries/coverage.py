"""Whose figures are in, and who has still to confirm which half-months? ("n/m đơn vị")

A unit's half-month is in when somebody confirmed it, or when it holds rows of the register or counts
entered by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from documents.queries.half_months import missing_half_months
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import counting_units
from organization.models import Unit
from organization.queries.scope import Scope


@dataclass(frozen=True)
class MissingFigures:
    """A unit whose half-months are not all in; `half_months` are the first days of those that are not."""

    unit: Unit
    half_months: tuple[date, ...]


@dataclass(frozen=True)
class Coverage:
    units_in: int
    units_all: int
    missing: tuple[MissingFigures, ...]


def coverage_of(units: Iterable[Unit], view: CountingYear, scope: Scope) -> Coverage:
    """Of the units that count for themselves (departments and bodies; an agency only where nothing is below it)."""
    counting = counting_units(units, view.first_day, view.since_to)
    absent = missing_half_months(counting, view, scope)
    missing = tuple(MissingFigures(unit, absent[unit.pk]) for unit in counting if absent[unit.pk])
    return Coverage(units_in=len(counting) - len(missing), units_all=len(counting), missing=missing)
