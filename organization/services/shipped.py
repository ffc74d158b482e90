"""Loading the units, groups and partners that come with the product into an empty installation."""

from pathlib import Path

from django.db import transaction

from organization.enums import UnitKind
from organization.models import Group, Partner, Unit
from organization.rules.access import Actor
from organization.rules.units_file import UnitLine, UnitsFile, parse_units
from organization.services.groups import add_to_group, create_group, ensure_partner
from organization.services.units import create_unit

SHIPPED_UNITS = Path(__file__).resolve().parent.parent / "data" / "units.yaml"


@transaction.atomic
def load_shipped_units(*, by: Actor, path: Path = SHIPPED_UNITS) -> bool:
    """Load the shipped units where there are none, its groups where there are none, its partners likewise.

    Answers whether anything was written. What an installation has entered itself is never touched:
    shipped groups are left out where their units are not the shipped ones.
    """
    shipped = parse_units(path.read_text(encoding="utf-8"))
    wrote = False
    if not Unit.objects.exists():
        _load_tree(by, shipped)
        wrote = True
    by_code = {unit.code: unit for unit in Unit.objects.all()} if not Group.objects.exists() else {}
    agency = by_code.get(shipped.agency.code)
    for line in shipped.groups:
        if agency is None or not all(code in by_code for code in line.members):
            continue
        group = create_group(by=by, code=line.code, name=line.name, agency=agency)
        for code in line.members:
            add_to_group(by=by, group=group, unit=by_code[code])
        wrote = True
    if not Partner.objects.exists():
        for name in shipped.partners:
            ensure_partner(by=by, name=name)
            wrote = True
    return wrote


def _load_tree(by: Actor, shipped: UnitsFile) -> None:
    agency = _create(by, None, shipped.agency, 0)
    for position, line in enumerate(shipped.units, start=1):
        _create(by, agency, line, position)


def _create(by: Actor, parent: Unit | None, line: UnitLine, position: int) -> Unit:
    return create_unit(
        by=by,
        parent=parent,
        code=line.code,
        name=line.name,
        short_name=line.short_name,
        kind=UnitKind(line.kind),
        position=position,
        is_office=line.is_office,
    )
