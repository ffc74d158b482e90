"""Writing the tree of units, the groups and the partners."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from organization.enums import UnitKind
from organization.models import Group, GroupMember, Partner, Unit
from organization.rules.access import Actor, PostFact, can_manage_people
from organization.rules.errors import Conflict, Forbidden, Refused
from organization.rules.text import clean_line, fold, sort_key
from organization.services.audit import changes, record

UNIT_FIELDS = ("code", "name", "short_name", "kind", "position", "is_office", "start", "end", "successor")


def _allowed(by: Actor, path: str) -> PostFact | None:
    """The admin's post for this subtree; the system itself needs none."""
    if by.is_system:
        return None
    post = can_manage_people(by, path)
    if post is None:
        raise Forbidden("Chỉ quản trị của cơ quan được sửa đơn vị và nhóm.")
    return post


@transaction.atomic
def create_unit(*, by: Actor, parent: Unit | None, **values: Any) -> Unit:
    """A new unit under `parent` (None for the root). `values` are UNIT_FIELDS; code and name are required.

    Raises Refused for a code that exists, Forbidden without the admin's post.
    """
    post = _allowed(by, parent.path if parent else "")
    unit = Unit(parent=parent, **_cleaned(values))
    _check(unit)
    if Unit.objects.filter(code__iexact=unit.code).exists():
        raise Refused(f"Mã “{unit.code}” đã có. Chọn mã khác.", field="code")
    unit.depth = parent.depth + 1 if parent else 0
    unit.save()
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    record(
        by=by,
        post=post,
        action="unit.create",
        subject=unit,
        unit=unit,
        summary=f"thêm đơn vị {unit.name}",
        after={name: getattr(unit, name) for name in UNIT_FIELDS},
    )
    return unit


@transaction.atomic
def change_unit(*, by: Actor, unit_id: int, version: int, parent: Unit | None, **values: Any) -> Unit:
    """Change a unit, also its place in the tree; the right is checked at the old and the new place."""
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    post = _allowed(by, unit.path)
    if unit.version != version:
        raise Conflict(f"{unit.name} vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=unit)
    if parent is not None:
        _allowed(by, parent.path)
        if parent.path.startswith(unit.path):
            raise Refused("Đơn vị không thể nằm dưới chính nó. Chọn đơn vị cấp trên khác.", field="parent")
    new = _cleaned(values)
    before, after = changes(unit, new)
    if parent != unit.parent:
        before["parent"], after["parent"] = unit.parent, parent
    if not after:
        return unit
    for name, value in new.items():
        setattr(unit, name, value)
    _check(unit)
    if Unit.objects.filter(code__iexact=unit.code).exclude(pk=unit.pk).exists():
        raise Refused(f"Mã “{unit.code}” đã có. Chọn mã khác.", field="code")
    unit.version += 1
    unit.save()
    if "parent" in after:
        _move(unit, parent)
    record(
        by=by,
        post=post,
        action="unit.change",
        subject=unit,
        unit=unit,
        summary=f"sửa đơn vị {unit.name}",
        before=before,
        after=after,
    )
    return unit


def _move(unit: Unit, parent: Unit | None) -> None:
    """Rewrite the paths of a whole subtree in one statement."""
    old_path, old_depth = unit.path, unit.depth
    unit.parent = parent
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.depth = parent.depth + 1 if parent else 0
    unit.save(update_fields=["parent", "path", "depth"])
    Unit.objects.filter(path__startswith=old_path).exclude(pk=unit.pk).update(
        path=Concat(Value(unit.path), Substr("path", len(old_path) + 1)), depth=F("depth") + unit.depth - old_depth
    )


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(UNIT_FIELDS)
    if unknown:
        raise TypeError(f"Unknown unit fields: {sorted(unknown)}")
    new = dict(values)
    for name in ("code", "name", "short_name"):
        if name in new:
            new[name] = clean_line(new[name] or "")
    if "name" in new:
        new["short_name"] = new.get("short_name", "")
    return new


def _check(unit: Unit) -> None:
    if not unit.code or not unit.name:
        raise Refused("Đơn vị cần có mã và tên.", field="code" if not unit.code else "name")
    if unit.start and unit.end and unit.end < unit.start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu. Sửa một trong hai ngày.", field="end")
    if unit.parent is None and unit.kind != UnitKind.AGENCY:
        raise Refused("Đơn vị cấp cao nhất phải là cơ quan.", field="parent")
    if unit.successor_id and unit.successor_id == unit.pk:
        raise Refused("Đơn vị không thể kế thừa chính nó.", field="successor")
    unit.folded = fold(f"{unit.code} {unit.name} {unit.short_name}")
    unit.sort_key = sort_key(unit.name)


@transaction.atomic
def create_group(*, by: Actor, code: str, name: str, agency: Unit) -> Group:
    """A new, empty group of units."""
    post = _allowed(by, agency.path)
    code, name = clean_line(code), clean_line(name)
    if Group.objects.filter(code__iexact=code).exists():
        raise Refused(f"Mã nhóm “{code}” đã có. Chọn mã khác.", field="code")
    group = Group.objects.create(code=code, name=name)
    record(by=by, post=post, action="group.create", subject=group, unit=agency, summary=f"thêm nhóm {name}")
    return group


@transaction.atomic
def add_to_group(*, by: Actor, group: Group, unit: Unit, start: date | None = None) -> GroupMember:
    """Put a unit into a group from a day on (None: always); a unit already in it stays as it is."""
    post = _allowed(by, unit.path)
    present = group.members.filter(unit=unit, end__isnull=True).first()
    if present:
        return present
    member = GroupMember.objects.create(group=group, unit=unit, start=start)
    record(
        by=by,
        post=post,
        action="group.add",
        subject=group,
        unit=unit,
        summary=f"thêm {unit.name} vào {group.name}",
        after={"start": start},
    )
    return member


@transaction.atomic
def remove_from_group(*, by: Actor, member_id: int, end: date) -> GroupMember:
    """End a membership on a day; the row stays for the days before."""
    member = GroupMember.objects.select_for_update().select_related("unit", "group").get(pk=member_id)
    post = _allowed(by, member.unit.path)
    if member.start and end < member.start:
        raise Refused("Ngày ra khỏi nhóm đứng trước ngày vào nhóm.", field="end")
    member.end = end
    member.save(update_fields=["end"])
    record(
        by=by,
        post=post,
        action="group.remove",
        subject=member.group,
        unit=member.unit,
        summary=f"đưa {member.unit.name} ra khỏi {member.group.name}",
        after={"end": end},
    )
    return member


@transaction.atomic
def ensure_partner(*, by: Actor, name: str) -> Partner:
    """The partner with this name, created at first use."""
    partner, created = Partner.objects.get_or_create(name=clean_line(name))
    if created:
        record(by=by, action="partner.create", subject=partner, summary=f"thêm cơ quan phối hợp {partner.name}")
    return partner
