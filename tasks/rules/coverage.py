"""Is a clause of the plan given to everybody it addresses?

A clause is covered when every unit it addresses on the day has a task that was not withdrawn, or
when it was closed as "không giao việc" with a reason.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class CoverageState(StrEnum):
    FULL = "full"
    PART = "part"
    CLOSED = "closed"
    NONE = "none"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    CoverageState.FULL: "đã giao đủ",
    CoverageState.PART: "giao một phần",
    CoverageState.CLOSED: "không giao việc",
    CoverageState.NONE: "chưa giao",
}


@dataclass(frozen=True)
class Coverage:
    """How far one clause is given: units addressed, those of them with a task, those still missing."""

    state: CoverageState
    addressed: tuple[int, ...]
    given: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def is_covered(self) -> bool:
        return self.state in (CoverageState.FULL, CoverageState.CLOSED)


def coverage_of(*, addressed: Collection[int], holders: Collection[int], is_closed: bool) -> Coverage:
    """Coverage of one clause. `addressed` are ids of units in order, `holders` ids of units that lead a task
    of the clause that was not withdrawn. A closed clause misses nobody; one that addresses nobody and is not
    closed is not given.
    """
    given = tuple(unit for unit in addressed if unit in holders)
    missing = tuple(unit for unit in addressed if unit not in holders)
    if is_closed:
        return Coverage(CoverageState.CLOSED, tuple(addressed), given, ())
    if not given:
        return Coverage(CoverageState.NONE, tuple(addressed), (), missing)
    return Coverage(CoverageState.PART if missing else CoverageState.FULL, tuple(addressed), given, missing)
