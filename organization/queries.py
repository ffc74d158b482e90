"""Reads that cross tables: who acts, which days are worked, which settings hold."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from organization.enums import CalendarExceptionKind, Role, UnitKind
from organization.models import CalendarException, Charge, Group, Job, Person, Post, Setting, Unit
from organization.querysets import valid_on
from organization.rules.access import Actor, PostFact
from organization.rules.calendar import WorkingCalendar
from organization.rules.periods import Period
from organization.rules.settings import SETTINGS


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


def agencies_of(units: list[Unit]) -> dict[int, Unit]:
    """For each unit id the nearest agency at or above it (the root where no agency stands above)."""
    ids = {int(part) for unit in units for part in unit.path.strip("/").split("/")}
    by_id = Unit.objects.in_bulk(ids)
    found = {}
    for unit in units:
        line = [by_id[int(part)] for part in reversed(unit.path.strip("/").split("/"))]
        found[unit.pk] = next((u for u in line if u.kind == UnitKind.AGENCY), line[-1])
    return found


def agency_of(unit: Unit) -> Unit:
    return agencies_of([unit])[unit.pk]


def root_unit() -> Unit | None:
    """The single root of the tree, None on an empty installation."""
    return Unit.objects.filter(parent__isnull=True).order_by("id").first()


def home_agency(actor: Actor) -> Unit | None:
    """The agency whose pages this person uses: that of the first post."""
    if not actor.posts:
        return None
    return Unit.objects.filter(pk=actor.posts[0].agency_id).first()


def get_visible_unit(actor: Actor, code: str) -> Unit:
    """The unit with this code if it is in sight; 404 for missing and forbidden alike."""
    unit = Unit.objects.visible_to(actor).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def get_visible_job(actor: Actor, pk: int) -> Job:
    """The background job with this number if the person may see it; 404 for missing and forbidden alike."""
    job = Job.objects.visible_to(actor).select_related("requested_by").filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def working_calendar() -> WorkingCalendar:
    """Working days with all exceptions entered so far."""
    rows = CalendarException.objects.values_list("day", "kind")
    return WorkingCalendar({day: kind == CalendarExceptionKind.WORKING for day, kind in rows})


def setting(key: str) -> Any:
    """The value that holds for an open point: the agency's choice, else the default."""
    definition = SETTINGS[key]
    row = Setting.objects.filter(key=key).first()
    return definition.parse(row.value) if row else definition.default


def all_settings() -> dict[str, Any]:
    """Every setting in one query."""
    chosen = dict(Setting.objects.values_list("key", "value"))
    return {d.key: d.parse(chosen[d.key]) if d.key in chosen else d.default for d in SETTINGS}


def period_due(period: Period) -> date:
    """A unit's due date for a period: so many working days after its end (NĐ 09/2019 art. 13.2, a setting)."""
    return working_calendar().add(period.end, setting("unit_report_due_days"))


def members_of(group: Group, on: date) -> list[Unit]:
    """The units of a group on a day, in the order of the tree."""
    ids = group.members.valid_on(on).values("unit_id")
    return list(Unit.objects.valid_on(on).filter(pk__in=ids).in_order())


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


def people_of_unit(unit: Unit, on: date) -> list[Person]:
    """Everybody with a post in the unit or below it on a day, in Vietnamese order of given names."""
    return list(Person.objects.in_tree(unit.path, on).in_order())


def active_units(path: str, on: date) -> list[Unit]:
    """Valid units of a subtree in order."""
    return list(Unit.objects.filter(Q(path__startswith=path)).valid_on(on).in_order())
