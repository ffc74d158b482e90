"""How many half-days does a cell say: "2", "1 buổi", "cả ngày"?"""

import re
from datetime import date

from base.reading.cells import require_readable, text_of
from base.reading.errors import BadCell
from base.reading.headers import plain_words
from base.reading.workbook import Cell
from meetings.reading.words import SESSIONS, SESSIONS_OF_UNIT
from meetings.rules.content import MOST_SESSIONS

_SESSIONS = {plain_words(words): number for words, number in SESSIONS.items()}
_UNITS = {plain_words(word): number for word, number in SESSIONS_OF_UNIT.items()}
_NUMBER = re.compile(rf"(\d{{1,4}})(?:[.,]0+)?\s*({'|'.join(_UNITS)})?")
_WRONG = (
    f"Phải là số nguyên từ 1 đến {MOST_SESSIONS}: một buổi là nửa ngày (sáng hoặc chiều), cả ngày là 2 buổi. "
    "Cuộc họp ngắn hơn một buổi vẫn ghi 1."
)


def sessions_of(cell: Cell) -> int:
    """The half-days of a filled cell. Raises BadCell, which says that a session is half a day."""
    require_readable(cell)
    text = text_of(cell)
    if isinstance(cell, bool | date):
        raise BadCell(_WRONG)
    if (number := _SESSIONS.get(plain_words(text))) is not None:
        return number
    # Folded by hand: a comma or full stop must stay where it is.
    match = _NUMBER.fullmatch(" ".join(plain_words(part) if part.isalpha() else part for part in text.split()))
    number = int(match[1]) * _UNITS.get(match[2] or "", 1) if match else 0
    if not 1 <= number <= MOST_SESSIONS:
        raise BadCell(_WRONG)
    return number
