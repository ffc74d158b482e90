"""Is a row of the register counted, and if not, why not?"""

import re

from documents.enums import DocumentClass, NotCounted, NumberState
from documents.rules.spelling import begins_with, spelling_key

_EDGES = re.compile(r"^\W+|\W+$")
_CANCELLED, _RESERVED = spelling_key("hủy"), spelling_key("giữ số")

_LONGEST_WORDING = 24

_BY_CLASS = {DocumentClass.LEGAL: NotCounted.LEGAL, DocumentClass.SPECIALISED: NotCounted.SPECIALISED}
_BY_STATE = {NumberState.CANCELLED: NotCounted.CANCELLED, NumberState.RESERVED: NotCounted.RESERVED}


def number_state(title: str, note: str) -> str:
    """What became of a number: the note begins with, or the whole title is, "hủy" or "giữ số"."""
    # Only the first words matter, and a long title is no such word: most rows cost nothing here.
    title = _EDGES.sub("", spelling_key(title)) if len(title) <= _LONGEST_WORDING else ""
    note = _EDGES.sub("", spelling_key(note[:_LONGEST_WORDING]))
    if begins_with(note, _CANCELLED) or title == _CANCELLED:
        return NumberState.CANCELLED
    if begins_with(note, _RESERVED) or title == _RESERVED:
        return NumberState.RESERVED
    return NumberState.ISSUED


def why_not_counted(document_class: str, state: str) -> str:
    """The reason that follows from number and class; '' where the row counts."""
    return _BY_STATE.get(state) or _BY_CLASS.get(document_class, NotCounted.NONE)
