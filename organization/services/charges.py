"""Which units does a leader have in charge? Dated, and handed on when the leader's post ends."""

from datetime import date, timedelta

from django.db import transaction

from base.errors import Refused
from organization.enums import Role
from organization.models import Charge, Post, Unit
from organization.queries.units import agency_of
from organization.querysets import overlapping
from organization.rules.access import Actor, PostFact
from organization.rules.holdings import EndingPost
from organization.rules.permissions import require_admin
from organization.rules.posts import NOT_ONESELF
from organization.services.audit import record
from organization.services.leaders_told import tell_leaders
from organization.services.notifications import notify


@transaction.atomic
def add_charge(
    *,
    by: Actor,
    post_id: int,
    unit: Unit,
    start: date | None = None,
    end: date | None = None,
    right: PostFact | None = None,
) -> Charge:
    """Put a unit (with all below it) in the charge of a leader's post, from a day to a day; never of one's own.

    `right` is the post of whoever agreed to the leader's post with its charges; else it is the admin's.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=post_id)
    right = right or require_admin(by, post.unit.path, unit.path)
    if by.person_id is not None and by.person_id == post.person_id:
        raise Refused(NOT_ONESELF)
    if post.role != Role.LEADER:
        raise Refused("Chỉ chức vụ lãnh đạo cơ quan mới phụ trách đơn vị.")
    if not unit.path.startswith(agency_of(post.unit).path):
        raise Refused("Đơn vị này không thuộc cơ quan của lãnh đạo.", field="unit")
    if start and end and end < start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu. Sửa một trong hai ngày.", field="end")
    if post.end and start and start > post.end:
        raise Refused(f"Chức vụ kết thúc ngày {post.end:%d/%m/%Y}, trước ngày bắt đầu phụ trách.", field="start")
    if post.charges.filter(overlapping(start, end), unit=unit).exists():
        raise Refused(f"{unit.name} đã do chức vụ này phụ trách trong khoảng ngày đó.", field="unit")
    charge = Charge.objects.create(post=post, unit=unit, start=start, end=end)
    record(
        by=by,
        post=right,
        action="charge.add",
        subject=post.person,
        unit=unit,
        summary=f"giao {post.person.full_name} phụ trách {unit.name}",
        after={"start": start, "end": end},
    )
    notify(people=[post.person_id], kind="charge.add", text=f"Đồng chí được phân công phụ trách {unit.name}.", by=by)
    told = f"{by.name} giao {post.person.full_name} phụ trách {unit.name}."
    tell_leaders(by, unit.path, told, kind="charge.told", about=post.person_id)
    return charge


@transaction.atomic
def end_charge(*, by: Actor, charge_id: int, end: date) -> Charge:
    """End a charge; `end` is its last day. One that had not begun ends before it starts, so it is removed."""
    charge = (
        Charge.objects.select_for_update(of=("self",))
        .select_related("post__person", "post__unit", "unit")
        .get(pk=charge_id)
    )
    right = require_admin(by, charge.post.unit.path, charge.unit.path)
    if charge.start and end < charge.start:
        raise Refused("Ngày thôi phụ trách đứng trước ngày bắt đầu.", field="end")
    _close(by, right, charge, end)
    return charge


def _close(by: Actor, right: PostFact | None, charge: Charge, end: date) -> None:
    before = charge.end
    charge.end = end
    charge.save(update_fields=["end"])
    record(
        by=by,
        post=right,
        action="charge.end",
        subject=charge.post.person,
        unit=charge.unit,
        summary=f"{charge.post.person.full_name} thôi phụ trách {charge.unit.name}",
        before={"end": before},
        after={"end": end},
    )


def hand_over_charges(
    by: Actor, right: PostFact | None, ending: EndingPost, ids: list[int], successor_id: int | None
) -> None:
    """End the charges with the post; the successor's post (by id) takes them from the next day on."""
    charges = Charge.objects.select_for_update(of=("self",)).select_related("post__person", "unit").filter(pk__in=ids)
    for charge in charges.order_by("pk"):
        start = max(charge.start or ending.end, ending.end) + timedelta(days=1)
        last_day = charge.end
        if charge.start and charge.start > ending.end:
            start = charge.start
            charge.delete()
        else:
            _close(by, right, charge, ending.end)
        if successor_id is None:
            continue
        held = Charge.objects.filter(overlapping(start, last_day), post_id=successor_id, unit=charge.unit)
        if not held.exists():
            add_charge(by=by, post_id=successor_id, unit=charge.unit, start=start, end=last_day)
