"""The shape of the table of rights: which role may do what, where.

The table itself is one file of the project (`settings.RIGHTS`), so that a new role or right is written in one
place. Each app names its rights in an enum of the kind `Right`; the questions are asked in `rules.rights`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from organization.enums import Role


class Right(Enum):
    """Each app's rights are an enum of this kind; the value says in Vietnamese what may be done."""


class Where(StrEnum):
    """Where a grant holds, seen from the unit concerned; the value is the word the printed table uses."""

    OWN_UNIT = "đơn vị mình"  # the post's unit is this one, or stands above it within the same department
    CHARGE = "đơn vị phụ trách"  # a leader's post with this unit in its charge
    AGENCY = "cơ quan mình"  # the agency whose tree holds the unit
    AGENCY_ITSELF = "chính cơ quan mình"  # the unit is the post's agency


@dataclass(frozen=True)
class Grant:
    """One role in one place. `not_own`: never for a unit in which the person holds any post but leader."""

    role: Role
    where: Where
    not_own: bool = False


RightsTable = Mapping[Right, Sequence[Grant]]


@cache
def rights_table() -> RightsTable:
    """The table of the project."""
    table: RightsTable = import_string(settings.RIGHTS)
    return table


def rights_without_row() -> list[Right]:
    """Rights that some app names and the table does not; a check at start fails on them."""
    return [right for kind in _kinds(Right) for right in kind if right not in rights_table()]


@cache
def roles_with(right: Right) -> frozenset[str]:
    """The roles that may have the right somewhere."""
    return frozenset(grant.role for grant in rights_table()[right])


@cache
def reaches_agency(right: Right, role: str) -> bool:
    """Does this role have the right in the whole agency?"""
    return any(grant.role == role and grant.where == Where.AGENCY for grant in rights_table()[right])


def _kinds(kind: type[Right]) -> Iterable[type[Right]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)
