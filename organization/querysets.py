"""Every read of this app that returns rows; days are passed in, nothing asks for "today"."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from base.text import fold
from organization.enums import CountingMethod, SignInLockKind
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights import first_post_with, paths_with

if TYPE_CHECKING:
    from organization.rules.access import Actor


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows of a dated model that hold on `day`; an empty start means always, an empty end means still."""
    start, end = f"{prefix}start", f"{prefix}end"
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


def overlapping(start: date | None, end: date | None) -> Q:
    """Rows of a dated model that share at least one day with `start`–`end` (None: without bound)."""
    shared = Q()
    if end is not None:
        shared &= Q(start__isnull=True) | Q(start__lte=end)
    if start is not None:
        shared &= Q(end__isnull=True) | Q(end__gte=start)
    return shared


def in_paths(paths, prefix: str = "") -> Q:
    """Rows whose unit lies in one of the subtrees; none for no path."""
    if not paths:
        return Q(pk__in=[])
    return reduce(or_, (Q(**{f"{prefix}path__startswith": path}) for path in paths))


class UnitQuerySet(models.QuerySet):
    def valid_on(self, day: date):
        return self.filter(valid_on(day))

    def under(self, unit):
        """The unit and everything below it."""
        return self.filter(path__startswith=unit.path)

    def visible_to(self, actor: Actor):
        """Units whose work the person may see; the names of all units of the plan are no secret."""
        return self.filter(in_paths(actor.sight_paths))

    def listed_for(self, actor: Actor):
        """Units whose page in the directory the person may open: those of the agency of admin, office, leader."""
        return self.filter(in_paths(paths_with(actor, OrganizationRight.READ_DIRECTORY)))

    def search(self, words: str):
        """Units whose folded code or names hold every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def in_order(self):
        return self.order_by("depth", "position", "sort_key", "id")


class GroupQuerySet(models.QuerySet):
    def listed_for(self, actor: Actor):
        """Groups of the agencies whose directory the person may open."""
        return self.filter(in_paths(paths_with(actor, OrganizationRight.READ_DIRECTORY), "agency__"))


class PersonQuerySet(models.QuerySet):
    def with_account(self):
        return self.filter(username__isnull=False, is_active=True)

    def in_tree(self, path: str, day: date):
        """People who hold a post in the subtree on `day`."""
        return self.filter(valid_on(day, "posts__"), posts__unit__path__startswith=path).distinct()

    def listed_for(self, actor: Actor):
        """People who hold or held a post (or shall get one) in an agency whose directory the person may open."""
        paths = paths_with(actor, OrganizationRight.READ_DIRECTORY)
        return self.filter(in_paths(paths, "posts__unit__") | in_paths(paths, "post_proposals__unit__")).distinct()

    def search(self, words: str):
        """People whose folded name or account holds every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(folded__contains=word) | Q(username__icontains=word))
        return found

    def in_order(self):
        return self.order_by("sort_key", "id")


class PostQuerySet(models.QuerySet):
    def valid_on(self, day: date):
        return self.filter(valid_on(day))

    def not_over(self, day: date):
        """Rows that hold on `day` or begin later."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day))


class GroupMemberQuerySet(models.QuerySet):
    def valid_on(self, day: date):
        return self.filter(valid_on(day))

    def not_over(self, day: date):
        """Rows that hold on `day` or begin later."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day))


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at__isnull=True)

    def undelivered(self):
        return self.filter(delivered_at__isnull=True)


class JobQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The jobs a person asked for; admins also see the scheduled ones, which nobody asked for."""
        if actor.is_system:
            return self.none()
        mine = Q(requested_by_id=actor.person_id)
        sees_scheduled = first_post_with(actor, OrganizationRight.MANAGE_PEOPLE) is not None
        return self.filter(mine | Q(requested_by=None) if sees_scheduled else mine)


class SignInLockQuerySet(models.QuerySet):
    def concerning(self, name: str, address: str | None):
        """Locks of the name at this address, of the name everywhere, and of the address."""
        return self.filter(
            Q(kind=SignInLockKind.NAME_AT_ADDRESS, username=name, ip_address=address)
            | Q(kind=SignInLockKind.NAME, username=name)
            | Q(kind=SignInLockKind.ADDRESS, ip_address=address, ip_address__isnull=False)
        )

    def in_force(self, moment: datetime):
        return self.filter(end__gt=moment, lifted_at=None)


class AuditEventQuerySet(models.QuerySet):
    def listed_for(self, actor: Actor):
        """Events of the agencies of admin and office; those of the whole installation for the root's alone."""
        paths = paths_with(actor, OrganizationRight.READ_AUDIT)
        mine = in_paths(paths, "unit__")
        has_root = any(path.count("/") == 1 for path in paths)
        return self.filter(mine | Q(unit__isnull=True)) if has_root else self.filter(mine)

    def of(self, subject_kind: str, subject_id: int):
        return self.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-at", "-id")


class UnitHalfMonthQuerySet(models.QuerySet):
    def within(self, start: date, end: date):
        return self.filter(start__gte=start, start__lte=end)

    def that_are_in(self):
        """Half-months that somebody confirmed, or that hold rows of the register or counts typed by hand."""
        return self.filter(~Q(method=CountingMethod.NONE) | Q(confirmed_at__isnull=False))


class ImportFileQuerySet(models.QuerySet):
    def last_written(self, agency_path: str, kind: str):
        written = self.filter(agency__path=agency_path, kind=kind, written_at__isnull=False)
        return written.order_by("-written_at").first()
