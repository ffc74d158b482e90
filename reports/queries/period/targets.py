"""The targets of the period's year as the report tells them: rows by unit, the online share, the curve."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from figures.queries.curve import curve_of
from figures.queries.target_rows import TargetRow, target_table
from figures.rules.baselines import DOCUMENTS
from organization.rules.access import Actor
from reports.queries.home import AgencyFigures


@dataclass(frozen=True)
class CurveLine:
    """Cumulative documents at the end of a half-month: this year (None in the future), last year, ceiling."""

    day: date
    this_year: int | None
    last_year: int | None
    ceiling: int | None


def target_rows(figures: AgencyFigures, measure: str, reader: Actor) -> tuple[TargetRow, ...]:
    """The rows of the table and their sum, the last; none where nothing is below the agency."""
    table = target_table(figures.tree, measure, reader)
    return (*table.rows, table.total) if table else ()


def curve_lines(figures: AgencyFigures) -> Iterator[CurveLine]:
    reduction = figures.tree.root.of(DOCUMENTS)
    curve = curve_of(figures.tree.scope, DOCUMENTS, reduction, figures.view)
    for point in curve.points:
        yield CurveLine(
            day=point.day,
            this_year=point.this_year,
            last_year=point.last_year if curve.has_last_year else None,
            ceiling=reduction.ceiling,
        )
