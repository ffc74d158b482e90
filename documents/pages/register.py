"""What the pages of the register say: addresses, the filter in words, the history of one row."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from base.page_parts import Link, TimelineEntry
from base.periods import half_month_end
from base.templatetags.ui import vndate
from documents.enums import DocumentClass, NumberState
from documents.models import RegisterRow
from documents.queries.register import RegisterChoice, RowHistory
from documents.rules.register_rows import FIELD_WORDS
from organization.pages.history import changes_of, timeline_entry


def path_to_register() -> tuple[Link, ...]:
    return (Link("Văn bản đi", reverse("documents:register")),)


def row_url(row: RegisterRow) -> str:
    return reverse("documents:row", args=[row.pk])


def counted_rows_url(unit_code: str, start: date) -> str:
    """The counted rows behind the count of one unit's half-month."""
    query = {
        "unit": unit_code,
        "subtree": "0",
        "from": start.isoformat(),
        "to": half_month_end(start).isoformat(),
        "counted": "yes",
    }
    return f"{reverse('documents:register')}?{urlencode(query)}"


def choice_words(choice: RegisterChoice) -> str:
    """The filter as page, paper and workbook say it."""
    unit = choice.unit
    parts = [
        f"“{choice.text}”" if choice.text else "",
        f"{unit.name}{'' if choice.with_subtree else ' (không gồm đơn vị trực thuộc)'}" if unit else "",
        choice.type.name if choice.type else "",
        f"văn bản {DocumentClass(choice.document_class).label}" if choice.document_class else "",
        {"yes": "tính vào chỉ tiêu", "no": "không tính vào chỉ tiêu"}.get(choice.counted, ""),
        {"yes": "đã rà", "no": "chưa rà"}.get(choice.reviewed, ""),
        f"từ {vndate(choice.start)}" if choice.start else "",
        f"đến {vndate(choice.end)}" if choice.end else "",
    ]
    return ", ".join(part for part in parts if part)


def row_timeline(history: RowHistory) -> list[TimelineEntry]:
    """What happened to a row since it stands in the book, with every change in words."""
    values: dict[str, Mapping[Any, Any]] = {
        "unit_id": history.unit_names,
        "type_id": history.type_names,
        "document_class": dict(DocumentClass.choices),
        "number_state": dict(NumberState.choices),
        "counted": {True: "có", False: "không"},
    }
    return [timeline_entry(event, changes_of(event, FIELD_WORDS, values)) for event in history.events]
