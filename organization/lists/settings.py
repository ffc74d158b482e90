"""Open points, days off and make-up days, reporting periods."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from base.lists import Act, Cell, GroupRow, ListColumn, ListDeclaration, Phone, acts_column
from base.marks import mark_of
from base.templatetags.ui import vndate, vnday
from organization.enums import CalendarExceptionKind
from organization.models import CalendarException
from organization.pages.history import timeline_entry
from organization.queries.open_points import OpenPoint


def setting_rows(groups: Iterable[tuple[str, list[OpenPoint]]]) -> Iterator[GroupRow | OpenPoint]:
    for name, points in groups:
        yield GroupRow(name)
        yield from points


def settings_list(*, can_change: bool) -> ListDeclaration:
    """Every open point; who may not change it may still read it."""

    def acts(point: OpenPoint) -> Act:
        url = reverse("organization:setting_change", args=[point.definition.key])
        return Act("Đổi" if can_change else "Xem", url, point.definition.label)

    return ListDeclaration(
        id="settings",
        title="Cài đặt",
        columns=(
            ListColumn(
                "point", "Điểm", lambda point: point.definition.label, width=44, phone=Phone.MAIN, is_row_heading=True
            ),
            ListColumn("value", "Đang áp dụng", lambda point: point.definition.words(point.raw), width=36, cell=_value),
            ListColumn("source", "Vì sao còn mở", lambda point: point.definition.source, width=60),
            ListColumn("last", "Đổi gần nhất", _last_words, width=32, cell=_last),
            acts_column(acts),
        ),
    )


def days_list(*, can_change: bool) -> ListDeclaration:
    """Days off and make-up days of a year."""

    def acts(one: CalendarException) -> Act:
        day = vndate(one.day)
        return Act(
            "Xóa",
            reverse("organization:calendar_remove", args=[one.pk]),
            day,
            posts={},
            confirm=f"Xóa {day} khỏi lịch? Hạn tính lại ngay theo lịch mới.",
            is_quiet=True,
        )

    return ListDeclaration(
        id="days",
        title="Ngày nghỉ, ngày làm bù",
        columns=(
            ListColumn(
                "day",
                "Ngày",
                lambda one: one.day,
                "date",
                14,
                cell=lambda one: vnday(one.day),
                phone=Phone.MAIN,
                css="tight",
                is_row_heading=True,
            ),
            ListColumn(
                "kind",
                "Là",
                lambda one: one.get_kind_display(),
                width=14,
                cell=lambda one: mark_of(CalendarExceptionKind(one.kind)),
                css="tight",
            ),
            ListColumn("note", "Căn cứ", lambda one: one.note, width=44),
            acts_column(acts, is_shown=can_change),
        ),
    )


PERIODS = ListDeclaration(
    id="periods",
    title="Kỳ báo cáo",
    columns=(
        ListColumn("period", "Kỳ", lambda line: line.period.name, width=24, phone=Phone.MAIN, is_row_heading=True),
        ListColumn("start", "Từ", lambda line: line.period.start, "date", 14),
        ListColumn("end", "Chốt", lambda line: line.period.end, "date", 14),
        ListColumn("due", "Đơn vị gửi", lambda line: line.due, "date", 14),
    ),
)


def _value(point: OpenPoint) -> Cell:
    definition = point.definition
    under = "mặc định" if point.is_default else f"mặc định: {definition.words(definition.default)}"
    return Cell(definition.words(point.raw), under=under, is_strong=True)


def _last_words(point: OpenPoint) -> str:
    return point.last.by_name if point.last else ""


def _last(point: OpenPoint) -> Cell:
    if point.last is None:
        return Cell("chưa đổi", is_quiet=True)
    return Cell(point.last.by_name, under=timeline_entry(point.last).line)
