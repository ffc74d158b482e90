"""Who may record meetings?"""

from organization.enums import Role
from organization.rules.access import Actor, PostFact


def can_record_meeting(actor: Actor, unit_path: str) -> PostFact | None:
    """Head and staff for their own unit, office and clerk for every unit of the agency."""
    own = actor.post_in_unit(unit_path, Role.HEAD, Role.STAFF)
    return own or actor.post_in_agency(unit_path, Role.OFFICE, Role.CLERK)


def can_import_meetings(actor: Actor, unit_path: str) -> PostFact | None:
    """A whole file: office and clerk of the agency."""
    return actor.post_in_agency(unit_path, Role.OFFICE, Role.CLERK)


def recording_paths(actor: Actor) -> tuple[str, ...]:
    """The subtrees whose meetings this person may record, without those that lie inside another."""
    wide, own = {Role.OFFICE, Role.CLERK}, {Role.HEAD, Role.STAFF}
    paths = {post.agency_path for post in actor.posts if post.role in wide}
    paths |= {post.unit_path for post in actor.posts if post.role in own}
    ordered = sorted(paths, key=len)
    return tuple(path for i, path in enumerate(ordered) if not any(path.startswith(other) for other in ordered[:i]))
