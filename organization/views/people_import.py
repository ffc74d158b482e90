"""Taking in people from a workbook, and the workbook to fill in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from base.page_parts import Link
from organization.enums import Role
from organization.exports import people_template
from organization.forms.people import PeopleFileForm
from organization.http import PageRequest
from organization.models import Unit
from organization.pages.slips import Slip
from organization.queries.directory import in_tree_order
from organization.queries.post_proposals import count_waiting
from organization.reading.people import LABELS
from organization.rules.permissions import require_admin, require_directory
from organization.services.people_import import PeopleRefused, import_people
from organization.views.accounts import show_slips
from organization.views.responses import xlsx_response
from organization.views.saving import FormPage, attempt, show_form

MOST_ERRORS_SHOWN = 500


def people_import(request: PageRequest) -> HttpResponse:
    """One file, all or nothing: its errors by row and column, or the slips of the accounts it made."""
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]

        def take_in() -> Any:
            try:
                return import_people(by=request.actor, stream=upload, name=upload.name)
            except PeopleRefused as refusal:
                errors.extend(refusal.errors)
                raise

        made = attempt(form, take_in)
        if made is not None:
            messages.success(request, f"Đã nhập {len(made)} người.")
            if waiting := count_waiting(new.person.pk for new in made):
                words = "chức vụ lãnh đạo, Văn phòng có hiệu lực khi một lãnh đạo đồng ý."
                messages.info(request, f"{waiting} {words}")
            slips = [Slip.of(new.person, new.unit_name, new.password) for new in made if new.password]
            return show_slips(request, slips) if slips else redirect("organization:people")
    back = Link("Danh sách người", reverse("organization:people"))
    page = FormPage(
        "Nhập người từ tệp",
        "Nhập",
        back,
        path=(back,),
        extra={"errors": errors[:MOST_ERRORS_SHOWN], "error_count": len(errors), "labels": LABELS.values()},
        template="organization/people_import.html",
    )
    return show_form(request, form, page)


def people_template_xlsx(request: PageRequest) -> HttpResponse:
    """The workbook to fill in, with the codes of the units and the words for the roles beside it."""
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    units = in_tree_order(Unit.objects.listed_for(request.actor).valid_on(request.day).in_order())
    content = people_template(
        list(LABELS.values()), [(unit.code, unit.name) for unit in units], [str(role.label) for role in Role]
    )
    return xlsx_response(content, "mau-nhap-nguoi")
