"""Writing the tree of units: a new one, a change, a move, the end of one."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from base.errors import Conflict, Refused
from base.text import clean_line, fold, sort_key
from organization.enums import Role, UnitKind
from organization.models import Unit
from organization.rules.access import Actor
from organization.rules.permissions import require_admin
from organization.services.audit import changes, record

CODE = re.compile(r"[\w.\-]{1,30}")
LONGEST_FOLDED = 300  # a letter may fold into three
UNIT_FIELDS = ("code", "name", "short_name", "kind", "position", "is_office", "start", "end", "successor")


@transaction.atomic
def create_unit(*, by: Actor, parent: Unit | None, **values: Any) -> Unit:
    """A new unit under `parent` (None for the root). `values` are UNIT_FIELDS; code and name are required.

    Raises Refused for a code that exists, Forbidden without the admin's post.
    """
    parent = _lock_tree(parent)
    post = require_admin(by, parent.path if parent else "")
    unit = Unit(parent=parent, **_cleaned(values))
    _check(by, unit)
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
        after=_shown({name: getattr(unit, name) for name in UNIT_FIELDS}),
    )
    return unit


@transaction.atomic
def change_unit(*, by: Actor, unit_id: int, version: int, parent: Unit | None, **values: Any) -> Unit:
    """Change a unit, also its place in the tree; the right is checked at the old and the new place.

    A unit that is an agency bounds its admin's rights, so whether it is one is decided from above.
    Raises Conflict for a version that is not the last, Refused for a place below itself.
    """
    parent = _lock_tree(parent)
    unit = Unit.objects.select_for_update(of=("self",)).select_related("parent", "successor").get(pk=unit_id)
    post = require_admin(by, unit.path)
    if unit.version != version:
        raise Conflict(f"{unit.name} vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=unit)
    new = _cleaned(values)
    before, after = changes(unit, new)
    if parent != unit.parent:
        require_admin(by, parent.path if parent else "")
        if parent and parent.path.startswith(unit.path):
            raise Refused("Đơn vị không thể nằm dưới chính nó. Chọn đơn vị cấp trên khác.", field="parent")
        if parent and _takes_in(by, unit.path, parent.path):
            raise Refused(
                "Chuyển như vậy thì đơn vị này thuộc phạm vi chức vụ của chính đồng chí. Nhờ quản trị khác.",
                field="parent",
            )
        before["parent"], after["parent"] = unit.parent, parent
    if not after:
        return unit
    if ("parent" in after or "kind" in after) and unit.kind == UnitKind.AGENCY:
        require_admin(by, unit.parent.path if unit.parent else "")
    for name, value in new.items():
        setattr(unit, name, value)
    unit.parent = parent
    _check(by, unit)
    unit.version += 1
    old_path, old_depth = unit.path, unit.depth
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.depth = parent.depth + 1 if parent else 0
    unit.save()
    if unit.path != old_path:
        _move_below(unit, old_path, old_depth)
    record(
        by=by,
        post=post,
        action="unit.change",
        subject=unit,
        unit=unit,
        summary=f"sửa đơn vị {unit.name}",
        before=_shown(before),
        after=_shown(after),
    )
    return unit


def _takes_in(by: Actor, old_path: str, parent_path: str) -> bool:
    """Would the unit come under a post of whoever moves it (the admin's own aside), or into their charge?"""
    own = [post.sight_path for post in by.posts if post.role != Role.ADMIN]
    own += [path for post in by.posts for path in post.charge_paths]
    return any(parent_path.startswith(path) and not old_path.startswith(path) for path in own)


def _lock_tree(parent: Unit | None) -> Unit | None:
    """`parent` as it stands now; places in the tree are given one after the other, so no two moves make a ring."""
    list(Unit.objects.select_for_update().filter(parent__isnull=True).order_by("pk"))
    return Unit.objects.get(pk=parent.pk) if parent else None


def _move_below(unit: Unit, old_path: str, old_depth: int) -> None:
    """Rewrite the paths of a whole subtree in one statement."""
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


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the history prints them."""
    shown = dict(values)
    if "kind" in shown:
        shown["kind"] = str(UnitKind(shown["kind"]).label)
    return shown


def _check(by: Actor, unit: Unit) -> None:
    if not unit.code or not unit.name:
        raise Refused("Đơn vị cần có mã và tên.", field="code" if not unit.code else "name")
    if not CODE.fullmatch(unit.code):
        raise Refused("Mã chỉ gồm chữ và số, dấu chấm hoặc gạch nối, tối đa 30 ký tự (ví dụ NV1).", field="code")
    if Unit.objects.filter(code__iexact=unit.code).exclude(pk=unit.pk).exists():
        raise Refused(f"Mã “{unit.code}” đã có. Chọn mã khác.", field="code")
    if unit.start and unit.end and unit.end < unit.start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu. Sửa một trong hai ngày.", field="end")
    if unit.parent is None and unit.kind != UnitKind.AGENCY:
        raise Refused("Đơn vị cấp cao nhất phải là cơ quan.", field="kind")
    if unit.successor is not None:
        require_admin(by, unit.successor.path)
        if unit.pk and unit.successor.path.startswith(unit.path):
            raise Refused("Đơn vị kế thừa không thể là chính nó hay nằm dưới nó.", field="successor")
        if unit.end is None:
            raise Refused("Đơn vị chưa kết thúc thì chưa có đơn vị kế thừa. Ghi ngày kết thúc.", field="end")
    unit.folded = fold(f"{unit.code} {unit.name} {unit.short_name}")[:LONGEST_FOLDED]
    unit.sort_key = sort_key(unit.name)
