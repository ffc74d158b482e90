"""Taking the figures of a past year from what was counted: documents and conferences, in both calendars."""

from dataclasses import dataclass

from django.db import transaction

from base.errors import Refused
from base.periods import FIRST_YEAR, LAST_YEAR
from base.text import clean_line
from figures.queries.last_year import YearOfUnits, years_of_agencies
from figures.services.baselines import BaselineKey, approve_counts
from organization.models import Unit
from organization.rules.access import Actor


@dataclass(frozen=True)
class ApprovedYear:
    """What became of one agency's year: units written, units left as they were, or why nothing was approved."""

    year: YearOfUnits
    written: tuple[Unit, ...]
    kept: tuple[Unit, ...]
    kept_other_source: tuple[Unit, ...]


@transaction.atomic
def approve_year_from_counts(*, by: Actor, year: int, source: str) -> list[ApprovedYear]:
    """Approve the counts of `year` as baselines, for every unit with at least one counted item.

    An agency's measure and calendar of which the first or last half-month holds nothing is passed over.
    Run again, equal figures stay; those that changed are restated; figures from another source stay.
    Raises Refused for a year or a source that cannot be.
    """
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Refused(f"Không có số liệu năm {year}. Ghi năm từ {FIRST_YEAR + 1} đến {LAST_YEAR - 1}.")
    if not clean_line(source):
        raise Refused("Ghi nguồn của số liệu, ví dụ --source “Sổ văn bản đi năm 2025”.")
    return [_approve(by, year, source, found) for found in years_of_agencies(year)]


def _approve(by: Actor, year: int, source: str, found: YearOfUnits) -> ApprovedYear:
    written: list[Unit] = []
    kept: list[Unit] = []
    other: list[Unit] = []
    for unit, figure in found.counts if found.is_complete else ():
        key = BaselineKey(unit=unit, year=year, calendar=found.calendar, measure=found.measure)
        baseline, is_new = approve_counts(by=by, key=key, figure=figure, source=source)
        (written if is_new else kept if baseline.figure == figure else other).append(unit)
    return ApprovedYear(found, tuple(written), tuple(kept), tuple(other))
