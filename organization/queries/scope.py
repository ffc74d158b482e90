"""Which units does a read speak of, said in the way the database answers fastest?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from organization.models import Unit

FEW = 200


@dataclass(frozen=True)
class Scope:
    """A unit and everything below it.

    Few units are named one by one, so that the database starts from its index on them; many by the
    beginning of their path, which no index of the counted table knows.
    """

    path: str
    unit_ids: tuple[int, ...]

    def of(self, field: str = "unit") -> Q:
        """Rows whose `field` is one of the units."""
        if len(self.unit_ids) <= FEW:
            return Q(**{f"{field}_id__in": self.unit_ids})
        return Q(**{f"{field}__path__startswith": self.path})


def scope_of(root: Unit, units: Iterable[Unit]) -> Scope:
    """The scope of `root`, whose subtree `units` was read already."""
    return Scope(path=root.path, unit_ids=tuple(unit.pk for unit in units))
