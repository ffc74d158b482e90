"""How many conferences did each unit hold, and how many of the 60% set were online?

A conference is dated by its first day and stands under its organising unit. Which ones count, and
whether a hybrid one is online, are settings.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from base.periods import half_month_of
from documents.rules.counting_year import ONE_DAY, CountingYear
from documents.rules.reduction import YearCounts
from meetings.enums import MeetingForm, MeetingSet, MeetingStatus
from meetings.models import Meeting
from meetings.querysets import in_set
from meetings.rules.online import AllConferences, OnlineCounts
from organization.queries import all_settings
from organization.queries.scope import Scope

GONE = (MeetingStatus.CANCELLED, MeetingStatus.MERGED)


@dataclass(frozen=True)
class MeetingCounts:
    """One unit's own: conferences against last year, those of the 60% set, and every hội nghị of the year."""

    conferences: YearCounts
    online: OnlineCounts
    online_all: AllConferences


def meeting_counts(scope: Scope, view: CountingYear, settings: Mapping[str, Any]) -> dict[int, MeetingCounts]:
    """Per unit id in the scope, in one read of the meetings, by the settings that hold; none has no entry."""
    counted = in_set(settings["conference_set"]) & Q(status=MeetingStatus.HELD)
    online_set = in_set(settings["online_set"])
    forms = [MeetingForm.ONLINE, *([MeetingForm.HYBRID] if settings["hybrid_counts_as_online"] else [])]
    so_far = _between(view.first_day, view.since_to)
    held = online_set & so_far & Q(status=MeetingStatus.HELD)
    held_of_all = in_set(MeetingSet.ALL) & so_far & Q(status=MeetingStatus.HELD)
    to_come = _between(max(view.first_day, view.since_to + ONE_DAY), view.last_day)
    rows = (
        Meeting.objects.filter(scope.of())
        .within(view.before_first, view.last_day)
        .order_by()
        .values("unit_id")
        .annotate(
            used=Count("pk", filter=counted & _between(view.first_day, view.counted_to)),
            since=Count("pk", filter=counted & _between(view.since_from, view.since_to)),
            same_period=Count("pk", filter=counted & _between(view.before_first, view.same_to)),
            whole_year=Count("pk", filter=counted & _between(view.before_first, view.before_last)),
            held=Count("pk", filter=held),
            online=Count("pk", filter=held & Q(form__in=forms)),
            planned=Count("pk", filter=online_set & to_come & ~Q(status__in=GONE)),
            unconfirmed=Count("pk", filter=online_set & so_far & ~Q(status__in=[MeetingStatus.HELD, *GONE])),
            held_of_all=Count("pk", filter=held_of_all),
            online_of_all=Count("pk", filter=held_of_all & Q(form__in=forms)),
        )
    )
    return {
        row["unit_id"]: MeetingCounts(
            conferences=YearCounts(row["used"], row["since"], row["same_period"], row["whole_year"]),
            online=OnlineCounts(row["held"], row["online"], row["planned"], row["unconfirmed"]),
            online_all=AllConferences(row["held_of_all"], row["online_of_all"]),
        )
        for row in rows
    }


def planned_conferences_by_unit(scope: Scope, start: date, end: date) -> dict[int, int]:
    """Meetings of the counted set dated from `start` to `end` that are still to come, by unit itself."""
    if start > end:
        return {}
    which = all_settings()["conference_set"]
    return dict(
        Meeting.objects.filter(scope.of())
        .within(start, end)
        .filter(in_set(which))
        .not_called_off()
        .order_by()
        .values_list("unit_id")
        .annotate(Count("pk"))
    )


def conferences_by_half_month(scope: Scope, start: date, end: date) -> Counter[date]:
    """Counted conferences of the scope by the first day of their half-month."""
    which = all_settings()["conference_set"]
    days = Meeting.objects.filter(scope.of()).within(start, end).counted_conferences(which).values_list("first_day")
    return Counter(half_month_of(day) for (day,) in days)


def counted_conferences_by_unit(start: date, end: date) -> dict[int, int]:
    """Counted conferences of every unit itself, dated from `start` to `end`."""
    which = all_settings()["conference_set"]
    return dict(
        Meeting.objects.within(start, end)
        .counted_conferences(which)
        .order_by()
        .values_list("unit_id")
        .annotate(Count("pk"))
    )


def _between(start: date, end: date) -> Q:
    return Q(first_day__gte=start, first_day__lte=end)
