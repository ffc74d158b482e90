"""What happened to one thing, told from the audit events: the only history there is."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from base.page_parts import TimelineEntry
from organization.models import AuditEvent

MOST_SHOWN = 50
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


def history_of(subject_kind: str, subject_id: int, *, limit: int = MOST_SHOWN) -> list[TimelineEntry]:
    """The last events of one thing, newest first."""
    return [timeline_entry(event) for event in AuditEvent.objects.of(subject_kind, subject_id)[:limit]]


def timeline_entry(event: AuditEvent) -> TimelineEntry:
    """One event as the timeline draws it."""
    icon, tone = _LOOKS.get(event.action.rpartition(".")[2], ("pencil", "ink"))
    moment = timezone.localtime(event.at)
    when = f"{moment.day}/{moment.month}/{moment.year}, {moment:%H:%M}"
    said = [changes_in_words(event.before, event.after), f"“{event.note}”" if event.note else ""]
    return TimelineEntry(
        icon=icon,
        tone=tone,
        who=event.by_name,
        act=event.summary,
        line=f"{event.post_label} · {when}" if event.post_label else when,
        words=" ".join(part for part in said if part),
    )


def changes_in_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """ "tên: Phòng A → Phòng B; từ ngày: 1/7/2026"; nothing for what has no words of its own."""
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
        return f"{int(day)}/{int(month)}/{year}"
    return text
