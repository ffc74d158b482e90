"""The demo's heads stand behind their counts: every complete half-month but the last one of one unit."""

from collections.abc import Mapping
from datetime import date

from base.enums import YearCalendar
from base.periods import half_month_of, last_complete_half_month_end
from documents.queries.half_months import unit_half_months
from documents.rules.counting_year import counting_year
from documents.rules.half_months import SeenHalf
from documents.services.half_months import confirm_half_months
from kehoach226.demo.clock import at, moment
from kehoach226.demo.people import PEOPLE
from organization.enums import Role
from organization.models import Person, Unit
from organization.queries import actor_of

LATE_UNIT = "NV5"


def confirm_half_months_of_demo(*, people: Mapping[str, Person], today: date) -> int:
    """Each head confirms from 1/1 of last year through the last complete half-month; returns how many were confirmed.

    Phòng Nghiệp vụ 5 leaves out the last one, so that the agency reads 6/7. Run twice, nothing doubles.
    """
    missing = half_month_of(last_complete_half_month_end(today))
    units = {unit.code: unit for unit in Unit.objects.all()}
    confirmed = 0
    for definition in PEOPLE:
        for post in definition.posts:
            if post.role != Role.HEAD or definition.username is None:
                continue
            seen = [one for one in _waiting(units[post.unit], today) if (post.unit, one.start) != (LATE_UNIT, missing)]
            if seen:
                by = actor_of(people[definition.username], on=today)
                with at(moment(today, 7, 45)):
                    confirmed += len(confirm_half_months(by=by, unit=units[post.unit], seen=seen))
    return confirmed


def _waiting(unit: Unit, today: date) -> list[SeenHalf]:
    years = (counting_year(YearCalendar.REGISTER, year, today) for year in (today.year - 1, today.year))
    return [
        SeenHalf(line.start, line.version, line.count) for view in years for line in unit_half_months(unit, view).due
    ]
