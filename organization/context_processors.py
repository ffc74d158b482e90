"""What does the frame around every page show: where one can go, who is signed in, what is new?

Everything is read when the frame asks for it, so a partial for htmx or a file costs no query.
"""

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from base.templatetags.ui import vnday
from organization.enums import Role
from organization.models import Notification
from organization.queries import home_agency, root_unit
from organization.rules.access import Actor
from organization.rules.navigation import Entry, Group, entries_of, section_of
from organization.rules.permissions import can_manage_accounts, can_see_health
from organization.rules.rights import first_post_with

PRODUCT = "Kế hoạch 226"
SUBJECT = "Kết luận 226-KL/TW"


class Shell:
    """The frame of one request. In templates: `shell.entries`, `shell.unread`, `shell.today`, …"""

    product = PRODUCT
    subject = SUBJECT

    def __init__(self, request):
        self.request = request

    @cached_property
    def section(self) -> str:
        """A view may name another section than its url name tells: `request.nav_section = "targets"`."""
        match = self.request.resolver_match
        named = getattr(self.request, "nav_section", "")
        return named or (section_of(match.view_name) if match else "")

    @cached_property
    def actor(self) -> Actor:
        return self.request.actor

    @cached_property
    def is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    def _entries(self, group: Group) -> list[Entry]:
        shown = []
        for entry in entries_of(group):
            if entry.right is None or first_post_with(self.actor, entry.right):
                url = reverse(entry.url_name)
                shown.append(replace(entry, url=url, is_current=entry.section == self.section))
        return shown

    @cached_property
    def entries(self) -> list[Entry]:
        return self._entries(Group.WORK)

    @cached_property
    def running_entries(self) -> list[Entry]:
        return self._entries(Group.RUNNING)

    @property
    def entry_groups(self) -> list[list[Entry]]:
        """The groups of the left column, without empty ones."""
        return [group for group in (self.entries, self.running_entries) if group]

    @cached_property
    def tabs(self) -> list[Entry]:
        """The four tabs of the phone; a leader decides on targets more than on the register."""
        is_leader = self.actor.has(Role.LEADER)
        placed = [(entry.tab_of(is_leader=is_leader), entry) for entry in self.entries]
        return [entry for place, entry in sorted(((p, e) for p, e in placed if p), key=lambda pair: pair[0])]

    @cached_property
    def more_entries(self) -> list[Entry]:
        tabs = {entry.section for entry in self.tabs}
        return [entry for entry in (*self.entries, *self.running_entries) if entry.section not in tabs]

    @cached_property
    def more_is_current(self) -> bool:
        return any(entry.is_current for entry in self.more_entries)

    @cached_property
    def agency(self):
        return home_agency(self.actor) if self.is_signed_in and self.actor.posts else root_unit()

    @cached_property
    def agency_name(self) -> str:
        return self.agency.name if self.agency else PRODUCT

    @cached_property
    def unread(self) -> int:
        if not self.is_signed_in:
            return 0
        return Notification.objects.unread().filter(recipient_id=self.actor.person_id).count()

    @cached_property
    def person_name(self) -> str:
        return self.actor.name

    @cached_property
    def post_lines(self) -> list[str]:
        """Two lines at the foot: the title, then the unit, or the role where that says more."""
        if not self.actor.posts:
            return []
        post = self.actor.posts[0]
        role = Role(post.role)
        second = role.label if role in (Role.OFFICE, Role.LEADER) else post.unit_name
        lines = [post.title or role.label]
        if second != lines[0]:
            lines.append(second)
        others = len(self.actor.posts) - 1
        return [*lines, f"và {others} vị trí khác"] if others else lines

    @cached_property
    def unit_name(self) -> str:
        """The unit in the head of a printed page; the agency itself needs no second line."""
        if not self.actor.posts or self.actor.posts[0].unit_id == self.actor.posts[0].agency_id:
            return ""
        return self.actor.posts[0].unit_name

    @property
    def today(self) -> str:
        return vnday(self.request.day)

    @property
    def moment(self) -> datetime:
        """When this page was made, for the head of a print."""
        return timezone.localtime()

    @cached_property
    def may_manage_accounts(self) -> bool:
        return can_manage_accounts(self.actor) is not None

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses of the pages the frame links to ("" where this person has no such page)."""
        return {
            "home": reverse("home"),
            "notifications": reverse("organization:notifications"),
            "health": reverse("organization:health_page") if can_see_health(self.actor) else "",
            "login": reverse("login"),
            "password": reverse("password_change"),
            "password_help": reverse("password_help"),
            "logout": reverse("logout"),
        }


def shell(request) -> dict[str, Shell]:
    """The context processor named in the settings."""
    return {"shell": Shell(request)}
