"""Confirming half-months, taking that back, counts by hand: who may, what is refused, what is written."""

from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from base.periods import half_months
from documents.models import DocumentCount
from documents.rules.half_months import SeenHalf
from documents.services.counts import find_drift
from documents.services.half_months import (
    confirm_half_months,
    enter_counts,
    remove_hand_counts,
    take_back_confirmation,
)
from documents.services.register_rows import RowContent, add_row
from documents.tests.half_month_world import LAST, counts, half, issue, seen, type_id
from organization.models import AuditEvent, Notification, UnitHalfMonth
from organization.rules.entering import EnteredFor

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 15)


def confirm(by, unit, *starts, **more):
    return confirm_half_months(by=by, unit=unit, seen=seen(unit, *starts), **more)


def enter(by, unit, start=LAST, *, version=1, entered=None, **numbers):
    typed = {type_id(code): number for code, number in (numbers or {"cong_van": 5}).items()}
    return enter_counts(by=by, unit=unit, start=start, version=version, counts=typed, entered=entered)


# --- Who ------------------------------------------------------------------------------------------

ACTS = {
    "confirm": lambda by, unit, entered: confirm(by, unit, LAST, entered=entered),
    "enter": lambda by, unit, entered: enter(by, unit, entered=entered),
    "take_back": lambda by, unit, entered: take_back_confirmation(
        by=by, unit=unit, start=MAY, version=half(unit, MAY).version, entered=entered
    ),
    "remove": lambda by, unit, entered: remove_hand_counts(
        by=by, unit=unit, start=date(2026, 5, 1), version=half(unit, date(2026, 5, 1)).version, entered=entered
    ),
}
# Who may answer for the counts of NV1 themselves, and who may enter what its head told them.
MAY_ANSWER = {"head"}
MAY_ENTER_FOR = {"office", "office_head"}


@pytest.fixture
def nv1(units, cast, actor):
    """NV1 with one half-month confirmed and one counted by hand, so that every act has something to do."""
    head = actor(cast.head)
    confirm(head, units.nv1, MAY)
    enter(head, units.nv1, date(2026, 5, 1))
    return units.nv1


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "who", ["leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin"]
)
def test_rights_over_the_counts_of_a_unit(nv1, cast, actor, act, who):
    by, told = actor(getattr(cast, who)), EnteredFor(cast.head.pk, "phone")
    before = AuditEvent.objects.count()
    for may, entered in ((who in MAY_ANSWER, None), (who in MAY_ENTER_FOR, told)):
        if may:
            ACTS[act](by, nv1, entered)
            assert AuditEvent.objects.count() == before + 1
        else:
            with pytest.raises(Forbidden):
                ACTS[act](by, nv1, entered)
    if who not in MAY_ANSWER | MAY_ENTER_FOR:
        assert AuditEvent.objects.count() == before


def test_the_office_names_a_head_who_told_it(units, cast, actor):
    for stranger in (cast.staff, cast.outsider, cast.office):
        with pytest.raises(Refused, match="Chọn người của đơn vị"):
            confirm(actor(cast.office), units.nv1, LAST, entered=EnteredFor(stranger.pk, "phone"))
    with pytest.raises(Refused, match="Chọn cách"):
        confirm(actor(cast.office), units.nv1, LAST, entered=EnteredFor(cast.head.pk, "bồ câu"))
    assert not UnitHalfMonth.objects.exists()


def test_what_the_office_confirms_says_for_whom_and_the_head_is_told(units, cast, actor):
    confirm(actor(cast.office), units.nv1, LAST, entered=EnteredFor(cast.head.pk, "phone"))

    stored = half(units.nv1)
    assert (stored.confirmed_by, stored.confirmed_told_by) == (cast.office, cast.head)
    event = AuditEvent.objects.get()
    assert event.after["entered_for"] == {"name": cast.head.full_name, "channel": "điện thoại"}
    told = Notification.objects.get()
    assert told.recipient == cast.head
    assert "nhập thay" in told.text and told.url == "/documents/half-months/?unit=NV1&year=2026"


def test_the_head_of_an_office_that_is_a_unit_confirms_its_own(units, cast, actor):
    confirm(actor(cast.office_head), units.vp, LAST)
    assert half(units.vp).confirmed_told_by is None


# --- Confirming -----------------------------------------------------------------------------------


def test_a_half_month_without_rows_is_confirmed_as_nil(units, cast, actor):
    confirm(actor(cast.head), units.nv1, LAST)

    stored = half(units.nv1)
    assert (stored.is_nil, stored.confirmed_count, stored.confirmed_by) == (True, 0, cast.head)
    assert stored.confirmed_at is not None
    assert (AuditEvent.objects.get().summary, AuditEvent.objects.get().unit) == (
        "xác nhận số văn bản 01/06–14/06 năm 2026",
        units.nv1,
    )


def test_a_half_month_whose_rows_do_not_count_is_confirmed_with_nought_but_not_as_nil(units, cast, actor):
    issue(units.nv1, LAST, counted=False)

    confirm(actor(cast.head), units.nv1, LAST)

    stored = half(units.nv1)
    assert (stored.method, stored.confirmed_count, stored.is_nil) == ("register", 0, False)


def test_all_complete_half_months_at_once_with_their_counts(units, cast, actor):
    issue(units.nv1, date(2026, 3, 3), count=4)
    issue(units.nv1, date(2026, 6, 2), count=2)

    confirmed = confirm(actor(cast.head), units.nv1)

    assert [one.start for one in confirmed] == list(half_months(date(2026, 1, 1), date(2026, 6, 14)))
    assert {one.start: one.confirmed_count for one in confirmed if not one.is_nil} == {
        date(2026, 3, 1): 4,
        date(2026, 6, 1): 2,
    }
    assert AuditEvent.objects.filter(action="count.confirm").count() == 1


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2026, 6, 15), "chưa hết; xác nhận hoặc nhập số từ ngày 30/06"),
        (date(2026, 7, 1), "chưa hết"),
        (date(2026, 6, 2), "bắt đầu ngày 1 hoặc ngày 15"),
    ],
)
def test_only_complete_half_months(units, cast, actor, start, words):
    by = actor(cast.head)
    with pytest.raises(Refused, match=words):
        confirm_half_months(by=by, unit=units.nv1, seen=[SeenHalf(start, 1, 0)])
    with pytest.raises(Refused, match=words):
        enter(by, units.nv1, start)
    assert not UnitHalfMonth.objects.exists()


def test_nothing_before_the_unit_began_or_after_it_ended(units, cast, actor):
    units.nv1.start, units.nv1.end = date(2026, 3, 1), date(2026, 5, 14)
    units.nv1.save()
    assert [one.start for one in seen(units.nv1)][::-1] == list(half_months(date(2026, 3, 1), date(2026, 5, 14)))
    for start in (date(2026, 2, 15), date(2026, 5, 15)):
        with pytest.raises(Refused, match="không hoạt động"):
            confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=[SeenHalf(start, 1, 0)])


def test_a_count_that_is_not_what_was_seen_is_not_confirmed(units, cast, actor):
    shown = seen(units.nv1, MAY, LAST)
    issue(units.nv1, LAST, count=3)

    with pytest.raises(Conflict, match="vừa đổi từ 0 thành 3"):
        confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=shown)
    assert not UnitHalfMonth.objects.filter(confirmed_at__isnull=False).exists()


def test_of_two_who_confirm_the_second_is_told(units, cast, actor):
    shown = seen(units.nv1, LAST)
    confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=shown)

    with pytest.raises(Conflict, match="vừa được người khác"):
        confirm_half_months(
            by=actor(cast.office), unit=units.nv1, seen=shown, entered=EnteredFor(cast.head.pk, "phone")
        )
    with pytest.raises(Refused, match="đã được xác nhận"):
        confirm(actor(cast.head), units.nv1, LAST)
    assert AuditEvent.objects.count() == 1


def test_nothing_to_confirm_is_said(units, cast, actor):
    with pytest.raises(Refused, match="Không còn"):
        confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=[])


def test_rows_that_come_later_leave_the_confirmation_and_its_count(units, cast, actor):
    issue(units.nv1, LAST, count=2)
    confirm(actor(cast.head), units.nv1, LAST)
    issue(units.nv1, LAST)

    stored = half(units.nv1)
    assert (stored.confirmed_count, sum(counts(units.nv1).values())) == (2, 3)
    confirm(actor(cast.head), units.nv1, LAST)
    assert half(units.nv1).confirmed_count == 3


def test_taking_back_clears_everything_and_tells_the_office(units, cast, actor):
    confirm(actor(cast.head), units.nv1, LAST)

    take_back_confirmation(by=actor(cast.head), unit=units.nv1, start=LAST, version=half(units.nv1).version)

    stored = half(units.nv1)
    assert (stored.confirmed_at, stored.confirmed_by, stored.confirmed_count, stored.is_nil) == (
        None,
        None,
        None,
        False,
    )
    assert set(Notification.objects.values_list("recipient__username", flat=True)) == {"vanphong", "truong.vp"}
    with pytest.raises(Refused, match="chưa xác nhận"):
        take_back_confirmation(by=actor(cast.head), unit=units.nv1, start=LAST, version=stored.version)


# --- By hand --------------------------------------------------------------------------------------


def test_counts_by_hand_stand_beside_no_row(units, cast, actor):
    enter(actor(cast.head), units.nv1, cong_van=7, bao_cao=2, de_an=0)

    stored = half(units.nv1)
    assert (stored.method, stored.entered_by, stored.confirmed_at) == ("hand", cast.head, None)
    assert counts(units.nv1) == {"cong_van": 7, "bao_cao": 2}
    assert AuditEvent.objects.get().after == {"counts": {"Công văn": 7, "Báo cáo": 2}}
    assert find_drift() == []


def test_other_numbers_replace_them_and_the_same_change_nothing(units, cast, actor):
    enter(actor(cast.head), units.nv1, cong_van=7, bao_cao=2)
    enter(actor(cast.head), units.nv1, version=2, cong_van=7, bao_cao=2)
    assert AuditEvent.objects.count() == 1
    enter(actor(cast.head), units.nv1, version=2, cong_van=1)

    assert counts(units.nv1) == {"cong_van": 1}
    assert AuditEvent.objects.latest("id").before == {"counts": {"Công văn": 7, "Báo cáo": 2}}


def test_the_register_keeps_hand_counts_out(units, cast, actor):
    issue(units.nv1, LAST, count=2)

    with pytest.raises(Refused, match="đã có văn bản trong sổ"):
        enter(actor(cast.head), units.nv1)
    assert counts(units.nv1) == {"cong_van": 2}


def test_hand_counts_keep_the_register_out(units, cast, actor):
    enter(actor(cast.head), units.nv1)
    content = RowContent("9/BC-TTr", date(2026, 6, 3), "Báo cáo thử", units.nv1)

    with pytest.raises(Refused, match="đã nhập số đếm bằng tay"):
        add_row(by=actor(cast.clerk), content=content)
    remove_hand_counts(by=actor(cast.head), unit=units.nv1, start=LAST, version=half(units.nv1).version)
    add_row(by=actor(cast.clerk), content=content)

    assert counts(units.nv1) == {"bao_cao": 1}
    stored = half(units.nv1)
    assert (stored.method, stored.entered_by, stored.entered_at) == ("register", None, None)


def test_a_confirmed_half_month_is_not_typed_over(units, cast, actor):
    enter(actor(cast.head), units.nv1)
    confirm(actor(cast.head), units.nv1, LAST)
    version = half(units.nv1).version

    with pytest.raises(Refused, match="Bỏ xác nhận trước"):
        enter(actor(cast.head), units.nv1, version=version, cong_van=1)
    with pytest.raises(Refused, match="Bỏ xác nhận trước"):
        remove_hand_counts(by=actor(cast.head), unit=units.nv1, start=LAST, version=version)
    assert (half(units.nv1).confirmed_count, half(units.nv1).is_nil) == (5, False)


def test_of_two_who_type_the_second_is_told(units, cast, actor):
    enter(actor(cast.head), units.nv1, cong_van=7)
    with pytest.raises(Conflict):
        enter(actor(cast.office), units.nv1, cong_van=8, entered=EnteredFor(cast.head.pk, "phone"))
    assert counts(units.nv1) == {"cong_van": 7}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"cong_van": 0}, "ít nhất một số"),
        ({"cong_van": -1}, "từ 0 đến"),
        ({"cong_van": 100_001}, "từ 0 đến"),
        ({"thong_tu": 1}, "hành chính"),
        ({"ket_luan": 1}, "hành chính"),
    ],
)
def test_numbers_that_make_no_sense(units, cast, actor, numbers, words):
    with pytest.raises(Refused, match=words):
        enter(actor(cast.head), units.nv1, **numbers)
    assert not DocumentCount.objects.exists() and not UnitHalfMonth.objects.exists()


def test_there_is_nothing_to_remove_where_nothing_was_typed(units, cast, actor):
    with pytest.raises(Refused, match="không có số nhập tay"):
        remove_hand_counts(by=actor(cast.head), unit=units.nv1, start=LAST, version=1)


# --- Closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ACTS)
def test_a_closed_half_month_stays_as_it_is(nv1, cast, actor, act):
    UnitHalfMonth.objects.get_or_create(unit=nv1, start=LAST)
    UnitHalfMonth.objects.update(closed_by="2026-06")
    before = list(UnitHalfMonth.objects.order_by("pk").values())

    with pytest.raises(Refused, match=r"đã chốt số liệu \(kỳ 2026-06\)"):
        ACTS[act](actor(cast.head), nv1, None)
    assert list(UnitHalfMonth.objects.order_by("pk").values()) == before
