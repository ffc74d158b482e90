"""How is a state shown? The word first, then its icon, then its tone; one word for one state everywhere.

Each app makes the marks of its own states known (its module `pages.marks`), by the members of the state's
enum, every member or none; a state that has no mark fails at start, not on a page. The template tags of `ui`
draw Marks and Segments. Tones are `ink`, `grey`, `accent`, `red`, `amber`, `green`, `violet`; a Segment of a
bar may also be `blank` (no date yet) or `hatched` (paused).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings

TONES = ("ink", "grey", "accent", "red", "amber", "green", "violet")
FILLS = (*TONES, "blank", "hatched")


@dataclass(frozen=True)
class Mark:
    tone: str
    icon: str
    text: str

    def with_text(self, text: str) -> "Mark":
        """The same look with more precise words ("Quá hạn 3 ngày làm việc")."""
        return Mark(self.tone, self.icon, text)


@dataclass(frozen=True)
class Segment:
    """One part of a bar: how many, of what, in which fill, and the address of the rows behind it."""

    tone: str
    count: int
    label: str
    url: str = ""


_BY_MEMBER: dict[tuple[type[Enum], str], Mark] = {}


def register_marks(marks: Mapping[Any, Mark]) -> None:
    """Make the marks of whole enums known. Raises ValueError where a member of one of them is missing."""
    kinds = {type(member) for member in marks}
    if missing := [member for kind in kinds for member in kind if member not in marks]:
        raise ValueError(f"No mark for {', '.join(map(repr, missing))}.")
    _BY_MEMBER.update({(type(member), member.name): mark for member, mark in marks.items()})


def marks_known() -> dict[tuple[type[Enum], str], Mark]:
    """Every mark that was made known, for the checks and the page of parts."""
    return dict(_BY_MEMBER)


def mark_of(state: Enum) -> Mark:
    """The mark of a state by the member of its enum; one that nobody made known fails a test, never a page."""
    known = _BY_MEMBER.get((type(state), state.name))
    if known is None and settings.TESTING:
        raise LookupError(f"No mark is known for {state!r}.")
    return known or Mark("grey", "point", str(getattr(state, "label", state.value)))
