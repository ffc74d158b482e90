"""Which rows of the register does a list show, how many are they, and in what order do they stand?"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from base.page_parts import Link, TimelineEntry
from documents.enums import DocumentClass, NumberState
from documents.models import Book, DocumentType, RegisterRow
from documents.querysets import RegisterRowQuerySet
from documents.rules.register_access import can_keep_register
from documents.rules.register_rows import FIELD_WORDS
from organization.models import AuditEvent, ImportFile, ImportKind, Unit
from organization.queries.history import timeline_entry
from organization.queries.scope import FEW
from organization.querysets import in_paths
from organization.rules.access import Actor

MOST_COUNTED = 1000
MOST_EVENTS = 50
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class RegisterChoice:
    """What the filter of the list says; None and "" choose nothing."""

    text: str = ""
    unit: Unit | None = None
    with_subtree: bool = True
    type: DocumentType | None = None
    document_class: str = ""
    counted: str = ""
    reviewed: str = ""
    start: date | None = None
    end: date | None = None

    @property
    def words(self) -> str:
        """The filter as paper and workbook say it."""
        parts = [
            f"“{self.text}”" if self.text else "",
            f"{self.unit.name}{'' if self.with_subtree else ' (không gồm đơn vị trực thuộc)'}" if self.unit else "",
            self.type.name if self.type else "",
            f"văn bản {DocumentClass(self.document_class).label}" if self.document_class else "",
            {"yes": "tính vào chỉ tiêu", "no": "không tính vào chỉ tiêu"}.get(self.counted, ""),
            {"yes": "đã rà", "no": "chưa rà"}.get(self.reviewed, ""),
            f"từ {_day(self.start)}" if self.start else "",
            f"đến {_day(self.end)}" if self.end else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class RegisterTotals:
    """How many rows a list has; `is_more` where counting stopped at the bound."""

    total: int
    counted: int
    is_more: bool

    @property
    def not_counted(self) -> int:
        return self.total - self.counted


def register_rows(actor: Actor, choice: RegisterChoice) -> RegisterRowQuerySet:
    """The rows a person may see of what the filter chooses, with what a line shows."""
    rows = RegisterRow.objects.filter(sight(actor, choice.unit, with_subtree=choice.with_subtree))
    rows = rows.within(choice.start, choice.end).search(choice.text)
    if choice.type:
        rows = rows.filter(type=choice.type)
    if choice.document_class:
        rows = rows.filter(document_class=choice.document_class)
    if choice.counted:
        rows = rows.filter(counted=choice.counted == "yes")
    if choice.reviewed:
        rows = rows.filter(is_reviewed=choice.reviewed == "yes")
    return rows.for_list()


def sight(actor: Actor, unit: Unit | None, *, with_subtree: bool = True) -> Q:
    """Rows of a unit (in sight already), or of all units in sight: a few named one by one, many by path.

    For a whole tree the path is faster even where the units are few: the rows come along the index of
    days and the page is full after a glance, where named units would have all their rows sorted.
    """
    if unit is not None and not with_subtree:
        return Q(unit_id=unit.pk)
    paths = (unit.path,) if unit is not None else actor.sight_paths
    if any(path.count("/") == 1 for path in paths):
        return in_paths(paths, "unit__")
    ids = list(Unit.objects.filter(in_paths(paths)).values_list("pk", flat=True)[: FEW + 1])
    return Q(unit_id__in=ids) if len(ids) <= FEW else in_paths(paths, "unit__")


def totals_of(rows: RegisterRowQuerySet) -> RegisterTotals:
    """How many rows, and how many of them count: one bounded read, so that a province costs what an agency does."""
    flags = list(rows.order_by().values_list("counted", flat=True)[: MOST_COUNTED + 1])
    is_more = len(flags) > MOST_COUNTED
    return RegisterTotals(min(len(flags), MOST_COUNTED), sum(flags[:MOST_COUNTED]), is_more)


def get_visible_row(actor: Actor, pk: int) -> RegisterRow:
    """One row of a unit in sight; 404 for missing and forbidden alike."""
    row = (
        RegisterRow.objects.visible_to(actor)
        .select_related("unit", "type", "book__agency", "import_file__uploaded_by")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return row


def history_of_row(row: RegisterRow) -> list[TimelineEntry]:
    """What happened to a row since it stands in the book, newest first, with every change in words."""
    events = list(AuditEvent.objects.of(row._meta.label_lower, row.pk)[:MOST_EVENTS])
    said = [{**event.before, **event.after} for event in events]
    units = {unit for event in events for unit in (event.before.get("unit_id"), event.after.get("unit_id")) if unit}
    names: dict[str, dict[Any, Any]] = {
        "unit_id": dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {},
        "type_id": dict(DocumentType.objects.values_list("pk", "name"))
        if any("type_id" in one for one in said)
        else {},
        "document_class": dict(DocumentClass.choices),
        "number_state": dict(NumberState.choices),
        "counted": {True: "có", False: "không"},
    }
    return [replace(timeline_entry(event), words=_event_words(event, names)) for event in events]


def _event_words(event: AuditEvent, names: dict[str, dict[Any, Any]]) -> str:
    parts = []
    for name, new in event.after.items():
        if name in FIELD_WORDS and name in event.before:
            known = names.get(name, {})
            old, now = (_said(known.get(value, value)) for value in (event.before[name], new))
            parts.append(f"{FIELD_WORDS[name]}: {old} → {now}")
    if event.note:
        parts.append(f"lý do: {event.note}")
    return "; ".join(parts)


def _said(value: Any) -> str:
    text = str(value if value is not None else "")
    if match := _ISO_DAY.fullmatch(text):
        return f"{int(match[3])}/{int(match[2])}/{match[1]}"
    return text or "để trống"


def get_visible_import(actor: Actor, pk: int, kind: str = ImportKind.REGISTER) -> ImportFile:
    """A file handed in for an agency the person imports for; 404 for missing and forbidden alike."""
    found = (
        ImportFile.objects.visible_to(actor).filter(pk=pk, kind=kind).select_related("agency", "uploaded_by").first()
    )
    if found is None:
        raise Http404
    return found


def keeping_agency(actor: Actor) -> Unit | None:
    """The agency whose register this person keeps; None for everybody else."""
    post = next((post for post in actor.posts if can_keep_register(actor, post.agency_path)), None)
    return Unit.objects.get(pk=post.agency_id) if post else None


def units_in_sight(actor: Actor) -> Any:
    return Unit.objects.visible_to(actor)


def books_of(agency: Unit) -> list[Book]:
    return list(Book.objects.filter(agency=agency).order_by("-year", "predecessor"))


def path_to_register() -> tuple[Link, ...]:
    return (Link("Văn bản đi", reverse("documents:register")),)


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
