"""What may a person see, and in which post do they act?

An Actor is the facts of one person on one day: the posts they hold and the units in their charge.
Rules take an Actor and an object and answer with the post that gives the right (or None), so that
the audit event records the very post an act was done in.
"""

from dataclasses import dataclass
from datetime import date

from organization.enums import Role
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights_table import reaches_agency


@dataclass(frozen=True)
class PostFact:
    """One post held on the actor's day. Paths are those of Unit.path; `agency_path` is the unit's agency."""

    id: int
    role: str
    title: str
    unit_id: int
    unit_code: str
    unit_name: str
    unit_path: str
    agency_id: int
    agency_path: str
    charge_paths: tuple[str, ...] = ()

    @property
    def sight_path(self) -> str:
        """The subtree this post sees: the agency's for office, clerk and leader, else its own unit's."""
        return self.agency_path if reaches_agency(OrganizationRight.SEE_WORK, self.role) else self.unit_path

    @property
    def label(self) -> str:
        """Who acts, as the timeline prints it: "Trưởng phòng, Phòng Nghiệp vụ 2"."""
        return f"{self.title or Role(self.role).label}, {self.unit_name}"


@dataclass(frozen=True)
class Actor:
    """One person on one day; `posts` are those valid on `day`. `person_id` None is the system itself."""

    person_id: int | None
    name: str
    day: date
    posts: tuple[PostFact, ...] = ()

    @property
    def is_system(self) -> bool:
        return self.person_id is None

    @property
    def sight_paths(self) -> tuple[str, ...]:
        """The subtrees in sight, without those that lie inside another."""
        paths = sorted({post.sight_path for post in self.posts}, key=len)
        return tuple(p for i, p in enumerate(paths) if not any(p.startswith(q) for q in paths[:i]))

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.posts)

    def sees(self, unit_path: str) -> bool:
        """May this person see what belongs to the unit with this path?"""
        return any(unit_path.startswith(path) for path in self.sight_paths)

    def has(self, *roles: str) -> bool:
        return any(post.role in roles for post in self.posts)

    def belongs_to(self, unit_path: str) -> bool:
        """Does this person hold any post but leader in the unit, in a part of it, or in a department above it?

        Such a person confirms and approves nothing of this unit (design: who decides is who counts).
        """
        return any(
            post.role != Role.LEADER
            and (
                post.unit_path.startswith(unit_path)
                or (unit_path.startswith(post.unit_path) and post.unit_path != post.agency_path)
            )
            for post in self.posts
        )


def system_actor(day: date) -> Actor:
    """The actor of scheduled jobs and shipped data: no person, no post, recorded as "Hệ thống"."""
    return Actor(person_id=None, name="Hệ thống", day=day)
