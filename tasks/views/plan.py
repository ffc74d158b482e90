"""How far is the plan given out and done, and what does it rest on?"""

from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Conflict, Forbidden, Refused
from base.lists import list_workbook, show_list
from organization.http import PageRequest
from organization.views.responses import xlsx_response
from tasks.forms.plan import SignedPlanForm
from tasks.lists.plan import PLAN, PLAN_TARGETS, plan_rows
from tasks.pages.addresses import given_url, withdrawn_url
from tasks.pages.counts import given_words
from tasks.pages.plan import open_clauses, shown_groups, strip_of
from tasks.queries.plan import get_visible_plan, plan_board, plan_of
from tasks.rules.plan_access import can_assign, can_edit_plan
from tasks.services.plan_papers import record_signed_plan

MOST_CLAUSES = 1000  # the plan is read as a whole


def plan(request: PageRequest) -> HttpResponse:
    """The page of the plan: the sentence and the strip first, then every clause with its tasks in one bar."""
    found = plan_of(request.actor)
    if found is None:
        return render(request, "tasks/plan_missing.html")
    board = plan_board(found, request.day)
    may_assign = can_assign(request.actor, found.agency.path) is not None
    context = {
        "plan": found,
        "board": board,
        "list": show_list(
            request,
            PLAN,
            plan_rows(shown_groups(board, may_assign=may_assign)),
            caption="Các nội dung của Kế hoạch",
            xlsx_url=reverse("tasks:plan_xlsx"),
            page_size=MOST_CLAUSES,
        ),
        "strip": strip_of(board),
        "open_clauses": open_clauses(board),
        "may_assign": may_assign,
        "sees_all": request.actor.sees(found.agency.path),
        "given_url": given_url(),
        "withdrawn_url": withdrawn_url(),
        "bases": found.legal_bases.all(),
        "targets": show_list(request, PLAN_TARGETS, list(found.targets.all()), page_size=MOST_CLAUSES),
        "purposes": found.clauses.filter(is_assignable=False, code__startswith="I.").exclude(summary=""),
    }
    return render(request, "tasks/plan.html", context)


def plan_xlsx(request: PageRequest) -> HttpResponse:
    """The board as a workbook: what the page shows, with counts as numbers."""
    found = get_visible_plan(request.actor)
    board = plan_board(found, request.day)
    rows = [line for group in shown_groups(board, may_assign=False) for line in group.lines]
    day = request.day
    lines = [
        f"Đã giao đủ {board.covered}/{board.total} nội dung, thành {given_words(board)}.",
        f"Tính đến {day:%d/%m/%Y}. Người lập: {request.actor.name}.",
    ]
    content = list_workbook(replace(PLAN, title=found.title), lines, rows)
    return xlsx_response(content, f"ke-hoach-{day:%Y%m%d}")


def plan_file(request: PageRequest) -> FileResponse:
    """The signed PDF, as an attachment; everybody of the agency may read it."""
    found = get_visible_plan(request.actor)
    if not found.signed_file:
        raise Http404("no signed file")
    try:
        content = found.signed_file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the signed file is not in the store") from error
    response = FileResponse(
        content, as_attachment=True, filename=found.signed_file_name, content_type="application/pdf"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def plan_signed(request: PageRequest) -> HttpResponse:
    """The Office enters number and day of the signed plan and attaches the PDF."""
    found = get_visible_plan(request.actor)
    if can_edit_plan(request.actor, found.agency.path) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi số, ngày ký và đính kèm bản ký.")
    initial = {"number": found.number, "signed_on": found.signed_on, "version": found.version}
    form = SignedPlanForm(request.POST or None, request.FILES or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_signed_plan(
                by=request.actor,
                plan_id=found.pk,
                version=data["version"],
                number=data["number"],
                signed_on=data["signed_on"],
                file=data["file"],
            )
        except Conflict as error:
            form = SignedPlanForm(request.POST.dict() | {"version": error.current.version})
            form.add_error(None, str(error))
            status = 409
        except Refused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, "Đã ghi bản ký của Kế hoạch.")
            return redirect("tasks:plan")
    if form.errors and status == 200:
        status = 422
    return render(request, "tasks/plan_signed.html", {"plan": found, "form": form}, status=status)
