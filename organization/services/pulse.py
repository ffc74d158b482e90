"""The sign of life of scheduler and worker together: the sweep runs only if both are there."""

from django.utils import timezone

from organization.models import WorkerPulse

SWEEP = "sweep"


def show_pulse() -> None:
    """Note that the sweep ran just now."""
    WorkerPulse.objects.update_or_create(name=SWEEP, defaults={"at": timezone.now()})
