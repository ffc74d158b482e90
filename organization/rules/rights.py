"""May this person do this, and in which post?

The answer to every question is a post (the audit event records it) or None. What the *state* of a thing
allows is asked elsewhere: transition tables and rules of the apps.
"""

from collections.abc import Iterable

from base.errors import Forbidden
from organization.rules.access import Actor, PostFact
from organization.rules.rights_table import Right, Where, rights_table, roles_with


def post_with(actor: Actor, right: Right, unit_path: str) -> PostFact | None:
    """The post in which this person has the right over the unit; None without one. Grants count in their order."""
    for grant in rights_table()[right]:
        if grant.not_own and actor.belongs_to(unit_path):
            continue
        for post in actor.posts:
            if post.role == grant.role and _reaches(post, grant.where, unit_path):
                return post
    return None


def require(actor: Actor, right: Right, unit_path: str, sentence: str) -> PostFact | None:
    """The same, for services: raises Forbidden with the sentence without the right. The system itself needs no post."""
    if actor.is_system:
        return None
    post = post_with(actor, right, unit_path)
    if post is None:
        raise Forbidden(sentence)
    return post


def first_post_with(actor: Actor, right: Right) -> PostFact | None:
    """The first post that gives the right anywhere: for pages and entries that name no unit yet."""
    roles = roles_with(right)
    return next((post for post in actor.posts if post.role in roles), None)


def paths_with(actor: Actor, right: Right) -> tuple[str, ...]:
    """The subtrees over which the person has the right, without those inside another (`not_own` is not looked at)."""
    paths: set[str] = set()
    for grant in rights_table()[right]:
        for post in actor.posts:
            if post.role == grant.role:
                paths.update(_paths(post, grant.where))
    ordered = sorted(paths, key=len)
    return tuple(path for i, path in enumerate(ordered) if not any(path.startswith(other) for other in ordered[:i]))


def _reaches(post: PostFact, where: Where, unit_path: str) -> bool:
    if where == Where.AGENCY_ITSELF:
        return unit_path == post.agency_path
    return any(unit_path.startswith(path) for path in _paths(post, where))


def _paths(post: PostFact, where: Where) -> Iterable[str]:
    match where:
        case Where.OWN_UNIT:
            return (post.unit_path,)
        case Where.CHARGE:
            return post.charge_paths
        case Where.AGENCY | Where.AGENCY_ITSELF:
            return (post.agency_path,)
