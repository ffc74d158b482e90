"""How a post is written once it may be: given, changed, told to whom it concerns. The acts are in `posts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from base.errors import Refused
from base.text import clean_line
from organization.enums import Role, UnitKind
from organization.models import Person, Post, PostProposal, Unit
from organization.queries.people import has_other_admin
from organization.querysets import overlapping
from organization.rules.access import Actor, PostFact
from organization.rules.posts import NOT_ONESELF, TOLD_ROLES, Reach
from organization.services.accounts import LAST_ADMIN
from organization.services.audit import changes, record
from organization.services.charges import add_charge
from organization.services.leaders_told import tell_leaders
from organization.services.notifications import notify


@dataclass(frozen=True)
class PostFacts:
    """What a post says: `start` None is "always", `end` None "until further notice"; both days included.

    `charge_units` are put in the charge of a new leader's post with it.
    """

    unit: Unit
    role: str
    title: str = ""
    is_acting: bool = False
    start: date | None = None
    end: date | None = None
    basis_number: str = ""
    basis_date: date | None = None
    charge_units: tuple[Unit, ...] = ()

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


def reach_of(post: Post | PostFacts | PostProposal) -> Reach:
    return Reach(post.role, post.unit.pk, post.start, post.end)


def refuse_oneself(by: Actor, person_id: int) -> None:
    if by.person_id is not None and by.person_id == person_id:
        raise Refused(NOT_ONESELF)


def write_new_post(
    by: Actor,
    right: PostFact | None,
    person: Person,
    facts: PostFacts,
    *,
    note: str = "",
    proposed_by: int | None = None,
) -> Post:
    """The post takes effect; whoever may is asked before."""
    post = Post(person=person, **facts.values())
    check_post(post)
    post.save()
    record(
        by=by,
        post=right,
        action="post.add",
        subject=person,
        unit=post.unit,
        summary=f"giao {person.full_name} chức vụ {post}",
        note=note,
        after=shown(facts.values()),
    )
    for unit in facts.charge_units:
        add_charge(by=by, post_id=post.pk, unit=unit, start=post.start, end=post.end, right=right)
    notify(
        people=[person.pk, proposed_by] if proposed_by else [person.pk],
        kind="post.add",
        text=f"{person.full_name} được giao: {post}{span_words(post)}."
        if proposed_by
        else f"Đồng chí được giao: {post}{span_words(post)}.",
        by=by,
    )
    if post.role in TOLD_ROLES:
        told = f"{by.name} giao {person.full_name} chức vụ {post}{span_words(post)}."
        tell_leaders(by, post.unit.path, told, kind="post.told", about=person.pk)
    return post


def write_changed_post(
    by: Actor, right: PostFact | None, post: Post, values: Mapping[str, Any], *, note: str = ""
) -> Post:
    """The change takes effect; `post` is locked. Nothing is written where nothing changes."""
    before, after = changes(post, values)
    if not after:
        return post
    if "end" in after and post.end is None:
        raise Refused("Để kết thúc chức vụ, dùng “Kết thúc”: trang đó hỏi người nhận việc.", field="end")
    keep_an_admin(by, post, after)
    for name, value in values.items():
        setattr(post, name, value)
    check_post(post)
    post.version += 1
    post.save(update_fields=[*after, "version"])
    record(
        by=by,
        post=right,
        action="post.change",
        subject=post.person,
        unit=post.unit,
        summary=f"sửa chức vụ {post} của {post.person.full_name}",
        note=note,
        before=shown(before),
        after=shown(after),
    )
    if post.role in TOLD_ROLES and {"role", "unit", "start", "end"} & after.keys():
        told = f"{by.name} sửa chức vụ của {post.person.full_name}: {post}{span_words(post)}."
        tell_leaders(by, post.unit.path, told, kind="post.told", about=post.person_id)
    return post


def check_post(post: Post) -> None:
    """Raises Refused for a post that no admin may ask for."""
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


def keep_an_admin(by: Actor, post: Post, after: Mapping[str, Any]) -> None:
    """Refuse to end or turn the last admin's post: nobody could give it back."""
    touches = {"end", "role", "unit", "start"} & after.keys()
    if post.role != Role.ADMIN or not touches or by.is_system:
        return
    if not has_other_admin(post.unit.path, post.person_id, by.day):
        raise Refused(LAST_ADMIN)


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the history prints them."""
    words = dict(values)
    if "role" in words:
        words["role"] = Role(words["role"]).label
    return words


def span_words(post: Post | PostProposal) -> str:
    words = [f"từ {post.start:%d/%m/%Y}" if post.start else "", f"đến hết {post.end:%d/%m/%Y}" if post.end else ""]
    said = " ".join(word for word in words if word)
    return f", {said}" if said else ""
