"""How does a page hand a form to a service, and how does it show what the service refused?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from base.errors import Conflict, Forbidden, Refused
from base.page_parts import Link
from organization.forms.records import RecordForm, add_refusal
from organization.models import AuditEvent

T = TypeVar("T")


def attempt(form: forms.Form, write: Callable[[], T]) -> T | None:
    """What `write` answers, or None with the refusal on the form; a missing right stays a 403."""
    try:
        return write()
    except Forbidden:
        raise
    except Conflict as conflict:
        if not isinstance(form, RecordForm) or conflict.current is None:
            form.add_error(None, str(conflict))
        else:
            form.take_conflict(conflict)
    except Refused as refusal:
        add_refusal(form, refusal)
    return None


@dataclass(frozen=True)
class FormPage:
    """One page with one form: where it stands, what it asks, what its button says, and the way back."""

    heading: str
    submit: str
    back: Link
    path: tuple[Link, ...] = ()
    intro: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    template: str = "organization/form_page.html"


def show_form(request: HttpRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """The page of a form; 200 when it is asked for or still wrong, 409 when somebody else wrote meanwhile."""
    conflict = getattr(form, "conflict", None)
    context = {"form": form, "page": page, **page.extra}
    if conflict is not None:
        context |= _conflict_context(request, conflict)
    return render(request, page.template, context, status=409 if conflict else 200)


def _conflict_context(request: HttpRequest, conflict: Conflict) -> dict[str, str]:
    current = conflict.current
    kind = "organization.person" if current._meta.model_name == "post" else current._meta.label_lower
    subject = current.person_id if current._meta.model_name == "post" else current.pk
    event = AuditEvent.objects.of(kind, subject).first()
    if event is None:
        return {"conflict_title": str(conflict), "conflict_other": ""}
    at = timezone.localtime(event.at)
    title = f"{event.by_name} vừa sửa lúc {at:%H:%M}, khi đồng chí đang nhập"
    return {"conflict_title": title, "conflict_other": event.by_name}
