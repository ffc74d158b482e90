"""Which headings does a list of meetings carry, and which words may stand below them?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from base.reading.headers import KnownColumns, plain_words
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.reading.words import AROUND_STATUS, BEGINS, DENYING, WHOLE, WITHIN

CONTENT, FIRST_DAY, LAST_DAY, SESSIONS, KIND = "content", "first_day", "last_day", "sessions", "kind"
CLASS, SCOPE, FORM, UNIT, CHAIR, ROOM, STATUS = (
    "conference_class", "scope", "form", "unit", "chair", "room", "status",
)  # fmt: skip

MEETING_COLUMNS = KnownColumns(
    names={
        CONTENT: ("Nội dung", "Tên hội nghị", "Tên cuộc họp"),
        FIRST_DAY: (
            "Ngày",
            "Từ ngày",
            "Ngày họp",
            "Ngày tổ chức",
            "Ngày bắt đầu",
            "Ngày, tháng",
            "Thứ, ngày",
            "Thời gian tổ chức",
        ),
        LAST_DAY: ("Đến ngày", "Ngày kết thúc"),
        SESSIONS: ("Số buổi",),
        KIND: ("Loại", "Loại họp", "Loại cuộc họp", "Loại hình"),
        CLASS: ("Tính chất",),
        SCOPE: ("Phạm vi",),
        FORM: ("Hình thức", "Cách thức họp", "Cách thức", "Phương thức"),
        UNIT: ("Đơn vị",),
        CHAIR: ("Chủ trì", "Người chủ trì"),
        ROOM: ("Phòng họp", "Địa điểm"),
        STATUS: ("Trạng thái", "Tình trạng"),
    },
    required=((CONTENT,), (FIRST_DAY,), (KIND,), (UNIT,)),
)
COLUMN_WORDS = {CONTENT: "Nội dung", FIRST_DAY: "Ngày", KIND: "Loại", UNIT: "Đơn vị"}


@dataclass(frozen=True)
class Choice:
    """A column whose cells hold one of a few words: by the whole cell, its beginning, or a word within it."""

    words: Mapping[str, str]
    labels: str
    begins: tuple[tuple[str, str], ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    def value_of(self, text: str) -> str | None:
        """The value the cell means, None for words that are not known."""
        for words in dict.fromkeys((plain_words(text), plain_words(_BRACKETS.sub(" ", text)))):
            if (value := self._value(words)) is not None:
                return value
        return None

    def _value(self, words: str) -> str | None:
        if (value := self.words.get(words)) is not None:
            return value
        bare = words
        for word in self.before:
            bare = bare.removeprefix(f"{word} ")
        for word in self.behind:
            bare = bare.removesuffix(f" {word}")
        if (value := self.words.get(bare)) is not None:
            return value
        if any(_holds(words, word) for word in _DENYING):
            return None
        begun = {value for known, value in self.begins if words == known or words.startswith(f"{known} ")}
        held = {value for known, value in self.within if _holds(words, known)}
        found = begun or held
        if len(found) > 1 and self.within:
            return MeetingForm.HYBRID
        return found.pop() if len(found) == 1 else None


_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_DENYING = tuple(plain_words(word) for word in DENYING)


def _holds(words: str, word: str) -> bool:
    return f" {word} " in f" {words} "


def _choice(name: str, vocabulary: Any) -> Choice:
    words = {plain_words(label): value for value, label in vocabulary.choices}
    words |= {plain_words(label): value for label, value in WHOLE.get(name, {}).items()}
    before, behind = AROUND_STATUS if name == STATUS else ((), ())
    return Choice(
        words,
        "; ".join(vocabulary.labels),
        begins=_pairs(BEGINS.get(name, {})),
        within=_pairs(WITHIN.get(name, {})),
        before=tuple(plain_words(word) for word in before),
        behind=tuple(plain_words(word) for word in behind),
    )


def _pairs(words: Mapping[Any, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((plain_words(text), value) for value, texts in words.items() for text in texts)


CHOICES: Mapping[str, Choice] = {
    KIND: _choice(KIND, MeetingKind),
    CLASS: _choice(CLASS, ConferenceClass),
    SCOPE: _choice(SCOPE, MeetingScope),
    FORM: _choice(FORM, MeetingForm),
    STATUS: _choice(STATUS, MeetingStatus),
}
