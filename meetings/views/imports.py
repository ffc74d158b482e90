"""Handing in a list of meetings: the file, what it would do, and the word to write it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Forbidden
from base.page_parts import Link
from documents.forms.imports import UploadForm
from documents.queries.register import get_visible_import
from documents.views.imports import READ_AT_ONCE, errors_answer
from meetings.pages.meetings import path_to_meetings
from meetings.queries.meetings import importing_agency
from meetings.services.meeting_files import check_meetings, keep_meetings, write_meetings
from organization.models import ImportKind, ImportState
from organization.queries.imports import ImportUrls, import_page
from organization.services.jobs import enqueue
from organization.views.responses import only_post
from organization.views.saving import FormPage, attempt, show_form


def upload(request):
    """The file; it is only checked, never written, by this page."""
    agency = importing_agency(request.actor)
    if agency is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập danh sách hội nghị từ tệp.")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = attempt(
            form,
            lambda: keep_meetings(
                by=request.actor, agency=agency, upload=file, name=file.name, update=form.cleaned_data["update"]
            ),
        )
        if kept is not None:
            return _check(request, kept)
    back = Link("Hội họp", reverse("meetings:list"))
    page = FormPage(
        "Nhập hội nghị, cuộc họp từ tệp",
        "Kiểm tra tệp",
        back,
        path=path_to_meetings(),
        intro="Tệp cần các cột Nội dung, Ngày, Loại, Đơn vị; thêm Đến ngày, Số buổi, Tính chất, Phạm vi, Hình thức, "
        "Chủ trì, Phòng họp, Trạng thái nếu có. Trang này chỉ kiểm tra, chưa ghi gì.",
    )
    return show_form(request, form, page)


def result(request, pk):
    """What came of a file: the balance, every error by sheet, row and column, and the next act."""
    found = get_visible_import(request.actor, pk, ImportKind.MEETINGS)
    if found.state == ImportState.UPLOADED:
        return redirect("meetings:import")
    urls = ImportUrls(
        write=reverse("meetings:import_write", args=[pk]),
        again=reverse("meetings:import"),
        xlsx=reverse("meetings:import_errors", args=[pk]),
        rows=reverse("meetings:list"),
        rows_label="Danh sách hội họp",
    )
    page = import_page(found, request.GET.get("page"), urls=urls)
    return render(request, "documents/import_result.html", {"result": page, "page": page.errors})


def result_xlsx(request, pk):
    """Every error of the file as a workbook."""
    return errors_answer(request, get_visible_import(request.actor, pk, ImportKind.MEETINGS))


@only_post
def write(request, pk):
    """Write a checked file; `leave_out_errors` takes the right rows alone."""
    found = get_visible_import(request.actor, pk, ImportKind.MEETINGS)
    leave_out = request.POST.get("leave_out_errors") == "1"
    if found.state == ImportState.WRITTEN:
        return redirect("meetings:import_result", pk=pk)
    if found.file and found.file.size > READ_AT_ONCE:
        asked = enqueue(
            name="meetings.write_file",
            key=f"meetings-{pk}",
            by=request.actor,
            label=f"Ghi hội nghị từ tệp {found.name}",
            args={"file": pk, "leave_out_errors": leave_out},
        )
        return redirect("organization:job", pk=asked.pk)
    report = write_meetings(by=request.actor, source=found, leave_out_errors=leave_out)
    if report.is_refused:
        messages.warning(request, "Tệp còn dòng lỗi, chưa ghi gì.")
    else:
        messages.success(request, f"Đã ghi {report.imported} dòng mới, cập nhật {report.updated} dòng.")
    return redirect("meetings:import_result", pk=pk)


def _check(request, kept):
    if kept.file.size > READ_AT_ONCE:
        asked = enqueue(
            name="meetings.check_file",
            key=f"meetings-{kept.pk}",
            by=request.actor,
            label=f"Kiểm tra tệp {kept.name}",
            args={"file": kept.pk},
        )
        return redirect("organization:job", pk=asked.pk)
    check_meetings(by=request.actor, source=kept)
    return redirect("meetings:import_result", pk=kept.pk)
