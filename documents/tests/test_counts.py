"""The stored counts follow the rows: they rise, shrink and go, and what is out of step is found, told and mended."""

from datetime import date

import pytest
from django.db import transaction

from documents.models import DocumentCount, RegisterRow
from documents.services.counts import Drift, find_drift, recount, repair_drift, tell_drift
from documents.services.register_rows import decide_count
from documents.tests.half_month_world import LAST, counts, half, issue, type_id
from organization.models import Notification
from organization.services.half_months import lock_many

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 15)


def leave_out(by, row):
    decide_count(by=by, row=row, version=row.version, counted=False, reason="Bản gửi lại")


def test_a_count_shrinks_with_its_rows_and_goes_with_the_last(units, cast, actor):
    issue(units.nv1, LAST, count=3)
    issue(units.nv1, LAST, code="bao_cao")
    issue(units.nv1, MAY, count=2)
    first, *others = RegisterRow.objects.filter(half_month=LAST, type__code="cong_van")

    leave_out(actor(cast.clerk), first)
    assert counts(units.nv1) == {"cong_van": 2, "bao_cao": 1}

    for row in others:
        leave_out(actor(cast.clerk), row)
    assert counts(units.nv1) == {"bao_cao": 1}
    assert counts(units.nv1, MAY) == {"cong_van": 2}
    assert find_drift() == []


def test_a_half_month_keeps_its_register_until_the_last_row_is_gone(units):
    issue(units.nv1, LAST, counted=False)
    assert half(units.nv1).method == "register"

    RegisterRow.objects.all().delete()
    with transaction.atomic():
        recount(lock_many([(units.nv1.pk, LAST)]))

    assert half(units.nv1).method == "none"


@pytest.mark.parametrize("stored", [None, 1, 5])
def test_a_count_out_of_step_is_found_told_and_mended(units, cast, stored):
    issue(units.nv1, LAST, count=3)
    issue(units.nv2, LAST, count=2)
    wrong = DocumentCount.objects.filter(unit=units.nv1)
    wrong.delete() if stored is None else wrong.update(count=stored)

    drifts = find_drift()
    assert drifts == [Drift(units.nv1.pk, type_id(), LAST, stored=stored or 0, rows=3)]
    sentence = tell_drift(drifts=drifts, day=date(2026, 6, 17))
    assert "lệch với sổ ở 1 chỗ: Phòng Nghiệp vụ 1, từ 01/06/2026." in sentence
    told = Notification.objects.filter(kind="register.drift").values_list("recipient__username", flat=True)
    assert set(told) == {"vanphong", "truong.vp"}

    assert repair_drift(drifts) == 1
    assert counts(units.nv1) == {"cong_van": 3}
    assert find_drift() == []
