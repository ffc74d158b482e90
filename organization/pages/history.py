"""How is the history of one thing told? Events in, entries of a timeline out."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from base.page_parts import TimelineEntry
from organization.models import AuditEvent
from organization.rules.audit_kinds import AUDIT_KINDS

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LOOKS = {
    "add": ("plus", "green"),
    "create": ("plus", "green"),
    "open": ("key", "green"),
    "enable": ("key", "green"),
    "end": ("flag", "grey"),
    "close": ("flag", "grey"),
    "remove": ("minus", "grey"),
    "disable": ("ban", "amber"),
    "reset": ("key", "amber"),
    "password": ("key", "ink"),
}
_WORDS = {
    "basis_date": "ngày quyết định",
    "basis_number": "số quyết định",
    "code": "mã",
    "email": "thư điện tử",
    "end": "đến hết",
    "full_name": "họ và tên",
    "is_acting": "ủy quyền, phụ trách",
    "is_office": "là đơn vị tổng hợp",
    "kind": "loại",
    "name": "tên",
    "parent": "đơn vị cấp trên",
    "phone": "điện thoại",
    "position": "thứ tự",
    "role": "vai trò",
    "short_name": "tên gọn",
    "start": "từ ngày",
    "successor": "đơn vị kế thừa",
    "title": "chức vụ",
    "unit": "đơn vị",
    "username": "tên đăng nhập",
    "value": "giá trị",
}


def timeline(events: Iterable[AuditEvent]) -> list[TimelineEntry]:
    """Events of this app's own things, in their order."""
    return [timeline_entry(event) for event in events]


def timeline_entry(event: AuditEvent, words: str | None = None) -> TimelineEntry:
    """One event as the timeline draws it; `words` say what changed where the app has its own."""
    icon, tone = _LOOKS.get(event.action.rpartition(".")[2], ("pencil", "ink"))
    moment = timezone.localtime(event.at)
    when = f"{moment:%d/%m/%Y}, {moment:%H:%M}"
    if words is None:
        said = [changes_in_words(event.before, event.after), f"“{event.note}”" if event.note else ""]
        words = " ".join(part for part in said if part)
    return TimelineEntry(
        icon=icon,
        tone=tone,
        who=event.by_name,
        act=event.summary,
        line=f"{event.post_label} · {when}" if event.post_label else when,
        words=words,
    )


def changes_of(event: AuditEvent, fields: Mapping[str, str], values: Mapping[str, Mapping[Any, Any]]) -> str:
    """ "ngày: 05/03/2026 → 06/03/2026; lý do: …": the fields that have words, each with what it was and is.

    `values` gives for a field the words of its values.
    """
    parts = []
    for name, new in event.after.items():
        if name in fields and name in event.before:
            known = values.get(name, {})
            old, now = (said(known.get(value, value)) for value in (event.before[name], new))
            parts.append(f"{fields[name]}: {old} → {now}")
    if event.note:
        parts.append(f"lý do: {event.note}")
    return "; ".join(parts)


def said(value: Any) -> str:
    """A value of an event as a person says it: days as 05/03/2026, nothing as "để trống"."""
    text = str(value if value is not None else "")
    if match := _ISO_DAY.fullmatch(text):
        return f"{match[3]}/{match[2]}/{match[1]}"
    return text or "để trống"


def kind_words(event: AuditEvent) -> str:
    """What the event is about, in the words of the filter."""
    return AUDIT_KINDS.get(event.action.partition(".")[0], "Việc khác")


def changes_in_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """ "tên: Phòng A → Phòng B; từ ngày: 01/07/2026"; nothing for what has no words of its own."""
    parts = []
    for name, new in after.items():
        if name not in _WORDS:
            continue
        old = _plain(before.get(name))
        shown = _plain(new)
        if old and old != shown:
            parts.append(f"{_WORDS[name]}: {old} → {shown or 'để trống'}")
        elif shown:
            parts.append(f"{_WORDS[name]}: {shown}")
    return "; ".join(parts)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if value is None:
        return ""
    text = str(value)
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal():
        year, month, day = text.split("-")
        return f"{day}/{month}/{year}"
    return text
