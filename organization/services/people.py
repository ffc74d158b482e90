"""Writing people: who they are. Their posts are in `posts`, their accounts in `accounts`."""

from typing import Any

from django.db import transaction

from base.errors import Conflict, Refused
from base.text import clean_line, fold, person_sort_key
from organization.models import Person
from organization.queries.people import paths_of_person
from organization.rules.access import Actor, PostFact
from organization.rules.permissions import require_admin
from organization.services.accounts import clean_username, give_first_password
from organization.services.audit import changes, record
from organization.services.leaders_told import tell_leaders_of
from organization.services.posts import PostFacts, add_post

PERSON_FIELDS = ("full_name", "email", "phone")


@transaction.atomic
def create_person(
    *, by: Actor, full_name: str, first_post: PostFacts, email: str = "", phone: str = "", username: str = ""
) -> tuple[Person, str]:
    """A new person with the first post; with a `username` also an account.

    Answers the person and the first password ("" without an account): it is shown once and kept nowhere.
    """
    right = require_admin(by, first_post.unit.path)
    person = Person(full_name=clean_line(full_name), email=clean_line(email), phone=clean_line(phone))
    _check(person)
    password = ""
    if username:
        person.username = clean_username(username)
        password = give_first_password(person)
    else:
        person.set_unusable_password()
    person.save()
    record(
        by=by,
        post=right,
        action="person.create",
        subject=person,
        unit=first_post.unit,
        summary=f"thêm {person.full_name}" + (f" với tài khoản {person.username}" if person.username else ""),
        after={name: getattr(person, name) for name in (*PERSON_FIELDS, "username")},
    )
    add_post(by=by, person=person, facts=first_post)
    return person, password


@transaction.atomic
def change_person(*, by: Actor, person_id: int, version: int, **values: Any) -> Person:
    """Change PERSON_FIELDS. Raises Conflict for a version that is not the last."""
    unknown = set(values) - set(PERSON_FIELDS)
    if unknown:
        raise TypeError(f"Unknown person fields: {sorted(unknown)}")
    person = Person.objects.select_for_update().get(pk=person_id)
    right = admin_of_person(by, person)
    if person.version != version:
        raise Conflict(f"{person.full_name} vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=person)
    before, after = changes(person, {name: clean_line(value) for name, value in values.items()})
    if not after:
        return person
    for name, value in after.items():
        setattr(person, name, value)
    _check(person)
    person.version += 1
    person.save(update_fields=[*after, "folded", "sort_key", "version"])
    record(
        by=by,
        post=right,
        action="person.change",
        subject=person,
        unit=right.agency_id if right else None,
        summary=f"sửa thông tin của {person.full_name}",
        before=before,
        after=after,
    )
    if "full_name" in after:
        told = f"{by.name} đổi tên {before['full_name']} thành {person.full_name}."
        tell_leaders_of(by, person, told, kind="person.told")
    return person


def admin_of_person(by: Actor, person: Person) -> PostFact | None:
    """The admin's post that covers every unit in which the person works (or last worked).

    An account opens all of a person's posts at once, so its admin must stand above all of them.
    """
    return require_admin(by, *paths_of_person(person.pk, by.day))


def _check(person: Person) -> None:
    if not person.full_name:
        raise Refused("Ghi họ và tên.", field="full_name")
    person.folded = fold(person.full_name)[:200]
    person.sort_key = person_sort_key(person.full_name)
