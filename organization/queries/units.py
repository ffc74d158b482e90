"""The tree of units, the agency above a unit, and the members of groups."""

from datetime import date

from django.http import Http404

from base.request_cache import cached_for_request
from organization.enums import UnitKind
from organization.models import Group, Unit
from organization.rules.access import Actor


def agencies_of(units: list[Unit]) -> dict[int, Unit]:
    """For each unit id the nearest agency at or above it (the root where no agency stands above)."""
    ids = {int(part) for unit in units for part in unit.path.strip("/").split("/")}
    by_id = Unit.objects.in_bulk(ids)
    found = {}
    for unit in units:
        line = [by_id[int(part)] for part in reversed(unit.path.strip("/").split("/"))]
        found[unit.pk] = next((u for u in line if u.kind == UnitKind.AGENCY), line[-1])
    return found


def agency_of(unit: Unit) -> Unit:
    return agencies_of([unit])[unit.pk]


@cached_for_request
def root_unit() -> Unit | None:
    """The single root of the tree, None on an empty installation."""
    return Unit.objects.filter(parent__isnull=True).order_by("id").first()


def get_visible_unit(actor: Actor, code: str) -> Unit:
    """The unit with this code if it is in sight; 404 for missing and forbidden alike."""
    unit = Unit.objects.visible_to(actor).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def members_of(group: Group, on: date) -> list[Unit]:
    """The units of a group on a day, in the order of the tree."""
    ids = group.members.valid_on(on).values("unit_id")
    return list(Unit.objects.valid_on(on).filter(pk__in=ids).in_order())


def active_units(path: str, on: date) -> list[Unit]:
    """Valid units of a subtree in order."""
    return list(Unit.objects.filter(path__startswith=path).valid_on(on).in_order())
