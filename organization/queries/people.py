"""Who works where, and who is to be told?"""

from datetime import date

from organization.enums import Role
from organization.models import Charge, Person, Post, Unit
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
    prefixes = [unit_path[: i + 1] for i, char in enumerate(unit_path) if char == "/"]
    charges = (
        Charge.objects.valid_on(on)
        .filter(valid_on(on, "post__"), unit__path__in=prefixes, post__role=Role.LEADER)
        .select_related("post__person", "post__unit", "unit")
    )
    nearest = sorted(charges, key=lambda charge: (-len(charge.unit.path), charge.pk))
    posts = {charge.post_id: charge.post for charge in nearest}
    return list(posts.values())
