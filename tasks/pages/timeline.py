"""What happened to a task, newest first? Told from the audit events, which are the only history."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from base.marks import Mark
from base.page_parts import FileLine, TimelineEntry
from organization.models import AuditEvent
from organization.pages.marks import ENTERED_FOR, RECORDED_DECISION
from tasks.models import Task
from tasks.pages.addresses import evidence_url
from tasks.pages.deadline_words import day_words
from tasks.rules.transitions import TRANSITIONS

_LOOKS = {row.audit_action: (row.icon, row.tone) for row in TRANSITIONS.values()} | {
    "task.assign": ("flag", "ink"),
    "task.open_period": ("calendar-repeat", "ink"),
    "task.evidence_add": ("paperclip", "grey"),
    "task.evidence_remove": ("paperclip", "grey"),
    "decision.dispute": ("message-report", "red"),
    "decision.accept": ("check", "green"),
}
_QUOTED = {"task.return", "task.send_back"}


def timeline_of(task: Task, events: Sequence[AuditEvent], kept_files: Collection[int]) -> list[TimelineEntry]:
    """The entries of a task, newest first; files that no longer exist are named without a link."""
    handed_in = {file["id"] for event in events if _is_hand_in(event) for file in event.after.get("files", ())}
    entries = [
        _entry(event, task, kept_files)
        for event in events
        if not (event.action == "task.evidence_add" and _files(event) <= handed_in)
    ]
    if not any(event.action in ("task.assign", "task.open_period") for event in events):
        entries.append(
            TimelineEntry("flag", "ink", "", f"Giao nhiệm vụ cho {task.lead_unit.name}", day_words(task.assigned_on))
        )
    return entries


def _is_hand_in(event: AuditEvent) -> bool:
    return event.action in ("task.submit", "task.contribute")


def _files(event: AuditEvent) -> set[int]:
    return {file["id"] for file in event.after.get("files", ())}


def _entry(event: AuditEvent, task: Task, kept_files: Collection[int]) -> TimelineEntry:
    icon, tone = _LOOKS.get(event.action, ("point", "grey"))
    entered, recorded = event.after.get("entered_for"), event.after.get("recorded")
    who, line = event.by_name, _line(event)
    stamps: tuple[Mark, ...] = ()
    if recorded:
        who, line, stamps = recorded["name"], _recorded_line(event, recorded), (RECORDED_DECISION,)
    elif entered:
        line, stamps = f"{line} · theo {entered['channel']} của {entered['name']}", (ENTERED_FOR,)
    return TimelineEntry(
        icon=icon,
        tone=tone,
        who=who,
        act=event.summary,
        line=line,
        words=_words(event),
        stamps=stamps,
        files=(*_decision_paper(recorded), *_evidence(event, task, kept_files)),
    )


def _evidence(event: AuditEvent, task: Task, kept_files: Collection[int]) -> Iterator[FileLine]:
    for file in event.after.get("files", ()):
        kept = file["id"] in kept_files
        yield FileLine(file["name"], evidence_url(task.pk, file["id"]) if kept else "")


def _decision_paper(recorded: Mapping[str, Any] | None) -> Iterator[FileLine]:
    if recorded and recorded.get("file"):
        yield FileLine(recorded["file"], reverse("organization:decision_file", args=[recorded["id"]]))


def _line(event: AuditEvent) -> str:
    local = timezone.localtime(event.at)
    when = f"{day_words(local.date())}, {local:%H:%M}"
    return f"{_post_words(event.post_label)} · {when}" if event.post_label else when


def _post_words(label: str) -> str:
    """The title and the unit, without saying the unit twice ("Chánh Văn phòng, Văn phòng")."""
    title, _, unit = label.partition(", ")
    return title if unit and title.endswith(unit) else label


def _recorded_line(event: AuditEvent, recorded: Mapping[str, Any]) -> str:
    decided = day_words(date.fromisoformat(recorded["decided_on"]))
    source = f" ({recorded['reference']})" if recorded.get("reference") else ""
    title = f"{recorded['title']} · " if recorded.get("title") else ""
    recorded_on = day_words(timezone.localtime(event.at).date())
    return f"{title}{recorded['channel']} {decided}{source} · {event.by_name} ghi nhận {recorded_on}"


def _words(event: AuditEvent) -> str:
    parts = []
    if (product := event.after.get("product_date")) and _is_hand_in(event):
        parts.append(f"Ngày có sản phẩm {day_words(date.fromisoformat(product))}")
    if answer_by := event.after.get("answer_by"):
        parts.append(f"Trả lời trước hoặc trong ngày {day_words(date.fromisoformat(answer_by))}")
    note = f"“{event.note}”" if event.note and event.action in _QUOTED else event.note
    return "\n".join([*([note] if note else []), *parts])
