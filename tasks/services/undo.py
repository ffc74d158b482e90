"""Taking back one's own decision within a minute: the task stands again exactly as before it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from base.errors import Refused
from organization.models import AuditEvent
from organization.rules.access import Actor
from tasks.enums import ExtensionState
from tasks.models import ExtensionRequest, Task
from tasks.pages.refusals import CANNOT_UNDO
from tasks.rules.transitions import Action
from tasks.rules.undo import undo_of
from tasks.services.acts import begin, finish, people_of_task, tell

_AS_ASKED = {
    "state": ExtensionState.OPEN,
    "granted_due": None,
    "decided_on": None,
    "decided_by": None,
    "decision_note": "",
}


@transaction.atomic
def undo_decision(*, by: Actor, task_id: int, action: Action) -> Task:
    """`action` is the one of the undo acts that fits the decision. Refused after a minute, for anybody else,
    and once anything more happened to the task."""
    act = begin(by=by, task_id=task_id, action=action, version=None)
    last = AuditEvent.objects.of(Task._meta.label_lower, task_id).order_by("-at", "-id").first()
    if last is None or undo_of(last, act.person_id, timezone.now()) != action:
        raise Refused(CANNOT_UNDO)
    requests = [last.after["extension"]] if "extension" in last.after else last.after.get("closed_requests", ())
    ExtensionRequest.objects.filter(task=act.task, pk__in=requests).update(**_AS_ASKED)
    finish(act, new=_as_before(last.before))
    tell(act, people_of_task(act), f"“{act.task.title}”: quyết định vừa báo được hoàn tác, nhiệm vụ chờ ý kiến lại.")
    return act.task


def _as_before(before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the decision changed, as they were; the status follows from the table."""
    fields = Task._meta
    return {name: fields.get_field(name).to_python(value) for name, value in before.items() if name != "status"}  # type: ignore[union-attr]  # the event names columns only
