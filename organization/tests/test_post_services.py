"""Posts: dated, one act each for giving, correcting, ending, moving; what is held is handed over."""

from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role
from organization.models import AuditEvent, Charge, Notification, Person, Post
from organization.queries import actor_of
from organization.queries.holdings import ending_post, held_things
from organization.rules.access import system_actor
from organization.services.charges import add_charge, end_charge
from organization.services.people import change_person, create_person
from organization.services.posts import PostFacts, add_post, change_post, end_post, transfer_person
from organization.tests.factories import AgencyFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 17)


@pytest.fixture
def admin(cast, actor):
    return actor(cast.admin)


def post_of(person) -> Post:
    return Post.objects.get(person=person)


def end(by, post, on=TODAY, **successors):
    return end_post(by=by, post_id=post.pk, version=post.version, end=on, successors=successors)


def test_a_new_person_has_a_post_and_sorts_by_given_name(admin, units):
    facts = PostFacts(unit=units.nv1, role=Role.STAFF, title=" Chuyên  viên ", start=TODAY)
    person, password = create_person(by=admin, full_name="Nguyễn  Thị Ân", first_post=facts)
    assert (person.full_name, person.username, password) == ("Nguyễn Thị Ân", None, "")
    assert not person.has_usable_password()
    assert post_of(person).title == "Chuyên viên"
    others = [create_person(by=admin, full_name=name, first_post=facts)[0] for name in ("Lê Văn Ba", "Trần Thị An")]
    ordered = Person.objects.filter(pk__in=[person.pk, *(p.pk for p in others)]).in_order()
    assert [p.full_name for p in ordered] == ["Trần Thị An", "Nguyễn Thị Ân", "Lê Văn Ba"]


def test_the_person_is_told_and_the_event_names_the_admins_post(admin, cast, units):
    add_post(by=admin, person=cast.staff, facts=PostFacts(unit=units.nv2, role=Role.STAFF, start=TODAY))
    event = AuditEvent.objects.get(action="post.add")
    assert (event.post_id, event.subject_id, event.unit_id) == (admin.posts[0].id, cast.staff.pk, units.nv2.pk)
    assert event.after["role"] == "Công chức và người lao động"
    assert Notification.objects.filter(recipient=cast.staff, kind="post.add").count() == 1


def test_an_acting_post_needs_a_last_day_and_ends_by_itself(admin, cast, units):
    with pytest.raises(Refused) as refusal:
        add_post(by=admin, person=cast.staff, facts=PostFacts(unit=units.nv1, role=Role.HEAD, is_acting=True))
    assert refusal.value.field == "end"
    facts = PostFacts(unit=units.nv1, role=Role.HEAD, is_acting=True, start=TODAY, end=date(2026, 6, 30))
    add_post(by=admin, person=cast.staff, facts=facts)
    assert actor_of(cast.staff, on=date(2026, 6, 30)).has(Role.HEAD)
    assert not actor_of(cast.staff, on=date(2026, 7, 1)).has(Role.HEAD)


def test_what_no_post_may_say(admin, cast, units):
    closed = UnitFactory(code="CU", parent=units.agency, end=date(2026, 1, 31))
    for facts, field in (
        (PostFacts(unit=units.nv1, role=Role.STAFF), "role"),  # holds it already
        (PostFacts(unit=units.nv1, role=Role.LEADER), "role"),
        (PostFacts(unit=units.nv2, role=Role.STAFF, start=TODAY, end=date(2026, 6, 1)), "end"),
        (PostFacts(unit=closed, role=Role.STAFF), "end"),
    ):
        with pytest.raises(Refused) as refusal:
            add_post(by=admin, person=cast.staff, facts=facts)
        assert refusal.value.field == field


def test_correcting_a_post_checks_version_and_both_units(admin, cast, units, actor):
    post = post_of(cast.staff)
    facts = PostFacts(unit=units.nv2, role=Role.STAFF, title="Chuyên viên chính")
    changed = change_post(by=admin, post_id=post.pk, version=1, facts=facts)
    assert (changed.unit, changed.version) == (units.nv2, 2)
    event = AuditEvent.objects.get(action="post.change")
    assert (event.before["unit"], event.after["unit"]) == ("Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2")
    with pytest.raises(Conflict):
        change_post(by=admin, post_id=post.pk, version=1, facts=facts)
    commune = AgencyFactory(parent=units.agency)
    commune_admin = actor(PostFactory(unit=commune, role=Role.ADMIN).person)
    with pytest.raises(Forbidden):
        change_post(by=commune_admin, post_id=post.pk, version=2, facts=PostFacts(unit=commune, role=Role.STAFF))
    own = PostFactory(unit=commune)
    with pytest.raises(Forbidden):
        change_post(by=commune_admin, post_id=own.pk, version=1, facts=PostFacts(unit=units.nv1, role=Role.STAFF))


def test_an_open_post_is_ended_by_ending_it(admin, cast, units):
    facts = PostFacts(unit=units.nv1, role=Role.STAFF, title="Thanh tra viên", end=TODAY)
    with pytest.raises(Refused, match="Kết thúc"):
        change_post(by=admin, post_id=post_of(cast.staff).pk, version=1, facts=facts)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.LEADER, Role.STAFF])
def test_nobody_else_writes_posts(cast, units, actor, role):
    by = actor(PostFactory(unit=units.agency, role=role).person)
    post = post_of(cast.staff)
    for act in (
        lambda: add_post(by=by, person=cast.staff, facts=PostFacts(unit=units.nv2, role=Role.STAFF)),
        lambda: end(by, post),
        lambda: change_person(by=by, person_id=cast.staff.pk, version=1, full_name="X"),
        lambda: create_person(by=by, full_name="X", first_post=PostFacts(unit=units.nv1, role=Role.STAFF)),
        lambda: add_charge(by=by, post_id=post_of(cast.deputy).pk, unit=units.nv2),
    ):
        with pytest.raises(Forbidden):
            act()


def test_ending_a_leaders_post_asks_who_takes_the_units(admin, cast, units):
    post = post_of(cast.deputy)
    [held] = held_things(ending_post(post, TODAY))
    assert [thing.label for thing in held.things] == ["Phụ trách Phòng Nghiệp vụ 1"]
    assert [successor.label for successor in held.successors] == ["Lê Minh Chánh, Chánh Thanh tra"]
    with pytest.raises(Refused) as refusal:
        end(admin, post)
    assert refusal.value.field == "charge"
    with pytest.raises(Refused, match="không nhận được"):
        end(admin, post, charge=post_of(cast.head).pk)
    post.refresh_from_db()
    assert post.end is None
    end(admin, post, charge=post_of(cast.leader).pk)
    spans = [(c.post.person, c.start, c.end) for c in Charge.objects.filter(unit=units.nv1).order_by("pk")]
    assert spans == [(cast.deputy, None, TODAY), (cast.leader, date(2026, 6, 18), None)]


def test_a_unit_may_be_left_without_a_leader_on_purpose(admin, cast, units):
    end(admin, post_of(cast.deputy), charge=None)
    assert Charge.objects.get(unit=units.nv1).end == TODAY


def test_the_last_admin_stays(admin, cast, units):
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        end(admin, post_of(cast.admin))
    PostFactory(unit=units.agency, role=Role.ADMIN)
    end(admin, post_of(cast.admin))


def test_an_admin_of_an_agency_below_is_no_replacement(admin, cast, units):
    PostFactory(unit=AgencyFactory(parent=units.agency), role=Role.ADMIN)
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        end(admin, post_of(cast.admin))


def test_what_leaves_the_last_admin_an_admin_is_free_and_so_is_the_server(admin, cast, units):
    post = post_of(cast.admin)
    facts = PostFacts(unit=post.unit, role=Role.ADMIN, title="Quản trị hệ thống")
    changed = change_post(by=admin, post_id=post.pk, version=post.version, facts=facts)
    assert changed.title == "Quản trị hệ thống"
    assert end(system_actor(TODAY), changed).end == TODAY


def test_posts_of_others_end_whether_or_not_an_admin_is_left(cast, units):
    end(system_actor(TODAY), post_of(cast.admin))
    assert end(system_actor(TODAY), post_of(cast.staff)).end == TODAY


def test_a_move_ends_the_old_post_the_day_before(admin, cast, units):
    old = post_of(cast.staff)
    facts = PostFacts(unit=units.nv2, role=Role.STAFF, title="Thanh tra viên", start=date(2026, 7, 1))
    new = transfer_person(by=admin, post_id=old.pk, version=1, facts=facts, successors={})
    old.refresh_from_db()
    assert (old.end, new.start, new.unit) == (date(2026, 6, 30), date(2026, 7, 1), units.nv2)


def test_a_charge_needs_a_leaders_post_and_a_unit_of_the_agency(admin, cast, units):
    with pytest.raises(Refused, match="lãnh đạo cơ quan"):
        add_charge(by=admin, post_id=post_of(cast.head).pk, unit=units.nv2)
    charge = add_charge(by=admin, post_id=post_of(cast.deputy).pk, unit=units.nv2, start=TODAY)
    with pytest.raises(Refused, match="đã do chức vụ này"):
        add_charge(by=admin, post_id=post_of(cast.deputy).pk, unit=units.nv2, start=date(2026, 8, 1))
    end_charge(by=admin, charge_id=charge.pk, end=date(2026, 6, 30))
    assert AuditEvent.objects.filter(action__startswith="charge.").count() == 2


def test_changing_a_person_needs_the_last_version(admin, cast):
    change_person(by=admin, person_id=cast.staff.pk, version=1, full_name="Bùi Thị Viên Mới", phone="0912")
    cast.staff.refresh_from_db()
    assert (cast.staff.full_name, cast.staff.folded, cast.staff.version) == ("Bùi Thị Viên Mới", "bui thi vien moi", 2)
    with pytest.raises(Conflict):
        change_person(by=admin, person_id=cast.staff.pk, version=1, full_name="X")
