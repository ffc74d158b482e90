"""Is a row of the register counted, and if not, why not?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from base.periods import half_month_of
from base.text import fold
from base.word_keys import begins_with, word_key
from documents.enums import DocumentClass, NotCounted, NumberState
from documents.rules.words import CANCELLING, DOUBTFUL, KEEPING, NOT_CANCELLING

if TYPE_CHECKING:
    from documents.models import RegisterRow

_EDGES = re.compile(r"^\W+|\W+$")
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


def number_state(title: str, note: str, *, has_date: bool = True) -> str:
    """What became of a number: the note has, or the whole title is, a word of cancelling or keeping.

    In a row without a date a title that begins with such a word is enough.
    """
    if state := _state_of_note(note):
        return state
    if has_date and len(title) > _LONGEST_WORDING:  # no such word is that long: most rows cost nothing here
        return NumberState.ISSUED
    words = _EDGES.sub("", word_key(title[: 4 * _LONGEST_WORDING]))
    for state, known in _STATES:
        if words in known or (not has_date and any(begins_with(words, word) for word in known)):
            return state
    return NumberState.ISSUED


def doubtful_note(note: str) -> str:
    """The word of a note that speaks of the number without cancelling it (lùi số, thu hồi), or ''."""
    return _first_doubt(note) if note else ""


@lru_cache(maxsize=2048)
def _state_of_note(note: str) -> str:
    if not note:
        return ""
    words = _NO_STATE.sub(" ", word_key(note))
    return next((state for state, pattern in _IN_NOTES if pattern.search(words)), "")


@lru_cache(maxsize=2048)
def _first_doubt(note: str) -> str:
    words = word_key(note)
    return next((text for text in DOUBTFUL if _whole_words([text]).search(words)), "")


@lru_cache(maxsize=64)
def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in alternatives)})(?!\w)")


def _whole_words(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these texts as whole words in a `word_key`, the longest first."""
    return _pattern(tuple(sorted((word_key(text) for text in texts), key=len, reverse=True)))


_STATES = (
    (NumberState.CANCELLED, frozenset(word_key(text) for text in CANCELLING)),
    (NumberState.RESERVED, frozenset(word_key(text) for text in KEEPING)),
)
_IN_NOTES = ((NumberState.CANCELLED, _whole_words(CANCELLING)), (NumberState.RESERVED, _whole_words(KEEPING)))
_NO_STATE = _whole_words(NOT_CANCELLING)


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
