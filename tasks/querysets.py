"""Every read of tasks that returns rows; days are passed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When

from organization.querysets import in_paths, valid_on
from organization.rules.text import fold
from tasks.enums import WAITING, DeadlineKind, TaskClass, TaskStatus

if TYPE_CHECKING:
    from organization.rules.access import Actor


class TaskQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Tasks led in the person's sight, and those their units coordinate (directly or through a group)."""
        mine = in_paths(actor.sight_paths, "lead_unit__")
        return self.filter(mine | self._coordinated(actor)) if actor.unit_ids else self.filter(mine)

    def coordinated_by(self, actor: Actor):
        """Tasks the person's own units coordinate, directly or through a group."""
        return self.filter(self._coordinated(actor))

    def _coordinated(self, actor: Actor) -> Q:
        by_unit = self.model.coordinating_units.through.objects.filter(unit_id__in=actor.unit_ids).values("task_id")
        by_group = self.model.coordinating_groups.through.objects.filter(
            valid_on(actor.day, "group__members__"), group__members__unit_id__in=actor.unit_ids
        ).values("task_id")
        return Q(pk__in=by_unit) | Q(pk__in=by_group)

    def led_in(self, path: str):
        """Tasks whose lead unit lies in the subtree."""
        return self.filter(lead_unit__path__startswith=path)

    def with_class(self, day: date, due_soon_until: date):
        """Annotates `task_class`: the SQL twin of rules.classes.class_on."""
        waiting = Q(status__in=WAITING, submitted_on__isnull=False, submitted_due_soon_until__isnull=False)
        return self.annotate(
            task_class=Case(
                When(status=TaskStatus.WITHDRAWN, then=Value(TaskClass.WITHDRAWN)),
                When(status=TaskStatus.NIL, then=Value(TaskClass.NIL)),
                When(status=TaskStatus.SUSPENDED, then=Value(TaskClass.SUSPENDED)),
                When(
                    Q(status=TaskStatus.DONE) & (Q(due__isnull=True) | Q(judged_on__isnull=True)),
                    then=Value(TaskClass.DONE_NO_DEADLINE),
                ),
                When(status=TaskStatus.DONE, judged_on__lte=F("due"), then=Value(TaskClass.DONE_ON_TIME)),
                When(status=TaskStatus.DONE, then=Value(TaskClass.DONE_LATE)),
                When(deadline_kind=DeadlineKind.CONTINUOUS, then=Value(TaskClass.CONTINUOUS)),
                When(due__isnull=True, then=Value(TaskClass.NO_DEADLINE)),
                When(waiting & Q(due__lt=F("submitted_on")), then=Value(TaskClass.OVERDUE)),
                When(waiting & Q(due__lte=F("submitted_due_soon_until")), then=Value(TaskClass.DUE_SOON)),
                When(waiting, then=Value(TaskClass.IN_TERM)),
                When(due__lt=day, then=Value(TaskClass.OVERDUE)),
                When(due__lte=due_soon_until, then=Value(TaskClass.DUE_SOON)),
                default=Value(TaskClass.IN_TERM),
                output_field=CharField(),
            )
        )

    def search(self, words: str):
        """Tasks whose folded text (code, work, deliverable, unit) holds every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found
