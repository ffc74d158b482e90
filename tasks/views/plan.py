"""How far is the plan given out and done, and what does it rest on?"""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render

from base.errors import Conflict, Forbidden, Refused
from base.table_workbook import Column, table_workbook
from organization.views.responses import xlsx_response
from tasks.forms.plan import SignedPlanForm
from tasks.queries.plan import get_visible_plan, plan_board, plan_of
from tasks.rules.plan_access import can_assign, can_edit_plan
from tasks.services.plan_papers import record_signed_plan
from tasks.views.plan_lines import given_url, open_clauses, second_of, shown_groups, strip_of

PLAN_COLUMNS = (
    Column("Mục", width=11),
    Column("Nội dung", width=46),
    Column("Đơn vị được giao", width=38),
    Column("Giao việc", width=18),
    Column("Số nhiệm vụ", "int", width=10),
    Column("Tiến độ nhiệm vụ", width=44),
    Column("Tần suất trong kế hoạch", width=16),
)


def plan(request):
    """The page of the plan: the sentence and the strip first, then every clause with its tasks in one bar."""
    found = plan_of(request.actor)
    if found is None:
        return render(request, "tasks/plan_missing.html")
    board = plan_board(found, request.day)
    may_assign = can_assign(request.actor, found.agency.path) is not None
    context = {
        "plan": found,
        "board": board,
        "groups": shown_groups(board, may_assign=may_assign),
        "strip": strip_of(board),
        "open_clauses": open_clauses(board),
        "may_assign": may_assign,
        "sees_all": request.actor.sees(found.agency.path),
        "given_url": given_url(),
        "bases": found.legal_bases.all(),
        "targets": found.targets.all(),
        "purposes": found.clauses.filter(is_assignable=False, code__startswith="I.").exclude(summary=""),
    }
    return render(request, "tasks/plan.html", context)


def plan_xlsx(request):
    """The board as a workbook: what the page shows, with counts as numbers."""
    found = get_visible_plan(request.actor)
    board = plan_board(found, request.day)
    shown = {line.code: line for group in shown_groups(board, may_assign=False) for line in group.lines}
    rows = []
    for line in board.lines:
        look = shown[line.clause.code]
        bar = " · ".join(f"{segment.count} {segment.label}" for segment in look.segments)
        rows.append(
            (
                line.clause.code,
                line.clause.title,
                second_of(line),
                look.mark.text,
                line.task_count,
                bar or look.note,
                line.clause.frequency_word,
            )
        )
    day = request.day
    lines = [
        f"Đã phủ {board.covered}/{board.total} nội dung, thành {board.tasks} nhiệm vụ.",
        f"Tính đến {day:%d/%m/%Y}. Người lập: {request.actor.name}.",
    ]
    return xlsx_response(table_workbook(found.title, lines, PLAN_COLUMNS, rows), f"ke-hoach-{day:%Y%m%d}")


def plan_file(request):
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


def plan_signed(request):
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
