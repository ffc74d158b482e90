"""The three figures as sentences whose numbers open their rows: documents, conferences, the online share.

Used on each role's home, on the pages of the targets and in the period report.
"""

from collections.abc import Sequence
from datetime import date

from base.marks import Mark, mark_of
from base.page_parts import Figure, Link, SentenceFigure
from base.written import day_month, full_day, grouped, share_of
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import (
    ASSIGNED,
    AT_RISK,
    EXCEEDED,
    MET,
    MISSED,
    NO_BASELINE,
    ON_TRACK,
    SMALL_BASELINE,
    Reduction,
)
from figures.queries.coverage import Coverage
from figures.queries.row_links import online_url, since_url, targets_url, used_url
from figures.queries.targets import RATES, UnitTargets
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.rules.online import MET as ONLINE_MET
from meetings.rules.online import ONLINE_SHARE, OnlineShare

TITLES = {DOCUMENTS: "Văn bản hành chính", CONFERENCES: "Hội nghị", "online": "Họp trực tuyến"}
DONE = {DOCUMENTS: "Đã ban hành ", CONFERENCES: "Đã họp "}
DONE_IN_YEAR = {DOCUMENTS: "Cả năm đã ban hành ", CONFERENCES: "Cả năm đã họp "}
THINGS = {DOCUMENTS: "văn bản", CONFERENCES: "hội nghị"}
STATE_WORDS = {
    NO_BASELINE: "Chưa có số liệu năm trước",
    ON_TRACK: "Trong mức",
    AT_RISK: "Có nguy cơ vượt",
    EXCEEDED: "Đã vượt",
    MET: "Đạt",
    MISSED: "Không đạt",
}

Parts = list[str | Figure]


def state_mark(figures: Reduction) -> Mark | None:
    """The state as a mark; None where the target does not bind the unit."""
    if figures.state is None:
        return None
    mark = mark_of(STATE_WORDS[figures.state])
    if figures.state == EXCEEDED and figures.remaining is not None:
        return mark.with_text(f"Đã vượt {grouped(-figures.remaining)}")
    return mark


def online_mark(figures: OnlineShare) -> Mark | None:
    if figures.state is None:
        return None
    return mark_of("Đạt" if figures.state == ONLINE_MET else f"Dưới {ONLINE_SHARE}%")


def reduction_sentence(
    targets: UnitTargets,
    measure: str,
    view: CountingYear,
    *,
    may_open_rows: bool = True,
    coverage: Coverage | None = None,
    children: Sequence[UnitTargets] = (),
    links: Sequence[Link] = (),
    how: str = "",
) -> SentenceFigure:
    """How much of the year's number is used and what is left.

    `may_open_rows` says whether the reader may see the rows; `children` are units in sight that the
    sentence names if they are over the limit or about to be; `how` is where the formulas stand, by
    default on the page of the targets.
    """
    figures, code = targets.of(measure), targets.unit.code
    links_to = _Links(measure, code, view, may_open_rows, how)
    parts = [*_counted(figures, measure, view, links_to), *_judged(figures, measure, view, links_to)]
    return SentenceFigure(
        title=TITLES[measure],
        parts=[*parts, *_children_parts(children, measure, view)],
        mark=state_mark(figures),
        age=age_words(view, coverage, ceiling_words(figures, measure, view)),
        links=links,
    )


def remaining_sentence(targets: UnitTargets, measure: str, view: CountingYear) -> SentenceFigure:
    """The short form for a head's home: what may still be issued, and until when it lasts."""
    figures, code = targets.of(measure), targets.unit.code
    if figures.remaining is None or view.is_over or figures.remaining < 0:
        return reduction_sentence(targets, measure, view)
    how = targets_url(code, measure=measure, anchor="cach-tinh")
    parts: Parts = ["Còn tối đa ", Figure(figures.remaining, how, THINGS[measure]), f" đến {day_month(view.last_day)}"]
    if figures.runs_out_on:
        parts += ["; giữ nhịp này sẽ hết vào khoảng ", Figure(day_month(figures.runs_out_on), how), "."]
    elif figures.projected is not None:
        parts += ["; giữ nhịp này ước cả năm ", Figure(figures.projected, how), "."]
    else:
        parts += ["."]
    return SentenceFigure(
        title=TITLES[measure],
        parts=parts,
        mark=state_mark(figures),
        age=f"Mức {grouped(figures.ceiling or 0)} · số liệu đến hết {day_month(view.counted_to)} · {view.label}",
    )


def online_sentence(
    targets: UnitTargets,
    view: CountingYear,
    *,
    may_open_rows: bool = True,
    coverage: Coverage | None = None,
    links: Sequence[Link] = (),
) -> SentenceFigure:
    """How many conferences were online, and how many more must be."""
    figures = targets.online

    def url(group: str) -> str:
        return online_url(group, targets.unit.code, view) if may_open_rows else ""

    parts: Parts = []
    if figures.held:
        parts += [
            Figure(figures.online, url("online")),
            " trên ",
            Figure(figures.held, url("held")),
            f" hội nghị họp trực tuyến ({share_of(figures.online, figures.held)}).",
        ]
    else:
        parts += ["Chưa có hội nghị nào thuộc diện tính tỷ lệ trực tuyến đã họp."]
    if figures.planned:
        parts += [" Còn ", Figure(figures.planned, url("planned")), " hội nghị dự kiến; "]
        parts += _needed(figures)
    elif figures.needed:
        parts += [" Không còn hội nghị dự kiến nào trong năm, nên không thể nâng tỷ lệ."]
    if figures.unconfirmed:
        parts += [" Có ", Figure(figures.unconfirmed, url("unconfirmed")), " hội nghị đã qua ngày mà chưa ghi kết quả."]
    return SentenceFigure(
        title=TITLES["online"],
        parts=parts,
        mark=online_mark(figures),
        age=f"Số liệu đến hết {full_day(view.since_to)} · {view.label} · mức tối thiểu {ONLINE_SHARE}%",
        links=links,
    )


def age_words(view: CountingYear, coverage: Coverage | None = None, more: str = "") -> str:
    """How fresh the figures are, of whom, in which of the two years."""
    words = [f"Số liệu đến hết {full_day(view.counted_to)}"]
    if coverage is not None:
        words.append(_coverage_words(coverage))
    words.append(f"{view.label} ({_two_digits(view.first_day)}–{_two_digits(view.last_day)})")
    return " · ".join([*words, more] if more else words)


def ceiling_words(figures: Reduction, measure: str, view: CountingYear) -> str:
    """Where the limit comes from: "mức 852 = 1.003 văn bản năm 2025 giảm 15%, bỏ phần lẻ"."""
    if figures.ceiling is None:
        return ""
    if figures.ceiling_source == ASSIGNED:
        return f"mức {grouped(figures.ceiling)} do lãnh đạo giao"
    return (
        f"mức {grouped(figures.ceiling)} = {grouped(figures.baseline or 0)} {THINGS[measure]} "
        f"năm {view.year - 1} giảm {RATES[measure]}%, bỏ phần lẻ"
    )


# --- Parts ----------------------------------------------------------------------------------------


class _Links:
    """Addresses behind the numbers of one sentence; empty where the reader may not open the rows."""

    def __init__(self, measure: str, code: str, view: CountingYear, may_open_rows: bool, how: str):
        self.used = used_url(measure, code, view) if may_open_rows else ""
        self.since = since_url(measure, code, view) if may_open_rows else ""
        self.how = how or targets_url(code, measure=measure, calendar=view.calendar, anchor="cach-tinh")


def _counted(figures: Reduction, measure: str, view: CountingYear, links: _Links) -> Parts:
    """What was issued: through the last complete half-month, and since."""
    parts: Parts = [(DONE_IN_YEAR if view.is_over else DONE)[measure]]
    parts += [Figure(figures.used, links.used), f" {THINGS[measure]}"]
    if not view.is_over and view.since_from <= view.since_to:
        parts += [", thêm ", Figure(figures.since, links.since), f" từ {day_month(view.since_from)}"]
    return parts


def _judged(figures: Reduction, measure: str, view: CountingYear, links: _Links) -> Parts:
    thing, end = THINGS[measure], day_month(view.last_day)
    if not figures.binding:
        if measure == CONFERENCES:
            return [". Mức giảm tính chung cho cả cơ quan."]
        return [". Không giao mức cho đơn vị này."]
    if figures.ceiling is None or figures.remaining is None:
        return [f". Chưa có số liệu năm {view.year - 1} nên chưa tính được số tối đa còn lại."]
    ceiling = Figure(figures.ceiling, links.how)
    if view.is_over:
        if figures.state == MET:
            return [", trong mức ", ceiling, "."]
        return [", vượt mức ", ceiling, " là ", Figure(figures.used - figures.ceiling, links.how), f" {thing}."]
    if figures.remaining < 0:
        return [", vượt mức cả năm ", ceiling, " là ", Figure(-figures.remaining, links.how), f" {thing}."]
    parts: Parts = ["; còn tối đa ", Figure(figures.remaining, links.how), f" đến {end}"]
    if figures.projected is None:
        return [*parts, ", trong mức ", ceiling, ". Chưa hết nửa tháng đầu nên chưa ước cả năm."]
    parts += [". Giữ nhịp này ước cả năm ", Figure(figures.projected, links.how)]
    if figures.projected <= figures.ceiling:
        return [*parts, ", trong mức ", ceiling, "."]
    parts += [", vượt mức ", ceiling]
    if figures.small_sample:
        return [*parts, f"; năm trước chưa tới {SMALL_BASELINE} {thing} nên không coi là nguy cơ."]
    if figures.runs_out_on:
        parts += [f"; số tối đa còn lại sẽ hết vào khoảng {full_day(figures.runs_out_on)}"]
    return [*parts, "."]


def _children_parts(children: Sequence[UnitTargets], measure: str, view: CountingYear) -> Parts:
    """Which units below are over the limit or about to be: "Riêng Phòng Nghiệp vụ 4 đã vượt 2, …"."""
    over: list[Parts] = []
    risky: list[Parts] = []
    for child in children:
        figures = child.of(measure)
        url = targets_url(child.unit.code, measure=measure)
        if figures.state == EXCEEDED and figures.remaining is not None:
            over.append([f"{child.unit} đã vượt ", Figure(-figures.remaining, url)])
        elif figures.state == MISSED and figures.ceiling is not None:
            over.append([f"{child.unit} đã vượt ", Figure(figures.used - figures.ceiling, url)])
        elif figures.state == AT_RISK:
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
        return ["họp trực tiếp hết vẫn đạt."]
    if figures.reachable:
        return ["thêm ít nhất ", Figure(figures.needed), " họp trực tuyến thì đạt."]
    return ["dù họp trực tuyến hết cũng không đạt."]


def _coverage_words(coverage: Coverage) -> str:
    if coverage.units_all == 1:
        return "đã xác nhận" if coverage.units_in else "chưa xác nhận đủ"
    return coverage.words


def _two_digits(day: date) -> str:
    return f"{day:%d/%m}"
