"""Handing in a list of meetings: the file, what it would do, and the word to write it."""

from django.http import HttpResponse
from django.urls import reverse

from base.errors import Forbidden
from base.page_parts import Link
from documents.forms.imports import UploadForm
from meetings.pages.meetings import path_to_meetings
from meetings.queries.meetings import importing_agency
from meetings.services.meeting_import import MEETINGS
from organization.http import PageRequest
from organization.rules.import_kinds import IMPORT_KINDS
from organization.views.imports import keep_and_check
from organization.views.saving import FormPage, attempt, show_form


def upload(request: PageRequest) -> HttpResponse:
    """The file; it is only checked, never written, by this page."""
    agency = importing_agency(request.actor)
    if agency is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập danh sách hội nghị từ tệp.")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        options = {"update": form.cleaned_data["update"]}
        answer = attempt(
            form,
            lambda: keep_and_check(
                request, IMPORT_KINDS[MEETINGS], agency, upload=file, name=file.name, options=options
            ),
        )
        if answer is not None:
            return answer
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
