"""The outgoing register: the list, the list as a workbook, one row, and its changes by hand."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.lists import list_workbook, show_list
from base.page_parts import Link
from documents.forms.register import CountForm, RegisterFilter, RowForm
from documents.lists.register import REGISTER
from documents.models import RegisterRow
from documents.pages.marks import COUNTED_ROW, NOT_COUNTED_ROW, UNREVIEWED
from documents.pages.register import choice_words, path_to_register, row_timeline, row_url
from documents.queries.register import (
    RegisterChoice,
    get_visible_row,
    history_of_row,
    keeping_agency,
    register_rows,
    totals_of,
    units_in_sight,
)
from documents.querysets import RegisterRowQuerySet
from documents.rules.register_access import can_keep_register
from documents.services.register_import import REGISTER as REGISTER_FILE
from documents.services.register_rows import RowContent, add_row, decide_count, edit_row
from organization.http import PageRequest
from organization.models import ImportFile, Unit
from organization.queries import home_agency
from organization.views.responses import list_lines, xlsx_response
from organization.views.saving import FormPage, attempt, show_form


def register(request: PageRequest) -> HttpResponse:
    """Rows in sight, newest first, from the beginning of the year unless the address says other days."""
    form, choice = _choice(request)
    rows = _rows(request, choice)
    totals = totals_of(rows)
    agency = home_agency(request.actor)
    words = choice_words(choice)
    context = {
        "form": form,
        "choice": choice,
        "words": words,
        "totals": totals,
        "list": show_list(
            request,
            REGISTER,
            rows,
            total=None if totals.is_more else totals.total,
            caption=f"Văn bản đi, {words}" if words else "Văn bản đi",
            xlsx_url=f"{reverse('documents:register_xlsx')}?{request.GET.urlencode()}",
        ),
        "can_keep": keeping_agency(request.actor) is not None,
        "last_import": ImportFile.objects.last_written(agency.path, REGISTER_FILE) if agency else None,
        "counted_url": _address_with(request, counted="yes"),
        "not_counted_url": _address_with(request, counted="no"),
    }
    return render(request, "documents/register.html", context)


def register_xlsx(request: PageRequest) -> HttpResponse:
    """The same list as a workbook, whatever its length."""
    _, choice = _choice(request)
    rows = _rows(request, choice).iterator(chunk_size=2000)
    content = list_workbook(REGISTER, list_lines(request, choice_words(choice)), rows, plain=True)
    return xlsx_response(content, "so-van-ban-di")


def row(request: PageRequest, pk: int) -> HttpResponse:
    """One row: its columns, whether it counts and why, and its history."""
    found = get_visible_row(request.actor, pk)
    context = {
        "row": found,
        "counted": COUNTED_ROW if found.counted else NOT_COUNTED_ROW,
        "unreviewed": UNREVIEWED if found.counted and not found.is_reviewed else None,
        "events": row_timeline(history_of_row(found)),
        "can_keep": can_keep_register(request.actor, found.book.agency.path) is not None,
    }
    return render(request, "documents/row.html", context)


def row_add(request: PageRequest) -> HttpResponse:
    """A new row by hand."""
    agency = _agency_kept(request)
    units = Unit.objects.under(agency).valid_on(request.day)
    form = RowForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: add_row(by=request.actor, content=RowContent(**form.values())))
        if made is not None:
            messages.success(request, f"Đã ghi {made.symbol} vào sổ.")
            return redirect("documents:row", pk=made.pk)
    back = Link("Sổ văn bản đi", reverse("documents:register"))
    return show_form(request, form, FormPage("Ghi văn bản vào sổ", "Lưu", back, path=path_to_register()))


def row_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Correct a row; somebody else's change in between is shown, nothing typed is lost."""
    found = get_visible_row(request.actor, pk)
    _require_keeper(request, found)
    units = Unit.objects.under(found.book.agency)
    form = RowForm(request.POST or None, initial=RowForm.initial_of(found), units=units)
    if request.method == "POST" and form.is_valid():
        content = RowContent(**form.values())
        version = form.cleaned_data["version"]
        if attempt(form, lambda: edit_row(by=request.actor, row=found, version=version, content=content)) is not None:
            messages.success(request, "Đã sửa.")
            return redirect("documents:row", pk=found.pk)
    return show_form(request, form, _row_page(found, f"Sửa {found.symbol}", "Lưu"))


def row_count(request: PageRequest, pk: int) -> HttpResponse:
    """Decide whether a row counts, with the reason."""
    found = get_visible_row(request.actor, pk)
    _require_keeper(request, found)
    form = CountForm(request.POST or None, initial=CountForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        decided = attempt(
            form,
            lambda: decide_count(
                by=request.actor,
                row=found,
                version=form.cleaned_data["version"],
                counted=form.decision(),
                reason=form.cleaned_data["reason"],
            ),
        )
        if decided is not None:
            messages.success(request, "Đã ghi.")
            return redirect("documents:row", pk=found.pk)
    return show_form(request, form, _row_page(found, f"{found.symbol}: tính hay không tính", "Lưu"))


def _choice(request: PageRequest) -> tuple[RegisterFilter, RegisterChoice]:
    form = RegisterFilter(request.GET, units=units_in_sight(request.actor), start=date(request.day.year, 1, 1))
    return form, form.choice()


def _rows(request: PageRequest, choice: RegisterChoice) -> RegisterRowQuerySet:
    return register_rows(request.actor, choice).order_by(*REGISTER.order_of(request.GET.get("sort", "")))


def _address_with(request: PageRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _agency_kept(request: PageRequest) -> Unit:
    agency = keeping_agency(request.actor)
    if agency is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được ghi sổ văn bản đi.")
    return agency


def _require_keeper(request: PageRequest, found: RegisterRow) -> None:
    if can_keep_register(request.actor, found.book.agency.path) is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được sửa sổ văn bản đi.")


def _row_page(found: RegisterRow, heading: str, submit: str) -> FormPage:
    back = Link(found.symbol, row_url(found))
    return FormPage(heading, submit, back, path=(*path_to_register(), back))
