"""Fetching one task, and when it counts as due soon."""

from datetime import date

from django.http import Http404

from organization.queries import setting, working_calendar
from organization.rules.access import Actor
from tasks.models import Evidence, Task


def get_visible_task(actor: Actor, pk: int) -> Task:
    """The task with this number if the person may see it; 404 for missing and forbidden alike."""
    found = (
        Task.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("clause", "lead_unit", "responsible", "series", "assignment__recorded_decision")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_visible_evidence(actor: Actor, task_id: int, pk: int) -> Evidence:
    """A file of a visible task; one that was removed before it was ever handed in is gone."""
    task = get_visible_task(actor, task_id)
    found = task.evidence.filter(pk=pk).exclude(removed_at__isnull=False, submitted_on__isnull=True).first()
    if found is None:
        raise Http404
    return found


def due_soon_until(day: date) -> date:
    """The last deadline that is "sắp đến hạn" on `day`."""
    return working_calendar().add(day, setting("due_soon_days"))
