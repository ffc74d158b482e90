"""Fills the period report from the database: tasks as they stand today, figures as of the period's close.

Tasks are told as of the day on which the report is built. Documents and conferences are told as of the
period's last day, or of today while the period still runs, in the year and calendar that is judged.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Sum

from base.page_parts import SentenceFigure
from base.periods import Period, half_month_of, month_periods, year_window
from base.working_days import WorkingCalendar
from base.written import grouped
from documents.models import DocumentCount, DocumentType
from documents.rules.counting_year import counting_year
from documents.rules.reduction import year_earlier
from figures.queries.curve import curve_of
from figures.queries.reckoning import Formula, online_formulas, reduction_formulas
from figures.queries.target_rows import TargetRow, online_rows, target_table
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.enums import MeetingKind, MeetingStatus
from meetings.models import Meeting
from meetings.rules.length import sessions_over
from organization.enums import Role
from organization.models import Unit
from organization.queries import all_settings, working_calendar
from organization.rules.access import Actor, PostFact
from reports.queries.home import AgencyFigures, agency_figures_on, five_sentences
from reports.queries.report_data import (
    CarryOverLine,
    ClassLine,
    CurvePoint,
    DocumentLine,
    MeetingLine,
    OnlineLine,
    PeriodReport,
    Sentence,
    Source,
    TargetLine,
    TaskLine,
)
from reports.queries.task_sentence import completion_words
from tasks.enums import DONE_CLASSES, WAITING, DeadlineKind, TaskClass
from tasks.models import Task
from tasks.queries.class_table import CarryOver, ClassRow, ClassTable, carry_over, class_table
from tasks.queries.grid import leaders_by_unit
from tasks.queries.tasks import due_soon_until
from tasks.rules.deadline_words import days_late
from tasks.rules.six_clear import SixFacts, missing_of

CLASS_NAMES = (
    ("Quá hạn", (TaskClass.OVERDUE,)),
    ("Sắp đến hạn", (TaskClass.DUE_SOON,)),
    ("Trong hạn", (TaskClass.IN_TERM,)),
    ("Chưa có hạn", (TaskClass.NO_DEADLINE,)),
    ("Thường xuyên", (TaskClass.CONTINUOUS,)),
    ("Tạm dừng", (TaskClass.SUSPENDED,)),
    ("Hoàn thành đúng hạn", (TaskClass.DONE_ON_TIME,)),
    ("Hoàn thành quá hạn", (TaskClass.DONE_LATE,)),
    ("Hoàn thành, không hạn", (TaskClass.DONE_NO_DEADLINE,)),
    ("Không phát sinh", (TaskClass.NIL,)),
    ("Thôi giao", (TaskClass.WITHDRAWN,)),
)


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


def period_report(agency: Unit, period: Period, day: date, built_at: datetime) -> PeriodReport:
    """The report of `agency` for `period` as built on `day`; version 0 until it is given one.

    The number of reads does not depend on the number of units, tasks or documents.
    """
    reader = reader_of(agency, day)
    calendar_of_year = all_settings()["judged_calendar"]
    year = int(period.code[:4])
    # A period may begin before the judged year does, which has no figures then.
    as_of = max(min(day, period.end), year_window(calendar_of_year, year)[0])
    view = counting_year(calendar_of_year, year, as_of)
    figures = agency_figures_on(agency, reader, view)
    table = class_table(agency.path, day, due_soon_until(day))
    calendar = working_calendar()
    months = month_periods(period.start, period.end)
    return PeriodReport(
        agency=agency.name,
        parent_agency=agency.parent.name if agency.parent else "",
        code=period.code,
        name=period.name,
        start=period.start,
        end=period.end,
        as_of=day,
        counted_to=view.counted_to,
        calendar_label=view.label,
        units_in=figures.coverage.units_in,
        units_all=figures.coverage.units_all,
        units_missing=tuple(item.unit.name for item in figures.coverage.missing),
        version=0,
        built_at=built_at,
        sentences=tuple(_sentence(n, s) for n, s in enumerate(five_sentences(figures, table), start=1)),
        class_names=tuple(name for name, _ in CLASS_NAMES),
        classes=tuple(_class_line(row) for row in table.rows),
        completion_formula=f"Tỷ lệ hoàn thành: {completion_words(table)}.",
        carry_over=tuple(_carry_over_line(flow) for flow in carry_over(agency.path, period.start, period.end)),
        tasks=tuple(_task_lines(agency, day, calendar)),
        months=tuple(f"{month.code[5:]}/{month.code[:4]}" for month in months),
        documents=tuple(_document_lines(agency, months, period)),
        meetings=tuple(_meeting_lines(agency, period)),
        document_targets=tuple(_target_lines(figures, DOCUMENTS, reader)),
        conference_targets=tuple(_target_lines(figures, CONFERENCES, reader)),
        online=tuple(_online_lines(figures, reader)),
        curve=tuple(_curve(figures)),
        sources=tuple(_sources(figures, table)),
    )


# --- Summary --------------------------------------------------------------------------------------


def _sentence(number: int, figure: SentenceFigure) -> Sentence:
    return Sentence(
        number=number,
        title=figure.title,
        state=figure.mark.text if figure.mark else "",
        tone=figure.mark.tone if figure.mark else "",
        text=plain_words(figure),
        age=figure.age,
    )


def plain_words(figure: SentenceFigure) -> str:
    """The sentence without links: numbers grouped, their unit words after them."""
    words = []
    for part in figure.parts:
        if isinstance(part, str):
            words.append(part)
            continue
        value = grouped(part.value) if isinstance(part.value, int) else part.value
        words.append(f"{value} {part.unit}" if part.unit else value)
    return "".join(words)


def _class_line(row: ClassRow) -> ClassLine:
    return ClassLine(row.unit.name, tuple(row.of(*classes) for _, classes in CLASS_NAMES), row.total)


def _carry_over_line(flow: CarryOver) -> CarryOverLine:
    return CarryOverLine(
        unit=flow.unit.name,
        opening=flow.opening,
        assigned=flow.assigned,
        done_on_time=flow.done_on_time,
        done_late=flow.done_late,
        done_no_deadline=flow.done_no_deadline,
        nil=flow.nil,
        withdrawn=flow.withdrawn,
        carried_over=flow.carried_over,
    )


# --- Tasks ----------------------------------------------------------------------------------------


def _task_lines(agency: Unit, day: date, calendar: WorkingCalendar) -> Iterator[TaskLine]:
    tasks = (
        Task.objects.led_in(agency.path)
        .with_class(day, due_soon_until(day))
        .select_related("clause", "lead_unit", "responsible", "series")
        .prefetch_related("coordinating_units", "coordinating_groups", "coordinating_partners")
        .order_by("clause__position", "lead_unit__depth", "lead_unit__position", "lead_unit__sort_key", "id")
    )
    leaders = leaders_by_unit({task.lead_unit_id: task.lead_unit for task in tasks}.values(), day)
    for task in tasks:
        yield _task_line(task, leaders.get(task.lead_unit_id, ""), day, calendar)


def _task_line(task: Task, leader: str, day: date, calendar: WorkingCalendar) -> TaskLine:
    coordinators = ", ".join(_names(task, leaving_out=task.lead_unit_id))
    facts = SixFacts(
        responsible=task.responsible.full_name if task.responsible else "",
        work=task.title,
        deadline_kind=task.deadline_kind,
        due=task.due,
        frequency=task.series.frequency if task.series else "",
        lead_unit=task.lead_unit.name,
        leader=leader,
        deliverable=task.deliverable,
        authority=task.authority,
        coordinators=coordinators,
    )
    return TaskLine(
        clause=task.code,
        title=task.title,
        lead_unit=task.lead_unit.name,
        coordinators=coordinators,
        responsible=facts.responsible,
        leader=leader,
        deliverable=task.deliverable,
        authority=task.get_authority_display(),
        deadline=DeadlineKind(task.deadline_kind).label,
        original_due=task.original_due,
        due=task.due,
        status=task.get_status_display(),
        task_class=TaskClass(task.task_class).label,
        product_date=task.product_date,
        submitted_on=task.submitted_on,
        confirmed_on=task.confirmed_on,
        delay=_delay(task, day, calendar),
        missing=", ".join(missing_of(facts)),
        situation=task.result or task.situation,
    )


def _names(task: Task, *, leaving_out: int) -> list[str]:
    units = [unit.name for unit in task.coordinating_units.all() if unit.pk != leaving_out]
    groups = [group.name for group in task.coordinating_groups.all()]
    return [*units, *groups, *(partner.name for partner in task.coordinating_partners.all())]


def _delay(task: Task, day: date, calendar: WorkingCalendar) -> int | None:
    """Working days beyond the deadline; None where the task is not late."""
    if task.due is None:
        return None
    if task.task_class == TaskClass.DONE_LATE and task.judged_on:
        return days_late(task.due, task.judged_on, calendar)
    if task.task_class == TaskClass.OVERDUE:
        judged = task.submitted_on if task.status in WAITING and task.submitted_on else day
        return days_late(task.due, judged, calendar)
    return None


# --- Documents and meetings -----------------------------------------------------------------------


def _document_lines(agency: Unit, months: list[Period], period: Period) -> Iterator[DocumentLine]:
    """Unit × type with one column per reporting month, beside the same half-months a year before."""
    same_start = half_month_of(period.start.replace(year=period.start.year - 1))
    same_end = year_earlier(period.end)
    index = {start: n for n, month in enumerate(months) for start in (month.start, half_month_of(month.end))}
    now: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * len(months))
    before: dict[tuple[int, int], int] = defaultdict(int)
    for unit_id, type_id, start, number in _counts(agency, period.start, period.end):
        now[unit_id, type_id][index[start]] += number
    for unit_id, type_id, _start, number in _counts(agency, same_start, same_end):
        before[unit_id, type_id] += number
    keys = now.keys() | before.keys()
    units = {unit.pk: (n, unit) for n, unit in enumerate(Unit.objects.filter(pk__in={u for u, _ in keys}).in_order())}
    types = {kind.pk: (n, kind) for n, kind in enumerate(DocumentType.objects.all())}
    for unit_id, type_id in sorted(keys, key=lambda key: (units[key[0]][0], types[key[1]][0])):
        counts = now[unit_id, type_id] if (unit_id, type_id) in now else [0] * len(months)
        yield DocumentLine(
            unit=units[unit_id][1].name,
            document_type=types[type_id][1].name,
            months=tuple(counts),
            total=sum(counts),
            same_period=before.get((unit_id, type_id), 0),
        )


def _counts(agency: Unit, start: date, end: date) -> Iterable[tuple[int, int, date, int]]:
    return (
        DocumentCount.objects.under(agency.path)
        .within(start, end)
        .order_by()
        .values_list("unit_id", "type_id", "half_month")
        .annotate(Sum("count"))
    )


def _meeting_lines(agency: Unit, period: Period) -> Iterator[MeetingLine]:
    which = all_settings()["conference_set"]
    counted = set(
        Meeting.objects.of_unit(agency.path)
        .within(period.start, period.end)
        .counted_conferences(which)
        .values_list("pk", flat=True)
    )
    meetings = Meeting.objects.of_unit(agency.path).within(period.start, period.end).select_related("unit")
    for meeting in meetings.order_by("first_day", "id"):
        is_conference = meeting.kind == MeetingKind.CONFERENCE
        yield MeetingLine(
            day=meeting.first_day,
            title=meeting.content,
            unit=meeting.unit.name,
            kind=meeting.get_kind_display(),
            meeting_class=meeting.get_conference_class_display() if is_conference else "",
            scope=meeting.get_scope_display() if is_conference else "",
            form=meeting.get_form_display(),
            sessions=meeting.sessions,
            status=meeting.get_status_display(),
            counted="tính" if meeting.pk in counted else _why_not(meeting),
            over_limit=_over_limit(meeting),
        )


def _why_not(meeting: Meeting) -> str:
    if meeting.kind != MeetingKind.CONFERENCE:
        return "không tính: cuộc họp"
    if meeting.status != MeetingStatus.HELD:
        return f"không tính: {meeting.get_status_display().lower()}"
    return "không tính: ngoài phạm vi"


def _over_limit(meeting: Meeting) -> str:
    over = sessions_over(meeting.kind, meeting.conference_class, meeting.sessions)
    return f"{meeting.sessions} buổi, quá {over} buổi" if over else ""


# --- Targets --------------------------------------------------------------------------------------


def _target_lines(figures: AgencyFigures, measure: str, reader: Actor) -> Iterator[TargetLine]:
    table = target_table(figures.tree, measure, reader)
    if table is None:
        return
    changes = {child.unit.name: child.of(measure).change for child in figures.tree.children()}
    for row in table.rows:
        yield _target_line(row, changes.get(row.name))
    yield replace(_target_line(table.total, figures.tree.root.of(measure).change), is_total=True)


def _target_line(row: TargetRow, change: float | None) -> TargetLine:
    return TargetLine(
        unit=row.name,
        baseline=row.baseline,
        ceiling=row.ceiling,
        same_period=row.same_period,
        used=row.used,
        since=row.since,
        remaining=row.remaining,
        projected=row.projected,
        change=change,
        state=row.state_words,
    )


def _online_lines(figures: AgencyFigures, reader: Actor) -> Iterator[OnlineLine]:
    for row in online_rows(figures.tree, reader):
        yield OnlineLine(
            unit=row.name,
            held=row.held,
            online=row.online,
            share=row.share,
            planned=row.planned,
            unconfirmed=row.unconfirmed,
            needed=row.needed,
            state=row.mark.text if row.mark else "",
        )


def _curve(figures: AgencyFigures) -> Iterator[CurvePoint]:
    reduction = figures.tree.root.of(DOCUMENTS)
    curve = curve_of(figures.tree.scope, DOCUMENTS, reduction, figures.view)
    for point in curve.points:
        yield CurvePoint(
            day=point.day,
            this_year=point.this_year,
            last_year=point.last_year if curve.has_last_year else None,
            ceiling=reduction.ceiling,
        )


# --- Sources --------------------------------------------------------------------------------------


def _sources(figures: AgencyFigures, table: ClassTable) -> Iterator[Source]:
    settings, root, view = all_settings(), figures.tree.root, figures.view
    until = f"{view.since_to:%d/%m/%Y} · {view.label}"
    today = f"{table.day:%d/%m/%Y}"
    yield Source("Nhiệm vụ", str(table.total), "Mọi nhiệm vụ, mỗi nhiệm vụ ở đúng một xếp loại", "", table.total, today)
    yield Source(
        "Tỷ lệ hoàn thành",
        f"{table.done}/{table.come_due}",
        "Việc hoàn thành trên việc hoàn thành và việc quá hạn; việc còn trong hạn không tính",
        completion_words(table),
        table.of(*DONE_CLASSES, TaskClass.OVERDUE),
        today,
    )
    for measure, title in ((DOCUMENTS, "Văn bản hành chính"), (CONFERENCES, "Hội nghị")):
        reduction = root.of(measure)
        yield Source(
            title,
            str(reduction.used + reduction.since),
            "Đã dùng đến hết ngày chốt, cộng số từ đó đến ngày lập",
            f"{reduction.used} + {reduction.since}",
            reduction.used + reduction.since,
            until,
        )
        yield from _formula_sources(title, reduction_formulas(root, measure, view, settings), until)
    yield Source(
        "Họp trực tuyến",
        f"{root.online.online}/{root.online.held}",
        "Hội nghị trực tuyến trên hội nghị đã họp của diện tính tỷ lệ",
        "",
        root.online.held,
        until,
    )
    yield from _formula_sources("Họp trực tuyến", online_formulas(root, view, settings), until)
    yield Source(
        "Đơn vị có số liệu",
        figures.coverage.words,
        "Đơn vị có đủ các nửa tháng đã xác nhận hoặc có dòng trong sổ",
        "",
        figures.coverage.units_all,
        until,
    )


def _formula_sources(title: str, formulas: Iterable[Formula], until: str) -> Iterator[Source]:
    for formula in formulas:
        yield Source(f"{title}: {formula.label}", "", "", formula.words, None, until)
