"""What happened to one thing, told by the audit events: the only history there is."""

from organization.models import AuditEvent

MOST_SHOWN = 50


def events_of(subject_kind: str, subject_id: int, *, limit: int = MOST_SHOWN) -> list[AuditEvent]:
    """The last events of one thing, newest first."""
    return list(AuditEvent.objects.of(subject_kind, subject_id)[:limit])
