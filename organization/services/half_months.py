"""The half-month rows of units: the one lock for counting, closing and hand entry."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from base.periods import half_month_of
from organization.models import Unit, UnitHalfMonth


def lock_open(unit: Unit | int, day: date) -> UnitHalfMonth:
    """Lock the half-month row a dated write of the unit belongs to, creating it at first use.

    Every service that writes a dated row passes through here, inside its transaction; the row says
    by `is_closed` whether the half-month is already closed.
    """
    return lock_many([(unit.pk if isinstance(unit, Unit) else unit, day)])[0]


def lock_many(unit_days: Iterable[tuple[int, date]]) -> list[UnitHalfMonth]:
    """Lock several half-months in one fixed order (unit, then day), so that two writers never wait for each other."""
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
