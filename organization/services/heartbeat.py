"""The sign of life of scheduler and worker together: the sweep runs only if both are there."""

from django.utils import timezone

from organization.models import WorkerHeartbeat

SWEEP = "sweep"


def show_heartbeat() -> None:
    """Note that the sweep ran just now."""
    WorkerHeartbeat.objects.update_or_create(name=SWEEP, defaults={"at": timezone.now()})
