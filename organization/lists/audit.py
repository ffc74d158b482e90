"""All events: who did what, in which post, when."""

from django.utils.text import Truncator

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from organization.models import AuditEvent
from organization.pages.history import changes_in_words, kind_words

MOST_OF_A_NOTE = 200  # letters


def _who(event: AuditEvent) -> Cell:
    return Cell(event.by_name, under=event.post_label)


def _what(event: AuditEvent) -> Cell:
    return Cell(event.summary, under=kind_words(event))


def _changes(event: AuditEvent) -> str:
    return changes_in_words(event.before, event.after)


def _changes_cell(event: AuditEvent) -> Cell:
    note = f"“{Truncator(event.note).chars(MOST_OF_A_NOTE)}”" if event.note else ""
    return Cell(_changes(event), under=note)


AUDIT = ListDeclaration(
    id="events",
    title="Nhật ký thao tác",
    order=("-at", "-id"),
    columns=(
        ListColumn("at", "Lúc", lambda event: event.at, "datetime", 18, css="date"),
        ListColumn("who", "Ai", lambda event: event.by_name, width=26, cell=_who, sheet_heading="Người làm"),
        workbook_column("post", "Với tư cách", lambda event: event.post_label, width=36),
        workbook_column("kind", "Loại việc", kind_words, width=20),
        ListColumn("what", "Việc", lambda event: event.summary, width=60, cell=_what, phone=Phone.MAIN),
        ListColumn("unit", "Đơn vị", lambda event: event.unit.name if event.unit else "", width=32),
        ListColumn("changes", "Thay đổi", _changes, width=60, cell=_changes_cell),
        workbook_column("note", "Ghi chú", lambda event: event.note, width=40),
    ),
)
