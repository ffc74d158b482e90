"""Accounts without mail: what a first password is good for, and who may make one."""

import re

import pytest
from django.contrib.auth import authenticate

from base.errors import Forbidden, Refused
from organization.enums import Role
from organization.models import AuditEvent, Person
from organization.services.accounts import first_password, open_account, reset_password, set_account_active
from organization.services.people import create_person
from organization.services.posts import PostFacts
from organization.tests.factories import AgencyFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_hasher(settings):
    """First passwords are hashed by the site's own hasher, which the quick one of other tests is not."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture
def admin(cast, actor):
    return actor(cast.admin)


def test_first_passwords_are_long_readable_and_different():
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[a-z]{4}-){3}\d{4}", password) for password in made)


def test_an_account_opens_with_its_first_password_and_must_change_it(admin, units):
    facts = PostFacts(unit=units.nv1, role=Role.STAFF)
    person, password = create_person(by=admin, full_name="Trần An", username=" An.NV ", first_post=facts)
    assert (person.username, person.must_change_password) == ("an.nv", True)
    assert authenticate(username="an.nv", password=password) == person
    person.refresh_from_db()
    assert person.password.startswith("pbkdf2_sha256$1000000$")  # hashed anew with the full count
    assert password not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("username", ["vanphong", "VanPhong", "đường", "a", "có dấu", "-x-", "x" * 61])
def test_account_names_are_unique_and_plain(admin, units, username):
    facts = PostFacts(unit=units.nv1, role=Role.STAFF)
    with pytest.raises(Refused) as refusal:
        create_person(by=admin, full_name="Trần An", username=username, first_post=facts)
    assert refusal.value.field == "username"
    assert not Person.objects.filter(full_name="Trần An").exists()


def test_a_reset_ends_the_old_password(admin, cast):
    cast.staff.set_password("mat-khau-cu-226")
    cast.staff.save()
    person, password = reset_password(by=admin, person_id=cast.staff.pk)
    assert authenticate(username=person.username, password="mat-khau-cu-226") is None
    assert authenticate(username=person.username, password=password) == person
    assert person.must_change_password
    assert AuditEvent.objects.get(action="account.reset").summary == "đặt lại mật khẩu của Bùi Thị Viên"


def test_a_stopped_account_cannot_come_in_until_it_is_used_again(admin, cast):
    cast.staff.set_password("mat-khau-cu-226")
    cast.staff.save()
    set_account_active(by=admin, person_id=cast.staff.pk, is_active=False)
    assert authenticate(username=cast.staff.username, password="mat-khau-cu-226") is None
    with pytest.raises(Refused, match="đang ngừng"):
        reset_password(by=admin, person_id=cast.staff.pk)
    set_account_active(by=admin, person_id=cast.staff.pk, is_active=True)
    assert authenticate(username=cast.staff.username, password="mat-khau-cu-226") == cast.staff


def test_nobody_stops_the_own_account_nor_the_last_admins(admin, cast, units, actor):
    with pytest.raises(Refused, match="chính mình"):
        set_account_active(by=admin, person_id=cast.admin.pk, is_active=False)
    second = PostFactory(unit=units.agency, role=Role.ADMIN).person
    set_account_active(by=admin, person_id=second.pk, is_active=False)
    third = actor(PostFactory(unit=units.agency, role=Role.ADMIN, end="2026-06-30").person)
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        set_account_active(by=third, person_id=cast.admin.pk, is_active=False)


def test_a_person_without_account_gets_one_once(admin, units):
    person, _ = create_person(by=admin, full_name="Lê Lái Xe", first_post=PostFacts(unit=units.vp, role=Role.STAFF))
    with pytest.raises(Refused, match="chưa có tài khoản"):
        reset_password(by=admin, person_id=person.pk)
    open_account(by=admin, person_id=person.pk, username="lai.xe")
    with pytest.raises(Refused, match="đã có tài khoản"):
        open_account(by=admin, person_id=person.pk, username="lai.xe2")


def test_an_account_that_opens_posts_of_two_agencies_belongs_to_the_admin_above_both(admin, cast, units, actor):
    commune = AgencyFactory(parent=units.agency)
    commune_admin = actor(PostFactory(unit=commune, role=Role.ADMIN).person)
    both = PostFactory(unit=commune).person
    reset_password(by=commune_admin, person_id=both.pk)
    PostFactory(person=both, unit=units.agency, role=Role.LEADER)
    with pytest.raises(Forbidden):
        reset_password(by=commune_admin, person_id=both.pk)
    with pytest.raises(Forbidden):
        reset_password(by=commune_admin, person_id=cast.leader.pk)
    reset_password(by=admin, person_id=both.pk)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.LEADER, Role.CLERK])
def test_only_the_admin_touches_accounts(cast, units, actor, role):
    by = actor(PostFactory(unit=units.agency, role=role).person)
    for act in (
        lambda: reset_password(by=by, person_id=cast.staff.pk),
        lambda: set_account_active(by=by, person_id=cast.staff.pk, is_active=False),
    ):
        with pytest.raises(Forbidden):
            act()
