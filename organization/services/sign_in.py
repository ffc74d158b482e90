"""Wrong passwords: counted before the password is looked at, refused above the limits, lifted by an admin.

Every attempt is written down before its password is compared, and taken back when the password was right, so
that many attempts at once are no way round the limits. What was typed as a password is written nowhere; nor is
a name that nobody has, since people type passwords into the wrong field: such a name is kept as a keyed hash.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from axes.models import AccessFailureLog
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from base.errors import Refused
from organization.enums import SignInLockKind
from organization.models import Person, SignInLock
from organization.queries.sign_in import get_listed_lock
from organization.rules.access import Actor
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights import first_post_with
from organization.rules.sign_in import LIMITS, REFUSED_FOR, UNKNOWN_NAME, WINDOW, account_name
from organization.services.audit import record

logger = logging.getLogger("kehoach226.sign_in")

DAYS_KEPT = 90  # wrong passwords and locks


@dataclass(frozen=True)
class Door:
    """Where a password was typed: the client's address (None: cannot be told), its program, the page."""

    address: str | None
    program: str
    page: str


def kept_name(typed: str | None) -> str:
    """The name as attempts are kept and counted by; a name nobody has becomes "?" and a keyed hash."""
    name = account_name(typed)
    if Person.objects.filter(username=name).exists():
        return name
    return UNKNOWN_NAME + salted_hmac("organization.sign_in", name).hexdigest()[:12]


def begin_attempt(*, typed: str | None, door: Door) -> AccessFailureLog | None:
    """Write an attempt down before its password is compared; None if it is refused.

    Many at once: each row is there before its writer counts, and what a lock has made uncounted is refused by
    the lock, which is looked at after counting. So no more of them than the limit go on.
    """
    name = kept_name(typed)
    locks = SignInLock.objects.concerning(name, door.address).in_force(timezone.now())
    if locks.exists():
        _log_refused(name, door)
        return None
    attempt = AccessFailureLog.objects.create(
        username=name, ip_address=door.address, user_agent=door.program[:255], path_info=door.page[:255], http_accept=""
    )
    if any(count > LIMITS[kind] for kind, count in _counts(attempt).items()) or locks.all().exists():
        attempt.delete()
        _log_refused(name, door)
        return None
    return attempt


def forget_attempt(attempt: AccessFailureLog) -> None:
    """The password was right: there was no wrong one."""
    attempt.delete()


def keep_attempt(attempt: AccessFailureLog) -> list[SignInLock]:
    """The password was wrong; answers the locks that follow."""
    logger.warning("Wrong password for %s from %s (%s).", attempt.username, attempt.ip_address, attempt.path_info)
    now = timezone.now()
    made = []
    for kind, count in _counts(attempt).items():
        if count < LIMITS[kind]:
            continue
        lock = SignInLock.objects.create(
            kind=kind,
            username="" if kind == SignInLockKind.ADDRESS else attempt.username,
            ip_address=None if kind == SignInLockKind.NAME else attempt.ip_address,
            start=now,
            end=now + REFUSED_FOR,
            last_attempt_id=attempt.pk,
        )
        logger.warning("Sign-in is refused until %s: %s.", lock.end.isoformat(), lock)
        made.append(lock)
    return made


def _counts(attempt: AccessFailureLog) -> dict[SignInLockKind, int]:
    """Wrong passwords within the window, this one included, by what they are counted for; none after a lock's own."""
    name, address = attempt.username or "", attempt.ip_address
    since = timezone.now() - WINDOW
    locks = SignInLock.objects.concerning(name, address).filter(end__gt=since)
    counted_to = {row["kind"]: row["last"] for row in locks.values("kind").annotate(last=Max("last_attempt_id"))}
    concerns = {
        SignInLockKind.NAME_AT_ADDRESS: Q(username=name, ip_address=address),
        SignInLockKind.NAME: Q(username=name),
        SignInLockKind.ADDRESS: Q(ip_address=address, ip_address__isnull=False),
    }
    counts = {
        kind: Count("pk", filter=concern & Q(pk__gt=counted_to.get(kind, 0))) for kind, concern in concerns.items()
    }
    rows = AccessFailureLog.objects.filter(Q(username=name) | Q(ip_address=address), attempt_time__gt=since)
    found = rows.order_by().aggregate(**{kind.value: count for kind, count in counts.items()})
    return {kind: found[kind.value] for kind in concerns}


@transaction.atomic
def lift_lock(*, by: Actor, lock_id: int) -> SignInLock:
    """Let a name or an address sign in again at once. Raises Refused for a lock that is over."""
    lock = get_listed_lock(by, lock_id)
    if lock.lifted_at is not None or lock.end <= timezone.now():
        raise Refused("Lần khóa này đã hết; đăng nhập lại được.")
    same = SignInLock.objects.filter(kind=lock.kind, username=lock.username, ip_address=lock.ip_address)
    lock.lifted_at, lock.lifted_by_id = timezone.now(), by.person_id
    same.in_force(lock.lifted_at).update(lifted_at=lock.lifted_at, lifted_by=by.person_id)
    post = first_post_with(by, OrganizationRight.MANAGE_PEOPLE)
    record(
        by=by,
        post=post,
        action="account.unlock",
        subject=Person.objects.filter(username=lock.username).first() or lock,
        unit=post.agency_id if post else None,
        summary="mở khóa đăng nhập",
        note=f"{lock.get_kind_display()}: {_said(lock)}",
    )
    return lock


def lift_all(*, username: str | None = None, address: str | None = None) -> int:
    """What the command `axes_reset` does on the server: lift the locks of a name, of an address, or all."""
    locks = SignInLock.objects.in_force(timezone.now())
    if username:
        locks = locks.filter(username=kept_name(username))
    if address:
        locks = locks.filter(ip_address=address)
    return locks.update(lifted_at=timezone.now())


def forget_old_attempts() -> int:
    """Drop what is older than DAYS_KEPT; answers how many wrong passwords that were."""
    before = timezone.now() - timedelta(days=DAYS_KEPT)
    SignInLock.objects.filter(end__lt=before).delete()
    return AccessFailureLog.objects.filter(attempt_time__lt=before).delete()[0]


def _said(lock: SignInLock) -> str:
    name = "tên không có tài khoản" if lock.username.startswith(UNKNOWN_NAME) else lock.username
    return ", ".join(part for part in (name, lock.ip_address) if part)


def _log_refused(name: str, door: Door) -> None:
    logger.warning("Sign-in refused for %s from %s (%s): too many wrong passwords.", name, door.address, door.page)
