"""What the pages of units and people say: addresses, posts and accounts in words."""

from urllib.parse import urlencode

from django.urls import reverse

from base.lists import Cell
from base.page_parts import Link
from base.templatetags.ui import vndate
from organization.models import Group, Person, Post, Unit
from organization.pages.marks import ACTING
from organization.queries.directory import PersonLine, UnitLine

# --- Addresses ------------------------------------------------------------------------------------


def unit_url(unit: Unit) -> str:
    return reverse("organization:unit", args=[unit.code])


def unit_link(unit: Unit) -> Link:
    """The way back to a unit's page."""
    return Link(unit.name, unit_url(unit))


def units_url(under: Unit) -> str:
    """The list of the units below one."""
    return f"{reverse('organization:units')}?{urlencode({'under': under.code})}"


def people_url(unit: Unit) -> str:
    """The list of the people of a unit and those below it."""
    return f"{reverse('organization:people')}?{urlencode({'unit': unit.code})}"


def people_xlsx_url(unit: Unit) -> str:
    return f"{reverse('organization:people_xlsx')}?{urlencode({'unit': unit.code})}"


def group_url(group: Group) -> str:
    return reverse("organization:group", args=[group.pk])


def person_url(person_id: int) -> str:
    return reverse("organization:person", args=[person_id])


def person_link(person: Person) -> Link:
    """The way back to a person's page."""
    return Link(person.full_name, person_url(person.pk))


# --- Words ----------------------------------------------------------------------------------------


def open_words(line: UnitLine) -> str:
    """Since when a unit is closed, or from when it is open; "" for one that is open."""
    unit = line.unit
    if line.is_open:
        return ""
    if not line.is_over:
        return f"hoạt động từ {vndate(unit.start)}"
    successor = f", kế thừa: {unit.successor.name}" if unit.successor else ""
    return f"đã kết thúc {vndate(unit.end)}{successor}"


def kind_words(unit: Unit) -> str:
    """ "Phòng, đơn vị trực thuộc, tổng hợp"."""
    return f"{unit.get_kind_display()}, tổng hợp" if unit.is_office else unit.get_kind_display()


def post_cell(post: Post) -> Cell:
    """What one post says in a line: its title, or its role where it has none; an acting one carries its stamp."""
    return Cell(post.title or post.get_role_display(), stamps=(ACTING,) if post.is_acting else ())


def titles_of(line: PersonLine) -> Cell | tuple[Cell, ...]:
    """The posts of today beside each other; of somebody without any the last one."""
    if line.posts or line.last_post is None:
        return tuple(post_cell(post) for post in line.posts)
    return Cell(f"đã thôi, {line.last_post.title or line.last_post.get_role_display()}", is_quiet=True)


def units_of_person(line: PersonLine) -> Cell | tuple[str, ...]:
    if line.posts or line.last_post is None:
        return tuple(post.unit.name for post in line.posts)
    return Cell(line.last_post.unit.name, is_quiet=True)


def account_cell(line: PersonLine) -> Cell:
    if not line.person.username:
        return Cell(line.account.label, is_quiet=True)
    return Cell(line.person.username, under=line.account.label)
