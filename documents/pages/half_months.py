"""What the pages of half-months say: states, sentences, what one press confirms, what may be done with a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from base.marks import Mark, mark_of
from base.page_parts import Figure, SentenceFigure
from base.periods import half_month_end, half_month_words, year_of
from documents.pages.marks import ENOUGH
from documents.queries.half_month_matrix import Matrix
from documents.queries.half_months import HalfLine, UnitHalfMonths
from documents.rules.counting_year import CountingYear
from documents.rules.half_months import DUE_STATES, CountState, stretch_words
from organization.models import Unit

MOST_TYPES = 3
MOST_NAMED = 4

SHORT_WORDS = {
    CountState.MISSING: "thiếu",
    CountState.HELD: "chưa xác nhận",
    CountState.CONFIRMED: "đã xác nhận",
    CountState.NIL: "không phát sinh",
    CountState.CHANGED: "đã đổi",
}


# --- Addresses ------------------------------------------------------------------------------------


def half_months_url(unit: Unit, start: date, calendar: str) -> str:
    """The page of a unit's half-months in the year of `start`, in a calendar."""
    query = {"unit": unit.code, "year": year_of(calendar, start)}
    return f"{reverse('documents:half_months')}?{urlencode(query)}"


def unit_page_url(unit: Unit, view: CountingYear) -> str:
    """The page of a unit's half-months in the year that is looked at."""
    query = {"unit": unit.code, "year": view.year, "calendar": view.calendar}
    return f"{reverse('documents:half_months')}?{urlencode(query)}"


def act_url(name: str, unit: Unit, start: date) -> str:
    """The address of an act on one half-month: `enter`, `remove`, `take_back`."""
    return reverse(f"documents:half_month_{name}", args=[unit.code, start.isoformat()])


# --- Lines ----------------------------------------------------------------------------------------


def type_words(line: HalfLine) -> str:
    """ "công văn 7, báo cáo 3, tờ trình 1, loại khác 2"."""
    shown = [f"{name.lower()} {count}" for name, count in line.types[:MOST_TYPES]]
    rest = sum(count for _, count in line.types[MOST_TYPES:])
    return ", ".join([*shown, *([f"loại khác {rest}"] if rest else [])])


def seen_words(lines: Sequence[HalfLine]) -> str:
    """What the person sees, as the form carries it: "2026-06-01:1:12 2026-05-15:1:9"."""
    return " ".join(f"{line.start.isoformat()}:{line.version}:{line.count}" for line in lines)


def confirm_words(line: HalfLine) -> str:
    """The button that confirms one half-month."""
    words = {CountState.MISSING: "Không phát sinh", CountState.CHANGED: "Xác nhận lại"}
    return words.get(line.state, "Xác nhận")


@dataclass(frozen=True)
class Confirming:
    """What one press of the button confirms: the half-months, the numbers, and which of them hold nothing."""

    lines: tuple[HalfLine, ...]

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def span(self) -> str:
        return stretch_words(sorted(line.start for line in self.lines))

    @property
    def nil(self) -> str:
        """The half-months that will stand as "không phát sinh"; "" for none."""
        return stretch_words(sorted(line.start for line in self.lines if line.state == CountState.MISSING))

    @property
    def changed(self) -> str:
        """Those that were confirmed before and count another number now; "" for none."""
        return stretch_words(sorted(line.start for line in self.lines if line.state == CountState.CHANGED))

    @property
    def seen(self) -> str:
        return seen_words(self.lines)

    @property
    def first(self) -> date:
        return min(line.start for line in self.lines)

    @property
    def until(self) -> date:
        """The last day of the last of them."""
        return max(line.end for line in self.lines)


# --- Sentences ------------------------------------------------------------------------------------


def unit_sentence(page: UnitHalfMonths) -> SentenceFigure:
    """How many half-months of the unit stand confirmed, and which do not."""
    title, view = "Xác nhận số liệu", page.view
    age = f"Số văn bản hành chính của riêng đơn vị · {view.label}"
    if not page.lines:
        first = half_month_end(view.first_day)
        words = f"Chưa có nửa tháng nào trọn trong {view.label}; nửa tháng đầu hết ngày {first:%d/%m}."
        return SentenceFigure(title, [words], None, age)
    parts: list[str | Figure] = [
        "Đã xác nhận ",
        Figure(f"{page.confirmed}/{len(page.lines)}"),
        f" nửa tháng đến hết {_until(view)}",
    ]
    if page.confirmed == len(page.lines):
        parts += [": ", Figure(page.total, unit="văn bản"), "."]
        return SentenceFigure(title, parts, mark_of(CountState.CONFIRMED), age)
    waiting = [line for line in reversed(page.lines) if line.state in DUE_STATES]
    parts.append(f"; còn {stretch_words(line.start for line in waiting)}.")
    only_changed = {line.state for line in waiting} == {CountState.CHANGED}
    return SentenceFigure(title, parts, mark_of(CountState.CHANGED if only_changed else CountState.HELD), age)


def matrix_sentence(matrix: Matrix) -> SentenceFigure:
    """How many units are in, and the first of those that are not."""
    title, view = "Đơn vị đủ số liệu", matrix.view
    age = f"Văn bản hành chính · {view.label} · đủ là đã xác nhận, có trong sổ hoặc nhập tay"
    if not matrix.columns:
        return SentenceFigure(title, [f"Chưa có nửa tháng nào của {view.label} hết hẳn."], None, age)
    parts: list[str | Figure] = [
        Figure(f"{matrix.units_in}/{matrix.units_all}"),
        f" đơn vị đủ số liệu đến hết {_until(view)}",
    ]
    if not matrix.missing:
        parts.append(".")
        return SentenceFigure(title, parts, ENOUGH, age)
    named = "; ".join(f"{unit.name} thiếu {stretch_words(starts)}" for unit, starts in matrix.missing[:MOST_NAMED])
    more = f" và {len(matrix.missing) - MOST_NAMED} đơn vị khác" if len(matrix.missing) > MOST_NAMED else ""
    parts.append(f"; {named}{more}.")
    return SentenceFigure(title, parts, missing_mark("Còn thiếu"), age)


def missing_mark(words: str) -> Mark:
    return mark_of(CountState.MISSING).with_text(words)


def line_title(line: HalfLine) -> str:
    """A half-month as the acts name it: "01/06–14/06"."""
    return half_month_words(line.start)


def _until(view: CountingYear) -> str:
    return f"{view.counted_to:%d/%m}"
