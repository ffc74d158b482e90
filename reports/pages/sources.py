"""Where each figure of a period report comes from: its definition, its sum, how many rows, as of which day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from base.written import full_day
from figures.pages.formulas import Formula, online_formulas, reduction_formulas
from figures.pages.words import TITLES, coverage_words
from figures.rules.baselines import CONFERENCES, DOCUMENTS, ONLINE
from reports.pages.tasks_and_coverage import completion_words
from reports.queries.period.facts import PeriodFacts
from tasks.enums import DONE_CLASSES, TaskClass
from tasks.pages.counts import included_words


@dataclass(frozen=True)
class Source:
    """Where a figure comes from."""

    figure: str
    value: str
    definition: str
    formula: str
    rows: int | None
    as_of: str


def sources(facts: PeriodFacts) -> Iterator[Source]:
    figures, table, settings = facts.figures, facts.table, facts.settings
    root, view = figures.tree.root, figures.view
    until = f"{full_day(view.since_to)} · {view.label}"
    today = full_day(table.day)
    every = "Mọi nhiệm vụ, mỗi nhiệm vụ ở đúng một xếp loại"
    if included := included_words(table):
        every = f"{every}, {included}"
    yield Source("Nhiệm vụ", str(table.total), every, "", table.total, today)
    yield Source(
        "Tỷ lệ hoàn thành",
        f"{table.done}/{table.come_due}",
        "Việc hoàn thành trên việc hoàn thành và việc quá hạn; việc còn trong hạn không tính",
        completion_words(table),
        table.of(*DONE_CLASSES, TaskClass.OVERDUE),
        today,
    )
    for measure in (DOCUMENTS, CONFERENCES):
        title = TITLES[measure]
        reduction = root.of(measure)
        yield Source(
            title,
            str(reduction.used + reduction.since),
            "Số đến hết ngày chốt, cộng số từ đó đến ngày lập",
            f"{reduction.used} + {reduction.since}",
            reduction.used + reduction.since,
            until,
        )
        yield from _formula_sources(title, reduction_formulas(root, measure, view, settings), until)
    yield Source(
        TITLES[ONLINE],
        f"{root.online.online}/{root.online.held}",
        "Hội nghị trực tuyến trên hội nghị đã họp của diện tính tỷ lệ",
        "",
        root.online.held,
        until,
    )
    yield Source(
        f"{TITLES[ONLINE]} trên mọi hội nghị của năm",
        f"{root.online_all.online}/{root.online_all.held}",
        "Hội nghị trực tuyến trên mọi hội nghị đã họp trong năm",
        "",
        root.online_all.held,
        until,
    )
    yield from _formula_sources(TITLES[ONLINE], online_formulas(root, view, settings), until)
    yield Source(
        "Đơn vị có số liệu",
        coverage_words(figures.coverage),
        "Đơn vị có đủ các nửa tháng đã xác nhận hoặc có dòng trong sổ",
        "",
        figures.coverage.units_all,
        until,
    )


def _formula_sources(title: str, formulas: Iterable[Formula], until: str) -> Iterator[Source]:
    for formula in formulas:
        yield Source(f"{title}: {formula.label}", "", "", formula.words, None, until)
