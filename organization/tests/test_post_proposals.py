"""Nobody gives themselves a post, and a post of leader or office waits for a second person. Told by the attacks."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from base.errors import Forbidden, Refused
from conftest import TODAY
from organization.enums import ProposalState, Role
from organization.models import AuditEvent, Charge, DecisionChannel, Notification, Post, PostProposal
from organization.queries import actor_of
from organization.rules.access import system_actor
from organization.rules.posts import Reach, gives_more, needs_agreement
from organization.services.accounts import reset_password
from organization.services.charges import add_charge
from organization.services.decisions import DecisionFacts
from organization.services.people import change_person, create_person
from organization.services.post_proposals import (
    agree_to_post,
    decline_post,
    record_agreement_to_post,
    withdraw_proposal,
)
from organization.services.posts import PostFacts, add_post, change_post, end_post, transfer_person
from organization.services.unit_closing import close_unit
from organization.services.units import change_unit
from organization.tests.factories import AgencyFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def admin(cast, actor):
    return actor(cast.admin)


@pytest.fixture
def second_admin(units, actor):
    return actor(PostFactory(unit=units.agency, role=Role.ADMIN).person)


def office(units, **values) -> PostFacts:
    return PostFacts(unit=units.vp, role=Role.OFFICE, start=TODAY, **values)


def values_of(post, **changed) -> PostFacts:
    names = ("unit", "role", "title", "is_acting", "start", "end", "basis_number", "basis_date")
    return PostFacts(**{name: getattr(post, name) for name in names} | changed)


# --- What needs a second person --------------------------------------------------------------------

BEFORE = Reach(Role.OFFICE, 1, date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("after", "is_more"),
    [
        (BEFORE, False),
        (Reach(Role.OFFICE, 1, date(2026, 2, 1), date(2026, 5, 31)), False),
        (Reach(Role.OFFICE, 1, date(2025, 12, 31), date(2026, 6, 30)), True),
        (Reach(Role.OFFICE, 1, None, date(2026, 6, 30)), True),
        (Reach(Role.OFFICE, 1, date(2026, 1, 1), date(2026, 7, 1)), True),
        (Reach(Role.OFFICE, 1, date(2026, 1, 1), None), True),
        (Reach(Role.OFFICE, 2, date(2026, 1, 1), date(2026, 6, 30)), True),
        (Reach(Role.LEADER, 1, date(2026, 1, 1), date(2026, 6, 30)), True),
        (Reach(Role.HEAD, 1, date(2026, 1, 1), date(2026, 6, 30)), True),
    ],
)
def test_what_makes_a_post_reach_further(after, is_more):
    assert gives_more(BEFORE, after) is is_more
    assert gives_more(None, after)
    assert needs_agreement(BEFORE, after) is (is_more and after.role != Role.HEAD)


@pytest.mark.parametrize("role", Role.values)
def test_a_new_post_by_role(admin, cast, units, role):
    """Leader and office wait; all others take effect at once; of a head's and an admin's the leaders are told."""
    unit = units.agency if role == Role.LEADER else units.nv2
    given = add_post(by=admin, person=cast.staff, facts=PostFacts(unit=unit, role=role, start=TODAY))
    waits = role in (Role.LEADER, Role.OFFICE)
    assert given.is_waiting is waits
    assert actor_of(cast.staff, on=TODAY).has(role) is (not waits or role == Role.STAFF)
    told = Notification.objects.filter(recipient=cast.leader, kind__in=["post.told", "post.propose"])
    assert told.exists() is (role in (Role.LEADER, Role.OFFICE, Role.HEAD, Role.ADMIN))


# --- Attacks of one admin --------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_themselves_a_post(admin, cast, units, role):
    unit = units.agency if role == Role.LEADER else units.nv1
    with pytest.raises(Refused, match="chính mình"):
        add_post(by=admin, person=cast.admin, facts=PostFacts(unit=unit, role=role, start=TODAY))
    assert Post.objects.filter(person=cast.admin).count() == 1 and not PostProposal.objects.exists()


def test_nobody_turns_moves_or_prolongs_their_own(units, cast, actor, second_admin):
    post = PostFactory(person=cast.admin, unit=units.nv1, role=Role.STAFF, end=TODAY + ONE_DAY, start=TODAY)
    by = actor(cast.admin)
    for changed in ({"role": Role.OFFICE}, {"role": Role.HEAD}, {"unit": units.nv2}, {"end": None}, {"start": None}):
        with pytest.raises(Refused, match="chính mình"):
            change_post(by=by, post_id=post.pk, version=1, facts=values_of(post, **changed))
    facts = PostFacts(unit=units.nv2, role=Role.HEAD, start=TODAY + ONE_DAY)
    with pytest.raises(Refused, match="chính mình"):
        transfer_person(by=by, post_id=post.pk, version=1, facts=facts, successors={})
    post.refresh_from_db()
    assert (post.role, post.unit, post.version) == (Role.STAFF, units.nv1, 1)
    assert change_post(by=by, post_id=post.pk, version=1, facts=values_of(post, title="Chuyên viên")).version == 2


def test_nobody_takes_a_unit_into_their_own_charge(units, cast, actor):
    PostFactory(person=cast.deputy, unit=units.agency, role=Role.ADMIN)
    by = actor(cast.deputy)
    own = Post.objects.get(person=cast.deputy, role=Role.LEADER)
    with pytest.raises(Refused, match="chính mình"):
        add_charge(by=by, post_id=own.pk, unit=units.nv2)
    other = Post.objects.get(person=cast.leader)
    with pytest.raises(Refused, match="chính mình"):
        end_post(by=by, post_id=other.pk, version=1, end=TODAY, successors={"charge": own.pk})
    with pytest.raises(Refused, match="chính mình"):
        close_unit(by=by, unit_id=units.nv1.pk, version=1, end=TODAY, successor=units.nv2, moves_people=True)
    assert not Charge.objects.filter(post=own, unit=units.nv2).exists()


def test_nobody_moves_a_unit_under_their_own_post(units, cast, actor):
    PostFactory(person=cast.admin, unit=units.nv1, role=Role.HEAD)
    with pytest.raises(Refused, match="phạm vi chức vụ của chính đồng chí"):
        change_unit(by=actor(cast.admin), unit_id=units.nv2.pk, version=units.nv2.version, parent=units.nv1)
    assert change_unit(by=actor(cast.admin), unit_id=units.nv2.pk, version=units.nv2.version, parent=units.bbt)


def test_a_unit_that_closes_carries_nobody_into_the_office_unseen(units, cast, admin):
    other = UnitFactory(code="VP2", parent=units.agency)
    close_unit(by=admin, unit_id=units.vp.pk, version=units.vp.version, end=TODAY, successor=other, moves_people=True)
    tomorrow = TODAY + ONE_DAY
    assert not actor_of(cast.office, on=tomorrow).has(Role.OFFICE)
    assert PostProposal.objects.filter(person=cast.office, unit=other, state=ProposalState.WAITING).exists()
    assert actor_of(cast.office_head, on=tomorrow).has(Role.HEAD)


def test_a_small_agency_below_is_no_way_round_the_leaders_above(units, cast, admin):
    below = AgencyFactory(parent=units.agency, code="CT")
    facts = PostFacts(unit=below, role=Role.LEADER, start=TODAY, basis_number="1/QĐ", basis_date=TODAY)
    assert add_post(by=admin, person=cast.staff, facts=facts).is_waiting
    assert not actor_of(cast.staff, on=TODAY).has(Role.LEADER)


def test_ending_every_leader_makes_no_first_one(units, cast, admin):
    for person in (cast.leader, cast.deputy):
        post = Post.objects.get(person=person)
        end_post(by=admin, post_id=post.pk, version=1, end=TODAY - ONE_DAY, successors={"charge": None})
    facts = PostFacts(unit=units.agency, role=Role.LEADER, start=TODAY, basis_number="1/QĐ", basis_date=TODAY)
    assert add_post(by=admin, person=cast.staff, facts=facts).is_waiting


def test_a_new_person_with_an_account_gets_nothing_before_the_word(units, cast, admin, client_of):
    person, password = create_person(by=admin, full_name="Người Nộm", username="nom.nv", first_post=office(units))
    assert password and not actor_of(person, on=TODAY).posts
    person.must_change_password = False
    person.save()
    assert client_of(person).get(reverse("tasks:list")).status_code == 403
    page = client_of(cast.admin).get(reverse("organization:person", args=[person.pk])).content.decode()
    assert "Chờ lãnh đạo đồng ý" in page
    agree_to_post(by=actor_of(cast.leader, on=TODAY), proposal_id=PostProposal.objects.get().pk)
    assert actor_of(person, on=TODAY).has(Role.OFFICE)


def test_the_leaders_hear_of_the_account_and_the_name_of_who_decides(units, cast, admin):
    reset_password(by=admin, person_id=cast.deputy.pk)
    change_person(by=admin, person_id=cast.office.pk, version=1, full_name="Tên Khác")
    told = list(Notification.objects.filter(recipient=cast.leader).values_list("kind", flat=True))
    assert sorted(told) == ["account.told", "person.told"]
    change_person(by=admin, person_id=cast.staff.pk, version=1, full_name="Tên Khác Nữa")
    assert Notification.objects.filter(recipient=cast.leader).count() == 2


# --- Who the second person is ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("office", False),
        ("office_head", False),
        ("clerk", False),
        ("head", False),
        ("staff", False),
        ("outsider", False),
        ("admin", False),
    ],
)
def test_who_may_agree(units, cast, admin, actor, who, may):
    waiting = add_post(by=admin, person=cast.staff, facts=office(units))
    by = actor(getattr(cast, who))
    if may:
        agree_to_post(by=by, proposal_id=waiting.pk)
    else:
        with pytest.raises(Forbidden):
            agree_to_post(by=by, proposal_id=waiting.pk)
        with pytest.raises(Forbidden):
            decline_post(by=by, proposal_id=waiting.pk, answer="x")
    assert actor_of(cast.staff, on=TODAY).has(Role.OFFICE) is may


def test_neither_who_asked_nor_who_gets_agrees_two_admins_neither(units, cast, actor, second_admin):
    PostFactory(person=cast.deputy, unit=units.agency, role=Role.ADMIN)
    deputy = actor(cast.deputy)
    asked = add_post(by=deputy, person=cast.staff, facts=office(units))
    gets = add_post(by=second_admin, person=cast.deputy, facts=office(units))
    each_other = add_post(by=second_admin, person=cast.admin, facts=office(units))
    for proposal, by in ((asked, deputy), (gets, deputy), (each_other, actor(cast.admin)), (each_other, second_admin)):
        with pytest.raises(Forbidden):
            agree_to_post(by=by, proposal_id=proposal.pk)
    assert agree_to_post(by=actor(cast.leader), proposal_id=gets.pk).state == ProposalState.AGREED


def test_what_was_answered_is_answered_once(units, cast, admin, actor):
    waiting = add_post(by=admin, person=cast.staff, facts=office(units))
    with pytest.raises(Refused, match="đang chờ lãnh đạo"):
        add_post(by=admin, person=cast.staff, facts=office(units))
    with pytest.raises(Refused, match="vì sao"):
        decline_post(by=actor(cast.leader), proposal_id=waiting.pk, answer="  ")
    decline_post(by=actor(cast.leader), proposal_id=waiting.pk, answer="Chưa bàn.")
    for act in (
        lambda: agree_to_post(by=actor(cast.leader), proposal_id=waiting.pk),
        lambda: withdraw_proposal(by=admin, proposal_id=waiting.pk),
    ):
        with pytest.raises(Refused, match="đã được xử lý"):
            act()
    assert Notification.objects.filter(recipient=cast.admin, kind="post.decline").exists()
    assert not actor_of(cast.staff, on=TODAY).has(Role.OFFICE)


def test_a_change_waits_while_the_old_post_goes_on(units, cast, admin, actor):
    post = Post.objects.get(person=cast.head)
    waiting = change_post(by=admin, post_id=post.pk, version=1, facts=values_of(post, role=Role.OFFICE))
    assert waiting.is_waiting and actor_of(cast.head, on=TODAY).has(Role.HEAD)
    agree_to_post(by=actor(cast.leader), proposal_id=waiting.pk)
    now = actor_of(cast.head, on=TODAY)
    assert now.has(Role.OFFICE) and not now.has(Role.HEAD)


def test_a_post_that_changed_meanwhile_is_asked_for_again(units, cast, admin, actor):
    post = Post.objects.get(person=cast.head)
    waiting = change_post(by=admin, post_id=post.pk, version=1, facts=values_of(post, role=Role.OFFICE))
    change_post(by=admin, post_id=post.pk, version=1, facts=values_of(post, title="Khác"))
    with pytest.raises(Refused, match="đã được sửa"):
        agree_to_post(by=actor(cast.leader), proposal_id=waiting.pk)


def test_the_charges_come_with_the_post(units, cast, admin, actor):
    facts = PostFacts(unit=units.agency, role=Role.LEADER, start=TODAY, charge_units=(units.nv2,))
    waiting = add_post(by=admin, person=cast.staff, facts=facts)
    assert not Charge.objects.filter(unit=units.nv2).exists()
    agree_to_post(by=actor(cast.leader), proposal_id=waiting.pk)
    assert Charge.objects.get(unit=units.nv2).post.person == cast.staff


# --- Recorded, first, on the server ----------------------------------------------------------------


def facts_of(person, on=TODAY) -> DecisionFacts:
    post = Post.objects.filter(person=person, role=Role.LEADER).first() or Post.objects.filter(person=person).first()
    return DecisionFacts(post.pk, on, DecisionChannel.PHONE, "Sổ trực 12")


def test_the_office_records_that_a_leader_agreed(units, cast, admin, actor):
    waiting = add_post(by=admin, person=cast.staff, facts=office(units))
    record_agreement_to_post(by=actor(cast.office), proposal_id=waiting.pk, facts=facts_of(cast.leader))
    assert actor_of(cast.staff, on=TODAY).has(Role.OFFICE)
    assert Notification.objects.filter(recipient=cast.leader, kind="decision.recorded").exists()


def test_a_recorded_agreement_is_bound_as_the_agreement_itself(units, cast, actor):
    PostFactory(person=cast.office, unit=units.agency, role=Role.ADMIN)
    PostFactory(person=cast.deputy, unit=units.agency, role=Role.ADMIN)
    both = actor(cast.office)
    asked = add_post(by=both, person=cast.staff, facts=office(units))
    with pytest.raises(Forbidden, match="không tự ghi nhận"):
        record_agreement_to_post(by=both, proposal_id=asked.pk, facts=facts_of(cast.leader))
    of_deputy = add_post(by=actor(cast.deputy), person=cast.head, facts=office(units))
    for facts, message in (
        (facts_of(cast.deputy), "lãnh đạo khác"),
        (facts_of(cast.head), "không giữ chức vụ lãnh đạo"),
        (facts_of(cast.leader, TODAY - ONE_DAY), r"trước ngày đề nghị \(17/06/2026\)"),
        (facts_of(cast.leader, TODAY + ONE_DAY), "sau hôm nay"),
    ):
        with pytest.raises(Refused, match=message):
            record_agreement_to_post(by=both, proposal_id=of_deputy.pk, facts=facts)
    assert not actor_of(cast.head, on=TODAY).has(Role.OFFICE)


@pytest.fixture
def new_agency(db, actor):
    """An installation with nobody but its admin."""
    agency = AgencyFactory(code="TTr")
    return agency, PostFactory(unit=agency, role=Role.ADMIN).person, PostFactory(unit=agency, role=Role.STAFF).person


def test_an_agencys_first_leader_takes_effect_with_the_decision(new_agency, actor, client_of, clock):
    agency, admin, person = new_agency
    facts = {"unit": agency, "role": Role.LEADER, "start": TODAY}
    with pytest.raises(Refused, match="số và ngày quyết định"):
        add_post(by=actor(admin), person=person, facts=PostFacts(**facts))
    first = add_post(
        by=actor(admin),
        person=person,
        facts=PostFacts(**facts, title="Chánh Thanh tra", basis_number="7/QĐ-UBND", basis_date=date(2026, 6, 1)),
    )
    assert first.state == ProposalState.FIRST
    assert actor_of(person, on=TODAY).has(Role.LEADER)
    home = reverse("home")
    for who in (admin, person):
        assert "chưa có người thứ hai đồng ý" in client_of(who).get(home).content.decode()
    assert AuditEvent.objects.get(action="post.add").note
    clock.shift(timedelta(days=29))
    assert "chưa có người thứ hai" in client_of(admin).get(home).content.decode()
    clock.shift(timedelta(days=1))
    assert "chưa có người thứ hai" not in client_of(admin).get(home).content.decode()


def test_the_second_leader_waits_for_the_first(new_agency, actor):
    agency, admin, person = new_agency
    decided = {"basis_number": "7/QĐ-UBND", "basis_date": TODAY}
    facts = PostFacts(unit=agency, role=Role.LEADER, start=TODAY, **decided)
    add_post(by=actor(admin), person=person, facts=facts)
    other = PostFactory(unit=agency, role=Role.STAFF).person
    assert add_post(by=actor(admin), person=other, facts=facts).is_waiting


def test_the_first_leader_is_not_the_admin(new_agency, actor):
    agency, admin, _ = new_agency
    facts = PostFacts(unit=agency, role=Role.LEADER, start=TODAY, basis_number="7/QĐ-UBND", basis_date=TODAY)
    with pytest.raises(Refused, match="chính mình"):
        add_post(by=actor(admin), person=admin, facts=facts)


def test_what_the_server_gives_counts_as_agreed(units, cast, capsys):
    assert not add_post(by=system_actor(TODAY), person=cast.staff, facts=office(units)).is_waiting
    call_command(
        "give_post", cast.head.username, unit="TTr", role="leader", title="Phó Chánh Thanh tra", charge=["NV1"]
    )
    now = actor_of(cast.head, on=TODAY)
    assert now.has(Role.LEADER) and any(post.charge_paths == (units.nv1.path,) for post in now.posts)
    assert "Phó Chánh Thanh tra" in capsys.readouterr().out


# --- The pages -------------------------------------------------------------------------------------


def test_the_way_from_the_admins_form_to_the_leaders_word(units, cast, client_of):
    admin, leader = client_of(cast.admin), client_of(cast.leader)
    values = {"unit": "VP", "role": "office", "start": "17/06/2026"}
    page = admin.post(reverse("organization:post_new", args=[cast.admin.pk]), values).content.decode()
    assert "Không tự giao chức vụ" in page
    answer = admin.post(reverse("organization:post_new", args=[cast.staff.pk]), values, follow=True)
    assert "có hiệu lực khi một lãnh đạo khác đồng ý" in answer.content.decode()
    waiting = PostProposal.objects.get()
    home = leader.get(reverse("home")).content.decode()
    agree = reverse("organization:post_proposal_agree", args=[waiting.pk])
    assert "Chờ đồng chí cho ý kiến" in home and cast.staff.full_name in home and agree in home
    assert client_of(cast.admin).post(agree).status_code == 403
    address = reverse("organization:post_proposal", args=[waiting.pk])
    assert "Đồng ý" in leader.get(address).content.decode()
    assert leader.post(agree, {"next": reverse("home")}).url == reverse("home")
    assert actor_of(cast.staff, on=TODAY).has(Role.OFFICE)
    assert agree not in leader.get(reverse("home")).content.decode()


def test_the_office_sees_it_and_records(units, cast, admin, client_of):
    waiting = add_post(by=admin, person=cast.staff, facts=office(units))
    client = client_of(cast.office)
    assert "Chức vụ chờ lãnh đạo đồng ý" in client.get(reverse("home")).content.decode()
    address = reverse("organization:post_proposal_record", args=[waiting.pk])
    leader = Post.objects.get(person=cast.leader)
    values = {"leader": leader.pk, "channel": "phone", "reference": "Sổ trực 12", "decided_on": "16/06/2026"}
    assert "trước ngày đề nghị" in client.post(address, values).content.decode()
    assert client.post(address, values | {"decided_on": "17/06/2026"}).status_code == 302
    assert actor_of(cast.staff, on=TODAY).has(Role.OFFICE)


def test_a_leader_declines_on_a_page_and_the_admin_may_withdraw(units, cast, admin, client_of):
    waiting = add_post(by=admin, person=cast.staff, facts=office(units))
    client = client_of(cast.leader)
    address = reverse("organization:post_proposal_decline", args=[waiting.pk])
    assert client.post(address, {"answer": ""}).status_code == 200
    assert client.post(address, {"answer": "Chưa bàn."}).status_code == 302
    again = add_post(by=admin, person=cast.staff, facts=office(units))
    assert client_of(cast.admin).post(reverse("organization:post_proposal_withdraw", args=[again.pk])).url == reverse(
        "organization:person", args=[cast.staff.pk]
    )
    assert list(PostProposal.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "withdrawn"]
