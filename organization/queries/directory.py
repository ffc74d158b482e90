"""The directory of units and people, as its pages and workbooks show it; whatever the size, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Count, Q
from django.http import Http404

from organization.enums import AccountState, PostState, ProposalState, Role
from organization.models import Charge, Group, GroupMember, Person, Post, PostProposal, Unit
from organization.querysets import PersonQuerySet, UnitQuerySet, valid_on
from organization.rules.access import Actor
from organization.rules.permissions import require_directory

Found = TypeVar("Found")
ROLE_ORDER = (Role.LEADER, Role.HEAD, Role.OFFICE, Role.CLERK, Role.STAFF, Role.ADMIN)


@dataclass(frozen=True)
class UnitLine:
    """One unit in a list: how many people and units it has today, who heads it, whether it is open or was closed."""

    unit: Unit
    people: int
    heads: Sequence[str]
    children: int
    is_open: bool
    is_over: bool


@dataclass(frozen=True)
class PersonLine:
    """One person in a list, with the posts of today (`posts`) or, without any, the last one (`last_post`)."""

    person: Person
    posts: Sequence[Post]
    last_post: Post | None = None

    @property
    def account(self) -> AccountState:
        if not self.person.username:
            return AccountState.NONE
        if not self.person.is_active:
            return AccountState.STOPPED
        return AccountState.FIRST_PASSWORD if self.person.must_change_password else AccountState.IN_USE


@dataclass(frozen=True)
class PostLine:
    """One post on the page of its person or unit."""

    post: Post
    state: PostState
    charges: Sequence[Charge] = field(default_factory=tuple)


# --- One object -----------------------------------------------------------------------------------


def get_listed_unit(actor: Actor, code: str) -> Unit:
    """The unit with this code if the person may read its page; 404 for missing and forbidden alike."""
    require_directory(actor)
    return _found(Unit.objects.listed_for(actor).select_related("parent", "successor").filter(code=code).first())


def get_listed_person(actor: Actor, pk: int) -> Person:
    require_directory(actor)
    return _found(Person.objects.listed_for(actor).filter(pk=pk).first())


def get_listed_group(actor: Actor, pk: int) -> Group:
    require_directory(actor)
    return _found(Group.objects.listed_for(actor).select_related("agency").filter(pk=pk).first())


def get_listed_post(actor: Actor, pk: int) -> Post:
    """A post in a unit the person may read."""
    require_directory(actor)
    units = Unit.objects.listed_for(actor)
    return _found(Post.objects.filter(unit__in=units, pk=pk).select_related("person", "unit").first())


def get_listed_charge(actor: Actor, pk: int) -> Charge:
    require_directory(actor)
    units = Unit.objects.listed_for(actor)
    found = Charge.objects.filter(unit__in=units, post__unit__in=units, pk=pk)
    return _found(found.select_related("post__person", "unit").first())


def get_listed_member(actor: Actor, pk: int) -> GroupMember:
    require_directory(actor)
    groups = Group.objects.listed_for(actor)
    return _found(GroupMember.objects.filter(group__in=groups, pk=pk).select_related("group__agency", "unit").first())


def units_above(actor: Actor, unit: Unit) -> list[Unit]:
    """The units above this one that the person may read, from the top."""
    ids = [int(part) for part in unit.path.strip("/").split("/")][:-1]
    return list(Unit.objects.listed_for(actor).filter(pk__in=ids).order_by("depth"))


def members_of_group(group: Group, day: date) -> tuple[list[GroupMember], list[GroupMember]]:
    """The units in the group on `day` or later, and those that left it, both in the order of the tree."""
    in_order = ("unit__depth", "unit__position", "unit__sort_key", "start")
    members = list(group.members.select_related("unit").order_by(*in_order))
    former = [member for member in members if member.end is not None and member.end < day]
    return [member for member in members if member not in former], former


def _found(row: Found | None) -> Found:
    if row is None:
        raise Http404
    return row


# --- Lists ----------------------------------------------------------------------------------------


def unit_lines(units: Iterable[Unit], day: date) -> list[UnitLine]:
    """Lines for these units, in their order, in three queries."""
    units = list(units)
    ids = [unit.pk for unit in units]
    posts = Post.objects.valid_on(day).filter(unit_id__in=ids)
    people = dict(posts.values_list("unit_id").annotate(Count("person_id", distinct=True)))
    children = dict(
        Unit.objects.valid_on(day).filter(parent_id__in=ids).order_by().values_list("parent_id").annotate(Count("pk"))
    )
    heads: dict[int, list[str]] = defaultdict(list)
    heading = posts.filter(role__in=[Role.LEADER, Role.HEAD]).select_related("person")
    for post in heading.order_by("is_acting", "start", "pk"):
        if post.person.full_name not in heads[post.unit_id]:
            heads[post.unit_id].append(post.person.full_name)
    return [
        UnitLine(
            unit=unit,
            people=people.get(unit.pk, 0),
            heads=heads[unit.pk],
            children=children.get(unit.pk, 0),
            is_open=unit.is_valid_on(day),
            is_over=unit.end is not None and unit.end < day,
        )
        for unit in units
    ]


def person_lines(people: Iterable[Person], day: date) -> list[PersonLine]:
    """Lines for these people, in their order, in one query (two where somebody has no post today)."""
    people = list(people)
    posts: dict[int, list[Post]] = defaultdict(list)
    current = Post.objects.valid_on(day).filter(person__in=people).select_related("unit")
    for post in current.order_by("is_acting", "start", "pk"):
        posts[post.person_id].append(post)
    without = [person.pk for person in people if person.pk not in posts]
    last: dict[int, Post] = {}
    if without:
        for post in Post.objects.filter(person_id__in=without).select_related("unit").order_by("end", "pk"):
            last[post.person_id] = post
    return [PersonLine(person, posts[person.pk], last.get(person.pk)) for person in people]


def people_of(
    actor: Actor, *, words: str = "", unit: Unit | None = None, roles: Sequence[str] = (), shows: str = "working"
) -> PersonQuerySet:
    """People of the directory, in Vietnamese order of given names.

    `shows`: "working" (a post today), "gone" (none any more), "account" (may sign in), "no_account", "all".
    """
    people = Person.objects.listed_for(actor).search(words)
    today = Q(pk__in=Post.objects.valid_on(actor.day).values("person_id")) | Q(
        pk__in=PostProposal.objects.filter(state=ProposalState.WAITING).values("person_id")
    )
    if unit is not None or roles:
        posts = Post.objects.all() if shows == "gone" else Post.objects.valid_on(actor.day)
        if unit is not None:
            posts = posts.filter(unit__path__startswith=unit.path)
        if roles:
            posts = posts.filter(role__in=roles)
        people = people.filter(pk__in=posts.values("person_id"))
    if shows == "working":
        people = people.filter(today)
    elif shows == "gone":
        people = people.exclude(today)
    elif shows == "account":
        people = people.with_account()
    elif shows == "no_account":
        people = people.filter(today, username__isnull=True)
    return people.in_order()


def units_of(actor: Actor, *, words: str = "", under: Unit | None = None, shows: str = "open") -> UnitQuerySet:
    """Units of the directory: the children of `under`, or those found by words in the whole tree."""
    units = Unit.objects.listed_for(actor).select_related("parent", "successor")
    if words:
        units = units.search(words)
    elif under is not None:
        units = units.filter(parent=under)
    if shows == "open":
        units = units.valid_on(actor.day)
    elif shows == "closed":
        units = units.exclude(valid_on(actor.day))
    return units.in_order()


def posts_of_person(person: Person, day: date) -> list[PostLine]:
    """All posts of a person, those of today first, then the coming ones, then the former ones, newest first."""
    posts = list(person.posts.select_related("unit"))
    charges: dict[int, list[Charge]] = defaultdict(list)
    for charge in Charge.objects.filter(post__in=posts).not_over(day).select_related("unit").order_by("unit__path"):
        charges[charge.post_id].append(charge)
    lines = [PostLine(post, _state(post, day), charges[post.pk]) for post in posts]
    order = list(PostState)
    newest = sorted(lines, key=lambda line: (line.post.start or date.min, line.post.pk), reverse=True)
    return sorted(newest, key=lambda line: order.index(line.state))


def posts_of_unit(unit: Unit, day: date, *, with_former: bool = False) -> list[PostLine]:
    """Posts in the unit itself: by role, then in Vietnamese order of given names."""
    posts = Post.objects.filter(unit=unit).select_related("person")
    if not with_former:
        posts = posts.not_over(day)
    rank = {role: number for number, role in enumerate(ROLE_ORDER)}
    ordered = sorted(posts, key=lambda post: (rank[Role(post.role)], post.person.sort_key, post.pk))
    return [PostLine(post, _state(post, day)) for post in ordered]


def _state(post: Post, day: date) -> PostState:
    if post.end is not None and post.end < day:
        return PostState.OVER
    return PostState.COMING if post.start is not None and post.start > day else PostState.CURRENT


def in_tree_order(units: Iterable[Unit]) -> list[Unit]:
    """Units so that each stands above those below it, siblings in their own order."""
    units = list(units)
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    ordered: list[Unit] = []
    waiting = list(reversed(below[None]))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(below[unit.pk]))
    return ordered
