"""All events: who did what, in which post, when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from organization.models import AuditEvent
from organization.pages.history import changes_in_words, kind_words
from organization.rules.audit_kinds import ADMIN_KINDS, act_words, kind_of

MOST_OF_A_NOTE = 200  # letters


@dataclass(frozen=True)
class ReadEvent:
    """An event as somebody may read it; without `has_words` it says who did what kind of thing, and when."""

    event: AuditEvent
    has_words: bool

    @property
    def at(self) -> datetime:
        return self.event.at

    @property
    def by_name(self) -> str:
        return self.event.by_name

    @property
    def post_label(self) -> str:
        return self.event.post_label

    @property
    def unit(self) -> str:
        return self.event.unit.name if self.event.unit else ""

    @property
    def kind(self) -> str:
        return kind_words(self.event)

    @property
    def summary(self) -> str:
        return self.event.summary if self.has_words else act_words(self.event.action)

    @property
    def note(self) -> str:
        return self.event.note if self.has_words else ""

    @property
    def changes(self) -> str:
        return changes_in_words(self.event.before, self.event.after) if self.has_words else ""


def read_events(events: Iterable[AuditEvent], paths: Sequence[str]) -> list[ReadEvent]:
    """Events with their words where they are an admin's own matters, or about a unit of `paths`."""
    return [ReadEvent(event, kind_of(event.action) in ADMIN_KINDS or _lies_in(event, paths)) for event in events]


def _lies_in(event: AuditEvent, paths: Sequence[str]) -> bool:
    path = event.unit.path if event.unit else ""
    return any(path.startswith(one) for one in paths) or (not path and any(one.count("/") == 1 for one in paths))


def _who(event: ReadEvent) -> Cell:
    return Cell(event.by_name, under=event.post_label)


def _what(event: ReadEvent) -> Cell:
    return Cell(event.summary, under=event.kind if event.has_words else "")


def _changes_cell(event: ReadEvent) -> Cell:
    note = f"“{Truncator(event.note).chars(MOST_OF_A_NOTE)}”" if event.note else ""
    return Cell(event.changes, under=note)


AUDIT = ListDeclaration(
    id="events",
    title="Nhật ký thao tác",
    order=("-at", "-id"),
    columns=(
        ListColumn("at", "Lúc", lambda event: event.at, "datetime", 18, css="date"),
        ListColumn("who", "Ai", lambda event: event.by_name, width=26, cell=_who, sheet_heading="Người làm"),
        workbook_column("post", "Với tư cách", lambda event: event.post_label, width=36),
        workbook_column("kind", "Loại việc", lambda event: event.kind, width=20),
        ListColumn("what", "Việc", lambda event: event.summary, width=60, cell=_what, phone=Phone.MAIN),
        ListColumn("unit", "Đơn vị", lambda event: event.unit, width=32),
        ListColumn("changes", "Thay đổi", lambda event: event.changes, width=60, cell=_changes_cell),
        workbook_column("note", "Ghi chú", lambda event: event.note, width=40),
    ),
)
