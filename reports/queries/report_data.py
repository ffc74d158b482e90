"""What the period report says, as plain data: filled by `period_report`, printed by the exports."""

from dataclasses import dataclass
from datetime import date, datetime


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
class TaskLine:
    """One task with its six rõ; `missing` names what is not clear yet. `delay` is in working days (None: none)."""

    clause: str
    title: str
    lead_unit: str
    coordinators: str
    responsible: str
    leader: str
    deliverable: str
    authority: str
    deadline: str
    original_due: date | None
    due: date | None
    status: str
    task_class: str
    product_date: date | None
    submitted_on: date | None
    confirmed_on: date | None
    delay: int | None
    missing: str
    situation: str


@dataclass(frozen=True)
class ClassLine:
    """How many tasks of one unit stand in each class; `counts` follows the order of `PeriodReport.class_names`."""

    unit: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class CarryOverLine:
    """Opening + assigned = done on time + done late + done without a date + nil + withdrawn + carried over."""

    unit: str
    opening: int
    assigned: int
    done_on_time: int
    done_late: int
    done_no_deadline: int
    nil: int
    withdrawn: int
    carried_over: int


@dataclass(frozen=True)
class DocumentLine:
    """Counted documents of one unit and type; `months` follows `PeriodReport.months`."""

    unit: str
    document_type: str
    months: tuple[int, ...]
    total: int
    same_period: int


@dataclass(frozen=True)
class MeetingLine:
    day: date
    title: str
    unit: str
    kind: str
    meeting_class: str
    scope: str
    form: str
    sessions: int | None
    status: str
    counted: str
    over_limit: str


@dataclass(frozen=True)
class TargetLine:
    """The figures of one unit for one measure; absent is None and prints as a dash."""

    unit: str
    baseline: int | None
    ceiling: int | None
    same_period: int | None
    used: int
    since: int
    remaining: int | None
    projected: int | None
    change: float | None
    state: str
    is_total: bool = False


@dataclass(frozen=True)
class OnlineLine:
    unit: str
    held: int
    online: int
    share: float | None
    planned: int
    unconfirmed: int
    needed: int | None
    state: str


@dataclass(frozen=True)
class CurvePoint:
    """Cumulative documents at the end of a half-month: this year (None in the future), last year, ceiling."""

    day: date
    this_year: int | None
    last_year: int | None
    ceiling: int | None


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: its definition, formula with the numbers, how many rows, as of which day."""

    figure: str
    value: str
    definition: str
    formula: str
    rows: int | None
    as_of: str


@dataclass(frozen=True)
class PeriodReport:
    agency: str
    parent_agency: str
    code: str
    name: str
    start: date
    end: date
    as_of: date
    counted_to: date
    calendar_label: str
    units_in: int
    units_all: int
    units_missing: tuple[str, ...]
    version: int
    built_at: datetime
    sentences: tuple[Sentence, ...]
    class_names: tuple[str, ...]
    classes: tuple[ClassLine, ...]
    completion_formula: str
    carry_over: tuple[CarryOverLine, ...]
    tasks: tuple[TaskLine, ...]
    months: tuple[str, ...]
    documents: tuple[DocumentLine, ...]
    meetings: tuple[MeetingLine, ...]
    document_targets: tuple[TargetLine, ...]
    conference_targets: tuple[TargetLine, ...]
    online: tuple[OnlineLine, ...]
    curve: tuple[CurvePoint, ...]
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        return f"Báo cáo {self.name}"
