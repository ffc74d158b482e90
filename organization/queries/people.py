"""Who works where, and who is to be told?"""

from datetime import date

from organization.enums import ProposalState, Role
from organization.models import Charge, Person, Post, PostProposal, Unit
from organization.queries.units import agencies_of
from organization.querysets import valid_on


def people_of_unit(unit: Unit, on: date) -> list[Person]:
    """Everybody with a post in the unit or below it on a day, in Vietnamese order of given names."""
    return list(Person.objects.in_tree(unit.path, on).in_order())


def people_with_role(path: str, roles: list[str], on: date) -> list[int]:
    """Ids of people with an account who hold one of the roles in the unit itself (by path) on a day."""
    return list(
        Post.objects.valid_on(on)
        .filter(unit__path=path, role__in=roles, person__username__isnull=False, person__is_active=True)
        .values_list("person_id", flat=True)
        .distinct()
    )


def office_people(agency_path: str, on: date) -> list[int]:
    """Ids of the people of the agency's office."""
    return list(
        Post.objects.valid_on(on)
        .filter(unit__path__startswith=agency_path, role=Role.OFFICE, person__is_active=True)
        .values_list("person_id", flat=True)
        .distinct()
    )


def leaders_in_charge(unit_path: str, on: date) -> list[Post]:
    """Posts of the leaders who have the unit in their charge, the nearest charge first."""
    prefixes = paths_above(unit_path)
    charges = (
        Charge.objects.valid_on(on)
        .filter(valid_on(on, "post__"), unit__path__in=prefixes, post__role=Role.LEADER)
        .select_related("post__person", "post__unit", "unit")
    )
    nearest = sorted(charges, key=lambda charge: (-len(charge.unit.path), charge.pk))
    posts = {charge.post_id: charge.post for charge in nearest}
    return list(posts.values())


def leaders_over(unit_path: str, on: date) -> list[Post]:
    """Posts of the leaders of the unit's agency and of those above it on a day."""
    found = Post.objects.valid_on(on).filter(role=Role.LEADER, unit__path__in=paths_above(unit_path))
    return list(found.select_related("person", "unit").order_by("person__sort_key", "pk"))


def paths_above(unit_path: str) -> list[str]:
    """The unit's own path and those of all units above it."""
    return [unit_path[: i + 1] for i, char in enumerate(unit_path) if char == "/"]


def paths_of_person(person_id: int, on: date) -> list[str]:
    """The units of a person's posts that hold or are to come or wait for agreement; of all former ones without any."""
    posts = Post.objects.filter(person_id=person_id)
    waiting = PostProposal.objects.filter(person_id=person_id, state=ProposalState.WAITING)
    current = list(posts.not_over(on).values_list("unit__path", flat=True))
    current += waiting.values_list("unit__path", flat=True)
    if current:
        return current
    proposed = PostProposal.objects.filter(person_id=person_id)
    return [*posts.values_list("unit__path", flat=True)] or [*proposed.values_list("unit__path", flat=True)]


def is_admin_on(person_id: int, on: date) -> list[str]:
    """The units in which the person is admin on a day."""
    admin = Post.objects.valid_on(on).filter(person_id=person_id, role=Role.ADMIN)
    return list(admin.values_list("unit__path", flat=True))


def has_other_admin(unit_path: str, person_id: int, on: date) -> bool:
    """Is there another admin over this unit with a working account, now and without an end?"""
    others = (
        Post.objects.valid_on(on)
        .filter(end__isnull=True, role=Role.ADMIN, person__username__isnull=False, person__is_active=True)
        .exclude(person_id=person_id)
        .select_related("unit")
    )
    agencies = agencies_of([post.unit for post in others])
    return any(unit_path.startswith(agency.path) for agency in agencies.values())
