"""How far is the work I asked for, and where is its result?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from organization.enums import JobState
from organization.http import PageRequest
from organization.queries import get_visible_job
from organization.services.jobs import enqueue
from organization.views.responses import only_post


def job(request: PageRequest, pk: int) -> HttpResponse:
    """The page of one job; an htmx request gets the progress alone, and asks again while the job is active."""
    found = get_visible_job(request.actor, pk)
    template = "organization/parts/job_progress.html" if request.htmx else "organization/job.html"
    return render(request, template, {"job": found, "has_failed": found.state == JobState.FAILED})


@only_post
def job_again(request: PageRequest, pk: int) -> HttpResponse:
    """Ask once more for a job that failed; a job of the same key that is already active is joined."""
    old = get_visible_job(request.actor, pk)
    if old.state == JobState.FAILED:
        old = enqueue(name=old.name, key=old.key, by=request.actor, label=old.label, args=old.args)
    return redirect("organization:job", pk=old.pk)
