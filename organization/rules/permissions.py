"""What may a person do with units, people, settings? (The rights of this app, as its services and views ask.)"""

from base.errors import Forbidden
from organization.rules.access import Actor, PostFact
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights import first_post_with, post_with


def can_manage_people(actor: Actor, unit_path: str) -> PostFact | None:
    """Accounts, units, groups and posts are the admin's, in the admin's agency."""
    return post_with(actor, OrganizationRight.MANAGE_PEOPLE, unit_path)


def require_admin(actor: Actor, *unit_paths: str) -> PostFact | None:
    """The admin's post that covers every one of these units; the system itself needs none.

    Raises Forbidden where one of them lies outside the admin's agency: a move from one agency to
    another is the act of an admin who stands above both.
    """
    if actor.is_system:
        return None
    posts = [can_manage_people(actor, path) for path in unit_paths] or [None]
    if None in posts:
        raise Forbidden("Chỉ quản trị của cơ quan được làm việc này, và chỉ với đơn vị, người thuộc cơ quan mình.")
    return posts[0]


def can_manage_accounts(actor: Actor) -> PostFact | None:
    """The admin's post, wherever it is: for pages that name no unit."""
    return first_post_with(actor, OrganizationRight.MANAGE_PEOPLE)


def can_see_directory(actor: Actor) -> PostFact | None:
    """The pages of units and people, each for their own agency."""
    return first_post_with(actor, OrganizationRight.READ_DIRECTORY)


def require_directory(actor: Actor) -> PostFact:
    """The post that opens the directory; raises Forbidden without one, whatever is asked for."""
    post = can_see_directory(actor)
    if post is None:
        raise Forbidden("Danh sách đơn vị và người do quản trị và Văn phòng dùng. Cần sửa gì, hãy gọi quản trị.")
    return post


def can_see_audit(actor: Actor) -> PostFact | None:
    """The list of all events, each for their own agency."""
    return first_post_with(actor, OrganizationRight.READ_AUDIT)


def can_change_settings(actor: Actor, unit_path: str) -> PostFact | None:
    """Open points of the law are settings; the admin sets them for the agency."""
    return post_with(actor, OrganizationRight.CHANGE_SETTINGS, unit_path)


def can_see_settings(actor: Actor) -> PostFact | None:
    """Everybody who works with the figures may read how they are reckoned."""
    return first_post_with(actor, OrganizationRight.READ_SETTINGS)


def can_see_health(actor: Actor) -> PostFact | None:
    """The page with the light is for those who call IT."""
    return first_post_with(actor, OrganizationRight.SEE_HEALTH)


def can_record_decision(actor: Actor, unit_path: str) -> PostFact | None:
    """The post that may write down a leader's decision about this unit's work."""
    return post_with(actor, OrganizationRight.RECORD_DECISION, unit_path)


def can_agree_to_post(actor: Actor, unit_path: str) -> PostFact | None:
    """The leader's post that may agree to a post in this unit (never to one they asked for or get: see the service)."""
    return post_with(actor, OrganizationRight.AGREE_TO_POSTS, unit_path)
