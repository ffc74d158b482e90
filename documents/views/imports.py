"""Handing in a register: the file, what it would do, and the word to write it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from base.errors import Forbidden
from base.page_parts import Link
from documents.forms.imports import BookForm, RegisterUploadForm
from documents.pages.register import path_to_register
from documents.queries.register import books_of, keeping_agency
from documents.services.books import open_book
from documents.services.register_import import REGISTER
from organization.http import PageRequest
from organization.models import Unit
from organization.rules.import_kinds import IMPORT_KINDS
from organization.views.imports import keep_and_check
from organization.views.saving import FormPage, attempt, show_form

READ_AT_ONCE = 400 << 10  # a larger file is read by a worker, with a progress bar


def upload(request: PageRequest) -> HttpResponse:
    """The file and how it is to be taken; it is only checked, never written, by this page."""
    agency = _agency(request)
    form = RegisterUploadForm(request.POST or None, request.FILES or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        options = {
            "unit": chosen["unit"].pk if chosen["unit"] else None,
            "book": chosen["book"].pk if chosen["book"] else None,
            "update": chosen["update"],
        }
        file = chosen["file"]
        answer = attempt(
            form,
            lambda: keep_and_check(
                request, IMPORT_KINDS[REGISTER], agency, upload=file, name=file.name, options=options
            ),
        )
        if answer is not None:
            return answer
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


def book_add(request: PageRequest) -> HttpResponse:
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


def _agency(request: PageRequest) -> Unit:
    agency = keeping_agency(request.actor)
    if agency is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập sổ văn bản đi.")
    return agency
