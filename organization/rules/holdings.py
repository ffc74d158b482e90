"""What does a person still hold when a post ends, and who takes it over?

Organization knows people and posts; what they hold (work they answer for, units in their charge) lives
in this app and in those above it. Each kind of holding registers here how it is found and handed over;
an app does so in its `holdings` module, which is loaded at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from organization.rules.access import Actor, PostFact


@dataclass(frozen=True)
class EndingPost:
    """The post that ends with `end` as its last day; `kept_paths` are the units of the person's other posts."""

    id: int
    person_id: int
    role: str
    unit_path: str
    agency_path: str
    end: date
    kept_paths: tuple[str, ...] = ()

    def keeps(self, unit_path: str) -> bool:
        """Does another post of the person still cover this unit?"""
        return any(unit_path.startswith(path) for path in self.kept_paths)


@dataclass(frozen=True)
class Holding:
    """One thing held, as the list shows it."""

    kind: str
    id: int
    label: str
    url: str = ""


@dataclass(frozen=True)
class Successor:
    """Somebody who may take over, by the number the kind knows them by (a person, a post)."""

    id: int
    label: str


@dataclass(frozen=True)
class HoldingKind:
    """How things of one kind are found and handed over.

    `hand_over(by, right, ending, ids, successor_id)` writes inside the transaction that ends the post;
    `successor_id` None leaves the things without a holder, as `without_successor` says on screen.
    `of_unit` finds what the unit with this path itself holds, for the page on which a unit ends.
    """

    kind: str
    label: str
    without_successor: str
    find: Callable[[EndingPost], list[Holding]]
    successors: Callable[[EndingPost], list[Successor]]
    hand_over: Callable[[Actor, PostFact | None, EndingPost, list[int], int | None], None]
    of_unit: Callable[[str], list[Holding]] | None = None


HOLDING_KINDS: dict[str, HoldingKind] = {}


def register_holdings(kind: HoldingKind) -> None:
    """Make a kind of holding known; registering it again replaces it."""
    HOLDING_KINDS[kind.kind] = kind
