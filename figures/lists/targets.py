"""The lists on the page of the targets: by unit, the online share, by type, by half-month, by day kept."""

from collections.abc import Callable
from typing import Any

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from base.templatetags.ui import decimal1, percent, signed_percent
from base.written import day_month
from documents.rules.counting_year import CountingYear
from figures.pages.addresses import (
    before_url,
    online_url,
    same_period_url,
    since_url,
    targets_url,
    used_url,
)
from figures.pages.marks import state_mark
from figures.pages.rows import online_row_mark, row_mark, row_name, row_state
from figures.pages.words import TITLES
from figures.queries.target_page import KeptDay, TypeRow
from figures.queries.target_rows import OnlineRow, RowKind, TargetRow
from figures.rules.baselines import DOCUMENTS
from meetings.enums import OnlineSet
from meetings.rules.online import AllConferences

RowsUrl = Callable[..., str]


def unit_targets_list(view: CountingYear, measure: str) -> ListDeclaration:
    """The figures of one measure by unit; the columns name the years they speak of."""
    before, until = view.year - 1, day_month(view.counted_to)

    def opens(number: str, url: RowsUrl) -> Callable[[TargetRow], Cell]:
        return lambda row: _linked(getattr(row, number), _rows_url(row, url, view))

    after = "Sau đó" if view.is_over else f"Từ {day_month(view.since_from)} đến {day_month(view.since_to)}"
    return ListDeclaration(
        id="figures",
        title=TITLES[measure],
        columns=(
            _unit_column(view, measure),
            _number("baseline", f"Cả năm {before}", opens("baseline", before_url), "Cả năm trước"),
            _number("ceiling", f"Mức tối đa {view.year}", lambda row: _ceiling(row, view), "Mức cả năm"),
            _number("same_period", f"Cùng kỳ {before}", opens("same_period", same_period_url), "Cùng kỳ năm trước"),
            _number("used", f"Đến hết {until}", opens("used", used_url), "Đến ngày chốt"),
            _number("since", after, opens("since", since_url), "Từ đó đến nay"),
            _number("remaining", "Tối đa còn lại", _remaining),
            _number("projected", "Ước cả năm"),
            ListColumn("state", "Tình trạng", row_state, width=26, cell=_state),
        ),
    )


def online_list(view: CountingYear) -> ListDeclaration:
    """The online share by unit: of the set that is judged, and over all hội nghị of the year."""

    def opens(number: str, group: OnlineSet) -> Callable[[OnlineRow], Cell]:
        return lambda row: Cell(getattr(row, number), url=_online_url(row, group, view))

    return ListDeclaration(
        id="figures",
        title=TITLES["online"],
        columns=(
            _unit_column(view, "online"),
            _number("held", "Đã họp", opens("held", OnlineSet.HELD)),
            _number("online", "Trực tuyến", opens("online", OnlineSet.ONLINE)),
            ListColumn("share", "Tỷ lệ", lambda row: row.share, "ratio", cell=lambda row: str(percent(row.share))),
            _number("planned", "Dự kiến", opens("planned", OnlineSet.PLANNED)),
            _number("unconfirmed", "Chưa ghi kết quả", opens("unconfirmed", OnlineSet.UNCONFIRMED)),
            _number("needed", "Cần thêm trực tuyến"),
            ListColumn(
                "state",
                "Tình trạng",
                lambda row: mark.text if (mark := online_row_mark(row)) else "",
                width=20,
                cell=online_row_mark,
            ),
            ListColumn(
                "all",
                "Trên mọi hội nghị",
                lambda row: _share_words(row.every),
                cell=lambda row: _linked_share(row, view),
                in_workbook=False,
            ),
            workbook_column("all_held", "Mọi hội nghị: đã họp", lambda row: row.every.held, "int"),
            workbook_column("all_online", "Mọi hội nghị: trực tuyến", lambda row: row.every.online, "int"),
            workbook_column("all_share", "Mọi hội nghị: tỷ lệ", lambda row: row.every.share, "ratio"),
        ),
    )


def type_list(view: CountingYear, unit_code: str, *, may_open_rows: bool) -> ListDeclaration:
    """Counted documents by type: last year, the same period of it, this year."""

    def opens(number: str, url: RowsUrl) -> Callable[[TypeRow], Cell]:
        def cell(row: TypeRow) -> Cell:
            return Cell(getattr(row, number), url=url(DOCUMENTS, unit_code, view, type=row.code) if row.code else "")

        return cell if may_open_rows else lambda row: Cell(getattr(row, number))

    before = view.year - 1
    return ListDeclaration(
        id="types",
        title="Theo loại văn bản",
        columns=(
            ListColumn(
                "name",
                "Loại",
                lambda row: row.name or "Cộng",
                width=34,
                sheet_heading="Loại văn bản",
                phone=Phone.MAIN,
                is_row_heading=True,
            ),
            _number("whole_year", f"Cả năm {before}", opens("whole_year", before_url), "Cả năm trước"),
            _number("same_period", f"Cùng kỳ {before}", opens("same_period", same_period_url), "Cùng kỳ năm trước"),
            _number("used", f"Năm {view.year}", opens("used", used_url), "Năm nay"),
            ListColumn(
                "change",
                "So cùng kỳ",
                lambda row: row.change,
                "ratio",
                cell=lambda row: str(signed_percent(row.change)),
            ),
        ),
    )


def curve_list(view: CountingYear, ceiling: int | None) -> ListDeclaration:
    """The numbers of the chart, half-month by half-month."""
    return ListDeclaration(
        id="curve-points",
        title="Số liệu lũy kế theo nửa tháng",
        columns=(
            ListColumn(
                "day",
                "Đến hết ngày",
                lambda point: point.day,
                "date",
                phone=Phone.MAIN,
                is_row_heading=True,
                css="date",
            ),
            _number("this_year", f"Năm {view.year}"),
            _number("last_year", f"Năm {view.year - 1}, cùng nửa tháng"),
            ListColumn("ceiling", "Mức tối đa cả năm", lambda point: ceiling, "int"),
            ListColumn(
                "projected",
                "Theo tiến độ hiện nay",
                lambda point: point.projected,
                "ratio",
                cell=lambda point: str(decimal1(point.projected)),
            ),
        ),
    )


KEPT_DAYS = ListDeclaration(
    id="kept-days",
    title="Số liệu đã giữ từng ngày",
    columns=(
        ListColumn("day", "Ngày", lambda kept: kept.day, "date", phone=Phone.MAIN, is_row_heading=True, css="date"),
        ListColumn("issued", "Đã tính đến ngày đó", lambda kept: kept.issued, "int"),
        ListColumn("remaining", "Tối đa còn lại", lambda kept: kept.remaining, "int"),
        ListColumn("projected", "Ước cả năm", lambda kept: kept.projected, "int"),
        ListColumn("state", "Tình trạng", lambda kept: _kept_state(kept)),
    ),
)


# --- Parts ----------------------------------------------------------------------------------------


def _linked(number: int | None, url: str) -> Cell:
    """A number that opens what stands behind it; nothing stands behind a figure that does not exist."""
    return Cell(number, url=url if number is not None else "")


def _kept_state(kept: KeptDay) -> Any:
    return state_mark(kept.state, kept.remaining)


def _number(
    key: str, heading: str, cell: Callable[[Any], Any] | None = None, sheet_heading: str = "", width: int = 16
) -> ListColumn:
    """A count: absent is a dash, nought stands back."""
    draw = cell or (lambda row: Cell(getattr(row, key)) if getattr(row, key) is not None else None)
    return ListColumn(key, heading, lambda row: getattr(row, key), "int", width, cell=draw, sheet_heading=sheet_heading)


def _unit_column(view: CountingYear, measure: str) -> ListColumn:
    def cell(row: TargetRow | OnlineRow) -> Cell:
        return Cell(row_name(row), url=_page_url(row, view, measure))

    return ListColumn("unit", "Đơn vị", row_name, width=34, cell=cell, phone=Phone.MAIN, is_row_heading=True)


def _page_url(row: TargetRow | OnlineRow, view: CountingYear, measure: str, anchor: str = "") -> str:
    if row.kind is not RowKind.UNIT or row.unit is None:
        return ""
    return targets_url(row.unit.code, anchor=anchor, measure=measure, calendar=view.calendar, year=str(view.year))


def _rows_url(row: TargetRow, url: RowsUrl, view: CountingYear) -> str:
    if not row.may_open_rows or row.unit is None:
        return ""
    return url(row.measure, row.unit.code, view, subtree=row.kind is RowKind.UNIT)


def _online_url(row: OnlineRow, group: OnlineSet, view: CountingYear) -> str:
    return online_url(group, row.unit.code, view) if row.may_open_rows and row.unit else ""


def _share_words(every: AllConferences) -> str:
    """ "7 trên 15 (46,7%)"; nothing where no conference was held."""
    return f"{every.online} trên {every.held} ({percent(every.share)})" if every.held else ""


def _linked_share(row: OnlineRow, view: CountingYear) -> Cell:
    return Cell(_share_words(row.every), url=_online_url(row, OnlineSet.ALL_HELD, view) if row.every.held else "")


def _ceiling(row: TargetRow, view: CountingYear) -> Cell:
    return _linked(row.ceiling, _page_url(row, view, row.measure, anchor="cach-tinh"))


def _remaining(row: TargetRow) -> Cell:
    is_exceeded = row.remaining is not None and row.remaining < 0
    return Cell(row.remaining, tone="red" if is_exceeded else "", is_strong=row.remaining is not None)


def _state(row: TargetRow) -> Any:
    return row_mark(row) or Cell(row_state(row) or None, is_quiet=True)
