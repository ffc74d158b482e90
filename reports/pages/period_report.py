"""A period report: its facts and the sentences it says, as plain values that are printed and kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from base.kept_facts import from_json, hash_of, to_json
from base.page_parts import SentenceFigure
from figures.pages.sentences import plain_words
from figures.queries.target_rows import OnlineRow, TargetRow
from reports.pages.agency_figures import five_sentences, three_sentences
from reports.pages.sources import Source, sources
from reports.pages.tasks_and_coverage import completion_words
from reports.queries.period.classes import CarryOverLine, ClassLine
from reports.queries.period.documents import DocumentLine
from reports.queries.period.facts import PeriodFacts
from reports.queries.period.meetings import MeetingLine
from reports.queries.period.targets import CurveLine
from reports.queries.period.tasks import TaskLine
from tasks.queries.recorded_since import RecordedSince

NOT_A_FIGURE = ("version", "built_at")  # what two builds of the same figures do not share


@dataclass(frozen=True)
class Sentence:
    """One of the five sentences leadership reads. `state` is a word ("Trong mức"), `tone` its colour name."""

    number: int
    title: str
    state: str
    tone: str
    text: str
    age: str


@dataclass(frozen=True)
class PeriodReport:
    """Everything one version says; `months` are the codes of the period's reporting months."""

    agency: str
    code: str
    name: str
    start: date
    end: date
    as_of: date
    counted_to: date
    calendar_label: str
    units_in: int
    units_all: int
    version: int
    built_at: datetime
    sentences: tuple[Sentence, ...]
    completion_formula: str
    months: tuple[str, ...]
    classes: tuple[ClassLine, ...]
    carry_over: tuple[CarryOverLine, ...]
    tasks: tuple[TaskLine, ...]
    documents: tuple[DocumentLine, ...]
    meetings: tuple[MeetingLine, ...]
    document_targets: tuple[TargetRow, ...]
    conference_targets: tuple[TargetRow, ...]
    online: tuple[OnlineRow, ...]
    curve: tuple[CurveLine, ...]
    sources: tuple[Source, ...]
    recorded_since: tuple[RecordedSince, ...] = ()  # versions kept before this was listed have none

    @property
    def title(self) -> str:
        return f"Báo cáo {self.name}"

    @property
    def tasks_day(self) -> date:
        """The day at whose end the tasks are told: the period's last once it is past."""
        return min(self.end, self.as_of)

    def as_json(self) -> dict[str, object]:
        """What is kept beside the file, without version and moment, which the version itself has."""
        kept: dict[str, object] = to_json(self, without=NOT_A_FIGURE)
        return kept

    @property
    def fingerprint(self) -> str:
        """The hash of what is kept: the same for two builds of the same figures."""
        return hash_of(self.as_json())


def period_report(facts: PeriodFacts, built_at: datetime) -> PeriodReport:
    """The report of these facts; version 0 until it is given one."""
    agency, period, figures, table = facts.agency, facts.period, facts.figures, facts.table
    told = five_sentences(figures, table, three_sentences(figures))
    return PeriodReport(
        agency=agency.name,
        code=period.code,
        name=period.name,
        start=period.start,
        end=period.end,
        as_of=facts.day,
        counted_to=figures.view.counted_to,
        calendar_label=figures.view.label,
        units_in=figures.coverage.units_in,
        units_all=figures.coverage.units_all,
        version=0,
        built_at=built_at,
        sentences=tuple(_sentence(number, figure) for number, figure in enumerate(told, start=1)),
        completion_formula=f"Tỷ lệ hoàn thành: {completion_words(table)}.",
        months=facts.months,
        classes=facts.classes,
        carry_over=facts.carry_over,
        tasks=facts.tasks,
        documents=facts.documents,
        meetings=facts.meetings,
        document_targets=facts.document_targets,
        conference_targets=facts.conference_targets,
        online=facts.online,
        curve=facts.curve,
        sources=tuple(sources(facts)),
        recorded_since=facts.recorded_since,
    )


def kept_report(kept: dict[str, Any], version: int, built_at: datetime) -> PeriodReport:
    """The report that a version kept."""
    report: PeriodReport = from_json(PeriodReport, {**kept, "version": version, "built_at": built_at.isoformat()})
    return report


def _sentence(number: int, figure: SentenceFigure) -> Sentence:
    return Sentence(
        number=number,
        title=figure.title,
        state=figure.mark.text if figure.mark else "",
        tone=figure.mark.tone if figure.mark else "",
        text=plain_words(figure),
        age=figure.age,
    )
