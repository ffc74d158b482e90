"""Which days are worked, and when is a period's report due?"""

from datetime import date

from base.periods import Period
from base.request_cache import cached_for_request
from base.working_days import WorkingCalendar
from organization.enums import CalendarExceptionKind
from organization.models import CalendarException
from organization.queries.settings import setting


@cached_for_request
def working_calendar() -> WorkingCalendar:
    """Working days with all exceptions entered so far."""
    rows = CalendarException.objects.values_list("day", "kind")
    return WorkingCalendar({day: kind == CalendarExceptionKind.WORKING for day, kind in rows})


def period_due(period: Period) -> date:
    """A unit's due date for a period: so many working days after its end (NĐ 09/2019 art. 13.2, a setting)."""
    return working_calendar().add(period.end, setting("unit_report_due_days"))
