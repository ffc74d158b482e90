"""The end of a unit: what stood in it ends or goes over to its successor, and the unit stays for the past."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from base.errors import Conflict, Refused
from organization.models import Charge, GroupMember, Post, Unit
from organization.rules.access import Actor
from organization.rules.permissions import require_admin
from organization.services.audit import record
from organization.services.charges import add_charge
from organization.services.posts import PostFacts, add_post

ONE_DAY = timedelta(days=1)


@transaction.atomic
def close_unit(
    *, by: Actor, unit_id: int, version: int, end: date, successor: Unit | None, moves_people: bool, note: str = ""
) -> Unit:
    """End a unit with `end` as its last day.

    Its posts, charges and memberships end with it; with `moves_people` the posts and charges go on in
    the successor the day after. Raises Refused while units below it are open, and for posts that begin
    after its end.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit_id)
    right = require_admin(by, unit.path, *([successor.path] if successor else []))
    if unit.version != version:
        raise Conflict(f"{unit.name} vừa được người khác sửa. Xem bản mới rồi làm tiếp.", current=unit)
    _check(unit, end, successor, moves_people)
    before = {"end": unit.end, "successor": unit.successor}
    Charge.objects.filter(unit=unit, start__gt=end).delete()
    GroupMember.objects.filter(unit=unit, start__gt=end).delete()
    for charge in Charge.objects.not_over(end).filter(unit=unit).exclude(end=end).select_related("post"):
        _close_charge(by, charge, end, successor if moves_people else None)
    posts = Post.objects.not_over(end).filter(unit=unit).exclude(end=end).select_related("person", "unit")
    moved = [_close_post(by, post, end, successor if moves_people else None) for post in posts.order_by("pk")]
    GroupMember.objects.not_over(end).filter(unit=unit).update(end=end)
    unit.end, unit.successor = end, successor
    unit.version += 1
    unit.save(update_fields=["end", "successor", "version"])
    record(
        by=by,
        post=right,
        action="unit.close",
        subject=unit,
        unit=unit,
        summary=f"kết thúc đơn vị {unit.name}",
        note=note,
        before=before,
        after={"end": end, "successor": successor, "posts": moved},
    )
    return unit


def _check(unit: Unit, end: date, successor: Unit | None, moves_people: bool) -> None:
    if unit.parent is None:
        raise Refused("Đơn vị cấp cao nhất không kết thúc được ở đây.")
    if unit.end is not None and unit.end < end:
        raise Refused(f"Đơn vị này đã kết thúc ngày {unit.end:%d/%m/%Y}.", field="end")
    if unit.start and end < unit.start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu hoạt động.", field="end")
    open_below = Unit.objects.under(unit).exclude(pk=unit.pk).filter(Q(end__isnull=True) | Q(end__gt=end))
    if names := list(open_below.in_order().values_list("name", flat=True)[:5]):
        raise Refused(f"Còn đơn vị bên dưới đang hoạt động: {', '.join(names)}. Kết thúc hoặc chuyển chúng trước.")
    if successor is None:
        if moves_people:
            raise Refused("Chọn đơn vị kế thừa để chuyển người sang.", field="successor")
    elif successor.path.startswith(unit.path):
        raise Refused("Đơn vị kế thừa không thể là chính nó hay nằm dưới nó.", field="successor")
    elif not successor.is_valid_on(end + ONE_DAY):
        raise Refused(f"{successor.name} không hoạt động vào ngày {end + ONE_DAY:%d/%m/%Y}.", field="successor")
    later = Post.objects.filter(unit=unit, start__gt=end).select_related("person")
    if names := [post.person.full_name for post in later[:5]]:
        raise Refused(f"Có chức vụ bắt đầu sau ngày đó: {', '.join(names)}. Sửa những chức vụ này trước.", field="end")


def _close_post(by: Actor, post: Post, end: date, successor: Unit | None) -> str:
    went_on_until = post.end
    post.end = end
    post.version += 1
    post.save(update_fields=["end", "version"])
    record(
        by=by,
        action="post.end",
        subject=post.person,
        unit=post.unit,
        summary=f"kết thúc chức vụ {post} của {post.person.full_name} cùng đơn vị",
        before={"end": went_on_until},
        after={"end": end},
    )
    if successor is not None:
        facts = PostFacts(
            unit=successor,
            role=post.role,
            title=post.title,
            is_acting=post.is_acting,
            start=end + ONE_DAY,
            end=went_on_until,
            basis_number=post.basis_number,
            basis_date=post.basis_date,
        )
        same = Post.objects.valid_on(end + ONE_DAY).filter(person=post.person, unit=successor, role=post.role)
        if not same.exists():
            add_post(by=by, person=post.person, facts=facts)
    return str(post.person)


def _close_charge(by: Actor, charge: Charge, end: date, successor: Unit | None) -> None:
    went_on_until = charge.end
    charge.end = end
    charge.save(update_fields=["end"])
    if successor is None:
        return
    if not Charge.objects.valid_on(end + ONE_DAY).filter(post=charge.post, unit=successor).exists():
        add_charge(by=by, post_id=charge.post_id, unit=successor, start=end + ONE_DAY, end=went_on_until)
