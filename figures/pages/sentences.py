"""The three figures as sentences whose numbers open their rows: documents, conferences, the online share.

Used on each role's home, on the pages of the targets and in the period report.
"""

from collections.abc import Sequence

from base.page_parts import Figure, Link, SentenceFigure
from base.templatetags.ui import percent
from base.written import day_month, full_day, grouped, share_of
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import SMALL_BASELINE, CeilingSource, Reduction, ReductionState, is_worse
from figures.pages.addresses import issued_url, online_url, targets_url
from figures.pages.marks import online_mark, reduction_mark
from figures.pages.words import DONE, DONE_IN_YEAR, TITLES, coverage_words, thing_of
from figures.queries.coverage import Coverage
from figures.queries.targets import RATES, UnitTargets
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.enums import OnlineSet
from meetings.rules.online import ONLINE_SHARE, OnlineShare

Parts = list[str | Figure]


def reduction_sentence(
    targets: UnitTargets,
    measure: str,
    view: CountingYear,
    *,
    other: tuple[CountingYear, Reduction] | None = None,
    may_open_rows: bool = True,
    coverage: Coverage | None = None,
    children: Sequence[UnitTargets] = (),
    links: Sequence[Link] = (),
    how: str = "",
) -> SentenceFigure:
    """How much was issued, against the same period, and the most that may still be.

    `other` are the figures in the other calendar: a worse state there is said too. `may_open_rows` says
    whether the reader may see the rows; `children` are units in sight that the sentence names if they are
    over the limit or about to be; `how` is where the formulas stand, by default on the page of the targets.
    """
    figures, code = targets.of(measure), targets.unit.code
    how = how or targets_url(code, measure=measure, calendar=view.calendar, anchor="cach-tinh")
    rows = issued_url(measure, code, view) if may_open_rows else ""
    thing = thing_of(targets, measure)
    parts = [
        *_issued(figures, measure, thing, view, rows, how),
        *_judged(figures, measure, thing, view, how),
        *_worse_elsewhere(figures, other),
        *_children_parts(children, measure),
    ]
    return SentenceFigure(
        title=TITLES[measure],
        parts=parts,
        mark=reduction_mark(figures),
        age=age_words(view, coverage, ceiling_words(figures, thing, RATES[measure], view), counted=(figures, thing)),
        links=links,
    )


def remaining_sentence(targets: UnitTargets, measure: str, view: CountingYear) -> SentenceFigure:
    """The short form for a head's home: what may still be issued, and until when it lasts."""
    figures, code = targets.of(measure), targets.unit.code
    if figures.remaining is None or view.is_over or figures.remaining < 0:
        return reduction_sentence(targets, measure, view)
    how = targets_url(code, measure=measure, anchor="cach-tinh")
    thing = thing_of(targets, measure)
    parts: Parts = [
        f"Từ nay đến {day_month(view.last_day)} còn được {_VERBS[measure]} tối đa ",
        Figure(figures.remaining, how, thing),
    ]
    if figures.runs_out_on:
        parts += ["; theo tiến độ hiện nay sẽ hết vào khoảng ", Figure(day_month(figures.runs_out_on), how), "."]
    elif figures.projected is not None:
        parts += ["; theo tiến độ hiện nay ước cả năm ", Figure(figures.projected, how), "."]
    else:
        parts += ["."]
    return SentenceFigure(
        title=TITLES[measure],
        parts=parts,
        mark=reduction_mark(figures),
        age=f"Mức tối đa {grouped(figures.ceiling or 0)} · số liệu đến hết {day_month(view.counted_to)} · {view.label}",
    )


def online_sentence(
    targets: UnitTargets,
    view: CountingYear,
    *,
    may_open_rows: bool = True,
    links: Sequence[Link] = (),
) -> SentenceFigure:
    """How many conferences were online, how many more must be, and the share over all of them."""
    figures, every = targets.online, targets.online_all

    def url(group: OnlineSet) -> str:
        return online_url(group, targets.unit.code, view) if may_open_rows else ""

    parts: Parts = []
    if figures.held:
        parts += [
            Figure(figures.online, url(OnlineSet.ONLINE)),
            " trên ",
            Figure(figures.held, url(OnlineSet.HELD)),
            f" hội nghị họp trực tuyến ({share_of(figures.online, figures.held)}).",
        ]
    else:
        parts += ["Chưa có hội nghị nào thuộc diện tính tỷ lệ trực tuyến đã họp."]
    if figures.planned:
        parts += [" Còn ", Figure(figures.planned, url(OnlineSet.PLANNED)), " hội nghị dự kiến; "]
        parts += _needed(figures)
    elif figures.needed:
        parts += [" Không còn hội nghị dự kiến nào trong năm, nên không thể nâng tỷ lệ."]
    if figures.unconfirmed:
        untold = Figure(figures.unconfirmed, url(OnlineSet.UNCONFIRMED))
        parts += [" Có ", untold, " hội nghị đã qua ngày mà chưa ghi kết quả."]
    if every.held:
        parts += [
            " Tính trên mọi hội nghị của năm: ",
            Figure(every.online, url(OnlineSet.ALL_ONLINE)),
            " trên ",
            Figure(every.held, url(OnlineSet.ALL_HELD)),
            f" ({share_of(every.online, every.held)}).",
        ]
    return SentenceFigure(
        title=TITLES["online"],
        parts=parts,
        mark=online_mark(figures),
        age=f"Số liệu đến hết {full_day(view.since_to)} · {view.label} · mức tối thiểu {ONLINE_SHARE}%",
        links=links,
    )


def age_words(
    view: CountingYear,
    coverage: Coverage | None = None,
    more: str = "",
    counted: tuple[Reduction, str] | None = None,
) -> str:
    """How fresh the figures are, of whom, in which of the two years; and what was counted until when."""
    words = [f"Số liệu đến hết {full_day(view.counted_to)}"]
    if counted and not view.is_over and view.since_from <= view.since_to:
        figures, thing = counted
        words[0] += (
            f": {grouped(figures.used)} {thing}, từ {day_month(view.since_from)} đến {day_month(view.since_to)}: "
            f"{grouped(figures.since)}"
        )
    if coverage is not None:
        words.append(_coverage_of_unit(coverage))
    words.append(f"{view.label} ({day_month(view.first_day)}–{day_month(view.last_day)})")
    return " · ".join([*words, more] if more else words)


def ceiling_words(figures: Reduction, thing: str, rate: int, view: CountingYear) -> str:
    """Where the limit comes from: "mức tối đa 852 = 1.003 văn bản năm 2025 giảm 15%, bỏ phần lẻ"."""
    if figures.ceiling is None:
        return ""
    if figures.ceiling_source is CeilingSource.ASSIGNED:
        return f"mức tối đa {grouped(figures.ceiling)} do lãnh đạo giao"
    return (
        f"mức tối đa {grouped(figures.ceiling)} = {grouped(figures.baseline or 0)} {thing} "
        f"năm {view.year - 1} giảm {rate}%, bỏ phần lẻ"
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


# --- Parts ----------------------------------------------------------------------------------------

_VERBS = {DOCUMENTS: "ban hành", CONFERENCES: "họp"}


def _issued(figures: Reduction, measure: str, thing: str, view: CountingYear, rows: str, how: str) -> Parts:
    """One total, and how it compares with the same half-months of the year before."""
    parts: Parts = [(DONE_IN_YEAR if view.is_over else DONE)[measure]]
    parts += [Figure(figures.used + figures.since, rows), f" {thing}"]
    if figures.change is None:
        return parts
    if figures.change == 0:
        return [*parts, ", bằng cùng kỳ"]
    direction = "giảm" if figures.change < 0 else "tăng"
    return [*parts, f", {direction} ", Figure(str(percent(abs(figures.change))), how), " so với cùng kỳ"]


def _judged(figures: Reduction, measure: str, thing: str, view: CountingYear, how: str) -> Parts:
    if not figures.binding:
        if measure == CONFERENCES:
            return [". Mức giảm tính chung cho cả cơ quan."]
        return [". Không giao mức cho đơn vị này."]
    if figures.ceiling is None or figures.remaining is None:
        return [f". Chưa có số liệu năm {view.year - 1} nên chưa tính được số còn được {_VERBS[measure]}."]
    ceiling = Figure(figures.ceiling, how)
    if view.is_over:
        if figures.state is ReductionState.MET:
            return ["; trong mức tối đa ", ceiling, "."]
        return ["; vượt mức tối đa ", ceiling, " là ", Figure(figures.used - figures.ceiling, how), f" {thing}."]
    if figures.remaining < 0:
        return ["; vượt mức tối đa cả năm ", ceiling, " là ", Figure(-figures.remaining, how), f" {thing}."]
    parts: Parts = [
        f"; từ nay đến {day_month(view.last_day)} còn được {_VERBS[measure]} tối đa ",
        Figure(figures.remaining, how, thing),
    ]
    if figures.projected is None:
        return [*parts, ", trong mức tối đa ", ceiling, ". Chưa hết nửa tháng đầu nên chưa ước cả năm."]
    parts += [". Theo tiến độ hiện nay ước cả năm ", Figure(figures.projected, how)]
    if figures.projected <= figures.ceiling:
        return [*parts, ", trong mức tối đa ", ceiling, "."]
    parts += [", vượt mức tối đa ", ceiling]
    if figures.small_sample:
        return [*parts, f"; năm trước chưa tới {SMALL_BASELINE} {thing} nên không coi là nguy cơ."]
    if figures.runs_out_on:
        parts += [f"; số còn được {_VERBS[measure]} sẽ hết vào khoảng {full_day(figures.runs_out_on)}"]
    return [*parts, "."]


_ELSEWHERE = {
    ReductionState.AT_RISK: "có nguy cơ vượt",
    ReductionState.EXCEEDED: "đã vượt",
    ReductionState.MISSED: "không đạt",
}


def _worse_elsewhere(figures: Reduction, other: tuple[CountingYear, Reduction] | None) -> Parts:
    """The half-sentence about the other calendar, where the state there is worse."""
    if other is None or not is_worse(other[1].state, figures.state) or other[1].state is None:
        return []
    view, there = other
    words = f" Tính theo {view.label} thì {_ELSEWHERE[other[1].state]}"
    if there.remaining is not None and there.remaining < 0:
        words += f" {grouped(-there.remaining)}"
    if there.runs_out_on:
        words += f", hết mức tối đa vào khoảng {full_day(there.runs_out_on)}"
    return [f"{words}."]


def _children_parts(children: Sequence[UnitTargets], measure: str) -> Parts:
    """Which units below are over the limit or about to be: "Riêng Phòng Nghiệp vụ 4 đã vượt 2, …"."""
    over: list[Parts] = []
    risky: list[Parts] = []
    for child in children:
        figures = child.of(measure)
        url = targets_url(child.unit.code, measure=measure)
        if figures.state is ReductionState.EXCEEDED and figures.remaining is not None:
            over.append([f"{child.unit} đã vượt ", Figure(-figures.remaining, url)])
        elif figures.state is ReductionState.MISSED and figures.ceiling is not None:
            over.append([f"{child.unit} đã vượt ", Figure(figures.used - figures.ceiling, url)])
        elif figures.state is ReductionState.AT_RISK:
            risky.append([Figure(str(child.unit), url), " có nguy cơ vượt"])
    named = over + risky
    if not named:
        return []
    parts: Parts = [" Riêng "]
    for i, words in enumerate(named):
        parts += [", ", *words] if i else words
    return [*parts, "."]


def _needed(figures: OnlineShare) -> Parts:
    if not figures.needed:
        return ["kể cả họp trực tiếp vẫn đạt."]
    if figures.reachable:
        return ["thêm ít nhất ", Figure(figures.needed), " họp trực tuyến thì đạt."]
    return ["dù họp trực tuyến hết cũng không đạt."]


def _coverage_of_unit(coverage: Coverage) -> str:
    if coverage.units_all == 1:
        return "đã xác nhận" if coverage.units_in else "chưa xác nhận đủ"
    return coverage_words(coverage)
