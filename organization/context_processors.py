"""What does the frame around every page show: where one can go, who is signed in, what is new?

Everything is read when the frame asks for it, so a partial for htmx or a file costs no query.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from base.templatetags.ui import vnday
from organization.enums import Role
from organization.models import Notification
from organization.queries import home_agency, root_unit
from organization.rules.access import Actor
from organization.rules.health import can_see_health

PRODUCT = "Kế hoạch 226"
SUBJECT = "Kết luận 226-KL/TW"


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation; `section` is what a page names itself to be marked as the current one."""

    section: str
    label: str
    icon: str
    url_name: str
    short: str = ""
    roles: tuple[str, ...] = ()
    url: str = ""
    is_current: bool = False

    @property
    def tab_label(self) -> str:
        return self.short or self.label


MAIN = (
    Entry("home", "Trang đầu", "home", "home"),
    Entry("plan", "Kế hoạch", "route", "tasks:plan"),
    Entry("tasks", "Nhiệm vụ", "list-check", "tasks:list"),
    Entry("documents", "Văn bản đi", "file-text", "documents:register", short="Văn bản"),
    Entry("meetings", "Hội họp", "calendar-event", "meetings:list"),
    Entry("targets", "Chỉ tiêu", "target", "figures:targets"),
    Entry("reports", "Báo cáo", "clipboard-data", "reports:builder", roles=(Role.OFFICE, Role.LEADER, Role.CLERK)),
)
RUNNING = (
    Entry("units", "Đơn vị và người", "building-community", "organization:units", roles=(Role.ADMIN, Role.OFFICE)),
    Entry("settings", "Cài đặt", "settings", "organization:settings", roles=(Role.ADMIN, Role.OFFICE, Role.CLERK)),
)
# Pages of one app belong to two entries of the navigation; the beginning of a url name tells which.
SECTIONS_BY_NAME = {
    "tasks": (("plan", "plan"), ("clause", "plan"), ("assign", "plan"), ("", "tasks")),
    "documents": (("baseline", "targets"), ("", "documents")),
    "meetings": (("", "meetings"),),
    "reports": (("target", "targets"), ("search", ""), ("home", "home"), ("setup", "settings"), ("", "reports")),
    "organization": (
        ("setting", "settings"),
        ("calendar", "settings"),
        ("unit", "units"),
        ("person", "units"),
        ("people", "units"),
        ("post", "units"),
        ("group", "units"),
        ("account", "units"),
        ("audit", "units"),
    ),
}


def section_of(match) -> str:
    """The entry a page belongs to, by its namespace and the beginning of its url name; "" for none."""
    if match is None or not match.url_name:
        return ""
    if not match.namespace:
        return "home" if match.url_name == "home" else ""
    for start, section in SECTIONS_BY_NAME.get(match.namespace, ()):
        if match.url_name.startswith(start):
            return section
    return ""


def address(url_name: str) -> str:
    """The address of a page, "" where the page is not part of this installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


class Shell:
    """The frame of one request. In templates: `shell.entries`, `shell.unread`, `shell.today`, …"""

    product = PRODUCT
    subject = SUBJECT

    def __init__(self, request):
        self.request = request

    @cached_property
    def section(self) -> str:
        """A view may name another section than its url name tells: `request.nav_section = "targets"`."""
        return getattr(self.request, "nav_section", "") or section_of(self.request.resolver_match)

    @cached_property
    def actor(self) -> Actor:
        return self.request.actor

    @cached_property
    def is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    def _entries(self, entries: tuple[Entry, ...]) -> list[Entry]:
        shown = []
        for entry in entries:
            url = address(entry.url_name)
            if url and (not entry.roles or self.actor.has(*entry.roles)):
                shown.append(replace(entry, url=url, is_current=entry.section == self.section))
        return shown

    @cached_property
    def entries(self) -> list[Entry]:
        return self._entries(MAIN)

    @cached_property
    def running_entries(self) -> list[Entry]:
        return self._entries(RUNNING)

    @property
    def entry_groups(self) -> list[list[Entry]]:
        """The groups of the left column, without empty ones."""
        return [group for group in (self.entries, self.running_entries) if group]

    @cached_property
    def tabs(self) -> list[Entry]:
        """The four tabs of the phone; a leader decides on targets more than on the register."""
        third = "targets" if self.actor.has(Role.LEADER) else "documents"
        sections = ("home", "tasks", third, "meetings")
        return sorted((e for e in self.entries if e.section in sections), key=lambda e: sections.index(e.section))

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
    def urls(self) -> dict[str, str]:
        """Addresses of the pages the frame links to ("" where a page does not exist)."""
        return {
            "home": address("home"),
            "search": address("reports:search"),
            "notifications": address("organization:notifications"),
            "jobs": address("organization:jobs"),
            "health": address("organization:health_page") if can_see_health(self.actor) else "",
            "password": address("password_change"),
            "password_help": address("password_help"),
            "logout": address("logout"),
        }


def shell(request) -> dict[str, Shell]:
    """The context processor named in the settings."""
    return {"shell": Shell(request)}
