"""Every read of this app that returns rows; days are passed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from base.text import fold
from meetings.enums import MeetingForm, MeetingKind, MeetingScope, MeetingSet, MeetingStatus
from organization.querysets import in_paths

if TYPE_CHECKING:
    from organization.rules.access import Actor

WIDER_SCOPES = (MeetingScope.WIDE, MeetingScope.PROVINCE)


def in_set(which: str) -> Q:
    """Is a meeting of one of the sets a setting names (MeetingSet)?"""
    if which == MeetingSet.WITH_MEETINGS:
        return Q(pk__isnull=False)
    conference = Q(kind=MeetingKind.CONFERENCE)
    return conference & Q(scope__in=WIDER_SCOPES) if which == MeetingSet.WIDE else conference


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Meetings of the units in sight, and those the person or one of their units is invited to."""
        invited = Q(
            pk__in=self.model.invited_units.through.objects.filter(unit_id__in=actor.unit_ids).values("meeting_id")
        )
        chaired = Q(chair_id=actor.person_id) if actor.person_id else Q(pk__in=[])
        return self.filter(in_paths(actor.sight_paths, "unit__") | invited | chaired)

    def of_unit(self, path: str, *, with_subtree: bool = True):
        return self.filter(unit__path__startswith=path) if with_subtree else self.filter(unit__path=path)

    def within(self, start: date | None, end: date | None):
        """Meetings whose first day lies from `start` to `end`; None leaves a side open."""
        rows = self
        if start:
            rows = rows.filter(first_day__gte=start)
        if end:
            rows = rows.filter(first_day__lte=end)
        return rows

    def search(self, words: str):
        """Meetings whose folded content, chair and room hold every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def for_list(self):
        return self.select_related("unit", "chair", "room")

    # --- Sets that figures are made of ---

    def conferences(self, which: str):
        """The meetings of a set (MeetingSet; a setting says which)."""
        return self.filter(in_set(which))

    def held(self):
        return self.filter(status=MeetingStatus.HELD)

    def counted_conferences(self, which: str):
        """What the 10% counts: hội nghị of the set that took place, by unit and first day."""
        return self.conferences(which).held()

    def online(self, *, hybrid_counts: bool):
        forms = [MeetingForm.ONLINE, *([MeetingForm.HYBRID] if hybrid_counts else [])]
        return self.filter(form__in=forms)

    def not_called_off(self):
        """Neither cancelled nor merged."""
        return self.exclude(status__in=(MeetingStatus.CANCELLED, MeetingStatus.MERGED))

    def untold(self):
        """Those of which nobody said whether they took place."""
        told = (MeetingStatus.HELD, MeetingStatus.CANCELLED, MeetingStatus.MERGED)
        return self.exclude(status__in=told)
