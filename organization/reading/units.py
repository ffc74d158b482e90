"""Which unit does a cell name: by code, name or short name, or by a person who worked there on the day?"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from base.reading.errors import BadCell
from base.reading.headers import plain_words
from base.reading.words import UNIT_FILLERS, UNIT_PREFIXES

_LONGEST_NAME, _LONGEST_KEY, _MOST_HINTS = 300, 60, 100


@dataclass(frozen=True)
class UnitFact:
    """A unit as a file may name it. Empty days mean always and still."""

    id: int
    code: str
    names: tuple[str, ...]
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class PostOfName:
    """One post of a person as a file may name them."""

    full_name: str
    unit_id: int
    start: date | None = None
    end: date | None = None


_PREFIXES = frozenset(plain_words(word) for word in UNIT_PREFIXES)
_FILLERS = frozenset(plain_words(word) for word in UNIT_FILLERS)
_ROMAN = {roman: str(number) for number, roman in enumerate("i ii iii iv v vi vii viii ix x".split(), start=1)}
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LAST_NUMBER = re.compile(r"\d+$")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SEVERAL = re.compile(r"\s*(?:[,;/&+\n]|\s-\s|-|\bvà\b)\s*", re.IGNORECASE)
NEAREST = 3


def unit_key(text: str) -> str:
    """A unit's name for comparing: no marks, blanks, punctuation, "phòng" or "số"; II as 2."""
    words = plain_words(text).split()
    while len(words) > 1 and words[0] in _PREFIXES:
        words = words[1:]
    if len(words) > 1:
        words = [word for word in words if word not in _FILLERS]
        words[-1] = _ROMAN.get(words[-1], words[-1])
    return _LEADING_ZEROS.sub("", "".join(words))


class UnitNames:
    """The units an import may speak of, by code, name and short name in every spelling offices use."""

    def __init__(self, units: Iterable[UnitFact], posts: Iterable[PostOfName] = ()) -> None:
        self._by_key: dict[str, list[UnitFact]] = defaultdict(list)
        self._units: list[UnitFact] = []
        for unit in units:
            self._units.append(unit)
            for key in {unit_key(text) for text in (unit.code, *unit.names)} - {""}:
                self._by_key[key].append(unit)
        self._posts: dict[str, list[PostOfName]] = defaultdict(list)
        for post in posts:
            self._posts[plain_words(post.full_name)].append(post)
        self._words_of: dict[str, str] = {}
        self._found: dict[str, list[UnitFact]] = {}
        self._nearest: dict[str, str] = {}

    def unit_named(self, text: str, *, on: date) -> int:
        """The id of the unit `text` names on a day. Raises BadCell for an unknown, ambiguous or double name."""
        found = self._units_called(text)
        if not found:
            if several := self._several(text):
                raise BadCell(f"Ô ghi {len(several)} đơn vị: {', '.join(several)}. Ghi một đơn vị.")
            raise BadCell(
                f"Không có đơn vị này. {self.nearest_words(text)}"
                f"Ghi một trong {len(self._units)} đơn vị, hoặc để trống ô."
            )
        ids = {unit.id for unit in found}
        if len(ids) > 1:
            ids = {unit.id for unit in found if _holds(unit, on)}
        if len(ids) != 1:
            raise BadCell("Nhiều đơn vị cùng tên này. Ghi mã đơn vị.")
        return ids.pop()

    def knows(self, text: str) -> bool:
        """Does `text` name a unit, on whatever day?"""
        return bool(self._units_called(text))

    def nearest_words(self, text: str) -> str:
        """ "Gần nhất: NV1 (Phòng Nghiệp vụ 1), NV2 (…). " for a message, '' where there are no units."""
        key = unit_key(text)[:_LONGEST_KEY]
        if key not in self._nearest:
            # Comparing with every unit is slow in a large tree: a file full of strange names gets no hints.
            self._nearest[key] = self._find_nearest(key) if len(self._nearest) < _MOST_HINTS else ""
        return self._nearest[key]

    def _find_nearest(self, key: str) -> str:
        number = _LAST_NUMBER.search(key)
        alike = [known for known in self._by_key if number and known.endswith(number.group())]
        keys = get_close_matches(key, alike, n=NEAREST, cutoff=0.0)
        keys += get_close_matches(key, self._by_key, n=2 * NEAREST, cutoff=0.4)
        keys = keys or get_close_matches(key, self._by_key, n=2 * NEAREST, cutoff=0.0)
        near = list(dict.fromkeys(unit for found in keys for unit in self._by_key[found]))[:NEAREST]
        words = [f"{unit.code} ({unit.names[0]})" if unit.names else unit.code for unit in near]
        return f"Gần nhất: {', '.join(words)}. " if words else ""

    def _units_called(self, text: str) -> list[UnitFact]:
        if len(text) > _LONGEST_NAME:
            return []
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> list[UnitFact]:
        if found := self._called(text):
            return found
        bare = _BRACKETS.sub(" ", text)
        if bare != text and (found := self._called(bare)):
            return found
        parts = [self._called(part) for part in _SEVERAL.split(bare)]
        first = {unit.id for unit in parts[0]}
        # "NV1 - Phòng Nghiệp vụ 1" names one unit twice.
        return parts[0] if len(parts) > 1 and all(part and {u.id for u in part} == first for part in parts) else []

    def _called(self, text: str) -> list[UnitFact]:
        key = unit_key(text)
        return self._by_key.get(key) or (self._by_key.get(key[1:], []) if key[:1] == "p" and len(key) > 2 else [])

    def _several(self, text: str) -> list[str]:
        """The codes of two or more units that one cell names, [] otherwise."""
        parts = [self._called(part) for part in _SEVERAL.split(_BRACKETS.sub(" ", text[:_LONGEST_NAME]))]
        codes = list(dict.fromkeys(part[0].code for part in parts if part))
        return codes if len(codes) > 1 else []

    def unit_of_person(self, full_name: str, *, on: date) -> int:
        """The id of the unit in which a person works on a day. Raises BadCell."""
        found = self._posts.get(self._words(full_name), [])
        if not found:
            raise BadCell("Không có người này trong danh sách. Ghi đúng họ và tên, hoặc để trống ô.")
        there = [post for post in found if _holds(post, on)]
        if not there:
            raise BadCell(
                f"Người này không có chức vụ ở đơn vị nào vào ngày {on:%d/%m/%Y}. Bổ sung chức vụ, hoặc để trống ô."
            )
        units = {post.unit_id for post in there}
        if len(units) > 1:
            raise BadCell("Người này thuộc nhiều đơn vị, hoặc trùng tên. Ghi cột Đơn vị soạn thảo.")
        return units.pop()

    def _words(self, text: str) -> str:
        words = self._words_of.get(text)
        if words is None:
            words = self._words_of[text] = plain_words(text)
        return words


def _holds(fact: UnitFact | PostOfName, on: date) -> bool:
    return (fact.start is None or fact.start <= on) and (fact.end is None or on <= fact.end)
