"""One file per noun; import models from here."""

from meetings.models.meeting import Meeting
from meetings.models.room import Room

__all__ = ["Meeting", "Room"]
