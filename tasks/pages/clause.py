"""What happened to one clause, newest first?"""

from collections.abc import Sequence

from base.page_parts import TimelineEntry
from base.templatetags.ui import vnmoment
from organization.models import AuditEvent
from organization.pages.marks import RECORDED_DECISION
from tasks.pages.basis import basis_words
from tasks.queries.clause_page import Handing

_EVENT_LOOKS = {
    "clause.wording": ("file-text", "accent"),
    "clause.close": ("minus", "grey"),
    "clause.reopen": ("lock-open", "accent"),
    "clause.tie": ("git-merge", "accent"),
    "clause.untie": ("unlink", "grey"),
}


def story_of(events: Sequence[AuditEvent], assignments: Sequence[Handing]) -> list[TimelineEntry]:
    """What happened to the clause: the Office's acts on it, and the assignments that gave it out; newest first."""
    told = [(event.at, _entry(event)) for event in events]
    told += [(handing.assignment.confirmed_at, _handed(handing)) for handing in assignments]
    return [entry for _, entry in sorted(told, key=lambda one: one[0], reverse=True)]


def _entry(event: AuditEvent) -> TimelineEntry:
    icon, tone = _EVENT_LOOKS.get(event.action, ("pencil", "grey"))
    line = " · ".join(part for part in (event.post_label, vnmoment(event.at)) if part)
    return TimelineEntry(icon=icon, tone=tone, who=event.by_name, act=event.summary, line=line, words=event.note)


def _handed(handing: Handing) -> TimelineEntry:
    assignment = handing.assignment
    is_recorded = assignment.recorded_decision_id is not None
    return TimelineEntry(
        icon="send",
        tone="green",
        who=assignment.confirmed_by.full_name,
        act=f"giao việc cho {handing.units} đơn vị theo {basis_words(assignment)}",
        line=vnmoment(assignment.confirmed_at),
        stamps=(RECORDED_DECISION,) if is_recorded else (),
    )
