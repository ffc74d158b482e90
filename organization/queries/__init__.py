"""Reads that cross tables: who acts, which days are worked, which settings hold; import them from here."""

from organization.queries.actors import actor_of, home_agency, local_day
from organization.queries.calendars import period_due, working_calendar
from organization.queries.jobs import get_visible_job
from organization.queries.people import leaders_in_charge, office_people, people_of_unit, people_with_role
from organization.queries.settings import all_settings, setting
from organization.queries.units import active_units, agencies_of, agency_of, get_visible_unit, members_of, root_unit

__all__ = [
    "active_units",
    "actor_of",
    "agencies_of",
    "agency_of",
    "all_settings",
    "get_visible_job",
    "get_visible_unit",
    "home_agency",
    "leaders_in_charge",
    "local_day",
    "members_of",
    "office_people",
    "people_of_unit",
    "people_with_role",
    "period_due",
    "root_unit",
    "setting",
    "working_calendar",
]
