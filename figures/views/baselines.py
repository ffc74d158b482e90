"""What was counted last year, who stands behind each figure, and what a leader gave a unit for this year."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden, Refused
from base.lists import list_workbook, show_list
from base.page_parts import Link
from base.periods import year_of
from figures.forms.baselines import (
    AnswerForm,
    BaselineForm,
    CeilingForm,
    RecordedAgreementForm,
    VersionForm,
    YearForm,
)
from figures.lists.baselines import baseline_cells_list, baseline_sums, baselines_list
from figures.pages.baselines import baseline_unit_url, baselines_url
from figures.queries.baselines import (
    BaselineBoard,
    baseline_board,
    baseline_unit_page,
    get_visible_baseline,
    get_visible_ceiling,
    leader_posts,
)
from figures.rules.baselines import can_approve_baseline, can_assign_ceiling, can_enter_baseline, can_propose_ceiling
from figures.services.baselines import BaselineKey, approve_baseline, decline_baseline, enter_baseline
from figures.services.ceilings import (
    agree_ceiling,
    assign_ceiling,
    decline_ceiling,
    propose_ceiling,
    record_agreement,
)
from organization.http import PageRequest
from organization.models import Unit
from organization.pages.marks import RECORDED_DECISION
from organization.queries import get_visible_unit, home_agency, setting
from organization.services.decisions import DecisionFacts
from organization.views.responses import list_lines, only_post, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

MOST_UNITS = 1000  # the units of one agency stand on one page


def baselines(request: PageRequest) -> HttpResponse:
    """Every unit in sight with its figures of one year."""
    board, form = _board(request)
    context = {
        "agency": board.agency,
        "year": board.year,
        "choice": form,
        "list": show_list(
            request,
            baselines_list(board),
            board.rows,
            sums=baseline_sums(board) if request.actor.sees(board.agency.path) else None,
            xlsx_url=f"{reverse('figures:target_baselines_xlsx')}?{urlencode({'year': board.year})}",
            page_size=MOST_UNITS,
        ),
    }
    return render(request, "figures/baselines.html", context)


def baselines_xlsx(request: PageRequest) -> HttpResponse:
    """The same list as a workbook."""
    board, _ = _board(request)
    declared = baselines_list(board)
    return xlsx_response(list_workbook(declared, list_lines(request), board.rows), declared.title)


def baseline_unit(request: PageRequest, code: str) -> HttpResponse:
    """One unit's figures of one year: in force, waiting, restated; and its ceilings for the year after."""
    unit = get_visible_unit(request.actor, code)
    year, form = _year(request)
    page = baseline_unit_page(request.actor, unit, year)
    context = {
        "page": page,
        "unit": unit,
        "year": year,
        "choice": form,
        "recorded": RECORDED_DECISION,
        "list": show_list(request, baseline_cells_list(unit, year, may_enter=page.may_enter), page.cells),
    }
    return render(request, "figures/baseline_unit.html", context)


def baseline_enter(request: PageRequest, code: str) -> HttpResponse:
    """Enter a figure, or one that replaces the approved one."""
    unit = get_visible_unit(request.actor, code)
    if can_enter_baseline(request.actor, unit.path) is None:
        raise Forbidden("Chỉ lãnh đạo đơn vị, Văn phòng hoặc văn thư được nhập số liệu năm trước của đơn vị này.")
    year, _ = _year(request)
    form = BaselineForm(request.POST or None, unit=unit, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = BaselineKey(unit=unit, year=year, calendar=values.pop("calendar"), measure=values.pop("measure"))
        done = attempt(
            form, lambda: enter_baseline(by=request.actor, key=key, url=baseline_unit_url(unit, year), **values)
        )
        if done:
            messages.success(request, "Đã ghi số liệu. Số này có hiệu lực khi người khác duyệt.")
            return redirect(baseline_unit_url(unit, year))
    return show_form(
        request, form, _form_page(unit, year, f"Nhập số liệu năm {year} của {unit.name}", "Lưu, chờ duyệt")
    )


@only_post
def baseline_approve(request: PageRequest, pk: int) -> HttpResponse:
    """Put a waiting figure in force."""
    found = get_visible_baseline(request.actor, pk)
    if can_approve_baseline(request.actor, found.unit.path, entered_by=found.entered_by_id) is None:
        raise Forbidden("Chỉ người được duyệt số liệu này mới duyệt được; người nhập không tự duyệt.")
    url = baseline_unit_url(found.unit, found.year)
    return _press(
        request,
        url,
        lambda version: approve_baseline(by=request.actor, baseline=found, version=version, url=url),
        f"Đã duyệt số liệu năm {found.year} của {found.unit.name}.",
    )


def baseline_decline(request: PageRequest, pk: int) -> HttpResponse:
    """Send a waiting figure back with the reason."""
    found = get_visible_baseline(request.actor, pk)
    if can_approve_baseline(request.actor, found.unit.path, entered_by=found.entered_by_id) is None:
        raise Forbidden("Chỉ người được duyệt số liệu này mới trả lại được.")
    form = AnswerForm(request.POST or None, initial={"version": found.version})
    url = baseline_unit_url(found.unit, found.year)
    if request.method == "POST" and form.is_valid():
        act = {"by": request.actor, "baseline": found, "url": url, **form.cleaned_data}
        if attempt(form, lambda: decline_baseline(**act)):
            messages.success(request, "Đã trả lại số liệu kèm lý do.")
            return redirect(url)
    return show_form(request, form, _form_page(found.unit, found.year, "Không duyệt số liệu", "Trả lại"))


# --- Ceilings -------------------------------------------------------------------------------------


def ceiling_new(request: PageRequest, code: str) -> HttpResponse:
    """The office proposes a ceiling; a leader in charge gives it straight away."""
    unit = get_visible_unit(request.actor, code)
    year, _ = _year(request)
    decides = can_assign_ceiling(request.actor, unit.path) is not None
    if not decides and can_propose_ceiling(request.actor, unit.path) is None:
        raise Forbidden("Số tối đa do lãnh đạo phụ trách giao; Văn phòng trình lãnh đạo.")
    form = CeilingForm(request.POST or None, unit=unit)
    url = baseline_unit_url(unit, year)
    if request.method == "POST" and form.is_valid():
        write = assign_ceiling if decides else propose_ceiling
        act = {"by": request.actor, "unit": unit, "year": year + 1, "url": url, **form.cleaned_data}
        if attempt(form, lambda: write(**act)):
            messages.success(request, "Đã giao số tối đa." if decides else "Đã trình lãnh đạo phụ trách.")
            return redirect(url)
    heading = f"{'Giao' if decides else 'Trình lãnh đạo giao'} số tối đa năm {year + 1} cho {unit.name}"
    return show_form(request, form, _form_page(unit, year, heading, "Giao" if decides else "Trình lãnh đạo"))


@only_post
def ceiling_agree(request: PageRequest, pk: int) -> HttpResponse:
    """The leader agrees to what the office proposed."""
    found = get_visible_ceiling(request.actor, pk)
    if can_assign_ceiling(request.actor, found.unit.path) is None:
        raise Forbidden("Chỉ lãnh đạo phụ trách đơn vị cho ý kiến về số tối đa.")
    url = baseline_unit_url(found.unit, found.year - 1)
    return _press(
        request,
        url,
        lambda version: agree_ceiling(by=request.actor, proposed=found, version=version, url=url),
        f"Đã giao tối đa {found.ceiling} cho {found.unit.name}.",
    )


def ceiling_decline(request: PageRequest, pk: int) -> HttpResponse:
    """The leader does not agree, and says why."""
    found = get_visible_ceiling(request.actor, pk)
    if can_assign_ceiling(request.actor, found.unit.path) is None:
        raise Forbidden("Chỉ lãnh đạo phụ trách đơn vị cho ý kiến về số tối đa.")
    form = AnswerForm(request.POST or None, initial={"version": found.version})
    url = baseline_unit_url(found.unit, found.year - 1)
    if request.method == "POST" and form.is_valid():
        act = {"by": request.actor, "proposed": found, "url": url, **form.cleaned_data}
        if attempt(form, lambda: decline_ceiling(**act)):
            messages.success(request, "Đã ghi ý kiến; số đang áp dụng giữ nguyên.")
            return redirect(url)
    return show_form(request, form, _form_page(found.unit, found.year - 1, "Cho ý kiến khác", "Ghi ý kiến"))


def ceiling_record(request: PageRequest, pk: int) -> HttpResponse:
    """The office writes down that a leader agreed elsewhere."""
    found = get_visible_ceiling(request.actor, pk)
    if can_propose_ceiling(request.actor, found.unit.path) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi nhận ý kiến lãnh đạo.")
    form = RecordedAgreementForm(
        request.POST or None,
        leaders=leader_posts(found.unit, request.day),
        initial={"version": found.version, "decided_on": request.day},
    )
    url = baseline_unit_url(found.unit, found.year - 1)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = DecisionFacts(
            leader_post_id=values["leader"],
            decided_on=values["decided_on"],
            channel=values["channel"],
            reference=values["reference"],
        )
        act = {"by": request.actor, "proposed": found, "version": values["version"], "facts": facts, "url": url}
        if attempt(form, lambda: record_agreement(**act)):
            messages.success(request, "Đã ghi nhận ý kiến lãnh đạo; lãnh đạo được báo và trả lời được nếu không đúng.")
            return redirect(url)
    page = _form_page(found.unit, found.year - 1, "Ghi nhận ý kiến lãnh đạo", "Ghi nhận")
    return show_form(request, form, page)


# --- Parts ----------------------------------------------------------------------------------------


def _year(request: PageRequest) -> tuple[int, YearForm]:
    """The year asked for, by default the one before the year people are judged by now."""
    usual = year_of(setting("judged_calendar"), request.day) - 1
    form = YearForm({"year": request.GET.get("year") or usual})
    return (form.cleaned_data["year"] if form.is_valid() else usual), form


def _board(request: PageRequest) -> tuple[BaselineBoard, YearForm]:
    agency = home_agency(request.actor)
    if agency is None:
        raise Http404
    year, form = _year(request)
    return baseline_board(request.actor, agency, year), form


def _form_page(unit: Unit, year: int, heading: str, submit: str) -> FormPage:
    back = Link(f"Số liệu năm {year} của {unit.name}", baseline_unit_url(unit, year))
    board = Link("Số liệu năm trước", baselines_url(year))
    return FormPage(heading=heading, submit=submit, back=back, path=(board, back))


def _press(request: PageRequest, url: str, act: Callable[[int], object], done: str) -> HttpResponse:
    """A single button with the version the person saw; a missing right stays a 403."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa nhận đủ dữ liệu. Tải lại trang rồi bấm lần nữa.")
        return redirect(url)
    try:
        act(form.cleaned_data["version"])
    except Forbidden:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(url)
