"""The one place that asks whether a half-month is closed: whoever locks it is refused, or says why they are late."""

from datetime import date

import pytest
from django.db import transaction

from base.errors import Refused
from organization.models import UnitHalfMonth
from organization.services.half_months import HalfMonthClosed, Lateness, lock_also_closed, lock_many, lock_open

pytestmark = pytest.mark.django_db

CLOSED = date(2026, 3, 1)


@pytest.fixture
def closed(units):
    return UnitHalfMonth.objects.create(unit=units.nv1, start=CLOSED, closed_by="2026-03")


def test_an_open_half_month_is_made_and_locked(units):
    half = lock_open(units.nv1, date(2026, 3, 20))
    assert (half.unit, half.start, half.is_closed) == (units.nv1, date(2026, 3, 15), False)


def test_a_closed_one_refuses_by_its_name_and_the_period_that_closed_it(closed, units):
    with pytest.raises(HalfMonthClosed, match=r"Nửa tháng 01/03–14/03 đã chốt số liệu \(kỳ 2026-03\)") as refusal:
        lock_open(units.nv1, date(2026, 3, 14), field="first_day")
    assert refusal.value.field == "first_day"


def test_one_closed_among_several_refuses_all_of_them(closed, units):
    with pytest.raises(Refused), transaction.atomic():
        lock_many(
            [(units.nv2.pk, date(2026, 3, 2)), (units.nv1.pk, date(2026, 3, 2)), (units.nv1.pk, date(2026, 5, 2))]
        )
    assert list(UnitHalfMonth.objects.all()) == [closed]


def test_a_lateness_with_its_reason_is_let_through(closed, units):
    late = Lateness(reason="Văn bản tìm thấy sau khi chốt")
    assert lock_many([(units.nv1.pk, CLOSED)], late=late) == [closed]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_lateness_without_a_reason_is_none(reason):
    with pytest.raises(Refused, match="lý do") as refusal:
        Lateness(reason=reason)
    assert refusal.value.field == "late"


def test_recounting_locks_closed_ones_too(closed, units):
    assert lock_also_closed([(units.nv1.pk, CLOSED)]) == [closed]
