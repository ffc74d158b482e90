"""Letting the real services write the past.

Demo data goes through the same services as a person's work; only the moment at which they write is
set, so that a timeline of three months does not read as one second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.conf import settings


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the agency's wall clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))


@contextmanager
def at(when: datetime) -> Iterator[datetime]:
    """Services called inside believe that it is `when`. For the single-threaded demo command only."""
    with patch("django.utils.timezone.now", return_value=when):
        yield when
