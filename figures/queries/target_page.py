"""Everything the page of one unit's figures shows, for one of the three targets, year, day and reader."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.http import Http404
from django.urls import reverse

from base.enums import YearCalendar
from base.marks import Mark, mark_of
from base.page_parts import Link, SentenceFigure
from base.ratios import ratio
from base.written import grouped
from documents.models import DocumentCount, RegisterRow
from documents.rules.counting_year import BadCountingYear, CountingYear, counting_year
from documents.rules.half_months import can_answer_for_counts, can_enter_counts_for
from documents.rules.reduction import Reduction
from figures.models import Baseline, BaselineState, DailyFigure
from figures.queries.coverage import Coverage, MissingFigures, coverage_of
from figures.queries.curve import Curve, curve_of
from figures.queries.reckoning import Formula, online_formulas, reduction_formulas
from figures.queries.row_links import before_url, rows_url, same_period_url, targets_url, used_url
from figures.queries.sentences import STATE_WORDS, online_sentence, reduction_sentence, state_mark
from figures.queries.target_rows import OnlineRow, TargetTable, online_rows, target_table
from figures.queries.targets import TargetTree, UnitTargets, targets_under
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from organization.enums import UnitKind
from organization.models import Unit
from organization.queries import all_settings
from organization.rules.access import Actor

ONLINE = "online"
DAYS_OF_HISTORY = 15
TOPICS = {DOCUMENTS: "Văn bản hành chính", CONFERENCES: "Hội nghị", ONLINE: "Họp trực tuyến"}


@dataclass(frozen=True)
class TypeRow:
    """Counted documents of one type: last year, the same period of it, this year so far."""

    name: str
    whole_year: int
    same_period: int
    used: int
    change: float | None
    whole_year_url: str = ""
    same_url: str = ""
    used_url: str = ""


@dataclass(frozen=True)
class CalendarPair:
    """The same unit in both calendars, the chosen one first; one alone while the other year has not begun."""

    views: tuple[CountingYear, ...]
    figures: tuple[Reduction, ...]

    @property
    def marks(self) -> list[Mark | None]:
        return [state_mark(figures) for figures in self.figures]


@dataclass(frozen=True)
class Todo:
    """What is missing, and who must act."""

    title: str
    text: str
    url: str = ""
    act: str = ""
    second: Link | None = None


@dataclass(frozen=True)
class KeptDay:
    """What was known at the end of a day, as the nightly job kept it."""

    day: date
    used: int
    remaining: int | None
    projected: int | None
    mark: Mark | None


@dataclass(frozen=True)
class TargetPage:
    unit: Unit
    topic: str
    view: CountingYear
    tree: TargetTree
    sentence: SentenceFigure
    coverage: Coverage
    formulas: tuple[Formula, ...]
    todos: tuple[Todo, ...]
    table: TargetTable | None
    online: tuple[OnlineRow, ...]
    types: tuple[TypeRow, ...]
    type_total: TypeRow | None
    not_reviewed: int
    not_reviewed_url: str
    curve: Curve | None
    history: tuple[KeptDay, ...]
    calendars: CalendarPair | None
    may_open_rows: bool

    @property
    def chart_label(self) -> str:
        """What the chart shows, for a reader who does not see it."""
        figures, view = self.tree.root.of(self.topic), self.view
        words = f"Lũy kế {view.label}: {figures.used} đến hết {view.counted_to:%d/%m/%Y}"
        if figures.ceiling is not None:
            words += f", mức cả năm {figures.ceiling}"
        if figures.projected is not None:
            words += f", ước cả năm {figures.projected}"
        return f"{words}. Bảng ở dưới ghi từng nửa tháng."

    @property
    def reserve_words(self) -> str:
        """Why the parts of the ceiling add up, and where the whole's projection comes from."""
        if self.table is None:
            return ""
        figures, words = self.tree.root.of(self.topic), []
        if self.table.reserve is not None and self.table.holders:
            words.append(
                f"Dự phòng {grouped(self.table.reserve)} = {grouped(figures.ceiling or 0)} − "
                f"{grouped(self.table.given)} giao cho {self.table.holders} đơn vị; "
                "mỗi đơn vị tính riêng và bỏ phần lẻ."
            )
        if figures.projected is not None and figures.same_period:
            words.append(
                f"Ước cả năm tính từ tổng: {grouped(figures.used)} × {grouped(figures.baseline or 0)} ÷ "
                f"{grouped(figures.same_period)}."
            )
        return " ".join(words)


def get_target_unit(actor: Actor, code: str) -> Unit:
    """A unit whose figures the person may see: one in sight, or the agency of a post; 404 otherwise."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not may_see_targets(actor, unit):
        raise Http404
    return unit


def may_see_targets(actor: Actor, unit: Unit) -> bool:
    """Everybody sees the agency's totals; a unit's own figures need sight of the unit."""
    return actor.sees(unit.path) or any(post.agency_path == unit.path for post in actor.posts)


def target_page(unit: Unit, topic: str, view: CountingYear, actor: Actor) -> TargetPage:
    """The page of `unit` for one of TOPICS. A fixed number of reads, whatever the size of the tree."""
    settings = all_settings()
    tree = targets_under(unit, view)
    may_open = actor.sees(unit.path)
    coverage = coverage_of([targets.unit for targets in tree], view, tree.scope)
    how = Link("Cách tính", "#cach-tinh")
    more = _more_links(unit, topic, view, may_open)
    if topic == ONLINE:
        sentence = online_sentence(tree.root, view, may_open_rows=may_open, links=(how, *more))
        formulas = online_formulas(tree.root, view, settings)
    else:
        sentence = reduction_sentence(
            tree.root, topic, view, may_open_rows=may_open, coverage=coverage, links=(how, *more), how=how.url
        )
        formulas = reduction_formulas(tree.root, topic, view, settings)
    types, type_total = _types(unit, view, tree, may_open) if topic == DOCUMENTS else ((), None)
    not_reviewed = _not_reviewed(tree, view) if topic == DOCUMENTS and may_open else 0
    return TargetPage(
        unit=unit,
        topic=topic,
        view=view,
        tree=tree,
        sentence=sentence,
        coverage=coverage,
        formulas=tuple(formulas),
        todos=_todos(tree, topic, coverage, actor),
        table=target_table(tree, topic, actor) if topic != ONLINE else None,
        online=online_rows(tree, actor) if topic == ONLINE else (),
        types=types,
        type_total=type_total,
        not_reviewed=not_reviewed,
        not_reviewed_url=rows_url(DOCUMENTS, unit.code, view.first_day, view.since_to, reviewed="no"),
        curve=curve_of(tree.scope, topic, tree.root.of(topic), view) if topic != ONLINE else None,
        history=_history(unit, topic, view) if topic != ONLINE else (),
        calendars=_calendars(tree, topic) if topic != ONLINE else None,
        may_open_rows=may_open,
    )


# --- Parts ----------------------------------------------------------------------------------------


def _other_calendar(view: CountingYear) -> CountingYear | None:
    """The same year and day in the other calendar; None where that year has not begun on the day."""
    calendar = YearCalendar.REPORTING if view.calendar == YearCalendar.REGISTER else YearCalendar.REGISTER
    try:
        return counting_year(calendar, view.year, view.day)
    except BadCountingYear:
        return None


def _more_links(unit: Unit, topic: str, view: CountingYear, may_open: bool) -> list[Link]:
    """The figures of the year before, and the same page in the other calendar."""
    links = []
    if may_open and topic != ONLINE:
        url = reverse("figures:target_baseline_unit", args=[unit.code])
        if unit.kind == UnitKind.AGENCY:
            url = reverse("figures:target_baselines")
        links.append(Link(f"Số liệu năm {view.year - 1}", f"{url}?year={view.year - 1}"))
    other = _other_calendar(view)
    if other is None:
        return links
    url = targets_url(unit.code, measure=topic, calendar=other.calendar, year=str(view.year), day=view.day.isoformat())
    words = "Năm báo cáo, chốt 14/12" if other.calendar == YearCalendar.REPORTING else "Năm dương lịch"
    return [*links, Link(words, url)]


def _calendars(tree: TargetTree, topic: str) -> CalendarPair:
    other = _other_calendar(tree.view)
    if other is None:
        return CalendarPair((tree.view,), (tree.root.of(topic),))
    same = targets_under(tree.root.unit, other, [targets.unit for targets in tree])
    return CalendarPair((tree.view, other), (tree.root.of(topic), same.root.of(topic)))


def _types(unit: Unit, view: CountingYear, tree: TargetTree, may_open: bool) -> tuple[tuple[TypeRow, ...], TypeRow]:
    def between(start: date, end: date) -> Q:
        return Q(half_month__gte=start, half_month__lte=end)

    counts: Any = (
        DocumentCount.objects.filter(tree.scope.of())
        .within(view.before_first, view.last_day)
        .order_by()
        .values("type__code", "type__name", "type__position")
        .annotate(
            used=Sum("count", filter=between(view.first_day, view.counted_to)),
            same=Sum("count", filter=between(view.before_first, view.same_to)),
            whole=Sum("count", filter=between(view.before_first, view.before_last)),
        )
    )
    comparable = tree.root.documents.same_period is not None
    rows = [
        _type_row(unit, view, row["type__name"], row["type__code"], row, comparable, may_open)
        for row in sorted(counts, key=lambda row: (-(row["whole"] or 0), -(row["used"] or 0), row["type__position"]))
        if row["used"] or row["whole"]
    ]
    total = {
        "used": sum(row.used for row in rows),
        "same": sum(row.same_period for row in rows),
        "whole": sum(row.whole_year for row in rows),
    }
    return tuple(rows), _type_row(unit, view, "Cộng", "", total, comparable, False)


def _type_row(
    unit: Unit, view: CountingYear, name: str, code: str, row: dict[str, Any], comparable: bool, may_open: bool
) -> TypeRow:
    used, same, whole = row["used"] or 0, row["same"] or 0, row["whole"] or 0
    return TypeRow(
        name=name,
        whole_year=whole,
        same_period=same,
        used=used,
        change=ratio(used - same, same) if comparable else None,
        whole_year_url=before_url(DOCUMENTS, unit.code, view, type=code) if may_open else "",
        same_url=same_period_url(DOCUMENTS, unit.code, view, type=code) if may_open else "",
        used_url=used_url(DOCUMENTS, unit.code, view, type=code) if may_open else "",
    )


def _not_reviewed(tree: TargetTree, view: CountingYear) -> int:
    """Counted rows of the year that neither a rule nor a person looked at ("chưa rà")."""
    return (
        RegisterRow.objects.filter(tree.scope.of())
        .counted()
        .within(view.first_day, view.since_to)
        .filter(is_reviewed=False)
        .count()
    )


def _history(unit: Unit, topic: str, view: CountingYear) -> tuple[KeptDay, ...]:
    """The last days of the year that were kept, newest first; state and counts as they were known then."""
    kept = DailyFigure.objects.filter(unit=unit, calendar=view.calendar, year=view.year, day__lte=view.day)
    rows = kept.order_by("-day").values_list("day", topic)[:DAYS_OF_HISTORY]
    return tuple(
        KeptDay(
            day=day,
            used=figures["used"] + figures["since"],
            remaining=figures["remaining"],
            projected=figures["projected"],
            mark=mark_of(STATE_WORDS[figures["state"]]) if figures["state"] else None,
        )
        for day, figures in rows
    )


def _todos(tree: TargetTree, topic: str, coverage: Coverage, actor: Actor) -> tuple[Todo, ...]:
    """What keeps the figures from being whole, by unit of the table: unconfirmed half-months, missing baselines."""
    if topic == ONLINE:
        return ()
    missing = {item.unit.pk: item for item in coverage.missing} if topic == DOCUMENTS else {}
    without = set(tree.root.of(topic).without_baseline)
    waiting = _waiting(tree, topic)
    groups: dict[int, list[UnitTargets]] = defaultdict(list)
    for targets in tree:
        unit = targets.unit
        if actor.sees(unit.path) and (unit.pk in missing or unit.code in without or unit.pk in waiting):
            groups[_line_of(tree, unit)].append(targets)
    return tuple(
        _todo(tree, tree.by_id[line].unit, [each.unit for each in units], missing, without, waiting, actor)
        for line, units in groups.items()
    )


def _line_of(tree: TargetTree, unit: Unit) -> int:
    """The id of the table's line that holds a unit: itself or the child of the root above it; the root for its own."""
    ids = unit.path.strip("/").split("/")
    depth = len(tree.root.unit.path.strip("/").split("/"))
    return int(ids[depth]) if len(ids) > depth else unit.pk


def _todo(
    tree: TargetTree,
    line: Unit,
    units: list[Unit],
    missing: dict[int, MissingFigures],
    without: set[str],
    waiting: set[int],
    actor: Actor,
) -> Todo:
    before, words = tree.view.year - 1, []
    unconfirmed = [unit for unit in units if unit.pk in missing]
    unknown = [unit for unit in units if unit.code in without]
    pending = [unit for unit in units if unit.pk in waiting and unit.code not in without]
    if unconfirmed == [line]:
        words.append(f"lãnh đạo đơn vị chưa xác nhận số liệu {missing[line.pk].words}")
    elif unconfirmed:
        words.append(f"{len(unconfirmed)} đơn vị chưa xác nhận đủ số liệu")
    if unknown == [line]:
        state = "đã nhập, chờ người khác duyệt" if line.pk in waiting else "đơn vị hoặc Văn phòng chưa nhập"
        words.append(f"chưa có số liệu năm {before} ({state})")
    elif unknown:
        words.append(f"{len(unknown)} đơn vị chưa có số liệu năm {before}")
    if pending:
        words.append(f"số liệu mới của năm {before} còn chờ duyệt")
    name = f"Phần chung của {line.name}" if line.pk == tree.root.unit.pk and tree.children() else line.name
    confirming = _confirming(tree, line, actor) if unconfirmed == [line] else None
    if unknown or pending:
        url = reverse("figures:target_baseline_unit", args=[line.code]) + f"?year={before}"
        return Todo(name, "; ".join(words), url, f"Số liệu năm {before}", confirming)
    act = confirming or Link("Xem đơn vị", targets_url(line.code))
    return Todo(name, "; ".join(words), act.url, act.text)


def _confirming(tree: TargetTree, unit: Unit, actor: Actor) -> Link:
    """Where the half-months of a unit are confirmed, or can be looked at by who may not."""
    query = urlencode({"unit": unit.code, "year": tree.view.year, "calendar": tree.view.calendar})
    act = "Xem từng nửa tháng"
    if can_answer_for_counts(actor, unit.path):
        act = "Xác nhận số liệu"
    elif can_enter_counts_for(actor, unit.path):
        act = "Xác nhận thay"
    return Link(act, f"{reverse('documents:half_months')}?{query}")


def _waiting(tree: TargetTree, topic: str) -> set[int]:
    """Units with a figure that waits for approval."""
    return set(
        Baseline.objects.filter(
            tree.scope.of(),
            year=tree.view.year - 1,
            calendar=tree.view.calendar,
            measure=topic,
            state=BaselineState.PENDING,
        ).values_list("unit_id", flat=True)
    )
