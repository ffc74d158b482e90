"""Every read of tasks that returns rows; days are passed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, CharField, F, FilteredRelation, IntegerField, Q, Value, When

from base.text import fold
from organization.querysets import in_paths, valid_on
from tasks.enums import OPEN, WAITING, DeadlineKind, TaskClass, TaskStatus
from tasks.rules.spans import STILL

if TYPE_CHECKING:
    from organization.rules.access import Actor


Cases = tuple[tuple[Q, TaskClass], ...]


def class_cases(day: date, due_soon_until: date, stand: str = "") -> Cases:
    """The conditions of the classes in the order in which they are asked; whatever is left is in term.

    `stand` is the path to the fields that say how the task stands ("" for the task itself, now).
    """

    def has(**conditions: object) -> Q:
        return Q(**{f"{stand}{name}": value for name, value in conditions.items()})

    waiting = has(status__in=WAITING, submitted_on__isnull=False, submitted_due_soon_until__isnull=False)
    undated = has(due__isnull=True) | has(judged_on__isnull=True)
    return (
        (has(status=TaskStatus.WITHDRAWN), TaskClass.WITHDRAWN),
        (has(status=TaskStatus.NIL), TaskClass.NIL),
        (has(status=TaskStatus.SUSPENDED), TaskClass.SUSPENDED),
        (has(status=TaskStatus.DONE) & undated, TaskClass.DONE_NO_DEADLINE),
        (has(status=TaskStatus.DONE, judged_on__lte=F(f"{stand}due")), TaskClass.DONE_ON_TIME),
        (has(status=TaskStatus.DONE), TaskClass.DONE_LATE),
        (has(deadline_kind=DeadlineKind.CONTINUOUS), TaskClass.CONTINUOUS),
        (has(due__isnull=True), TaskClass.NO_DEADLINE),
        (waiting & has(due__lt=F(f"{stand}submitted_on")), TaskClass.OVERDUE),
        (waiting & has(due__lte=F(f"{stand}submitted_due_soon_until")), TaskClass.DUE_SOON),
        (waiting, TaskClass.IN_TERM),
        (has(due__lt=day), TaskClass.OVERDUE),
        (has(due__lte=due_soon_until), TaskClass.DUE_SOON),
    )


def accepted_since(day: date) -> Q:
    """Results accepted after `day` and still standing whose product is dated on or before it: they count on it."""
    return Q(status=TaskStatus.DONE, closed_on__gt=day, product_date__lte=day)


def past_class_cases(day: date, due_soon_until: date, stand: str) -> Cases:
    """`class_cases` of a day that may be past; `stand` is the path to the task's span of that day."""
    accepted, due = accepted_since(day), f"{stand}due"
    undated = Q(**{f"{due}__isnull": True}) | Q(judged_on__isnull=True)
    return (
        (accepted & undated, TaskClass.DONE_NO_DEADLINE),
        (accepted & Q(judged_on__lte=F(due)), TaskClass.DONE_ON_TIME),
        (accepted, TaskClass.DONE_LATE),
        *class_cases(day, due_soon_until, stand),
    )


ENDED = (
    TaskClass.DONE_ON_TIME,
    TaskClass.DONE_LATE,
    TaskClass.DONE_NO_DEADLINE,
    TaskClass.NIL,
    TaskClass.WITHDRAWN,
)
CARRIED_OVER = "carried_over"
LAST_DAY = STILL - timedelta(days=1)


def _span_of(day: date) -> FilteredRelation:
    day = min(day, LAST_DAY)
    return FilteredRelation("spans", condition=Q(spans__from_day__lte=day, spans__to_day__gt=day))


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

    def as_of(self, day: date):
        """The tasks that there were on `day`, joined to how they stood at its end (`stood`)."""
        return self.annotate(stood=_span_of(day)).filter(stood__isnull=False)

    def with_class_as_of(self, day: date, due_soon_until: date):
        """The tasks that there were on `day`, with the `task_class` in which they stood: today or past, one read."""
        cases = past_class_cases(day, due_soon_until, "stood__")
        return self.as_of(day).annotate(
            task_class=Case(
                *(When(condition, then=Value(name)) for condition, name in cases),
                default=Value(TaskClass.IN_TERM),
                output_field=CharField(),
            )
        )

    def with_flow(self, start: date, end: date):
        """The tasks of a window, with the columns of the carry-over table they belong to.

        `flow_in` is "opening" (open on the day before `start`) or "assigned" (given since, or opened again);
        `flow_out` the class in which it ended by `end`, or "carried_over". So opening + assigned is the sum of
        the others, and what one window carries over the next one opens with.
        """
        before = max(start, date.min + timedelta(days=1)) - timedelta(days=1)
        ended = [case for case in past_class_cases(end, end, "stood__") if case[1] in ENDED]
        still_open = Q(stood_before__status__in=(*OPEN, TaskStatus.SUSPENDED))
        return (
            self.as_of(end)
            .annotate(stood_before=_span_of(before))
            .annotate(
                flow_out=Case(
                    *(When(condition, then=Value(name)) for condition, name in ended),
                    default=Value(CARRIED_OVER),
                    output_field=CharField(),
                )
            )
            .annotate(
                flow_in=Case(
                    When(assigned_on__gte=start, then=Value("assigned")),
                    When(accepted_since(before), then=Value("")),
                    When(still_open, then=Value("opening")),
                    When(flow_out=CARRIED_OVER, then=Value("assigned")),
                    default=Value(""),
                    output_field=CharField(),
                )
            )
            .exclude(flow_in="")
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
