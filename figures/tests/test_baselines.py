"""Entering, approving, declining and restating last year's figures; giving a unit its own ceiling."""

from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from conftest import TODAY
from figures.models import AssignedCeiling, Baseline
from figures.rules.baselines import (
    can_approve_baseline,
    can_approve_counts,
    can_assign_ceiling,
    can_enter_baseline,
    can_propose_ceiling,
)
from figures.services.baselines import (
    BaselineKey,
    approve_baseline,
    approve_counts,
    decline_baseline,
    enter_baseline,
)
from figures.services.ceilings import (
    agree_ceiling,
    assign_ceiling,
    decline_ceiling,
    propose_ceiling,
    record_agreement,
)
from organization.models import AuditEvent, Notification
from organization.rules.access import system_actor
from organization.services.decisions import DecisionFacts

pytestmark = pytest.mark.django_db


def key(unit, measure="documents", calendar="register") -> BaselineKey:
    return BaselineKey(unit=unit, year=2025, calendar=calendar, measure=measure)


@pytest.fixture
def enter(cast, actor):
    def entered(unit, figure=174, by=None, **values) -> Baseline:
        given = {"method": "report", "source": "Báo cáo 15/BC-TTr", **values}
        return enter_baseline(by=actor(by or cast.office), key=key(unit), figure=figure, **given)

    return entered


# --- Rights ---------------------------------------------------------------------------------------

ENTER = {"nv1": {"office", "office_head", "clerk", "head"}, "vp": {"office", "office_head", "clerk"}}
APPROVE = {"nv1": {"leader", "deputy", "office", "office_head"}, "vp": {"leader"}, "agency": {"leader", "deputy"}}


@pytest.mark.parametrize("unit", ["nv1", "vp"])
def test_who_enters(unit, units, cast, actor):
    allowed = {
        who for who, person in vars(cast).items() if can_enter_baseline(actor(person), getattr(units, unit).path)
    }

    assert allowed == ENTER[unit]


@pytest.mark.parametrize("unit", ["nv1", "vp", "agency"])
def test_who_approves(unit, units, cast, actor):
    path = getattr(units, unit).path
    allowed = {who for who, p in vars(cast).items() if can_approve_baseline(actor(p), path, entered_by=None)}

    assert allowed == APPROVE[unit]


def test_nobody_approves_what_they_entered(units, cast, actor):
    for person in vars(cast).values():
        assert can_approve_baseline(actor(person), units.nv1.path, entered_by=person.pk) is None


def test_who_approves_counts_and_who_gives_ceilings(units, cast, actor):
    def allowed(rule, unit):
        return {who for who, person in vars(cast).items() if rule(actor(person), unit.path)}

    assert allowed(can_approve_counts, units.nv1) == {"leader", "deputy", "office", "office_head"}
    assert allowed(can_propose_ceiling, units.nv1) == {"office", "office_head"}
    assert allowed(can_assign_ceiling, units.nv1) == {"leader", "deputy"}
    assert allowed(can_assign_ceiling, units.nv2) == {"leader"}


# --- Figures --------------------------------------------------------------------------------------


def test_one_enters_another_approves(units, cast, actor, enter):
    entered = enter(units.nv1)
    assert (entered.state, entered.covers_from, entered.covers_to) == ("pending", date(2025, 1, 1), date(2025, 12, 31))

    approved = approve_baseline(by=actor(cast.leader), baseline=entered, version=entered.version)

    assert (approved.state, approved.entered_by, approved.approved_by) == ("approved", cast.office, cast.leader)
    events = AuditEvent.objects.of("figures.baseline", approved.pk)
    assert [event.action for event in events] == ["baseline.approve", "baseline.enter"]
    assert Notification.objects.filter(recipient=cast.leader, kind="baseline.entered").exists()
    assert Notification.objects.filter(recipient=cast.office, kind="baseline.approved").exists()


def test_the_one_who_entered_may_not_approve(units, cast, actor, enter):
    entered = enter(units.nv1)

    with pytest.raises(Forbidden):
        approve_baseline(by=actor(cast.office), baseline=entered, version=entered.version)

    assert Baseline.objects.get().state == "pending"


def test_the_office_does_not_approve_its_own_units_figure(units, cast, actor, enter):
    entered = enter(units.vp, by=cast.clerk)

    with pytest.raises(Forbidden):
        approve_baseline(by=actor(cast.office), baseline=entered, version=entered.version)


def test_a_head_of_another_unit_enters_nothing(units, cast, enter):
    with pytest.raises(Forbidden):
        enter(units.nv1, by=cast.outsider)

    assert not Baseline.objects.exists()


def test_a_restated_figure_is_kept(units, cast, actor, enter):
    first = enter(units.nv1)
    approve_baseline(by=actor(cast.leader), baseline=first, version=first.version)
    for blank in ("", "   ", " \t\n"):
        with pytest.raises(Refused) as refusal:
            enter(units.nv1, 180, reason=blank)
        assert refusal.value.field == "reason"
    assert Baseline.objects.get() == first

    second = enter(units.nv1, 180, reason="Sót phụ lục 3")
    first.refresh_from_db()
    assert first.state == "approved"
    approve_baseline(by=actor(cast.leader), baseline=second, version=second.version)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.figure) == ("restated", 174)
    assert (second.state, second.figure, second.restates) == ("approved", 180, first)


def test_one_figure_waits_at_a_time(units, enter):
    enter(units.nv1)

    with pytest.raises(Refused):
        enter(units.nv1, 180)

    assert Baseline.objects.count() == 1


def test_a_declined_figure_says_why_and_makes_room(units, cast, actor, enter):
    entered = enter(units.nv1)
    with pytest.raises(Refused):
        decline_baseline(by=actor(cast.deputy), baseline=entered, version=entered.version, answer=" ")

    decline_baseline(by=actor(cast.deputy), baseline=entered, version=entered.version, answer="Thiếu quý IV")

    assert Baseline.objects.get().state == "declined"
    assert "Thiếu quý IV" in Notification.objects.get(recipient=cast.office).text
    assert enter(units.nv1, 180).state == "pending"


def test_the_second_of_two_people_is_told(units, cast, actor, enter):
    entered = enter(units.nv1)
    version = entered.version
    approve_baseline(by=actor(cast.leader), baseline=entered, version=version)

    with pytest.raises(Conflict):
        decline_baseline(by=actor(cast.deputy), baseline=entered, version=version, answer="Sai")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"figure": -1}, "figure"),
        ({"source": " "}, "source"),
        ({"covers_from": date(2024, 12, 31)}, "covers_from"),
        ({"covers_from": date(2025, 6, 1), "covers_to": date(2025, 5, 1)}, "covers_to"),
        ({"is_total": True}, "is_total"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_field(units, enter, values, field):
    with pytest.raises(Refused) as refusal:
        enter(units.nv1, **values)

    assert refusal.value.field == field
    assert not Baseline.objects.exists()


def test_an_agencys_total_shrinks_to_the_rest_as_its_units_are_known(units, cast, actor, enter):
    whole = enter(units.agency, 1000, is_total=True)
    approve_baseline(by=actor(cast.leader), baseline=whole, version=whole.version)
    for unit, figure in ((units.nv1, 174), (units.nv2, 62)):
        part = enter(unit, figure)
        approve_baseline(by=actor(cast.leader), baseline=part, version=part.version)

    current = Baseline.objects.filter(state="approved")
    assert {b.unit.code: b.figure for b in current} == {"TTr": 764, "NV1": 174, "NV2": 62}
    assert Baseline.objects.filter(unit=units.agency, state="restated").count() == 2


def test_a_part_larger_than_the_total_is_refused(units, cast, actor, enter):
    whole = enter(units.agency, 100, is_total=True)
    approve_baseline(by=actor(cast.leader), baseline=whole, version=whole.version)
    part = enter(units.nv1, 174)

    with pytest.raises(Refused):
        approve_baseline(by=actor(cast.leader), baseline=part, version=part.version)

    part.refresh_from_db()
    assert part.state == "pending"


def test_counts_are_approved_once_and_restated_when_they_change(units):
    by = system_actor(TODAY)
    first, is_new = approve_counts(by=by, key=key(units.nv1), figure=10, source="Sổ")
    again, is_new_again = approve_counts(by=by, key=key(units.nv1), figure=10, source="Sổ")
    changed, _ = approve_counts(by=by, key=key(units.nv1), figure=12, source="Sổ")

    assert (is_new, is_new_again, again.pk) == (True, False, first.pk)
    assert (changed.figure, changed.restates) == (12, first)


# --- Ceilings -------------------------------------------------------------------------------------


def propose(actor, cast, unit, ceiling=30) -> AssignedCeiling:
    return propose_ceiling(
        by=actor(cast.office), unit=unit, year=2026, measure="documents", ceiling=ceiling, basis="Chưa có số năm trước"
    )


def test_the_office_proposes_and_the_leader_agrees(units, cast, actor):
    proposed = propose(actor, cast, units.nv1)
    assert Notification.objects.filter(recipient=cast.deputy, kind="ceiling.proposed").exists()

    agree_ceiling(by=actor(cast.deputy), proposed=proposed, version=proposed.version)

    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_by, proposed.decided_on) == ("in_force", cast.deputy, TODAY)
    assert Notification.objects.filter(recipient=cast.head, kind="ceiling.assigned").exists()


def test_only_a_leader_in_charge_decides(units, cast, actor):
    proposed = propose(actor, cast, units.nv2)

    for person in (cast.deputy, cast.office, cast.head):
        with pytest.raises(Forbidden):
            agree_ceiling(by=actor(person), proposed=proposed, version=proposed.version)


def test_a_new_ceiling_replaces_the_old_one(units, cast, actor):
    by = actor(cast.leader)
    given = {"by": by, "unit": units.nv1, "year": 2026, "measure": "documents", "basis": "Giao ban"}
    first = assign_ceiling(ceiling=30, **given)
    second = assign_ceiling(ceiling=40, **given)

    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "in_force")


def test_the_leader_declines_with_words(units, cast, actor):
    proposed = propose(actor, cast, units.nv1)

    decline_ceiling(by=actor(cast.leader), proposed=proposed, version=proposed.version, answer="Cao quá")

    proposed.refresh_from_db()
    assert (proposed.state, proposed.answer) == ("declined", "Cao quá")
    assert "Cao quá" in Notification.objects.get(recipient=cast.office).text


def test_the_office_records_what_the_leader_agreed_elsewhere(units, cast, actor):
    proposed = propose(actor, cast, units.nv1)
    post = cast.leader.posts.get()
    facts = DecisionFacts(leader_post_id=post.pk, decided_on=TODAY, channel="briefing", reference="20/TB-TTr")

    record_agreement(by=actor(cast.office), proposed=proposed, version=proposed.version, facts=facts)

    proposed.refresh_from_db()
    assert (proposed.state, proposed.decided_by) == ("in_force", cast.leader)
    assert proposed.recorded.recorded_by == cast.office


def test_a_leader_not_in_charge_cannot_be_recorded(units, cast, actor):
    proposed = propose(actor, cast, units.nv2)
    post = cast.deputy.posts.get()
    facts = DecisionFacts(leader_post_id=post.pk, decided_on=TODAY, channel="phone", reference="10 giờ")

    with pytest.raises(Refused):
        record_agreement(by=actor(cast.office), proposed=proposed, version=proposed.version, facts=facts)

    proposed.refresh_from_db()
    assert proposed.state == "proposed"


def test_no_ceiling_where_the_target_does_not_bind(units, cast, actor):
    given = {"by": actor(cast.leader), "year": 2026, "ceiling": 5, "basis": "Giao ban"}

    with pytest.raises(Refused):
        assign_ceiling(unit=units.bbt, measure="documents", **given)
    with pytest.raises(Refused):
        assign_ceiling(unit=units.nv1, measure="conferences", **given)
