"""Keeping DocumentCount in step with the register, and finding where it is not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count

from documents.models import DocumentCount, RegisterRow
from organization.enums import CountingMethod
from organization.models import Unit, UnitHalfMonth
from organization.queries import agencies_of, office_people
from organization.queries.half_months import HalfKey
from organization.services.half_months import lock_also_closed
from organization.services.notifications import notify

BATCH = 500
MOST_PLACES = 5


def why_counted_by_hand(half: UnitHalfMonth) -> str:
    """Why no row of the register may be dated in this open half-month; '' where it may."""
    if half.method == CountingMethod.HAND:
        return "Nửa tháng này đơn vị đã nhập số đếm bằng tay. Bỏ số nhập tay trước khi ghi theo sổ."
    return ""


def recount(halves: Iterable[UnitHalfMonth]) -> None:
    """Make counts and counting method of locked half-months what the rows say.

    Call it in the transaction that wrote the rows, with the locks held: without them two recounts lose
    one of the two. Half-months counted by hand are left alone.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Counts are part of the write: recount inside the same transaction.")
    by_key = {(half.unit_id, half.start): half for half in halves if half.method != CountingMethod.HAND}
    if not by_key:
        return
    counted, with_rows = _counts_of_rows(by_key)
    stale: list[int] = []
    changed: list[DocumentCount] = []
    for count in DocumentCount.objects.filter(**_touching(by_key)):
        key = (count.unit_id, count.half_month)
        if key not in by_key:
            continue
        number = counted[key].pop(count.type_id, 0)
        if number == 0:
            stale.append(count.pk)
        elif number != count.count:
            count.count = number
            changed.append(count)
    DocumentCount.objects.filter(pk__in=stale).delete()
    DocumentCount.objects.bulk_update(changed, ["count"], batch_size=BATCH)
    DocumentCount.objects.bulk_create(
        DocumentCount(unit_id=unit_id, half_month=start, type_id=type_id, count=number)
        for (unit_id, start), types in counted.items()
        for type_id, number in types.items()
    )
    for method, keys in (
        (CountingMethod.REGISTER, with_rows),
        (CountingMethod.NONE, by_key.keys() - with_rows),
    ):
        ids = [by_key[key].pk for key in keys if by_key[key].method != method]
        UnitHalfMonth.objects.filter(pk__in=ids).update(method=method)


def _touching(keys: Iterable[HalfKey]) -> dict[str, set]:
    """A filter that finds at least these half-months in one range of units and days."""
    keys = list(keys)
    return {"unit_id__in": {unit for unit, _ in keys}, "half_month__in": {start for _, start in keys}}


def _counts_of_rows(keys: Iterable[HalfKey]) -> tuple[dict[HalfKey, dict[int, int]], set[HalfKey]]:
    """Counted rows by half-month and type, and the half-months that hold any row at all."""
    wanted = set(keys)
    counted: dict[HalfKey, dict[int, int]] = defaultdict(dict)
    with_rows: set[HalfKey] = set()
    rows = (
        RegisterRow.objects.filter(**_touching(wanted))
        .order_by()
        .values_list("unit_id", "half_month", "type_id", "counted")
        .annotate(number=Count("id"))
    )
    for unit_id, start, type_id, is_counted, number in rows:
        key = (unit_id, start)
        if key in wanted:
            with_rows.add(key)
            if is_counted:
                counted[key][type_id] = number
    return counted, with_rows


# --- The nightly check ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Drift:
    """A count that is not what the rows say."""

    unit_id: int
    type_id: int
    half_month: date
    stored: int
    rows: int


def find_drift() -> list[Drift]:
    """Every unit × type × half-month whose stored count differs from the register's counted rows.

    Half-months counted by hand are right by definition and are left out.
    """
    rows = {
        (unit_id, half_month, type_id): number
        for unit_id, half_month, type_id, number in RegisterRow.objects.counted()
        .order_by()
        .values_list("unit_id", "half_month", "type_id")
        .annotate(number=Count("id"))
    }
    by_hand = set(UnitHalfMonth.objects.filter(method=CountingMethod.HAND).values_list("unit_id", "start"))
    stored = {
        (unit_id, half_month, type_id): number
        for unit_id, half_month, type_id, number in DocumentCount.objects.values_list(
            "unit_id", "half_month", "type_id", "count"
        )
        if (unit_id, half_month) not in by_hand
    }
    return [
        Drift(unit_id=key[0], type_id=key[2], half_month=key[1], stored=stored.get(key, 0), rows=rows.get(key, 0))
        for key in sorted(rows.keys() | stored.keys())
        if rows.get(key, 0) != stored.get(key, 0)
    ]


@transaction.atomic
def tell_drift(*, drifts: Sequence[Drift], day: date) -> str:
    """A sentence on what the comparison found; where something drifted the offices concerned are told."""
    if not drifts:
        return "Số đếm khớp với sổ ở mọi đơn vị và nửa tháng."
    units = Unit.objects.in_bulk({drift.unit_id for drift in drifts})
    places = sorted({f"{units[drift.unit_id].name}, từ {drift.half_month:%d/%m/%Y}" for drift in drifts})
    shown = "; ".join(places[:MOST_PLACES]) + ("; …" if len(places) > MOST_PLACES else "")
    sentence = f"Số đếm văn bản lệch với sổ ở {len(drifts)} chỗ: {shown}. Chạy lệnh recount để tính lại."
    paths = {agency.path for agency in agencies_of(list(units.values())).values()}
    people = {person for path in paths for person in office_people(path, day)}
    notify(people=people, kind="register.drift", text=sentence)
    return sentence


@transaction.atomic
def repair_drift(drifts: Iterable[Drift]) -> int:
    """Recount the half-months that drifted, under their locks; returns how many there were."""
    halves = lock_also_closed({(drift.unit_id, drift.half_month) for drift in drifts})
    recount(halves)
    return len(halves)
