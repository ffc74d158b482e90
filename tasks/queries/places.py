"""Where does a task lie in the tree of units: who leads, who coordinates, whose results skip the Office?"""

from datetime import date

from django.db.models import Q

from organization.enums import UnitKind
from organization.models import GroupMember, Unit
from tasks.models import Task
from tasks.rules.permissions import Place


def coordinating_units(task: Task, day: date) -> list[Unit]:
    """The units that coordinate a task on a day, through groups too, without the lead unit itself."""
    in_groups = (
        GroupMember.objects.valid_on(day).filter(group__in=task.coordinating_groups.values("pk")).values("unit_id")
    )
    chosen = Q(pk__in=task.coordinating_units.values("pk")) | Q(pk__in=in_groups)
    return list(Unit.objects.filter(chosen).exclude(pk=task.lead_unit_id).in_order())


def place_of(task: Task, day: date) -> Place:
    """The place of a task as the rules need it."""
    return Place(task.lead_unit.path, tuple(unit.path for unit in coordinating_units(task, day)))


def goes_to_leader_alone(unit: Unit) -> bool:
    """Are this unit's results decided by the leader in charge without the Office?

    So it is for the Office itself, for its parts, and for work the agency leads as a whole.
    """
    if unit.kind == UnitKind.AGENCY or unit.is_office:
        return True
    above = [int(part) for part in unit.path.strip("/").split("/")]
    return Unit.objects.filter(pk__in=above, is_office=True).exists()
