"""Which rows of the register does a list show, how many are they, and in what order do they stand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404

from documents.models import Book, DocumentType, RegisterRow
from documents.querysets import RegisterRowQuerySet
from documents.rules.register_access import can_keep_register
from organization.models import AuditEvent, Unit
from organization.queries.history import events_of
from organization.queries.scope import FEW
from organization.querysets import in_paths
from organization.rules.access import Actor

MOST_COUNTED = 1000


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


@dataclass(frozen=True)
class RegisterTotals:
    """How many rows a list has; `is_more` where counting stopped at the bound."""

    total: int
    counted: int
    is_more: bool

    @property
    def not_counted(self) -> int:
        return self.total - self.counted


@dataclass(frozen=True)
class RowHistory:
    """The events of one row, the newest first, and the names of the units and types they speak of."""

    events: Sequence[AuditEvent]
    unit_names: Mapping[int, str]
    type_names: Mapping[int, str]


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


def history_of_row(row: RegisterRow) -> RowHistory:
    """What happened to a row since it stands in the book: one read, and one each for the names it needs."""
    events = events_of(row._meta.label_lower, row.pk)
    told = [{**event.before, **event.after} for event in events]
    units = {unit for event in events for unit in (event.before.get("unit_id"), event.after.get("unit_id")) if unit}
    names_types = any("type_id" in one for one in told)
    return RowHistory(
        events=events,
        unit_names=dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {},
        type_names=dict(DocumentType.objects.values_list("pk", "name")) if names_types else {},
    )


def keeping_agency(actor: Actor) -> Unit | None:
    """The agency whose register this person keeps; None for everybody else."""
    post = next((post for post in actor.posts if can_keep_register(actor, post.agency_path)), None)
    return Unit.objects.get(pk=post.agency_id) if post else None


def units_in_sight(actor: Actor) -> Any:
    return Unit.objects.visible_to(actor)


def books_of(agency: Unit) -> list[Book]:
    return list(Book.objects.filter(agency=agency).order_by("-year", "predecessor"))
