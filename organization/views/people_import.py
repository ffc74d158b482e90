"""Taking in people from a workbook, and the workbook to fill in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from base.page_parts import Link
from organization.enums import Role
from organization.exports import people_template
from organization.forms.people import PeopleFileForm
from organization.http import PageRequest
from organization.imports import PEOPLE
from organization.models import Unit
from organization.pages.slips import Slip
from organization.queries.directory import in_tree_order
from organization.queries.post_proposals import count_waiting
from organization.reading.people import LABELS
from organization.rules.import_kinds import IMPORT_KINDS
from organization.rules.permissions import require_admin, require_directory
from organization.services.people_import import NewPerson
from organization.views.accounts import show_slips
from organization.views.imports import keep_and_check, shows_once, views_of
from organization.views.responses import xlsx_response
from organization.views.saving import FormPage, attempt, show_form


def people_import(request: PageRequest) -> HttpResponse:
    """The file; it is only checked, never written, by this page."""
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    form = PeopleFileForm(request.POST, request.FILES) if request.method == "POST" else PeopleFileForm()
    if request.method == "POST" and form.is_valid():
        file, agency = form.cleaned_data["file"], Unit.objects.get(path=right.agency_path)
        kind = IMPORT_KINDS[PEOPLE]
        answer = attempt(form, lambda: keep_and_check(request, kind, agency, upload=file, name=file.name, options={}))
        if answer is not None:
            return answer
    back = Link("Danh sách người", reverse("organization:people"))
    page = FormPage(
        "Nhập người từ tệp",
        "Kiểm tra tệp",
        back,
        path=(back,),
        extra={"labels": LABELS.values()},
        template="organization/people_import.html",
    )
    return show_form(request, form, page)


@shows_once(PEOPLE)
def show_new_people(request: PageRequest, made: list[NewPerson]) -> HttpResponse:
    """The slips of the accounts the file made: first passwords are shown here and nowhere else."""
    if waiting := count_waiting(new.person.pk for new in made):
        messages.info(request, f"{waiting} chức vụ lãnh đạo, Văn phòng có hiệu lực khi một lãnh đạo đồng ý.")
    slips = [Slip.of(new.person, new.unit_name, new.password) for new in made if new.password]
    answer: HttpResponse = show_slips(request, slips) if slips else redirect("organization:people")
    return answer


file_views = views_of(PEOPLE)


def people_template_xlsx(request: PageRequest) -> HttpResponse:
    """The workbook to fill in, with the codes of the units and the words for the roles beside it."""
    right = require_directory(request.actor)
    require_admin(request.actor, right.agency_path)
    units = in_tree_order(Unit.objects.listed_for(request.actor).valid_on(request.day).in_order())
    content = people_template(
        list(LABELS.values()), [(unit.code, unit.name) for unit in units], [str(role.label) for role in Role]
    )
    return xlsx_response(content, "mau-nhap-nguoi")
