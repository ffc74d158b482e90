"""Who did what, in which post, when? The list of all events, for admin and office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from base.errors import Forbidden
from base.lists import list_workbook, show_list
from organization.forms.audit import AuditFilter
from organization.http import PageRequest
from organization.lists.audit import AUDIT, read_events
from organization.models import AuditEvent, Person, Unit
from organization.querysets import AuditEventQuerySet, in_paths
from organization.rules.audit_kinds import AUDIT_KINDS
from organization.rules.organization_rights import OrganizationRight
from organization.rules.permissions import can_see_audit
from organization.rules.rights import paths_with
from organization.views.responses import list_lines, xlsx_response

MOST_IN_A_FILE = 20_000


def audit(request: PageRequest) -> HttpResponse:
    """The events of the agency, newest first, with filters in the address."""
    form, found = _filtered(request)
    words = _words(form)
    context = {
        "form": form,
        "words": words,
        "reads_work": bool(_paths(request)),
        "list": show_list(
            request,
            AUDIT,
            found,
            facts_of=lambda events, _: read_events(events, _paths(request)),
            xlsx_url=f"{reverse('organization:audit_xlsx')}?{request.GET.urlencode()}",
        ),
    }
    return render(request, "organization/audit.html", context)


def audit_xlsx(request: PageRequest) -> HttpResponse:
    """The same events as a workbook, the newest 20,000 at most."""
    form, found = _filtered(request)
    rows = read_events(found[:MOST_IN_A_FILE], _paths(request))
    content = list_workbook(AUDIT, list_lines(request, _words(form)), rows, plain=True)
    return xlsx_response(content, f"nhat-ky-{timezone.localtime():%Y%m%d}")


def _filtered(request: PageRequest) -> tuple[AuditFilter, AuditEventQuerySet]:
    if can_see_audit(request.actor) is None:
        raise Forbidden("Nhật ký thao tác dành cho quản trị và Văn phòng.")
    form = AuditFilter(request.GET or None, units=Unit.objects.listed_for(request.actor))
    choice = form.cleaned_data if form.is_valid() else {}
    events = AuditEvent.objects.listed_for(request.actor).select_related("unit")
    if choice.get("q"):
        people = Person.objects.listed_for(request.actor).search(choice["q"])
        events = events.filter(by__in=people.values("pk"))
    if choice.get("kind"):
        events = events.filter(action__startswith=f"{choice['kind']}.")
    if choice.get("unit"):
        events = events.filter(in_paths([choice["unit"].path], "unit__"))
    if choice.get("since"):
        events = events.filter(day__gte=choice["since"])
    if choice.get("until"):
        events = events.filter(day__lte=choice["until"])
    return form, events.order_by(*AUDIT.order)


def _paths(request: PageRequest) -> tuple[str, ...]:
    """The subtrees whose work the person may read; an admin without another post none."""
    return paths_with(request.actor, OrganizationRight.READ_AUDIT_OF_WORK)


def _words(form: AuditFilter) -> str:
    choice = form.cleaned_data if form.is_bound and form.is_valid() else {}
    said = [
        f"người làm “{choice['q']}”" if choice.get("q") else "",
        AUDIT_KINDS[choice["kind"]] if choice.get("kind") else "",
        choice["unit"].name if choice.get("unit") else "",
        f"từ {choice['since']:%d/%m/%Y}" if choice.get("since") else "",
        f"đến {choice['until']:%d/%m/%Y}" if choice.get("until") else "",
    ]
    return ", ".join(words for words in said if words)
