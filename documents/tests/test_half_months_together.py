"""People and imports at the same half-month at the same time: one wins, nothing is half written, on either database."""

from datetime import date

import pytest

from base.errors import Refused
from documents.services.counts import find_drift
from documents.services.half_months import confirm_half_months, enter_counts
from documents.services.register_rows import RowContent, add_row
from documents.tests.half_month_world import LAST, counts, half, seen, type_id
from documents.tests.test_parallel_imports import together
from organization.models import AuditEvent, UnitHalfMonth

pytestmark = pytest.mark.django_db(transaction=True)


def trying(write, answers):
    """`write` as an act of `together`; what it answers or refuses is kept."""

    def act():
        try:
            write()
            answers.append("written")
        except Refused as refusal:
            answers.append(type(refusal).__name__)

    return act


def test_two_presses_confirm_once(units, cast, actor):
    by, shown, answers = actor(cast.head), seen(units.nv1), []
    press = trying(lambda: confirm_half_months(by=by, unit=units.nv1, seen=shown), answers)

    together(press, press, press)

    assert sorted(answers) == ["Conflict", "Conflict", "written"]
    assert AuditEvent.objects.count() == 1
    assert set(UnitHalfMonth.objects.values_list("version", flat=True)) == {2}


def test_two_typists_write_once(units, cast, actor):
    by, answers = actor(cast.head), []

    def typing(number):
        typed = {type_id(): number}
        return trying(
            lambda: enter_counts(by=by, unit=units.nv1, start=LAST, version=1, counts=typed),
            answers,
        )

    together(typing(3), typing(4))

    assert sorted(answers) == ["Conflict", "written"]
    assert counts(units.nv1) in ({"cong_van": 3}, {"cong_van": 4})


def test_register_and_hand_never_both(units, cast, actor):
    head, clerk, typed = actor(cast.head), actor(cast.clerk), {type_id("bao_cao"): 9}
    answers = []
    content = RowContent("7/TTr-NV1", date(2026, 6, 3), "V/v thử", units.nv1)

    together(
        trying(lambda: enter_counts(by=head, unit=units.nv1, start=LAST, version=1, counts=typed), answers),
        trying(lambda: add_row(by=clerk, content=content), answers),
    )

    assert sorted(answers) == ["Refused", "written"]
    by_hand = half(units.nv1).method == "hand"
    assert counts(units.nv1) == ({"bao_cao": 9} if by_hand else {"cong_van": 1})
    assert find_drift() == []


def test_a_row_that_arrives_with_the_press_is_seen_or_told(units, cast, actor):
    head, clerk, shown, answers = actor(cast.head), actor(cast.clerk), seen(units.nv1, LAST), []
    content = RowContent("7/TTr-NV1", date(2026, 6, 3), "V/v thử", units.nv1)

    together(
        trying(lambda: confirm_half_months(by=head, unit=units.nv1, seen=shown), answers),
        trying(lambda: add_row(by=clerk, content=content), answers),
    )

    stored = half(units.nv1)
    assert counts(units.nv1) == {"cong_van": 1}
    if "Conflict" in answers:
        assert stored.confirmed_at is None
    else:
        assert (stored.confirmed_count, stored.is_nil) == (0, True)
