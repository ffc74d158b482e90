"""Handing in a register: the file, what it would do, and the word to write it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.page_parts import Link
from base.table_workbook import table_workbook
from documents.exports import ERROR_COLUMNS
from documents.forms.imports import BookForm, RegisterUploadForm
from documents.pages.register import path_to_register
from documents.queries.register import books_of, get_visible_import, keeping_agency
from documents.services.books import open_book
from documents.services.register_files import check_register, keep_register, write_register
from organization.models import ImportState, Unit
from organization.queries.imports import ImportPage, import_page
from organization.services.jobs import enqueue
from organization.views.responses import list_lines, only_post, xlsx_response
from organization.views.saving import FormPage, attempt, show_form

READ_AT_ONCE = 400 << 10  # a larger file is read by a worker, with a progress bar


def upload(request):
    """The file and how it is to be taken; it is only checked, never written, by this page."""
    agency = _agency(request)
    form = RegisterUploadForm(request.POST or None, request.FILES or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        kept = attempt(form, lambda: _keep(request, agency, form))
        if kept is not None:
            return _check(request, kept)
    back = Link("Sổ văn bản đi", reverse("documents:register"))
    page = FormPage(
        "Nhập sổ văn bản đi từ tệp",
        "Kiểm tra tệp",
        back,
        path=path_to_register(),
        template="documents/import.html",
        extra={"books": books_of(agency)},
    )
    return show_form(request, form, page)


def result(request, pk):
    """What came of a file: the balance, every error by sheet, row and column, and the next act."""
    found = get_visible_import(request.actor, pk)
    if found.state == ImportState.UPLOADED:
        return redirect("documents:import")
    page = import_page(found, request.GET.get("page"), urls=_urls(found.pk))
    return render(request, "documents/import_result.html", {"result": page, "page": page.errors})


def result_xlsx(request, pk):
    """Every error of the file as a workbook, to work through beside it."""
    found = get_visible_import(request.actor, pk)
    return errors_answer(request, found)


@only_post
def write(request, pk):
    """Write a checked file; `leave_out_errors` takes the right rows alone."""
    found = get_visible_import(request.actor, pk)
    leave_out = request.POST.get("leave_out_errors") == "1"
    if found.state == ImportState.WRITTEN:
        return redirect("documents:import_result", pk=pk)
    if found.file and found.file.size > READ_AT_ONCE:
        asked = enqueue(
            name="documents.write_register",
            key=f"register-{pk}",
            by=request.actor,
            label=f"Ghi sổ từ tệp {found.name}",
            args={"file": pk, "leave_out_errors": leave_out},
        )
        return redirect("organization:job", pk=asked.pk)
    report = write_register(by=request.actor, source=found, leave_out_errors=leave_out)
    if report.is_refused:
        messages.warning(request, "Sổ đã thay đổi từ lúc kiểm tra; tệp còn dòng lỗi, chưa ghi gì.")
    else:
        messages.success(request, f"Đã ghi {report.imported} dòng mới, cập nhật {report.updated} dòng.")
    return redirect("documents:import_result", pk=pk)


def book_add(request):
    """Open the book of a predecessor."""
    agency = _agency(request)
    form = BookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        book = attempt(form, lambda: open_book(by=request.actor, agency=agency, **form.cleaned_data))
        if book is not None:
            messages.success(request, f"Đã mở sổ {book.code}. Chọn sổ này khi nhập tệp.")
            return redirect("documents:import")
    back = Link("Nhập từ tệp", reverse("documents:import"))
    return show_form(
        request,
        form,
        FormPage("Mở sổ của cơ quan trước sắp xếp", "Mở sổ", back, path=(*path_to_register(), back)),
    )


def errors_answer(request, found):
    """The errors of an import file, of whichever kind, as a workbook."""
    rows = (
        (error["sheet"], error["row"], error["column"], error["value"], error["message"])
        for error in found.report.get("errors", [])
    )
    content = table_workbook("Dòng cần sửa", list_lines(request, found.name), ERROR_COLUMNS, rows)
    return xlsx_response(content, "dong-can-sua")


def _agency(request) -> Unit:
    agency = keeping_agency(request.actor)
    if agency is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập sổ văn bản đi.")
    return agency


def _keep(request, agency: Unit, form: RegisterUploadForm):
    chosen = form.cleaned_data
    return keep_register(
        by=request.actor,
        agency=agency,
        upload=chosen["file"],
        name=chosen["file"].name,
        options={
            "unit": chosen["unit"].pk if chosen["unit"] else None,
            "book": chosen["book"].pk if chosen["book"] else None,
            "update": chosen["update"],
        },
    )


def _check(request, kept):
    if kept.file.size > READ_AT_ONCE:
        asked = enqueue(
            name="documents.check_register",
            key=f"register-{kept.pk}",
            by=request.actor,
            label=f"Kiểm tra tệp {kept.name}",
            args={"file": kept.pk},
        )
        return redirect("organization:job", pk=asked.pk)
    check_register(by=request.actor, source=kept)
    return redirect("documents:import_result", pk=kept.pk)


def _urls(pk: int) -> ImportPage.Urls:
    return ImportPage.Urls(
        write=reverse("documents:import_write", args=[pk]),
        again=reverse("documents:import"),
        xlsx=reverse("documents:import_errors", args=[pk]),
        rows=reverse("documents:register"),
        rows_label="Sổ văn bản đi",
    )
