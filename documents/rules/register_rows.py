"""Is a row of the register counted, and if not, why not?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from base.periods import half_month_of
from base.text import fold
from base.word_keys import begins_with, word_key
from documents.enums import DocumentClass, NotCounted, NumberState

if TYPE_CHECKING:
    from documents.models import RegisterRow

_EDGES = re.compile(r"^\W+|\W+$")
_CANCELLED, _RESERVED = word_key("hủy"), word_key("giữ số")

_LONGEST_WORDING = 24

FIELD_WORDS = {
    "symbol": "số, ký hiệu",
    "date": "ngày",
    "title": "trích yếu",
    "type_id": "loại",
    "document_class": "nhóm",
    "unit_id": "đơn vị",
    "number_state": "tình trạng số",
    "signer": "người ký",
    "recipients": "nơi nhận",
    "keeper": "nơi nhận bản lưu",
    "copies": "số lượng bản",
    "sent_on": "ngày chuyển",
    "receipt": "ký nhận",
    "note": "ghi chú",
    "drafter": "người soạn thảo",
    "counted": "tính vào chỉ tiêu",
}

_BY_CLASS: dict[str, str] = {DocumentClass.LEGAL: NotCounted.LEGAL, DocumentClass.SPECIALISED: NotCounted.SPECIALISED}
_BY_STATE: dict[str, str] = {NumberState.CANCELLED: NotCounted.CANCELLED, NumberState.RESERVED: NotCounted.RESERVED}


def number_state(title: str, note: str) -> str:
    """What became of a number: the note begins with, or the whole title is, "hủy" or "giữ số"."""
    # Only the first words matter, and a long title is no such word: most rows cost nothing here.
    title = _EDGES.sub("", word_key(title)) if len(title) <= _LONGEST_WORDING else ""
    note = _EDGES.sub("", word_key(note[:_LONGEST_WORDING]))
    if begins_with(note, _CANCELLED) or title == _CANCELLED:
        return NumberState.CANCELLED
    if begins_with(note, _RESERVED) or title == _RESERVED:
        return NumberState.RESERVED
    return NumberState.ISSUED


def why_not_counted(document_class: str, state: str) -> str:
    """The reason that follows from number and class; '' where the row counts."""
    return _BY_STATE.get(state) or _BY_CLASS.get(document_class, NotCounted.NONE)


def fill_derived(row: RegisterRow) -> None:
    """Set what follows from a row's other fields: half-month, whether it counts and why not, the folded twin.

    A person's decision (`by_hand`) stands above class and number; a row without a date never counts.
    """
    row.half_month = half_month_of(row.date) if row.date else None
    reason = why_not_counted(row.document_class, row.number_state)
    row.counted = (row.by_hand if row.by_hand is not None else not reason) and row.date is not None
    row.not_counted = NotCounted.NONE if row.counted else reason or NotCounted.BY_HAND
    row.folded = fold(f"{row.symbol} {row.title}")
