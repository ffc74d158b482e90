"""Where can one go from every page? Each app makes its own entries known here (its module `registrations`)."""

from dataclasses import dataclass
from enum import StrEnum

from organization.rules.rights_table import Right


class Group(StrEnum):
    """The two groups of the left column: the work, and running the site."""

    WORK = "work"
    RUNNING = "running"


SAME = -1


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation.

    `section` is what a page names itself to be marked as the current one; `pages` are the beginnings of the
    url names that belong to it ("tasks:plan"), the longest beginning wins. `tab` is the place among the tabs
    of a phone (None: not among them), `leader_tab` that of a leader where it differs. `right` None: everybody.
    """

    section: str
    label: str
    icon: str
    url_name: str
    short: str = ""
    group: Group = Group.WORK
    position: int = 0
    right: Right | None = None
    pages: tuple[str, ...] = ()
    tab: int | None = None
    leader_tab: int | None = SAME
    url: str = ""
    is_current: bool = False

    @property
    def tab_label(self) -> str:
        return self.short or self.label

    def tab_of(self, *, is_leader: bool) -> int | None:
        return self.tab if not is_leader or self.leader_tab == SAME else self.leader_tab


ENTRIES: dict[str, Entry] = {}


def register_entries(*entries: Entry) -> None:
    """Make entries known; registering a section again replaces it."""
    ENTRIES.update({entry.section: entry for entry in entries})


def entries_of(group: Group) -> list[Entry]:
    return sorted((entry for entry in ENTRIES.values() if entry.group == group), key=lambda entry: entry.position)


def section_of(view_name: str) -> str:
    """The section a page belongs to by its full url name; "" for none."""
    found, longest = "", 0
    for entry in ENTRIES.values():
        for start in entry.pages:
            if view_name.startswith(start) and len(start) > longest:
                found, longest = entry.section, len(start)
    return found
