"""Every read of tasks that returns rows; days are passed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, CharField, F, IntegerField, Q, Value, When

from base.text import fold
from organization.querysets import in_paths, valid_on
from tasks.enums import WAITING, DeadlineKind, TaskClass, TaskStatus

if TYPE_CHECKING:
    from organization.rules.access import Actor


def class_cases(day: date, due_soon_until: date) -> tuple[tuple[Q, TaskClass], ...]:
    """The conditions of the classes in the order in which they are asked; whatever is left is in term."""
    waiting = Q(status__in=WAITING, submitted_on__isnull=False, submitted_due_soon_until__isnull=False)
    undated = Q(due__isnull=True) | Q(judged_on__isnull=True)
    return (
        (Q(status=TaskStatus.WITHDRAWN), TaskClass.WITHDRAWN),
        (Q(status=TaskStatus.NIL), TaskClass.NIL),
        (Q(status=TaskStatus.SUSPENDED), TaskClass.SUSPENDED),
        (Q(status=TaskStatus.DONE) & undated, TaskClass.DONE_NO_DEADLINE),
        (Q(status=TaskStatus.DONE, judged_on__lte=F("due")), TaskClass.DONE_ON_TIME),
        (Q(status=TaskStatus.DONE), TaskClass.DONE_LATE),
        (Q(deadline_kind=DeadlineKind.CONTINUOUS), TaskClass.CONTINUOUS),
        (Q(due__isnull=True), TaskClass.NO_DEADLINE),
        (waiting & Q(due__lt=F("submitted_on")), TaskClass.OVERDUE),
        (waiting & Q(due__lte=F("submitted_due_soon_until")), TaskClass.DUE_SOON),
        (waiting, TaskClass.IN_TERM),
        (Q(due__lt=day), TaskClass.OVERDUE),
        (Q(due__lte=due_soon_until), TaskClass.DUE_SOON),
    )


def flow_parts(start: date, end: date) -> dict[str, Q]:
    """Where a task belongs in the flow through a window: each column of the carry-over table as a condition.

    opening + assigned = done_on_time + done_late + done_no_deadline + nil + withdrawn + carried_over, for
    tasks assigned by the window's end and not over before its start. What was reopened is open again.
    """
    present = Q(assigned_on__lte=end) & (Q(closed_on__isnull=True) | Q(closed_on__gte=start))
    ended = present & Q(closed_on__isnull=False, closed_on__lte=end)
    done = ended & Q(status=TaskStatus.DONE)
    dated = Q(due__isnull=False, judged_on__isnull=False)
    nil, withdrawn = ended & Q(status=TaskStatus.NIL), ended & Q(status=TaskStatus.WITHDRAWN)
    return {
        "opening": present & Q(assigned_on__lt=start),
        "assigned": present & Q(assigned_on__gte=start),
        "done_on_time": done & dated & Q(judged_on__lte=F("due")),
        "done_late": done & dated & Q(judged_on__gt=F("due")),
        "done_no_deadline": done & ~dated,
        "nil": nil,
        "withdrawn": withdrawn,
        "carried_over": present & ~(done | nil | withdrawn),
    }


class TaskQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Tasks led in the person's sight, and those their units coordinate (directly or through a group)."""
        mine = in_paths(actor.sight_paths, "lead_unit__")
        return self.filter(mine | self._coordinated(actor)) if actor.unit_ids else self.filter(mine)

    def led_in_sight_of(self, actor: Actor):
        """Tasks led in the person's sight, without those their units only coordinate."""
        return self.filter(in_paths(actor.sight_paths, "lead_unit__"))

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
        cases = class_cases(day, due_soon_until)
        return self.annotate(
            task_class=Case(
                *(When(condition, then=Value(name)) for condition, name in cases),
                default=Value(TaskClass.IN_TERM),
                output_field=CharField(),
            )
        )

    def with_urgency(
        self, day: date, due_soon_until: date, ranks: Mapping[str, int], *, last: int, first: tuple[When, ...] = ()
    ):
        """Annotates `urgency`: the rank of each task's class, after the conditions of `first`.

        It does not go by `task_class`: the database would work out the class anew for every rank.
        """
        cases = class_cases(day, due_soon_until)
        return self.annotate(
            urgency=Case(
                *first,
                *(When(condition, then=Value(ranks.get(name, last))) for condition, name in cases),
                default=Value(ranks.get(TaskClass.IN_TERM, last)),
                output_field=IntegerField(),
            )
        )

    def search(self, words: str):
        """Tasks whose folded text (code, work, deliverable, unit) holds every word."""
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found
