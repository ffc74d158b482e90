"""Every open point with the value that holds, and the reporting periods that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from base.periods import Period, parse_period
from organization.models import AuditEvent, Setting
from organization.queries.calendars import working_calendar
from organization.queries.settings import setting
from organization.rules.settings import SETTINGS, SettingDefinition


@dataclass(frozen=True)
class OpenPoint:
    """One open point and the event that last changed it; `version` 0 while the agency has chosen nothing."""

    definition: SettingDefinition
    raw: Any
    version: int
    last: AuditEvent | None

    @property
    def is_default(self) -> bool:
        return self.raw == self.definition.default


@dataclass(frozen=True)
class PeriodLine:
    period: Period
    due: date


def open_points() -> list[tuple[str, list[OpenPoint]]]:
    """Group → points, in the order of their definition; two queries."""
    rows = {row.key: row for row in Setting.objects.all()}
    events = AuditEvent.objects.filter(
        subject_kind="organization.setting", subject_id__in=[row.pk for row in rows.values()]
    )
    last = {event.subject_id: event for event in events.order_by("at", "id")}
    groups: dict[str, list[OpenPoint]] = {}
    for definition in SETTINGS:
        row = rows.get(definition.key)
        event = last.get(row.pk) if row else None
        point = OpenPoint(
            definition,
            definition.parse(row.value) if row else definition.default,
            row.version if row else 0,
            event,
        )
        groups.setdefault(definition.group, []).append(point)
    return list(groups.items())


def periods_of(year: int) -> Sequence[PeriodLine]:
    """The reporting periods of a year with the units' due dates: months, quarters, halves, nine months, year."""
    codes = [f"{year}-{month:02d}" for month in range(1, 13)]
    codes += [f"{year}-{part}" for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M")] + [str(year)]
    calendar, days = working_calendar(), setting("unit_report_due_days")
    periods = [parse_period(code) for code in codes]
    return [PeriodLine(period, calendar.add(period.end, days)) for period in periods]
