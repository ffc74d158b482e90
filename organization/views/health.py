"""Is the installation well? One answer for machines, one page for the people who call IT."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from base.errors import Forbidden
from base.lists import show_list
from base.marks import mark_of
from organization.http import PageRequest
from organization.lists.health import BACKUPS, HEALTH_CHECKS
from organization.pages.health import sentence_for_it
from organization.queries.health import health as measured_health
from organization.queries.health import recent_backups
from organization.rules.health import HealthState
from organization.rules.permissions import can_see_health

WORDS = {HealthState.OK: "ok", HealthState.WARN: "warn", HealthState.FAIL: "down"}


@never_cache
def health(request: PageRequest) -> JsonResponse:
    """JSON; 503 only while the database is away: a late backup, or one that can only be read, does not end the site.

    Without sign-in it says ok, warn or down, and no more; the parts are for those who may see the page.
    """
    found = measured_health(now=timezone.now())
    is_away = not all(check.facts["answers"] for check in found.checks if check.key == "database")
    answer: dict[str, object] = {"status": WORDS[found.status]}
    if not is_away and can_see_health(request.actor):
        parts = {check.key: {"status": check.status, "fact": check.fact, **check.facts} for check in found.checks}
        answer |= {"at": found.at.isoformat(), **parts}
    return JsonResponse(answer, status=503 if is_away else 200, json_dumps_params={"ensure_ascii": False})


@never_cache
def health_page(request: PageRequest) -> HttpResponse:
    """One light, what it stands for, and the sentence to tell IT."""
    if not can_see_health(request.actor):
        raise Forbidden("Trang này dành cho Văn phòng và quản trị.")
    found = measured_health(now=timezone.now())
    context = {
        "at": found.at,
        "mark": mark_of(found.status),
        "sentence": sentence_for_it(found),
        "checks": show_list(request, HEALTH_CHECKS, found.checks),
        "backups": show_list(request, BACKUPS, recent_backups()),
    }
    return render(request, "organization/health.html", context)
