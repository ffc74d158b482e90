"""Telling the leaders what an admin did that concerns who decides."""

from organization.models import Person, Post
from organization.queries.people import leaders_over
from organization.rules.access import Actor
from organization.rules.posts import AGREED_ROLES
from organization.services.notifications import notify


def tell_leaders(by: Actor, unit_path: str, text: str, *, kind: str, about: int, url: str = "") -> None:
    """Tell the leaders over a unit, but for the person it is about; the server's own acts are nobody's news."""
    if by.is_system:
        return
    leaders = {leader.person_id for leader in leaders_over(unit_path, by.day)} - {about}
    notify(people=leaders, kind=kind, text=text, url=url, by=by)


def tell_leaders_of(by: Actor, person: Person, text: str, *, kind: str) -> None:
    """The same about somebody whose post decides or records decisions; about others nobody is told."""
    posts = Post.objects.valid_on(by.day).filter(person=person, role__in=AGREED_ROLES).select_related("unit")
    post = posts.order_by("unit__depth", "pk").first()
    if post is not None:
        tell_leaders(by, post.unit.path, text, kind=kind, about=person.pk)
