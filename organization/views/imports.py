"""A handed-in file of any kind: what reading it would do, every error, the word to write it, and its receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.table_workbook import Column, table_workbook
from organization.http import PageRequest
from organization.models import ImportFile, ImportState, Unit
from organization.queries.imports import ImportUrls, import_page, said_on_page
from organization.querysets import in_paths
from organization.rules.import_kinds import IMPORT_KINDS, ImportKind
from organization.rules.rights import paths_with
from organization.services.import_files import check_file, keep_file, write_file
from organization.services.jobs import enqueue
from organization.views.responses import list_lines, only_post, xlsx_response

READ_AT_ONCE = 400 << 10  # bytes; a larger file is read by a worker, with a progress bar
WRITTEN_AT_ONCE = 2_000  # rows; more are written by a worker, so that a page never holds the write lock for long
ERROR_COLUMNS = (
    Column("Trang tính", width=20),
    Column("Dòng", "int", 8),
    Column("Cột", width=28),
    Column("Trong tệp ghi", width=32),
    Column("Lỗi và cách sửa", width=80),
)


ShowOnce = Callable[[PageRequest, list[Any]], HttpResponse]
_SHOWN_ONCE: dict[str, ShowOnce] = {}


def shows_once(key: str) -> Callable[[ShowOnce], ShowOnce]:
    """Mark the view that draws what writing a file of this kind tells once."""

    def marked(view: ShowOnce) -> ShowOnce:
        _SHOWN_ONCE[key] = view
        return view

    return marked


def keep_and_check(
    request: PageRequest, kind: ImportKind, agency: Unit, *, upload: BinaryIO, name: str, options: dict[str, Any]
) -> HttpResponse:
    """Keep the file and say what writing it would do; a large one is read by a worker."""
    kept = keep_file(by=request.actor, kind=kind, agency=agency, upload=upload, name=name, options=options)
    if kept.file.size > READ_AT_ONCE and not kind.tells_once:
        asked = enqueue(
            name="import.check",
            key=f"{kind.key}-{kept.pk}",
            by=request.actor,
            label=f"Kiểm tra tệp {kept.name}",
            args={"file": kept.pk},
        )
        return redirect("organization:job", pk=asked.pk)
    check_file(by=request.actor, source=kept)
    return redirect(f"{kind.pages}_result", pk=kept.pk)


def result(request: PageRequest, pk: int, key: str) -> HttpResponse:
    """The balance, every error by sheet, row and column, and the next act."""
    kind = IMPORT_KINDS[key]
    found = get_visible_import(request, pk, kind)
    if found.state == ImportState.UPLOADED:
        return redirect(kind.pages)
    page = import_page(found, request.GET.get("page"), urls=_urls(kind, found.pk), field_words=kind.field_words)
    context = {"result": page, "page": page.errors, "kind": kind}
    return render(request, "organization/import_result.html", context)


def result_xlsx(request: PageRequest, pk: int, key: str) -> HttpResponse:
    """Every error of the file as a workbook, to work through beside it."""
    kind = IMPORT_KINDS[key]
    found = get_visible_import(request, pk, kind)
    rows = (
        (error["sheet"], error["row"], error["column"], error["value"], error["message"])
        for error in (said_on_page(one, kind.field_words) for one in found.report.get("errors", []))
    )
    content = table_workbook("Dòng cần sửa", list_lines(request, found.name), ERROR_COLUMNS, rows)
    return xlsx_response(content, "dong-can-sua")


def write(request: PageRequest, pk: int, key: str) -> HttpResponse:
    """Write a checked file; `leave_out_errors` takes the right rows alone."""
    kind = IMPORT_KINDS[key]
    found = get_visible_import(request, pk, kind)
    leave_out = kind.may_leave_out and request.POST.get("leave_out_errors") == "1"
    if found.state == ImportState.WRITTEN:
        return redirect(f"{kind.pages}_result", pk=pk)
    if len(found.report.get("years", {})) > 1 and request.POST.get("years_are_right") != "1":
        messages.error(request, "Tệp có văn bản của nhiều năm. Xem lại số dòng từng năm, đánh dấu là đúng rồi ghi.")
        return redirect(f"{kind.pages}_result", pk=pk)
    is_large = found.report.get("rows", 0) > WRITTEN_AT_ONCE or bool(found.file and found.file.size > READ_AT_ONCE)
    if is_large and not kind.tells_once:
        asked = enqueue(
            name="import.write",
            key=f"{kind.key}-{pk}",
            by=request.actor,
            label=f"Ghi {kind.label} từ tệp {found.name}",
            args={"file": pk, "leave_out_errors": leave_out},
        )
        return redirect("organization:job", pk=asked.pk)
    told: list[Any] = []
    balance = write_file(by=request.actor, source=found, leave_out_errors=leave_out, told=told)
    if found.state == ImportState.WRITTEN:
        messages.success(request, f"Đã ghi {balance['imported']} dòng mới, cập nhật {balance['updated']} dòng.")
        if told and kind.key in _SHOWN_ONCE:
            return _SHOWN_ONCE[kind.key](request, told)
    else:
        messages.warning(request, "Dữ liệu đã thay đổi từ lúc kiểm tra; tệp còn dòng lỗi, chưa ghi gì.")
    return redirect(f"{kind.pages}_result", pk=pk)


def get_visible_import(request: PageRequest, pk: int, kind: ImportKind) -> ImportFile:
    """A file handed in for an agency the person imports for; 404 for missing and forbidden alike."""
    seen = in_paths(paths_with(request.actor, kind.right), "agency__")
    files = ImportFile.objects.filter(seen, pk=pk, kind=kind.key)
    found = files.select_related("agency", "uploaded_by").first()
    if found is None:
        raise Http404
    return found


def views_of(key: str) -> dict[str, Callable[..., HttpResponse]]:
    """The views of one kind, for the addresses of its app: `result`, `errors`, `write`."""

    def of_kind(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)  # an act stays known as one that no `next` leads to
        def answer(request: PageRequest, pk: int) -> HttpResponse:
            return view(request, pk, key)

        return answer

    return {"result": of_kind(result), "errors": of_kind(result_xlsx), "write": only_post(of_kind(write))}


def _urls(kind: ImportKind, pk: int) -> ImportUrls:
    return ImportUrls(
        write=reverse(f"{kind.pages}_write", args=[pk]),
        again=reverse(kind.pages),
        xlsx=reverse(f"{kind.pages}_errors", args=[pk]),
        rows=reverse(kind.rows_url_name),
        rows_label=kind.rows_label,
    )
