"""The audit event that every write records in its own transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from organization.models import AuditEvent, Unit
from organization.rules.access import Actor, PostFact

BATCH = 1000


def record(
    *,
    by: Actor,
    action: str,
    subject: models.Model,
    summary: str,
    post: PostFact | None = None,
    unit: Unit | int | None = None,
    note: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write one event; must be called inside the transaction of the write it tells about.

    `post` is the post that gave the right (the answer of the rule). `summary` is one Vietnamese
    sentence part without the person's name ("nộp kết quả"). `before`/`after` hold the changed fields.
    """
    event = build_event(
        by=by,
        action=action,
        subject=subject,
        summary=summary,
        post=post,
        unit=unit,
        note=note,
        before=before,
        after=after,
    )
    record_many([event])
    return event


def record_many(events: Sequence[AuditEvent]) -> None:
    """Write the events of a bulk write, inside its transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is part of the write: record it inside the same transaction.")
    AuditEvent.objects.bulk_create(events, batch_size=BATCH)


def build_event(
    *,
    by: Actor,
    action: str,
    subject: models.Model,
    summary: str,
    post: PostFact | None = None,
    unit: Unit | int | None = None,
    note: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """One event that is not written yet, for `record_many`."""
    return AuditEvent(
        at=timezone.now(),
        day=by.day,
        by_id=by.person_id,
        by_name=by.name,
        post_id=post.id if post else None,
        post_label=post.label if post else "",
        action=action,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        unit_id=unit.pk if isinstance(unit, Unit) else unit,
        summary=summary[:300],
        note=note,
        before=_plain(before),
        after=_plain(after),
    )


def changes(obj: models.Model, new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after of the fields of `new` that differ from `obj` now."""
    before = {name: getattr(obj, name) for name, value in new.items() if getattr(obj, name) != value}
    return before, {name: new[name] for name in before}


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in (values or {}).items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, list | tuple | set):
        return [_plain_value(item) for item in value]
    return value
