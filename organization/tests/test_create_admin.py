"""`create_admin`: the first way into a new installation."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from organization.enums import Role
from organization.models import Person, Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def run(*args) -> str:
    out = StringIO()
    call_command("create_admin", *args, stdout=out)
    return re.search(r": (\S+-\d{4})$", out.getvalue(), re.MULTILINE)[1]


def test_the_first_admin_gets_a_password_that_must_be_changed(units):
    password = run("QuanTri", "--name", "Đinh Văn Trị")
    person = authenticate(username="quantri", password=password)
    assert (person.full_name, person.must_change_password) == ("Đinh Văn Trị", True)
    post = Post.objects.get(person=person)
    assert (post.unit, post.role) == (units.agency, Role.ADMIN)


def test_a_forgotten_admin_password_is_reset_from_the_server(units):
    first = run("quantri")
    second = run("quantri", "--reset")
    assert authenticate(username="quantri", password=first) is None
    assert authenticate(username="quantri", password=second)


def test_what_cannot_be_done_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_plan"):
        run("quantri")
    with pytest.raises(CommandError, match="Không có tài khoản"):
        run("quantri", "--reset")
    assert not Person.objects.exists()


def test_an_account_that_exists_is_not_taken_over(units):
    run("quantri")
    with pytest.raises(CommandError, match="đã có người dùng"):
        run("quantri")
