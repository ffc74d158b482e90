"""The half-month rows of units: the one lock for counting, closing and hand entry, and the one place that
asks whether a half-month is still open.

Every service that writes a dated row passes through `lock_open` or `lock_many`, with the half-months the row
leaves and enters: they refuse where one of them is closed, so a write that forgets to ask cannot pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from base.errors import Refused
from base.periods import half_month_of
from base.text import clean_line
from organization.models import Unit, UnitHalfMonth
from organization.rules.half_months import why_closed


@dataclass(frozen=True)
class Lateness:
    """Why a row is written into a half-month that is closed already; the writer keeps it with the row."""

    reason: str

    def __post_init__(self) -> None:
        if not clean_line(self.reason):
            raise Refused("Ghi lý do bổ sung sau thời điểm chốt số liệu.", field="late")


class HalfMonthClosed(Refused):
    """A half-month that the write touches is closed, and nobody said why the write is late."""


def lock_open(unit: Unit | int, day: date, *, late: Lateness | None = None, field: str | None = None) -> UnitHalfMonth:
    """The same as `lock_many` for one unit and day."""
    return lock_many([(unit.pk if isinstance(unit, Unit) else unit, day)], late=late, field=field)[0]


def lock_many(
    unit_days: Iterable[tuple[int, date]], *, late: Lateness | None = None, field: str | None = None
) -> list[UnitHalfMonth]:
    """Lock the half-months these days of units (ids) lie in, creating them at first use, inside the transaction.

    Raises HalfMonthClosed where one is closed and no lateness is handed in; `field` names the form field the
    sentence belongs to.
    """
    halves = lock_also_closed(unit_days)
    if late is None:
        for half in halves:
            if why := why_closed(half):
                raise HalfMonthClosed(why, field=field)
    return halves


def lock_also_closed(unit_days: Iterable[tuple[int, date]]) -> list[UnitHalfMonth]:
    """Lock half-months whatever their state: to close and open them, to recount rows that stay, and to compare
    a whole file with what is held before the rows that are written pass `lock_many`.

    Locks are taken in one fixed order (unit, then day), so that two writers never wait for each other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A half-month is locked inside the transaction of the write.")
    wanted = sorted({(unit_id, half_month_of(day)) for unit_id, day in unit_days})
    UnitHalfMonth.objects.bulk_create(
        [UnitHalfMonth(unit_id=unit_id, start=start) for unit_id, start in wanted], ignore_conflicts=True
    )
    keys = set(wanted)
    rows = (
        UnitHalfMonth.objects.select_for_update()
        .filter(unit_id__in={u for u, _ in wanted}, start__in={s for _, s in wanted})
        .order_by("unit_id", "start")
    )
    return [row for row in rows if (row.unit_id, row.start) in keys]
