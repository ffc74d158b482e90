"""Units: the tree stays whole, rights are checked at the old and the new place, the end of a unit."""

from datetime import date

import pytest

from base.errors import Conflict, Forbidden, Refused
from organization.enums import Role, UnitKind
from organization.models import AuditEvent, Charge, GroupMember, Post, Unit
from organization.services.groups import add_to_group, change_group, create_group, remove_from_group
from organization.services.unit_closing import close_unit
from organization.services.units import change_unit, create_unit
from organization.tests.factories import AgencyFactory, ChargeFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast, actor):
    return actor(cast.admin)


@pytest.fixture
def commune(units):
    """An agency of its own below the province's, with an admin of its own."""
    return AgencyFactory(code="XA1", name="Xã Một", parent=units.agency)


@pytest.fixture
def commune_admin(commune, actor):
    return actor(PostFactory(unit=commune, role=Role.ADMIN).person)


def change(unit, by, **values):
    unit.refresh_from_db()
    values = {"parent": unit.parent, **values}
    return change_unit(by=by, unit_id=unit.pk, version=unit.version, **values)


def test_a_new_unit_gets_its_path_and_one_event(admin, units):
    unit = create_unit(by=admin, parent=units.agency, code="NV6", name="Phòng  Nghiệp vụ 6", kind=UnitKind.DEPARTMENT)
    assert unit.path == f"{units.agency.path}{unit.pk}/"
    assert (unit.name, unit.depth, unit.folded) == ("Phòng Nghiệp vụ 6", 1, "nv6 phong nghiep vu 6")
    event = AuditEvent.objects.get(action="unit.create")
    assert (event.by_id, event.post_label, event.unit_id) == (admin.person_id, admin.posts[0].label, unit.pk)
    assert event.after["code"] == "NV6"


@pytest.mark.parametrize("code", ["NV1", "nv1", "a/b", "x y", ""])
def test_a_code_is_unique_and_fits_an_address(admin, units, code):
    with pytest.raises(Refused) as refusal:
        create_unit(by=admin, parent=units.agency, code=code, name="Phòng", kind=UnitKind.DEPARTMENT)
    assert refusal.value.field == "code"


def test_moving_a_unit_moves_everything_below_it(admin, units):
    team = UnitFactory(code="T1", parent=units.nv1)
    change(units.nv1, admin, parent=units.nv2)
    team.refresh_from_db()
    assert team.path == f"{units.agency.path}{units.nv2.pk}/{units.nv1.pk}/{team.pk}/"
    assert team.depth == 3


def test_a_unit_cannot_stand_below_itself(admin, units):
    team = UnitFactory(code="T1", parent=units.nv1)
    with pytest.raises(Refused, match="dưới chính nó"):
        change(units.nv1, admin, parent=team)


def test_an_old_version_is_told_what_is_new(admin, units):
    change(units.nv1, admin, name="Phòng Một")
    with pytest.raises(Conflict) as conflict:
        change_unit(by=admin, unit_id=units.nv1.pk, version=1, parent=units.agency, name="Phòng Hai")
    assert conflict.value.current.name == "Phòng Một"


def test_nothing_changed_writes_nothing(admin, units):
    change(units.nv1, admin, name=units.nv1.name)
    assert not AuditEvent.objects.filter(action="unit.change").exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.LEADER, Role.CLERK, Role.STAFF])
def test_only_the_admin_writes_units(units, actor, role):
    by = actor(PostFactory(unit=units.agency, role=role).person)
    with pytest.raises(Forbidden):
        create_unit(by=by, parent=units.agency, code="X", name="X", kind=UnitKind.DEPARTMENT)
    with pytest.raises(Forbidden):
        change(units.nv1, by, name="X")
    with pytest.raises(Forbidden):
        create_group(by=by, code="G", name="G", agency=units.agency)


def test_an_agency_below_manages_itself_and_nothing_else(units, commune, commune_admin):
    own = create_unit(by=commune_admin, parent=commune, code="XA1.VP", name="Văn phòng xã", kind=UnitKind.DEPARTMENT)
    for act in (
        lambda: create_unit(by=commune_admin, parent=units.agency, code="X", name="X", kind=UnitKind.DEPARTMENT),
        lambda: create_unit(by=commune_admin, parent=None, code="X", name="X", kind=UnitKind.AGENCY),
        lambda: change(units.nv1, commune_admin, name="X"),
        lambda: change(units.nv1, commune_admin, parent=commune),
        lambda: change(own, commune_admin, parent=units.nv1),
        lambda: change(own, commune_admin, parent=None, kind=UnitKind.AGENCY),
        lambda: change(commune, commune_admin, parent=None),
        lambda: change(own, commune_admin, end=date(2026, 6, 1), successor=units.nv1),
    ):
        with pytest.raises(Forbidden):
            act()


def test_an_agency_cannot_widen_its_admin_by_ceasing_to_be_one(commune, commune_admin):
    with pytest.raises(Forbidden):
        change(commune, commune_admin, kind=UnitKind.DEPARTMENT)


def test_the_admin_above_may_do_all_of_it(admin, units, commune):
    change(commune, admin, kind=UnitKind.DEPARTMENT)
    change(commune, admin, parent=units.nv1)
    commune.refresh_from_db()
    assert commune.path.startswith(units.nv1.path)


def test_the_topmost_unit_stays_an_agency(admin, units):
    with pytest.raises(Forbidden):
        change(units.agency, admin, kind=UnitKind.DEPARTMENT)


# --- The end of a unit ----------------------------------------------------------------------------


def close(by, unit, **values):
    unit.refresh_from_db()
    facts = {"end": date(2026, 6, 30), "successor": None, "moves_people": False, **values}
    return close_unit(by=by, unit_id=unit.pk, version=unit.version, **facts)


def test_a_closed_unit_stays_and_its_people_go_to_the_successor(admin, cast, units):
    group = create_group(by=admin, code="PNV", name="các Phòng", agency=units.agency)
    add_to_group(by=admin, group=group, unit=units.nv1)
    close(admin, units.nv1, successor=units.nv2, moves_people=True)
    closed = Unit.objects.get(code="NV1")
    assert (closed.end, closed.successor) == (date(2026, 6, 30), units.nv2)
    old, new = Post.objects.filter(person=cast.head).order_by("pk")
    assert (old.unit, old.end) == (units.nv1, date(2026, 6, 30))
    assert (new.unit, new.role, new.title, new.start, new.end) == (
        units.nv2, Role.HEAD, "Trưởng phòng", date(2026, 7, 1), None,
    )  # fmt: skip
    deputy = Charge.objects.filter(post__person=cast.deputy).order_by("pk")
    assert [(c.unit.code, c.start, c.end) for c in deputy] == [
        ("NV1", None, date(2026, 6, 30)),
        ("NV2", date(2026, 7, 1), None),
    ]
    assert GroupMember.objects.get(unit=units.nv1).end == date(2026, 6, 30)


def test_without_moving_posts_end_with_the_unit(admin, cast, units):
    close(admin, units.nv1)
    assert list(Post.objects.filter(person=cast.head).values_list("end", flat=True)) == [date(2026, 6, 30)]


def test_a_unit_with_open_units_below_or_a_closed_successor_is_not_ended(admin, units):
    UnitFactory(code="T1", parent=units.nv1, name="Tổ Một")
    with pytest.raises(Refused, match="Tổ Một"):
        close(admin, units.nv1)
    with pytest.raises(Refused, match="không hoạt động"):
        close(admin, units.nv2, successor=UnitFactory(code="CU", parent=units.agency, end=date(2026, 6, 30)))
    with pytest.raises(Refused, match="Chọn đơn vị kế thừa"):
        close(admin, units.nv2, moves_people=True)


def test_the_successor_may_be_the_agency_itself_but_no_other_admins_unit(admin, units, commune, commune_admin):
    own = UnitFactory(code="XA1.A", parent=commune)
    with pytest.raises(Forbidden):
        close(commune_admin, own, successor=units.agency)
    close(admin, units.nv2, successor=units.agency)
    assert Unit.objects.get(code="NV2").successor == units.agency


# --- Groups ---------------------------------------------------------------------------------------


def test_membership_is_dated_and_never_double(admin, units):
    group = create_group(by=admin, code="CB", name="chi bộ", agency=units.agency)
    member = add_to_group(by=admin, group=group, unit=units.nv1, start=date(2026, 1, 1))
    with pytest.raises(Refused, match="đã ở trong nhóm"):
        add_to_group(by=admin, group=group, unit=units.nv1, start=date(2026, 3, 1))
    remove_from_group(by=admin, member_id=member.pk, end=date(2026, 3, 31))
    add_to_group(by=admin, group=group, unit=units.nv1, start=date(2026, 4, 1))
    assert group.members.count() == 2


def test_another_agency_touches_neither_group_nor_members(admin, units, commune, commune_admin):
    group = create_group(by=admin, code="PNV", name="các Phòng", agency=units.agency)
    member = add_to_group(by=admin, group=group, unit=units.nv1)
    for act in (
        lambda: add_to_group(by=commune_admin, group=group, unit=commune),
        lambda: remove_from_group(by=commune_admin, member_id=member.pk, end=date(2026, 6, 17)),
        lambda: change_group(by=commune_admin, group_id=group.pk, version=1, code="X", name="X"),
    ):
        with pytest.raises(Forbidden):
            act()
    own = create_group(by=commune_admin, code="XG", name="nhóm xã", agency=commune)
    with pytest.raises(Forbidden):
        add_to_group(by=commune_admin, group=own, unit=units.nv1)


def test_a_charge_that_had_not_begun_goes_with_the_unit(admin, cast, units):
    post = Post.objects.get(person=cast.deputy)
    ChargeFactory(post=post, unit=units.nv2, start=date(2026, 8, 1))
    close(admin, units.nv2)
    assert not Charge.objects.filter(unit=units.nv2).exists()
