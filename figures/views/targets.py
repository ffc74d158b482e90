"""How do the agency and its units stand against last year? Documents, conferences, the online share."""

from django.http import Http404
from django.shortcuts import render

from base.enums import YearCalendar
from base.table_workbook import Column, table_workbook
from figures.forms.targets import TargetChoice
from figures.queries.row_links import targets_url
from figures.queries.sentences import age_words
from figures.queries.target_page import ONLINE, TOPICS, TargetPage, get_target_unit, target_page
from organization.queries import home_agency, setting
from organization.views.responses import xlsx_response

REDUCTION_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Cả năm trước", "int"),
    Column("Mức cả năm", "int"),
    Column("Cùng kỳ năm trước", "int"),
    Column("Đến ngày chốt", "int"),
    Column("Từ đó đến nay", "int"),
    Column("Tối đa còn lại", "int"),
    Column("Ước cả năm", "int"),
    Column("Tình trạng", width=26),
)
TYPE_COLUMNS = (
    Column("Loại văn bản", width=34),
    Column("Cả năm trước", "int"),
    Column("Cùng kỳ năm trước", "int"),
    Column("Năm nay", "int"),
    Column("So cùng kỳ", "ratio"),
)
ONLINE_COLUMNS = (
    Column("Đơn vị", width=34),
    Column("Đã họp", "int"),
    Column("Trực tuyến", "int"),
    Column("Tỷ lệ", "ratio"),
    Column("Dự kiến", "int"),
    Column("Chưa ghi kết quả", "int"),
    Column("Cần thêm trực tuyến", "int"),
    Column("Tình trạng", width=20),
)


def targets(request):
    """The figures of the reader's agency."""
    return _page(request, _home_agency(request))


def target_unit(request, code):
    """The figures of one unit in sight, or of the reader's agency."""
    return _page(request, get_target_unit(request.actor, code))


def target_xlsx(request, code):
    """The table of the page as a workbook, with the same choice of target, year and day."""
    unit = get_target_unit(request.actor, code)
    form = _form(request)
    page = target_page(unit, form.topic, form.view, request.actor)
    title = f"{TOPICS[page.topic]} của {unit.name}"
    lines = [
        age_words(page.view, page.coverage),
        "".join(str(getattr(part, "value", part)) for part in page.sentence.parts),
    ]
    columns, rows = _table(page)
    return xlsx_response(table_workbook(title, lines, columns, rows), f"{title}, {page.view.label}")


def _page(request, unit):
    form = _form(request)
    page = target_page(unit, form.topic, form.view, request.actor)
    query = {"calendar": page.view.calendar, "year": str(page.view.year), "day": page.view.day.isoformat()}
    context = {
        "page": page,
        "unit": unit,
        "view": page.view,
        "before": page.view.year - 1,
        "choice": form,
        "topics": [
            {"name": name, "url": targets_url(unit.code, measure=topic, **query), "is_current": topic == page.topic}
            for topic, name in TOPICS.items()
        ],
        "chart": page.curve.as_json() if page.curve else None,
        "xlsx_url": targets_url(unit.code, xlsx=True, measure=page.topic, **query),
        "is_agency_page": any(post.agency_id == unit.pk for post in request.actor.posts),
    }
    return render(request, "figures/targets.html", context, status=200 if form.is_valid() else 422)


def _form(request) -> TargetChoice:
    return TargetChoice(
        request.GET, today=request.day, judged_calendar=setting("judged_calendar") or YearCalendar.REGISTER
    )


def _home_agency(request):
    agency = home_agency(request.actor)
    if agency is None:
        raise Http404
    return agency


def _table(page: TargetPage):
    """Columns and rows of the table on the page."""
    if page.topic == ONLINE:
        return ONLINE_COLUMNS, [
            (
                row.name,
                row.held,
                row.online,
                row.share,
                row.planned,
                row.unconfirmed,
                row.needed,
                row.mark.text if row.mark else "",
            )
            for row in page.online
        ]
    if page.table is None:
        rows = [*page.types, page.type_total] if page.type_total else []
        return TYPE_COLUMNS, [(row.name, row.whole_year, row.same_period, row.used, row.change) for row in rows]
    return REDUCTION_COLUMNS, [
        (
            row.name,
            row.baseline,
            row.ceiling,
            row.same_period,
            row.used,
            row.since,
            row.remaining,
            row.projected,
            row.state_words,
        )
        for row in (*page.table.rows, page.table.total)
    ]
