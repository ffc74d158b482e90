"""Which unit does a cell name: by code, name or short name, or by a person who worked there on the day?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from base.reading.errors import BadCell
from base.reading.headers import plain_words


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


class UnitNames:
    """The units an import may speak of; folded, so that case, marks and punctuation do not matter."""

    def __init__(self, units: Iterable[UnitFact], posts: Iterable[PostOfName] = ()):
        self._by_words: dict[str, list[UnitFact]] = defaultdict(list)
        self._count = 0
        for unit in units:
            self._count += 1
            for words in {plain_words(text) for text in (unit.code, *unit.names)} - {""}:
                self._by_words[words].append(unit)
        self._posts: dict[str, list[PostOfName]] = defaultdict(list)
        for post in posts:
            self._posts[plain_words(post.full_name)].append(post)
        self._words_of: dict[str, str] = {}

    def unit_named(self, text: str, *, on: date) -> int:
        """The id of the unit `text` names on a day. Raises BadCell for an unknown or ambiguous name."""
        found = self._by_words.get(self._words(text), [])
        if not found:
            raise BadCell(f"Không có đơn vị này. Chọn một trong {self._count} đơn vị hoặc để trống ô.")
        ids = {unit.id for unit in found}
        if len(ids) > 1:
            ids = {unit.id for unit in found if _holds(unit, on)}
        if len(ids) != 1:
            raise BadCell("Nhiều đơn vị cùng tên này. Ghi mã đơn vị.")
        return ids.pop()

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
