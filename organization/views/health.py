"""Is the installation well? One answer for machines, one page for the people who call IT."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from base.errors import Forbidden
from organization.queries.health import health as measured_health
from organization.queries.health import recent_backups
from organization.rules.health import FAIL
from organization.rules.permissions import can_see_health


@never_cache
def health(request):
    """JSON without sign-in. 503 only while the database is away: a late backup is no reason to take the site down."""
    found = measured_health(now=timezone.now())
    parts = {check.key: {"status": check.status, "fact": check.fact, **check.facts} for check in found.checks}
    status = 503 if parts["database"]["status"] == FAIL else 200
    return JsonResponse(
        {"status": found.status, "at": found.at.isoformat(), **parts},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )


@never_cache
def health_page(request):
    """One light, what it stands for, and the sentence to tell IT."""
    if not can_see_health(request.actor):
        raise Forbidden("Trang này dành cho Văn phòng và quản trị.")
    found = measured_health(now=timezone.now())
    return render(request, "organization/health.html", {"health": found, "backups": recent_backups()})
