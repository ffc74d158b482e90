"""Who stands behind the counts: the half-months of a unit, the matrix of all units, and the acts on them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Conflict, Forbidden, Refused
from base.lists import list_workbook, show_list
from base.page_parts import Link
from base.periods import half_month_of, year_of
from documents.forms.half_months import (
    MOST_SEEN,
    ConfirmForm,
    HalfMonthChoice,
    HandCountForm,
    VersionForm,
    administrative_types,
)
from documents.lists.half_months import CONFIRMING, MATRIX_TITLE, HalfMonthActs, matrix_list, unit_half_months_list
from documents.pages.half_months import Confirming, line_title, matrix_sentence, unit_page_url, unit_sentence
from documents.queries.half_month_matrix import Matrix, matrix_of, matrix_rows
from documents.queries.half_months import HalfLine, unit_half_months
from documents.rules.counting_year import BadCountingYear, CountingYear, counting_year
from documents.rules.half_months import (
    can_answer_for_counts,
    can_enter_counts_for,
    why_no_half_month,
    why_not_by_hand,
)
from documents.services.half_months import (
    confirm_half_months,
    enter_counts,
    remove_hand_counts,
    take_back_confirmation,
)
from organization.enums import Role
from organization.forms.entering import told_fields
from organization.forms.records import add_refusal
from organization.http import PageRequest
from organization.models import Unit
from organization.queries import get_visible_unit, home_agency, setting
from organization.rules.half_months import why_closed
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

UNITS_A_PAGE = 50
NO_RIGHT = "Số liệu của đơn vị do lãnh đạo đơn vị xác nhận, nhập; Văn phòng nhập thay khi đơn vị báo."


def half_months(request: PageRequest) -> HttpResponse:
    """One unit's half-months with ?unit=; without it the units of the agency, or the own one for who sees no other."""
    unit, form = _chosen(request)
    status = 200 if form.is_valid() else 422
    if unit is None:
        return render(request, "documents/half_month_matrix.html", _matrix_context(request, form), status=status)
    page = unit_half_months(unit, form.view)
    acts = _acts(request, unit, form.view)
    context = {
        "page": page,
        "unit": unit,
        "choice": form,
        "sentence": unit_sentence(page),
        "confirming": Confirming(page.due),
        "may_answer": acts.may_answer,
        "may_enter_for": acts.may_enter_for,
        "confirm_url": acts.confirm_url,
        "sees_all": _agency_in_sight(request) is not None,
        "list": show_list(
            request,
            unit_half_months_list(acts),
            page.lines,
            caption=f"Số văn bản từng nửa tháng, {page.view.label}",
            xlsx_url=f"{reverse('documents:half_months_xlsx')}?{urlencode({'unit': unit.code})}&{_query(form.view)}",
            sums={"count": page.total},
        ),
    }
    return render(request, "documents/half_months.html", context, status=status)


def half_months_xlsx(request: PageRequest) -> HttpResponse:
    """What the page shows as a workbook, the oldest first; of all units every half-month of the year."""
    unit, form = _chosen(request)
    lines = list_lines(request, form.view.label)
    if unit is None:
        matrix = _matrix(request, form, whole_year=True)
        content, title = list_workbook(matrix_list(matrix), lines, matrix_rows(matrix, matrix.listed)), MATRIX_TITLE
    else:
        declared = unit_half_months_list(_acts(request, unit, form.view))
        content = list_workbook(declared, lines, reversed(unit_half_months(unit, form.view).lines))
        title = f"Số liệu của {unit.name}"
    return xlsx_response(content, f"{title}, {form.view.label}")


# --- Acts -----------------------------------------------------------------------------------------


def confirm(request: PageRequest, code: str) -> HttpResponse:
    """Confirm one half-month (?start=) or all that wait: at once for the head, by a form where the Office does it."""
    unit = get_visible_unit(request.actor, code)
    told = _told(request, unit)
    _, choice = _chosen(request, unit)
    form = ConfirmForm(_sent(request), told=told)
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            halves = confirm_half_months(by=request.actor, unit=unit, seen=seen, entered=form.entered)
        except Forbidden:
            raise
        except Refused as refusal:
            add_refusal(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 200
        else:
            messages.success(request, f"Đã xác nhận số liệu {len(halves)} nửa tháng của {unit.name}.")
            return redirect(unit_page_url(unit, choice.view))
    confirming = Confirming(_asked_for(request, form, unit_half_months(unit, choice.view).due))
    if not confirming.lines:
        messages.info(request, "Không còn nửa tháng nào chờ xác nhận.")
        return redirect(unit_page_url(unit, choice.view))
    if form.is_bound:
        form.take_seen(confirming.seen)
    else:
        form.initial["seen"] = confirming.seen
    page = FormPage(
        heading=f"Xác nhận số liệu của {unit.name}",
        submit=f"Xác nhận {confirming.span}",
        back=Link("Số liệu từng nửa tháng", unit_page_url(unit, choice.view)),
        path=(Link("Số liệu từng nửa tháng", unit_page_url(unit, choice.view)),),
    )
    context = {
        "form": form,
        "page": page,
        "confirming": confirming,
        "list": show_list(request, CONFIRMING, confirming.lines, page_size=MOST_SEEN),
        "is_entered": bool(told),
    }
    return render(request, "documents/half_month_confirm.html", context, status=status)


def take_back(request: PageRequest, code: str, start: str) -> HttpResponse:
    """Take a confirmation back."""
    return _one_act(
        request,
        code,
        start,
        take_back_confirmation,
        heading="Bỏ xác nhận số liệu",
        intro="Đơn vị không còn đứng sau con số này cho đến khi xác nhận lại. Văn phòng được báo.",
        done="Đã bỏ xác nhận",
    )


def remove_hand(request: PageRequest, code: str, start: str) -> HttpResponse:
    """Drop the counts typed by hand."""
    return _one_act(
        request,
        code,
        start,
        remove_hand_counts,
        heading="Bỏ số nhập tay",
        intro="Các số đã nhập tay của nửa tháng này bị bỏ; sau đó ghi được theo sổ, hoặc nhập lại.",
        done="Đã bỏ số nhập tay",
    )


def enter(request: PageRequest, code: str, start: str) -> HttpResponse:
    """Type counts by hand, by type."""
    unit = get_visible_unit(request.actor, code)
    told = _told(request, unit)
    line, view = _line(request, unit, start)
    url = unit_page_url(unit, view)
    if why := line.half and (why_closed(line.half) or why_not_by_hand(line.half)):
        messages.error(request, why)
        return redirect(url)
    typed = HandCountForm.initial_of(line.half) if line.half and line.is_by_hand else {"version": line.version}
    form = HandCountForm(
        _sent(request),
        types=administrative_types(),
        told=told,
        initial={name: value for name, value in typed.items() if value},
    )
    if request.method == "POST" and form.is_valid():
        act = {"by": request.actor, "unit": unit, "start": line.start, "version": form.cleaned_data["version"]}
        if attempt(form, lambda: enter_counts(**act, counts=form.counts, entered=form.entered)):
            messages.success(
                request, f"Đã ghi {sum(form.counts.values())} văn bản cho {line_title(line)}. Còn chờ xác nhận."
            )
            return redirect(url)
    back = Link("Số liệu từng nửa tháng", url)
    heading = f"Nhập số văn bản {line_title(line)} của {unit.name}"
    page = FormPage(
        heading, "Lưu", back, (back,), extra={"line": line, "unit": unit}, template="documents/half_month_enter.html"
    )
    return show_form(request, form, page)


# --- Parts ----------------------------------------------------------------------------------------


def _agency_in_sight(request: PageRequest) -> Unit | None:
    """The agency whose units the person sees side by side: office, clerk and leader."""
    agency = home_agency(request.actor)
    return agency if agency and request.actor.sees(agency.path) else None


def _chosen(request: PageRequest, unit: Unit | None = None) -> tuple[Unit | None, HalfMonthChoice]:
    """The unit of the address (404 outside the sight), the own one for who sees no other, or None for all units."""
    actor = request.actor
    code = request.GET.get("unit", "")
    if unit is None and code:
        unit = get_visible_unit(actor, code)
    sees_all = _agency_in_sight(request) is not None
    if unit is None and not sees_all:
        unit = _own_unit(request)
    form = HalfMonthChoice(
        {**request.GET.dict(), "unit": unit.code if unit else ""},
        units=Unit.objects.visible_to(actor),
        empty="Tất cả đơn vị" if sees_all else "Đơn vị của đồng chí",
        today=request.day,
        judged_calendar=setting("judged_calendar"),
    )
    return unit, form


def _own_unit(request: PageRequest) -> Unit:
    """The unit the person heads, else the one they work in."""
    order: dict[str, int] = {Role.HEAD: 0, Role.STAFF: 1}
    post = min(request.actor.posts, key=lambda post: order.get(post.role, 2), default=None)
    if post is None:
        raise Http404
    return Unit.objects.get(pk=post.unit_id)


def _acts(request: PageRequest, unit: Unit, view: CountingYear) -> HalfMonthActs:
    return HalfMonthActs(
        unit=unit,
        confirm_url=f"{reverse('documents:half_months_confirm', args=[unit.code])}?{_query(view)}",
        may_answer=can_answer_for_counts(request.actor, unit.path) is not None,
        may_enter_for=can_enter_counts_for(request.actor, unit.path) is not None,
    )


def _matrix(request: PageRequest, form: HalfMonthChoice, *, whole_year: bool) -> Matrix:
    agency = _agency_in_sight(request)
    if agency is None:
        raise Http404
    return matrix_of(agency, form.view, only_missing=request.GET.get("missing") == "1", whole_year=whole_year)


def _matrix_context(request: PageRequest, form: HalfMonthChoice) -> dict[str, Any]:
    matrix = _matrix(request, form, whole_year=False)
    return {
        "matrix": matrix,
        "choice": form,
        "sentence": matrix_sentence(matrix),
        "only_missing": request.GET.get("missing") == "1",
        "list": show_list(
            request,
            matrix_list(matrix),
            matrix.listed,
            total=len(matrix.listed),
            facts_of=lambda units, _: matrix_rows(matrix, units),
            xlsx_url=f"{reverse('documents:half_months_xlsx')}?{request.GET.urlencode()}",
            page_size=UNITS_A_PAGE,
        ),
    }


def _told(request: PageRequest, unit: Unit) -> dict[str, forms.Field]:
    """The fields an entry for the unit adds: none for its head, who told it for the Office; 403 for anybody else."""
    if can_answer_for_counts(request.actor, unit.path):
        return {}
    if can_enter_counts_for(request.actor, unit.path):
        return told_fields(unit.path, [Role.HEAD], request.day)
    raise Forbidden(NO_RIGHT)


def _line(request: PageRequest, unit: Unit, start: str) -> tuple[HalfLine, CountingYear]:
    """The half-month of the address with the year it lies in; 404 for a day that begins none or is not over."""
    try:
        day = date.fromisoformat(start)
        calendar = setting("judged_calendar")
        view = counting_year(calendar, year_of(calendar, day), request.day)
    except (ValueError, BadCountingYear):
        raise Http404 from None
    line = None if why_no_half_month(unit, day, request.day) else unit_half_months(unit, view).line(half_month_of(day))
    if line is None:
        raise Http404
    return line, view


def _asked_for(request: PageRequest, form: ConfirmForm, due: tuple[HalfLine, ...]) -> tuple[HalfLine, ...]:
    """Of the half-months that wait those the person spoke of: named in the form, or by ?start=, else all."""
    if form.is_bound and (seen := form.cleaned_data.get("seen")):
        named = {one.start for one in seen}
    elif start := request.GET.get("start"):
        named = {line.start for line in due if line.start.isoformat() == start}
    else:
        return due
    return tuple(line for line in due if line.start in named)


def _one_act(
    request: PageRequest, code: str, start: str, act: Callable[..., Any], *, heading: str, intro: str, done: str
) -> HttpResponse:
    """One act on one half-month: pressed by the head, or filled in by the Office with who told it."""
    unit = get_visible_unit(request.actor, code)
    told = _told(request, unit)
    line, view = _line(request, unit, start)
    url = unit_page_url(unit, view)
    form = VersionForm(_sent(request), told=told, initial={"version": line.version})
    if request.method == "POST":
        if form.is_valid():
            version = form.cleaned_data["version"]
            values = {"by": request.actor, "unit": unit, "start": line.start, "version": version}
            if attempt(form, lambda: act(**values, entered=form.entered)):
                messages.success(request, f"{done} {line_title(line)} của {unit.name}.")
                return redirect(url)
        if not told or "version" in form.errors:
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
            return redirect(url)
    back = Link("Số liệu từng nửa tháng", url)
    page = FormPage(f"{heading} {line_title(line)} của {unit.name}", heading, back, (back,), intro=intro)
    return show_form(request, form, page)


def _sent(request: PageRequest) -> QueryDict | None:
    """What a form is bound to: an empty POST is one that lacks everything, not a page asked for."""
    return request.POST if request.method == "POST" else None


def _query(view: CountingYear) -> str:
    return urlencode({"year": view.year, "calendar": view.calendar})
