"""Writing posts: giving one, correcting one, ending one with what its holder still holds, moving somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from base.errors import Conflict, Refused
from base.text import clean_line
from organization.enums import Role, UnitKind
from organization.models import Person, Post, Unit
from organization.queries.holdings import ending_post, held_things
from organization.queries.people import has_other_admin, paths_of_person
from organization.querysets import overlapping
from organization.rules.access import Actor
from organization.rules.permissions import require_admin
from organization.services.accounts import LAST_ADMIN
from organization.services.audit import changes, record
from organization.services.notifications import notify

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PostFacts:
    """What a post says: `start` None is "always", `end` None "until further notice"; both days included."""

    unit: Unit
    role: str
    title: str = ""
    is_acting: bool = False
    start: date | None = None
    end: date | None = None
    basis_number: str = ""
    basis_date: date | None = None

    def values(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "role": self.role,
            "title": clean_line(self.title),
            "is_acting": self.is_acting,
            "start": self.start,
            "end": self.end,
            "basis_number": clean_line(self.basis_number),
            "basis_date": self.basis_date,
        }


@transaction.atomic
def add_post(*, by: Actor, person: Person, facts: PostFacts) -> Post:
    """Give a person a post. An acting one needs its last day and ends by itself.

    Raises Refused for a second post of the same role in the same unit on the same days, for a leader's
    post outside an agency, and for a unit that does not exist on the days named.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    right = require_admin(by, facts.unit.path, *paths_of_person(person.pk, by.day))
    post = Post(person=person, **facts.values())
    _check(post)
    post.save()
    record(
        by=by,
        post=right,
        action="post.add",
        subject=person,
        unit=post.unit,
        summary=f"giao {person.full_name} chức vụ {post}"
        + (" (tự giao cho mình)" if person.pk == by.person_id else ""),
        after=_shown(facts.values()),
    )
    notify(people=[person.pk], kind="post.add", text=f"Đồng chí được giao: {post}{_span(post)}.", by=by)
    return post


@transaction.atomic
def change_post(*, by: Actor, post_id: int, version: int, facts: PostFacts) -> Post:
    """Correct a post; the right is checked at the old and the new unit.

    Ending is another act (`end_post`), since it asks for successors: a last day that was open cannot be
    set here, an acting post may be prolonged or shortened.
    """
    post = _locked(post_id, version)
    right = require_admin(by, post.unit.path, facts.unit.path)
    values = facts.values()
    before, after = changes(post, values)
    if not after:
        return post
    if "end" in after and post.end is None:
        raise Refused("Để kết thúc chức vụ, dùng “Kết thúc”: trang đó hỏi người nhận việc.", field="end")
    _keep_an_admin(by, post, after)
    for name, value in values.items():
        setattr(post, name, value)
    _check(post)
    post.version += 1
    post.save(update_fields=[*after, "version"])
    record(
        by=by,
        post=right,
        action="post.change",
        subject=post.person,
        unit=post.unit,
        summary=f"sửa chức vụ {post} của {post.person.full_name}",
        before=_shown(before),
        after=_shown(after),
    )
    return post


@transaction.atomic
def end_post(
    *, by: Actor, post_id: int, version: int, end: date, successors: Mapping[str, int | None], note: str = ""
) -> Post:
    """End a post with `end` as its last day and hand over what its holder still holds.

    `successors` names for each kind of holding who takes over (None: nobody yet, chosen on purpose).
    Raises Refused where a kind that is held is not named, or names somebody who cannot take over.
    """
    post = _locked(post_id, version)
    right = require_admin(by, post.unit.path)
    if post.start and end < post.start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu chức vụ.", field="end")
    if post.end is not None and end > post.end:
        raise Refused("Chức vụ này kết thúc sớm hơn ngày đó. Muốn kéo dài thì sửa chức vụ.", field="end")
    _keep_an_admin(by, post, {"end": end})
    ending = ending_post(post, end)
    for held in held_things(ending):
        kind = held.kind
        if kind.kind not in successors:
            raise Refused(f"{kind.label}: chọn người nhận, hoặc “{kind.without_successor}”.", field=kind.kind)
        successor_id = successors[kind.kind]
        if successor_id is not None and successor_id not in {successor.id for successor in held.successors}:
            raise Refused(f"{kind.label}: người được chọn không nhận được. Chọn người khác.", field=kind.kind)
        kind.hand_over(by, right, ending, [thing.id for thing in held.things], successor_id)
    before = post.end
    post.end = end
    post.version += 1
    post.save(update_fields=["end", "version"])
    record(
        by=by,
        post=right,
        action="post.end",
        subject=post.person,
        unit=post.unit,
        summary=f"kết thúc chức vụ {post} của {post.person.full_name}",
        note=clean_line(note),
        before={"end": before},
        after={"end": end},
    )
    notify(
        people=[post.person_id],
        kind="post.end",
        text=f"Chức vụ {post} của đồng chí kết thúc hết ngày {end:%d/%m/%Y}.",
        by=by,
    )
    return post


@transaction.atomic
def transfer_person(
    *, by: Actor, post_id: int, version: int, facts: PostFacts, successors: Mapping[str, int | None]
) -> Post:
    """Move somebody: the old post ends the day before the new one starts; answers the new post."""
    if facts.start is None:
        raise Refused("Ghi ngày bắt đầu ở đơn vị mới.", field="start")
    old = _locked(post_id, version)
    require_admin(by, old.unit.path, facts.unit.path)
    if (facts.unit.pk, facts.role) == (old.unit_id, old.role):
        raise Refused(
            "Đơn vị và vai trò mới trùng với chức vụ cũ. Nếu chỉ đổi chức danh thì sửa chức vụ.", field="unit"
        )
    new = add_post(by=by, person=old.person, facts=facts)
    end_post(by=by, post_id=post_id, version=version, end=facts.start - ONE_DAY, successors=successors)
    return new


def _locked(post_id: int, version: int) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=post_id)
    if post.version != version:
        raise Conflict("Chức vụ này vừa được người khác sửa. Xem bản mới rồi làm tiếp.", current=post)
    return post


def _check(post: Post) -> None:
    if post.start and post.end and post.end < post.start:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu. Sửa một trong hai ngày.", field="end")
    if post.is_acting and post.end is None:
        raise Refused("Ủy quyền, phụ trách phải có ngày kết thúc; đến ngày đó chức vụ tự hết.", field="end")
    if post.role == Role.LEADER and post.unit.kind != UnitKind.AGENCY:
        raise Refused("Vai trò lãnh đạo chỉ đặt ở cơ quan; lãnh đạo phòng dùng “Lãnh đạo đơn vị”.", field="role")
    last_day = post.unit.end
    if last_day and (post.end is None or post.end > last_day):
        raise Refused(f"{post.unit.name} kết thúc ngày {last_day:%d/%m/%Y}; chức vụ không thể dài hơn.", field="end")
    if post.unit.start and post.start and post.start < post.unit.start:
        raise Refused(f"{post.unit.name} chỉ hoạt động từ {post.unit.start:%d/%m/%Y}.", field="start")
    same = Post.objects.filter(overlapping(post.start, post.end), person=post.person, unit=post.unit, role=post.role)
    if same.exclude(pk=post.pk).exists():
        raise Refused("Người này đã giữ đúng vai trò đó ở đơn vị đó trong khoảng ngày này.", field="role")


def _keep_an_admin(by: Actor, post: Post, after: Mapping[str, Any]) -> None:
    """Refuse to end or turn the last admin's post: nobody could give it back."""
    touches = {"end", "role", "unit", "start"} & after.keys()
    if post.role != Role.ADMIN or not touches or by.is_system:
        return
    if not has_other_admin(post.unit.path, post.person_id, by.day):
        raise Refused(LAST_ADMIN)


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the history prints them."""
    shown = dict(values)
    if "role" in shown:
        shown["role"] = Role(shown["role"]).label
    return shown


def _span(post: Post) -> str:
    words = [f"từ {post.start:%d/%m/%Y}" if post.start else "", f"đến hết {post.end:%d/%m/%Y}" if post.end else ""]
    said = " ".join(word for word in words if word)
    return f", {said}" if said else ""
