"""How the figures of the year before are named and where they are entered."""

from urllib.parse import urlencode

from django.urls import reverse

from base.enums import YearCalendar
from figures.models import Measure
from organization.models import Unit


def baseline_label(calendar: str, measure: str) -> str:
    return f"{Measure(measure).label.capitalize()}, {YearCalendar(calendar).label}"


def baseline_unit_url(unit: Unit, year: int) -> str:
    return f"{reverse('figures:target_baseline_unit', args=[unit.code])}?{urlencode({'year': year})}"


def baselines_url(year: int) -> str:
    return f"{reverse('figures:target_baselines')}?{urlencode({'year': year})}"


def baseline_enter_url(unit: Unit, year: int, calendar: str, measure: str) -> str:
    query = {"year": year, "calendar": calendar, "measure": measure}
    return f"{reverse('figures:target_baseline_enter', args=[unit.code])}?{urlencode(query)}"
