"""What does somebody still hold when a post ends?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from organization.models import Post
from organization.queries.units import agency_of
from organization.rules.holdings import HOLDING_KINDS, EndingPost, Holding, HoldingKind, Successor


@dataclass(frozen=True)
class HeldThings:
    """The things of one kind that lose their holder, and who may take them over."""

    kind: HoldingKind
    things: list[Holding]
    successors: list[Successor]


def ending_post(post: Post, end: date) -> EndingPost:
    """The facts of a post that ends with `end` as its last day."""
    others = Post.objects.valid_on(end + timedelta(days=1)).filter(person_id=post.person_id).exclude(pk=post.pk)
    return EndingPost(
        id=post.pk,
        person_id=post.person_id,
        role=post.role,
        unit_path=post.unit.path,
        agency_path=agency_of(post.unit).path,
        end=end,
        kept_paths=tuple(others.values_list("unit__path", flat=True)),
    )


def held_things(ending: EndingPost) -> list[HeldThings]:
    """Everything that loses its holder with the post, by kind; kinds without a thing are left out."""
    found = []
    for kind in HOLDING_KINDS.values():
        if things := kind.find(ending):
            found.append(HeldThings(kind, things, kind.successors(ending)))
    return found


def held_by_person(person_id: int, day: date) -> list[HeldThings]:
    """What a person would leave behind if every post ended today; each thing once."""
    found: dict[str, HeldThings] = {}
    for post in Post.objects.not_over(day).filter(person_id=person_id).select_related("unit"):
        ending = replace(ending_post(post, day), kept_paths=())
        for held in held_things(ending):
            before = found.get(held.kind.kind)
            known = before.things if before else []
            fresh = [thing for thing in held.things if thing not in known]
            found[held.kind.kind] = HeldThings(held.kind, [*known, *fresh], [])
    return list(found.values())


def held_by_unit(unit_path: str) -> list[HeldThings]:
    """What a unit itself still holds, by kind; shown before it ends, since nobody acts for it afterwards."""
    found = []
    for kind in HOLDING_KINDS.values():
        if kind.of_unit and (things := kind.of_unit(unit_path)):
            found.append(HeldThings(kind, things, []))
    return found
