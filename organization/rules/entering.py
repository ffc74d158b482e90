"""An act that the Office enters for a unit: who of the unit said so, and how it reached the Office."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EnteredFor:
    """Who of the unit told the Office what it enters, and how."""

    told_by_id: int
    channel: str
