"""Which posts wait for a leader's word, and which first leaders did nobody agree to?"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from organization.enums import ProposalState, Role
from organization.models import Person, Post, PostProposal
from organization.queries.people import paths_above
from organization.querysets import in_paths
from organization.rules.access import Actor
from organization.rules.organization_rights import OrganizationRight
from organization.rules.posts import shown_since
from organization.rules.rights import paths_with


def proposals_for(actor: Actor) -> list[PostProposal]:
    """What waits for this leader: not what they asked for, nor what they would get."""
    return list(
        _waiting(in_paths(paths_with(actor, OrganizationRight.AGREE_TO_POSTS), "unit__"))
        .exclude(proposed_by=actor.person_id)
        .exclude(person=actor.person_id)
    )


def proposals_to_record(actor: Actor) -> list[PostProposal]:
    """What the Office may write a leader's word down about."""
    return list(
        _waiting(in_paths(paths_with(actor, OrganizationRight.RECORD_DECISION), "unit__"))
        .exclude(proposed_by=actor.person_id)
        .exclude(person=actor.person_id)
    )


def proposals_of_person(person: Person) -> list[PostProposal]:
    return list(_waiting(Q(person=person)))


def count_waiting(people: Iterable[int]) -> int:
    """How many posts of these people (ids) wait."""
    return _waiting(Q(person__in=list(people))).count()


def first_leaders(actor: Actor) -> list[PostProposal]:
    """Leaders of the last 30 days to whom nobody could agree, for the admin and the leader."""
    paths = {
        *paths_with(actor, OrganizationRight.MANAGE_PEOPLE),
        *paths_with(actor, OrganizationRight.AGREE_TO_POSTS),
    }
    found = PostProposal.objects.filter(
        in_paths(paths, "unit__"), state=ProposalState.FIRST, decided_on__gt=shown_since(actor.day)
    )
    return list(found.select_related("person", "unit", "proposed_by").order_by("decided_on", "pk"))


def get_listed_proposal(actor: Actor, pk: int) -> PostProposal:
    """For those who read the directory of the unit. Raises Http404 for any other."""
    paths = paths_with(actor, OrganizationRight.READ_DIRECTORY)
    found = PostProposal.objects.filter(in_paths(paths, "unit__"), pk=pk)
    proposal = found.select_related("person", "unit", "post__unit", "proposed_by", "decided_by").first()
    if proposal is None:
        raise Http404
    return proposal


def was_ever_led(unit_path: str) -> bool:
    """Did the unit's agency, or one above it, ever have a leader? Then another one may or might have agreed."""
    return Post.objects.filter(role=Role.LEADER, unit__path__in=paths_above(unit_path)).exists()


def _waiting(concerned: Q) -> QuerySet[PostProposal]:
    found = PostProposal.objects.filter(concerned, state=ProposalState.WAITING)
    return found.select_related("person", "unit", "post__unit", "proposed_by").order_by("proposed_at", "pk")
