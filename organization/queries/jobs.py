"""The background jobs a person may look at."""

from django.http import Http404

from organization.models import Job
from organization.rules.access import Actor


def get_visible_job(actor: Actor, pk: int) -> Job:
    """The background job with this number if the person may see it; 404 for missing and forbidden alike."""
    job = Job.objects.visible_to(actor).select_related("requested_by").filter(pk=pk).first()
    if job is None:
        raise Http404
    return job
