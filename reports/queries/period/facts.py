"""Reads everything a period report tells, as of the period's close.

Tasks, documents and conferences are told as they stood at the end of the period's last day, or stand today while
the period still runs; figures in the year and calendar that is judged.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from base.periods import Period, month_periods, year_window
from documents.rules.counting_year import counting_year
from figures.queries.target_rows import OnlineRow, TargetRow, online_rows
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from organization.enums import Role
from organization.models import Unit
from organization.queries import all_settings, working_calendar
from organization.rules.access import Actor, PostFact
from reports.queries.home import AgencyFigures, agency_figures_on
from reports.queries.period.classes import CarryOverLine, ClassLine, carry_over_lines, class_lines
from reports.queries.period.documents import DocumentLine, document_lines
from reports.queries.period.meetings import MeetingLine, meeting_lines
from reports.queries.period.targets import CurveLine, curve_lines, target_rows
from reports.queries.period.tasks import TaskLine, task_lines
from tasks.queries.class_table import ClassTable, class_table_as_of
from tasks.queries.recorded_since import RecordedSince, events_after, recorded_since
from tasks.queries.tasks import due_soon_until


@dataclass(frozen=True)
class PeriodFacts:
    """One period of one agency; `figures`, `table` and `settings` are what the report's sentences are made of."""

    agency: Unit
    period: Period
    day: date
    tasks_day: date
    months: tuple[str, ...]
    figures: AgencyFigures
    table: ClassTable
    settings: dict[str, Any]
    classes: tuple[ClassLine, ...]
    carry_over: tuple[CarryOverLine, ...]
    tasks: tuple[TaskLine, ...]
    recorded_since: tuple[RecordedSince, ...]
    documents: tuple[DocumentLine, ...]
    meetings: tuple[MeetingLine, ...]
    document_targets: tuple[TargetRow, ...]
    conference_targets: tuple[TargetRow, ...]
    online: tuple[OnlineRow, ...]
    curve: tuple[CurveLine, ...]


def reader_of(agency: Unit, day: date) -> Actor:
    """A reader who sees the whole agency: the report is the agency's own, not one person's view of it."""
    post = PostFact(
        id=0,
        role=Role.LEADER,
        title="",
        unit_id=agency.pk,
        unit_code=agency.code,
        unit_name=agency.name,
        unit_path=agency.path,
        agency_id=agency.pk,
        agency_path=agency.path,
    )
    return Actor(person_id=None, name="", day=day, posts=(post,))


def period_facts(agency: Unit, period: Period, day: date) -> PeriodFacts:
    """The facts of `agency` for `period` as they stand on `day`.

    The number of reads does not depend on the number of units, tasks or documents.
    """
    reader = reader_of(agency, day)
    settings = all_settings()
    calendar = settings["judged_calendar"]
    year = int(period.code[:4])
    # A period may begin before the judged year does, which has no figures then.
    as_of = max(min(day, period.end), year_window(calendar, year)[0])
    figures = agency_figures_on(agency, reader, counting_year(calendar, year, as_of))
    tasks_day = min(day, period.end)
    table = class_table_as_of(agency.path, tasks_day, due_soon_until(tasks_day))
    since = events_after(agency.path, tasks_day)
    months = month_periods(period.start, period.end)
    return PeriodFacts(
        agency=agency,
        period=period,
        day=day,
        tasks_day=tasks_day,
        months=tuple(month.code for month in months),
        figures=figures,
        table=table,
        settings=settings,
        classes=tuple(class_lines(table)),
        carry_over=tuple(carry_over_lines(agency, period.start, period.end)),
        tasks=tuple(task_lines(agency, tasks_day, working_calendar(), since)),
        recorded_since=tuple(recorded_since(agency.path, tasks_day, since)),
        documents=tuple(document_lines(agency, months, period, day)),
        meetings=tuple(meeting_lines(agency, period)),
        document_targets=target_rows(figures, DOCUMENTS, reader),
        conference_targets=target_rows(figures, CONFERENCES, reader),
        online=online_rows(figures.tree, reader),
        curve=tuple(curve_lines(figures)),
    )
