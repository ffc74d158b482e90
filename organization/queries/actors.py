"""Who acts, on which day, and which agency is theirs?"""

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.utils import timezone

from base.request_cache import cached_for_request
from organization.enums import Role
from organization.models import Charge, Person, Post, Unit
from organization.queries.units import agencies_of
from organization.rules.access import Actor, PostFact


def local_day(moment: datetime | None = None) -> date:
    """The day on the agency's wall calendar (Asia/Ho_Chi_Minh) at `moment`, by default now."""
    return (moment or timezone.now()).astimezone(ZoneInfo(django_settings.TIME_ZONE)).date()


def actor_of(person: Person, *, on: date) -> Actor:
    """The facts the rules need about one person on one day, in three queries."""
    posts = list(
        Post.objects.valid_on(on).filter(person=person).select_related("unit").order_by("is_acting", "start", "id")
    )
    if not posts:
        return Actor(person_id=person.pk, name=person.full_name, day=on)
    agencies = agencies_of([post.unit for post in posts])
    charges: dict[int, list[str]] = defaultdict(list)
    if any(post.role == Role.LEADER for post in posts):
        for charge in Charge.objects.valid_on(on).filter(post__in=posts).select_related("unit"):
            charges[charge.post_id].append(charge.unit.path)
    facts = tuple(
        PostFact(
            id=post.pk,
            role=post.role,
            title=post.title,
            unit_id=post.unit_id,
            unit_code=post.unit.code,
            unit_name=post.unit.name,
            unit_path=post.unit.path,
            agency_id=agencies[post.unit_id].pk,
            agency_path=agencies[post.unit_id].path,
            charge_paths=tuple(charges[post.pk]),
        )
        for post in posts
    )
    return Actor(person_id=person.pk, name=person.full_name, day=on, posts=facts)


def home_agency(actor: Actor) -> Unit | None:
    """The agency whose pages this person uses: that of the first post."""
    if not actor.posts:
        return None
    return _unit(actor.posts[0].agency_id)


@cached_for_request
def _unit(pk: int) -> Unit | None:
    return Unit.objects.filter(pk=pk).first()
