"""Where do the rows behind a figure stand? Addresses of the register and of the list of meetings, filtered."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from documents.rules.counting_year import ONE_DAY, CountingYear
from figures.rules.baselines import DOCUMENTS
from meetings.enums import OnlineSet


def rows_url(measure: str, unit_code: str, start: date, end: date, *, subtree: bool = True, **more: str) -> str:
    """The counted documents or conferences of a unit dated from `start` to `end`, both included."""
    if start > end:
        return ""
    query = {
        "unit": unit_code,
        "subtree": "1" if subtree else "0",
        "from": start.isoformat(),
        "to": end.isoformat(),
        "counted": "yes",
        **more,
    }
    page = "documents:register" if measure == DOCUMENTS else "meetings:list"
    return f"{reverse(page)}?{urlencode(query)}"


def used_url(measure: str, unit_code: str, view: CountingYear, *, subtree: bool = True, **more: str) -> str:
    return rows_url(measure, unit_code, view.first_day, view.counted_to, subtree=subtree, **more)


def since_url(measure: str, unit_code: str, view: CountingYear, *, subtree: bool = True, **more: str) -> str:
    return rows_url(measure, unit_code, view.since_from, view.since_to, subtree=subtree, **more)


def issued_url(measure: str, unit_code: str, view: CountingYear) -> str:
    """Everything of the year through the day."""
    return rows_url(measure, unit_code, view.first_day, view.since_to)


def before_url(measure: str, unit_code: str, view: CountingYear, *, subtree: bool = True, **more: str) -> str:
    return rows_url(measure, unit_code, view.before_first, view.before_last, subtree=subtree, **more)


def same_period_url(measure: str, unit_code: str, view: CountingYear, *, subtree: bool = True, **more: str) -> str:
    return rows_url(measure, unit_code, view.before_first, view.same_to, subtree=subtree, **more)


def targets_url(unit_code: str, *, anchor: str = "", xlsx: bool = False, **query: str) -> str:
    """The page of a unit's figures, or the workbook of its table."""
    base = reverse("figures:target_xlsx" if xlsx else "figures:target_unit", args=[unit_code])
    chosen = {key: value for key, value in query.items() if value}
    return base + (f"?{urlencode(chosen)}" if chosen else "") + (f"#{anchor}" if anchor else "")


def online_url(group: OnlineSet, unit_code: str, view: CountingYear) -> str:
    """The conferences behind one of the counts of the online share."""
    start, end = view.first_day, view.since_to
    if group is OnlineSet.PLANNED:
        start, end = view.since_to + ONE_DAY, view.last_day
    if start > end:
        return ""
    query = {
        "unit": unit_code,
        "subtree": "1",
        "from": start.isoformat(),
        "to": end.isoformat(),
        "online_set": group.value,
    }
    return f"{reverse('meetings:list')}?{urlencode(query)}"
