"""Who typed a wrong password, and which names and addresses are refused for now? For the admin of the accounts."""

from datetime import datetime

from axes.models import AccessFailureLog
from django.db.models import Q, QuerySet
from django.http import Http404

from organization.models import Person, SignInLock
from organization.querysets import in_paths
from organization.rules.access import Actor
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights import paths_with


def locks_in_force(actor: Actor, moment: datetime) -> list[SignInLock]:
    """What is refused now, among what the admin may lift; the longest first."""
    return list(SignInLock.objects.filter(_listed(actor)).in_force(moment).order_by("-end", "pk"))


def get_listed_lock(actor: Actor, pk: int) -> SignInLock:
    """One lock that the admin may lift. Raises Http404 for any other."""
    lock = SignInLock.objects.filter(_listed(actor), pk=pk).first()
    if lock is None:
        raise Http404
    return lock


def wrong_passwords(actor: Actor) -> QuerySet[AccessFailureLog]:
    """All that are kept, the newest first."""
    return AccessFailureLog.objects.filter(_listed(actor)).order_by("-attempt_time", "-pk")


def _listed(actor: Actor) -> Q:
    """The names of the people of the admin's agency; addresses and unknown names for the admin of the root."""
    paths = paths_with(actor, OrganizationRight.MANAGE_PEOPLE)
    if any(path.count("/") == 1 for path in paths):
        return Q()
    if not paths:
        return Q(pk__in=[])
    people = Person.objects.filter(in_paths(paths, "posts__unit__"), username__isnull=False)
    return Q(username__in=people.values("username"))
