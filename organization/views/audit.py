"""Who did what, in which post, when? The list of all events, for admin and office."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from base.errors import Forbidden
from base.page_parts import look_ahead
from base.table_workbook import Column, table_workbook
from organization.forms.audit import AuditFilter
from organization.models import AuditEvent, Person, Unit
from organization.pages.history import changes_in_words
from organization.querysets import in_paths
from organization.rules.audit_kinds import AUDIT_KINDS
from organization.rules.permissions import can_see_audit
from organization.views.responses import list_lines, xlsx_response

MOST_IN_A_FILE = 20_000
COLUMNS = (
    Column("Lúc", "datetime", 18),
    Column("Người làm", width=26),
    Column("Với tư cách", width=36),
    Column("Loại việc", width=20),
    Column("Việc", width=60),
    Column("Đơn vị", width=32),
    Column("Thay đổi", width=60),
    Column("Ghi chú", width=40),
)


def audit(request):
    """The events of the agency, newest first, with filters in the address."""
    form, found = _filtered(request)
    page = look_ahead(found, request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [(event, changes_in_words(event.before, event.after), _kind(event)) for event in page.rows],
        "xlsx_url": f"{reverse('organization:audit_xlsx')}?{request.GET.urlencode()}",
    }
    return render(request, "organization/audit.html", context)


def audit_xlsx(request):
    """The same events as a workbook, the newest 20,000 at most."""
    form, found = _filtered(request)
    rows = (
        (
            event.at,
            event.by_name,
            event.post_label,
            _kind(event),
            event.summary,
            event.unit.name if event.unit else "",
            changes_in_words(event.before, event.after),
            event.note,
        )
        for event in found[:MOST_IN_A_FILE]
    )
    content = table_workbook("Nhật ký thao tác", list_lines(request, _words(form)), COLUMNS, rows, plain=True)
    return xlsx_response(content, f"nhat-ky-{timezone.localtime():%Y%m%d}")


def _filtered(request):
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
    return form, events.order_by("-at", "-id")


def _kind(event: AuditEvent) -> str:
    return AUDIT_KINDS.get(event.action.partition(".")[0], "Việc khác")


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
