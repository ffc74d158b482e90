"""The outbox: rows are written with the act, mail is sent by a job."""

from collections.abc import Iterable

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from organization.models import Notification
from organization.rules.access import Actor

MOST_ATTEMPTS = 5


def notify(*, people: Iterable[int], kind: str, text: str, url: str = "", by: Actor | None = None) -> None:
    """Tell people (ids) something, except the one who acts. Delivered by mail after commit, by a job."""
    now = timezone.now()
    recipients = sorted(set(people) - {by.person_id if by else None, None})
    Notification.objects.bulk_create(
        Notification(recipient_id=person, kind=kind, text=text[:400], url=url, created_at=now) for person in recipients
    )


@transaction.atomic
def mark_read(*, by: Actor, notification_id: int | None = None) -> int:
    """Mark one notification of the person, or all of them, as read; returns how many changed."""
    mine = Notification.objects.unread().filter(recipient_id=by.person_id)
    if notification_id is not None:
        mine = mine.filter(pk=notification_id)
    return mine.update(read_at=timezone.now())


def deliver(*, limit: int = 200) -> int:
    """Send what waits in the outbox; returns how many rows are done. People without an address only see the bell.

    A row is claimed before it is sent, so that two workers never mail twice; mail that fails is tried
    again at the next round, five times at most.
    """
    done = 0
    waiting = Notification.objects.undelivered().filter(attempts__lt=MOST_ATTEMPTS).select_related("recipient")
    for row in waiting.order_by("id")[:limit]:
        claimed = Notification.objects.filter(pk=row.pk, attempts=row.attempts, delivered_at__isnull=True).update(
            attempts=row.attempts + 1
        )
        if not claimed:
            continue
        if row.recipient.email:
            try:
                send_mail("Kế hoạch 226", row.text, None, [row.recipient.email])
            except OSError:
                continue
        Notification.objects.filter(pk=row.pk).update(delivered_at=timezone.now())
        done += 1
    return done
