"""What is an event about, in the words of the filter? The first part of an action names the kind.

Each app makes the kinds of its own events known here (its module `registrations`).
"""

from collections.abc import Mapping

AUDIT_KINDS: dict[str, str] = {}


def register_audit_kinds(kinds: Mapping[str, str]) -> None:
    """Make kinds of events known: the first part of their actions, and the words of the filter."""
    AUDIT_KINDS.update(kinds)


def audit_kind_choices() -> list[tuple[str, str]]:
    """The kinds for a field, in the order of their words."""
    return sorted(AUDIT_KINDS.items(), key=lambda kind: kind[1])
