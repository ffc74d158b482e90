"""Writing groups of units, and partners outside the agency."""

from datetime import date

from django.db import transaction

from base.errors import Conflict, Refused
from base.text import clean_line
from organization.models import Group, GroupMember, Partner, Unit
from organization.querysets import overlapping
from organization.rules.access import Actor, PostFact
from organization.rules.permissions import require_admin
from organization.services.audit import changes, record

ALREADY_THERE = "{unit} đã ở trong nhóm trong khoảng ngày này."


def _keeper(by: Actor, group: Group) -> PostFact | None:
    """The admin's post for a group: a group gives sight, so only its own agency's admin touches it."""
    return require_admin(by, group.agency.path if group.agency else "")


@transaction.atomic
def create_group(*, by: Actor, code: str, name: str, agency: Unit) -> Group:
    """A new, empty group of units, kept by the agency's admin."""
    post = require_admin(by, agency.path)
    group = Group(code=clean_line(code), name=clean_line(name), agency=agency)
    _check(group)
    group.save()
    record(
        by=by,
        post=post,
        action="group.create",
        subject=group,
        unit=agency,
        summary=f"thêm nhóm {group.name}",
        after={"code": group.code, "name": group.name},
    )
    return group


@transaction.atomic
def change_group(*, by: Actor, group_id: int, version: int, code: str, name: str) -> Group:
    """Another code or name for a group."""
    group = Group.objects.select_for_update(of=("self",)).select_related("agency").get(pk=group_id)
    post = _keeper(by, group)
    if group.version != version:
        raise Conflict(f"Nhóm {group.name} vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=group)
    before, after = changes(group, {"code": clean_line(code), "name": clean_line(name)})
    if not after:
        return group
    for field, value in after.items():
        setattr(group, field, value)
    _check(group)
    group.version += 1
    group.save(update_fields=[*after, "version"])
    record(
        by=by,
        post=post,
        action="group.change",
        subject=group,
        unit=group.agency,
        summary=f"sửa nhóm {group.name}",
        before=before,
        after=after,
    )
    return group


def _check(group: Group) -> None:
    if not group.code or not group.name:
        raise Refused("Nhóm cần có mã và tên.", field="code" if not group.code else "name")
    if Group.objects.filter(code__iexact=group.code).exclude(pk=group.pk).exists():
        raise Refused(f"Mã nhóm “{group.code}” đã có. Chọn mã khác.", field="code")


@transaction.atomic
def add_to_group(
    *, by: Actor, group: Group, unit: Unit, start: date | None = None, end: date | None = None
) -> GroupMember:
    """Put a unit into a group from a day to a day (None: always, still).

    Raises Refused where the unit is in the group on one of these days already.
    """
    post = _keeper(by, group)
    require_admin(by, unit.path)
    if start and end and end < start:
        raise Refused("Ngày ra khỏi nhóm đứng trước ngày vào nhóm. Sửa một trong hai ngày.", field="end")
    if group.members.filter(overlapping(start, end), unit=unit).exists():
        raise Refused(ALREADY_THERE.format(unit=unit.name), field="unit")
    member = GroupMember.objects.create(group=group, unit=unit, start=start, end=end)
    record(
        by=by,
        post=post,
        action="group.add",
        subject=group,
        unit=unit,
        summary=f"thêm {unit.name} vào {group.name}",
        after={"start": start, "end": end},
    )
    return member


@transaction.atomic
def remove_from_group(*, by: Actor, member_id: int, end: date) -> GroupMember:
    """End a membership: `end` is the unit's last day in the group; the row stays for the days before."""
    member = (
        GroupMember.objects.select_for_update(of=("self",)).select_related("unit", "group__agency").get(pk=member_id)
    )
    post = _keeper(by, member.group)
    if member.start and end < member.start:
        raise Refused("Ngày ra khỏi nhóm đứng trước ngày vào nhóm.", field="end")
    before = member.end
    member.end = end
    member.save(update_fields=["end"])
    record(
        by=by,
        post=post,
        action="group.remove",
        subject=member.group,
        unit=member.unit,
        summary=f"đưa {member.unit.name} ra khỏi {member.group.name}",
        before={"end": before},
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
