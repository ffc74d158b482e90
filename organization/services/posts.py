"""Writing posts: giving one, correcting one, ending one with what its holder still holds, moving somebody."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from base.errors import Conflict, Refused
from base.text import clean_line
from organization.models import Person, Post, PostProposal
from organization.queries.holdings import ending_post, held_things
from organization.queries.people import paths_of_person
from organization.rules.access import Actor
from organization.rules.permissions import require_admin
from organization.rules.posts import gives_more, needs_agreement
from organization.services.audit import record
from organization.services.notifications import notify
from organization.services.post_proposals import propose
from organization.services.post_writing import (
    PostFacts,
    keep_an_admin,
    reach_of,
    refuse_oneself,
    write_changed_post,
    write_new_post,
)

__all__ = ["PostFacts", "add_post", "change_post", "end_post", "transfer_person"]

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_post(*, by: Actor, person: Person, facts: PostFacts) -> Post | PostProposal:
    """Give a person a post; one of leader or office waits until a leader agrees (then the answer is a proposal).

    What the system itself gives, on the server, counts as agreed. An acting post needs its last day and ends by
    itself. Raises Refused for a post for oneself, for a second one of the same role in the same unit on the same
    days, for a leader's post outside an agency, and for a unit that does not exist on the days named.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    right = require_admin(by, facts.unit.path, *paths_of_person(person.pk, by.day))
    refuse_oneself(by, person.pk)
    if not by.is_system and needs_agreement(None, reach_of(facts)):
        return propose(by, right, person, facts, post=None)
    return write_new_post(by, right, person, facts)


@transaction.atomic
def change_post(*, by: Actor, post_id: int, version: int, facts: PostFacts) -> Post | PostProposal:
    """Correct a post; the right is checked at the old and the new unit.

    Whatever makes a post of leader or office reach further waits until a leader agrees; nobody makes their own
    reach further. Ending is another act (`end_post`), since it asks for successors: a last day that was open
    cannot be set here, an acting post may be prolonged or shortened.
    """
    post = _locked(post_id, version)
    right = require_admin(by, post.unit.path, facts.unit.path)
    before, after = reach_of(post), reach_of(facts)
    if gives_more(before, after):
        refuse_oneself(by, post.person_id)
    if not by.is_system and needs_agreement(before, after):
        if facts.end is not None and post.end is None:
            raise Refused("Để kết thúc chức vụ, dùng “Kết thúc”: trang đó hỏi người nhận việc.", field="end")
        keep_an_admin(by, post, {"role": facts.role, "unit": facts.unit})
        return propose(by, right, post.person, facts, post=post)
    return write_changed_post(by, right, post, facts.values())


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
    keep_an_admin(by, post, {"end": end})
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
) -> Post | PostProposal:
    """Move somebody: the old post ends the day before the new one starts; answers the new post.

    A new one of leader or office waits until a leader agrees; the old one ends all the same.
    """
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
