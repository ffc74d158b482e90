"""How was each figure reckoned? The formulas of design §4 with their own numbers ("Cách tính")."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from base.written import full_day, grouped
from documents.rules.counting_year import CountingYear
from documents.rules.reduction import SMALL_BASELINE, CeilingSource
from figures.pages.words import what_counts
from figures.queries.targets import RATES, UnitTargets
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from meetings.rules.online import ONLINE_SHARE
from organization.rules.settings import SETTINGS


@dataclass(frozen=True)
class Formula:
    """One figure: its name, and the sum that gives it."""

    label: str
    words: str


def reduction_formulas(
    targets: UnitTargets, measure: str, view: CountingYear, settings: dict[str, Any]
) -> list[Formula]:
    """Set, baseline, ceiling, what is left, same period, projection and the day on which it runs out."""
    return [
        Formula("Được tính", what_counts(measure, settings)),
        Formula("Năm", f"{view.label}, từ {full_day(view.first_day)} đến {full_day(view.last_day)}"),
        *_limit(targets, measure, view),
        *_comparison(targets, measure, view),
        *_pace(targets, measure, view),
    ]


def online_formulas(targets: UnitTargets, view: CountingYear, settings: dict[str, Any]) -> list[Formula]:
    figures = targets.online
    year = figures.held + figures.planned
    hybrid = "tính là trực tuyến" if settings["hybrid_counts_as_online"] else "không tính là trực tuyến"
    formulas = [
        Formula(
            "Được tính",
            f"{SETTINGS['online_set'].words(settings['online_set'])}, đã họp, theo ngày đầu; họp trực tiếp kết hợp "
            f"trực tuyến {hybrid}",
        ),
        Formula("Tỷ lệ trực tuyến", f"{figures.online} trực tuyến ÷ {figures.held} đã họp"),
    ]
    every = targets.online_all
    formulas.append(
        Formula("Trên mọi hội nghị của năm", f"{every.online} trực tuyến ÷ {every.held} hội nghị đã họp trong năm")
    )
    if year:
        formulas.append(
            Formula(
                "Cần thêm",
                f"{ONLINE_SHARE}% của {year} ({figures.held} đã họp + {figures.planned} dự kiến), làm tròn lên, "
                f"trừ {figures.online} = {figures.needed}",
            )
        )
    return formulas


# --- Parts ----------------------------------------------------------------------------------------


def _limit(targets: UnitTargets, measure: str, view: CountingYear) -> Iterator[Formula]:
    figures, rate = targets.of(measure), RATES[measure]
    if figures.baseline is not None:
        yield Formula(f"Số liệu năm {view.year - 1}", f"{grouped(figures.baseline)}, cộng số đã duyệt của các đơn vị")
    if not figures.binding:
        whose = "cho cả cơ quan" if measure == CONFERENCES else "cho cơ quan và từng phòng"
        yield Formula("Mức", f"mức giảm {rate}% đặt {whose}, không đặt cho đơn vị này")
        return
    if figures.ceiling is None:
        yield Formula("Mức", f"chưa có, vì chưa có số liệu năm {view.year - 1} được duyệt")
        return
    if figures.ceiling_source is CeilingSource.ASSIGNED:
        yield Formula("Mức", f"{grouped(figures.ceiling)}, lãnh đạo giao")
    else:
        kept = 100 - rate
        yield Formula(
            "Mức",
            f"{grouped(figures.baseline or 0)} × {kept} ÷ 100 = {_hundredths((figures.baseline or 0) * kept)}, "
            f"bỏ phần lẻ còn {grouped(figures.ceiling)}",
        )
    yield Formula(
        "Còn được ban hành" if measure == DOCUMENTS else "Còn được họp",
        f"{grouped(figures.ceiling)} − {grouped(figures.used)} − {figures.since} = {grouped(figures.remaining or 0)}",
    )


def _comparison(targets: UnitTargets, measure: str, view: CountingYear) -> Iterator[Formula]:
    figures, counted = targets.of(measure), targets.counts[measure].whole_year
    if figures.baseline is None:
        return
    if figures.same_period is None:
        yield Formula(
            "Cùng kỳ",
            f"chưa so được: sổ năm {view.year - 1} đếm được {grouped(counted)}, "
            f"số liệu đã duyệt là {grouped(figures.baseline)}",
        )
        return
    if view.same_to >= view.before_first:
        words = f"{grouped(figures.same_period)}, từ {full_day(view.before_first)} đến {full_day(view.same_to)}"
        yield Formula("Cùng kỳ năm trước", words)
    if figures.same_period:
        yield Formula(
            "So cùng kỳ",
            f"({grouped(figures.used)} − {grouped(figures.same_period)}) ÷ {grouped(figures.same_period)}, "
            "làm tròn 4 số lẻ",
        )


def _pace(targets: UnitTargets, measure: str, view: CountingYear) -> Iterator[Formula]:
    figures = targets.of(measure)
    if figures.projected is None:
        return
    if figures.same_period:
        words = f"{grouped(figures.used)} × {grouped(figures.baseline or 0)} ÷ {grouped(figures.same_period)}"
    else:
        days = (view.last_day - view.first_day).days + 1
        elapsed = (view.counted_to - view.first_day).days + 1
        words = f"{grouped(figures.used)} × {days} ngày ÷ {elapsed} ngày"
    yield Formula("Ước cả năm", f"{words}, làm tròn thành {grouped(figures.projected)}")
    if figures.small_sample:
        yield Formula("Nguy cơ", f"số liệu năm trước dưới {SMALL_BASELINE} nên không xét nguy cơ vượt")
    if figures.runs_out_on:
        yield Formula(
            "Hết mức tối đa khoảng",
            f"đi thẳng từ {grouped(figures.used + figures.since)} ngày {full_day(view.day)} "
            f"đến {grouped(figures.projected)} ngày {full_day(view.last_day)}, "
            f"vượt {grouped(figures.ceiling or 0)} vào {full_day(figures.runs_out_on)}",
        )


def _hundredths(value: int) -> str:
    """A hundredfold value as it is written: 14790 → 147,9."""
    whole, rest = divmod(value, 100)
    return f"{grouped(whole)},{rest:02d}".rstrip("0") if rest else grouped(whole)
