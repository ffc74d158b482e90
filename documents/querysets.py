"""Every read of this app that returns rows; days are passed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from base.text import fold
from organization.querysets import in_paths

if TYPE_CHECKING:
    from organization.rules.access import Actor


class BookQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Books of the agencies at or above the units in sight: who sees a row may know its book."""
        agencies = {post.agency_path for post in actor.posts}
        return self.filter(Q(agency__path__in=agencies) | in_paths(actor.sight_paths, "agency__"))


class RegisterRowQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Rows of the units whose work the person may see."""
        return self.filter(in_paths(actor.sight_paths, "unit__"))

    def counted(self):
        return self.filter(counted=True)

    def within(self, start: date | None, end: date | None):
        """Rows dated from `start` to `end`, both included; None leaves a side open."""
        rows = self
        if start:
            rows = rows.filter(date__gte=start)
        if end:
            rows = rows.filter(date__lte=end)
        return rows

    def of_unit(self, path: str, *, with_subtree: bool = True):
        return self.filter(unit__path__startswith=path) if with_subtree else self.filter(unit__path=path)

    def search(self, words: str):
        """Rows whose folded number, symbol and title hold every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found

    def for_list(self):
        return self.select_related("unit", "type")


class DocumentCountQuerySet(models.QuerySet):
    def within(self, start: date, end: date):
        """Counts of the half-months that begin from `start` to `end`."""
        return self.filter(half_month__gte=start, half_month__lte=end)

    def under(self, path: str):
        return self.filter(unit__path__startswith=path)
