"""What the page of one unit's figures says: its sentence, what is missing and who must act, notes to the tables."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from base.enums import YearCalendar
from base.marks import Mark
from base.page_parts import Link, SentenceFigure
from base.written import grouped
from documents.rules.half_months import can_answer_for_counts, can_enter_counts_for
from figures.pages.addresses import targets_url
from figures.pages.formulas import Formula, online_formulas, reduction_formulas
from figures.pages.marks import reduction_mark
from figures.pages.sentences import online_sentence, reduction_sentence
from figures.pages.words import missing_words
from figures.queries.coverage import MissingFigures
from figures.queries.target_page import TargetFacts, other_calendar
from figures.queries.targets import TargetTree, UnitTargets
from figures.rules.baselines import DOCUMENTS, ONLINE
from organization.enums import UnitKind
from organization.models import Unit
from organization.rules.access import Actor


@dataclass(frozen=True)
class Todo:
    """What is missing, and who must act."""

    title: str
    text: str
    url: str = ""
    act: str = ""
    second: Link | None = None


def target_sentence(facts: TargetFacts) -> SentenceFigure:
    how = Link("Cách tính", "#cach-tinh")
    links = (how, *_more_links(facts))
    root, view, may_open = facts.tree.root, facts.view, facts.may_open_rows
    if facts.topic == ONLINE:
        return online_sentence(root, view, may_open_rows=may_open, links=links)
    return reduction_sentence(
        root,
        facts.topic,
        view,
        other=facts.other,
        may_open_rows=may_open,
        coverage=facts.coverage,
        links=links,
        how=how.url,
    )


def target_formulas(facts: TargetFacts) -> list[Formula]:
    if facts.topic == ONLINE:
        return online_formulas(facts.tree.root, facts.view, facts.settings)
    return reduction_formulas(facts.tree.root, facts.topic, facts.view, facts.settings)


def calendar_marks(facts: TargetFacts) -> list[Mark | None]:
    return [reduction_mark(one.figures) for one in facts.calendars]


def reserve_words(facts: TargetFacts) -> str:
    """Why the parts of the ceiling add up, and where the whole's projection comes from."""
    table = facts.table
    if table is None:
        return ""
    figures, words = facts.tree.root.of(facts.topic), []
    if table.reserve is not None and table.holders:
        words.append(
            f"Dự phòng {grouped(table.reserve)} = {grouped(figures.ceiling or 0)} − "
            f"{grouped(table.given)} giao cho {table.holders} đơn vị; "
            "mỗi đơn vị tính riêng và bỏ phần lẻ."
        )
    if figures.projected is not None and figures.same_period:
        words.append(
            f"Ước cả năm tính từ tổng: {grouped(figures.used)} × {grouped(figures.baseline or 0)} ÷ "
            f"{grouped(figures.same_period)}."
        )
    return " ".join(words)


def target_todos(facts: TargetFacts, actor: Actor) -> tuple[Todo, ...]:
    """What keeps the figures from being whole, by unit of the table: unconfirmed half-months, missing baselines."""
    if facts.topic == ONLINE:
        return ()
    tree = facts.tree
    missing = {item.unit.pk: item for item in facts.coverage.missing} if facts.topic == DOCUMENTS else {}
    without = set(tree.root.of(facts.topic).without_baseline)
    groups: dict[int, list[UnitTargets]] = defaultdict(list)
    for targets in tree:
        unit = targets.unit
        if actor.sees(unit.path) and (unit.pk in missing or unit.code in without or unit.pk in facts.waiting):
            groups[_line_of(tree, unit)].append(targets)
    return tuple(
        _todo(tree, tree.by_id[line].unit, [each.unit for each in units], missing, without, facts.waiting, actor)
        for line, units in groups.items()
    )


# --- Parts ----------------------------------------------------------------------------------------


def _more_links(facts: TargetFacts) -> list[Link]:
    """The figures of the year before, and the same page in the other calendar."""
    links, unit, view = [], facts.unit, facts.view
    if facts.may_open_rows and facts.topic != ONLINE:
        url = reverse("figures:target_baseline_unit", args=[unit.code])
        if unit.kind == UnitKind.AGENCY:
            url = reverse("figures:target_baselines")
        links.append(Link(f"Số liệu năm {view.year - 1}", f"{url}?year={view.year - 1}"))
    other = other_calendar(view)
    if other is None:
        return links
    query: dict[str, Any] = {
        "measure": facts.topic,
        "calendar": other.calendar,
        "year": str(view.year),
        "day": view.day.isoformat(),
    }
    words = "Năm báo cáo, chốt 14/12" if other.calendar == YearCalendar.REPORTING else "Năm dương lịch"
    return [*links, Link(words, targets_url(unit.code, **query))]


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
    waiting: frozenset[int],
    actor: Actor,
) -> Todo:
    before, words = tree.view.year - 1, []
    unconfirmed = [unit for unit in units if unit.pk in missing]
    unknown = [unit for unit in units if unit.code in without]
    pending = [unit for unit in units if unit.pk in waiting and unit.code not in without]
    if unconfirmed == [line]:
        words.append(f"lãnh đạo đơn vị chưa xác nhận số liệu {missing_words(missing[line.pk])}")
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
