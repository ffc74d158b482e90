"""Accounts without mail: first passwords on paper, resets, ending an account.

A first password is made by the machine, shown once on a slip, stored only as a hash, and must be
exchanged at the first sign-in.
"""

import re
import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction

from base.errors import Refused
from organization.models import Person
from organization.queries.people import has_other_admin, is_admin_on, paths_of_person
from organization.rules.access import Actor, PostFact
from organization.rules.permissions import require_admin
from organization.services.audit import record
from organization.services.leaders_told import tell_leaders_of
from organization.services.notifications import notify

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")
CONSONANTS = "bcdghklmnprstv"
VOWELS = "aeiou"
# A first password has 50 random bits and lives until the first sign-in, where it is hashed anew with
# Django's own count; so slips for a whole agency take seconds, not minutes.
FIRST_PASSWORD_ITERATIONS = 20_000
LAST_ADMIN = "Đây là quản trị cuối cùng của cơ quan. Giao quyền quản trị cho một người khác trước."


def clean_username(username: str) -> str:
    """The account name as it is stored. Raises Refused for one that is taken or cannot be typed everywhere."""
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Refused(
            "Tên đăng nhập gồm 3–60 chữ thường không dấu, số, dấu chấm, gạch nối (ví dụ an.nv).", field="username"
        )
    if Person.objects.filter(username=name).exists():
        raise Refused(f"Tên đăng nhập “{name}” đã có người dùng. Chọn tên khác.", field="username")
    return name


def first_password() -> str:
    """Six syllables and four digits that are easy to read aloud and to type: "kami-tolu-reba-4827"."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(6)]
    pairs = ["".join(syllables[i : i + 2]) for i in (0, 2, 4)]
    return "-".join([*pairs, f"{secrets.randbelow(10_000):04}"])


def give_first_password(person: Person) -> str:
    """Set a new first password on the row (not saved here) and answer it."""
    password = first_password()
    hasher = PBKDF2PasswordHasher()
    person.password = hasher.encode(password, hasher.salt(), iterations=FIRST_PASSWORD_ITERATIONS)
    person.must_change_password = True
    return password


@transaction.atomic
def open_account(*, by: Actor, person_id: int, username: str) -> tuple[Person, str]:
    """Give an account to a person who has none; answers the person and the first password."""
    person, right = _locked(by, person_id)
    if person.username:
        raise Refused(f"{person.full_name} đã có tài khoản {person.username}.")
    person.username = clean_username(username)
    person.is_active = True
    password = give_first_password(person)
    person.version += 1
    person.save(update_fields=["username", "is_active", "password", "must_change_password", "version"])
    _tell_audit(by, right, person, "account.open", f"mở tài khoản {person.username} cho {person.full_name}")
    tell_leaders_of(by, person, f"{by.name} mở tài khoản cho {person.full_name}.", kind="account.told")
    return person, password


@transaction.atomic
def reset_password(*, by: Actor, person_id: int) -> tuple[Person, str]:
    """A new first password in place of a forgotten one; signs the person out everywhere."""
    person, right = _locked(by, person_id)
    if not person.username:
        raise Refused(f"{person.full_name} chưa có tài khoản. Mở tài khoản trước.")
    if not person.is_active:
        raise Refused(f"Tài khoản của {person.full_name} đang ngừng. Dùng lại tài khoản trước.")
    password = give_first_password(person)
    person.version += 1
    person.save(update_fields=["password", "must_change_password", "version"])
    _tell_audit(by, right, person, "account.reset", f"đặt lại mật khẩu của {person.full_name}")
    notify(
        people=[person.pk],
        kind="account.reset",
        text=f"{by.name} đã đặt lại mật khẩu của đồng chí. Nếu đồng chí không đề nghị, báo quản trị ngay.",
        by=by,
    )
    tell_leaders_of(by, person, f"{by.name} đặt lại mật khẩu của {person.full_name}.", kind="account.told")
    return person, password


@transaction.atomic
def set_account_active(*, by: Actor, person_id: int, is_active: bool) -> Person:
    """Stop an account (who is signed in is out at the next page), or let it be used again."""
    person, right = _locked(by, person_id)
    if not person.username:
        raise Refused(f"{person.full_name} chưa có tài khoản.")
    if person.is_active == is_active:
        return person
    if not is_active and person.pk == by.person_id:
        raise Refused("Không tự ngừng tài khoản của chính mình. Nhờ quản trị khác làm việc này.")
    if not is_active:
        keep_an_admin(by, person)
    person.is_active = is_active
    person.version += 1
    person.save(update_fields=["is_active", "version"])
    action, words = ("account.enable", "dùng lại") if is_active else ("account.disable", "ngừng")
    _tell_audit(by, right, person, action, f"{words} tài khoản của {person.full_name}")
    return person


@transaction.atomic
def change_own_password(*, by: Actor, person: Person, password: str) -> Person:
    """Exchange one's own password, also the first one; other places where one is signed in are signed out."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(by=by, action="account.password", subject=person, summary="đổi mật khẩu của mình")
    return person


def keep_an_admin(by: Actor, person: Person) -> None:
    """Refuse to take the last admin's way in: nobody could give it back."""
    for path in is_admin_on(person.pk, by.day):
        if not has_other_admin(path, person.pk, by.day):
            raise Refused(LAST_ADMIN)


def _locked(by: Actor, person_id: int) -> tuple[Person, PostFact | None]:
    person = Person.objects.select_for_update().get(pk=person_id)
    return person, require_admin(by, *paths_of_person(person.pk, by.day))


def _tell_audit(by: Actor, right: PostFact | None, person: Person, action: str, summary: str) -> None:
    unit = right.agency_id if right else None
    record(by=by, post=right, action=action, subject=person, unit=unit, summary=summary)
