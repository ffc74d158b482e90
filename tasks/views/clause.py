"""What does one clause say, what became of it, and what may the Office do with it?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from base.errors import Conflict, Forbidden, Refused
from base.lists import list_workbook, show_list
from base.page_parts import Difference
from organization.http import PageRequest
from organization.views.responses import list_lines, only_post, xlsx_response
from tasks.enums import TaskClass
from tasks.forms.plan import ReasonForm, TieForm, VersionedForm, WordingForm
from tasks.lists.tasks import clause_tasks_list
from tasks.models import Clause
from tasks.pages.clause import story_of
from tasks.pages.plan import mark_of_line, second_of, shown_line
from tasks.queries.clause_page import assignments_of_clause, history_of_clause, neighbours, tasks_of_clause
from tasks.queries.plan import get_visible_clause, plan_board
from tasks.rules.plan_access import can_assign, can_edit_plan
from tasks.services.clauses import close_clause, paste_wording, reopen_clause, tie_clause, untie_clause

MOST_TASKS = 1000  # one for each unit the clause addresses


def clause(request: PageRequest, code: str) -> HttpResponse:
    """The page of one clause: words, tasks under it, history."""
    found = get_visible_clause(request.actor, code)
    board = plan_board(found.plan, request.day)
    line = next((one for one in board.lines if one.clause.pk == found.pk), None)
    chosen = _classes(request)
    may_edit = can_edit_plan(request.actor, found.plan.agency.path) is not None
    before, after = neighbours(found)
    context: dict[str, Any] = {
        "clause": found,
        "line": line,
        "may_edit": may_edit,
        "before": before,
        "after": after,
        "events": story_of(history_of_clause(found), assignments_of_clause(found)),
    }
    if line is not None:
        may_assign = can_assign(request.actor, found.plan.agency.path) is not None
        tasks = tasks_of_clause(request.actor, found, request.day, chosen)
        context |= {
            "mark": mark_of_line(line),
            "second": second_of(line),
            "shown": shown_line(line, may_assign=may_assign),
            "tasks": tasks,
            "list": show_list(
                request,
                clause_tasks_list(found),
                list(tasks.rows),
                page_size=MOST_TASKS,
                xlsx_url=f"{reverse('tasks:clause_xlsx', args=[found.code])}?{request.GET.urlencode()}",
            ),
            "chosen": [one.label for one in chosen],
            "stands_alone": not (found.not_assigned_reason or found.tied_to_id or line.counts or line.tied_codes),
        }
    return render(request, "tasks/clause.html", context)


def clause_xlsx(request: PageRequest, code: str) -> HttpResponse:
    """The tasks under the clause as a workbook, of the same classes as the page."""
    found = get_visible_clause(request.actor, code)
    chosen = _classes(request)
    tasks = tasks_of_clause(request.actor, found, request.day, chosen)
    lines = list_lines(request, ", ".join(one.label for one in chosen))
    return xlsx_response(list_workbook(clause_tasks_list(found), lines, tasks.rows), f"nhiem-vu-muc-{found.code}")


def clause_wording(request: PageRequest, code: str) -> HttpResponse:
    """Paste the signed wording; "save and next" walks through the plan clause by clause."""
    found = _editable(request, code)
    initial = {"wording": found.wording, "version": found.version}
    form = WordingForm(request.POST or None, initial=initial)
    differences: list[Difference] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                paste_wording(by=request.actor, clause_id=found.pk, **form.cleaned_data)
            except Conflict as error:
                typed = form.cleaned_data["wording"]
                form = WordingForm({"wording": typed, "version": error.current.version})
                differences = [Difference("Nguyên văn", error.current.wording, typed)]
                status = 409
            else:
                after = neighbours(found)[1]
                messages.success(request, f"Đã ghi nguyên văn mục {found.code}.")
                if "next" in request.POST and after:
                    return redirect("tasks:clause_wording", code=after)
                return redirect("tasks:clause", code=found.code)
    context = {
        "clause": found,
        "form": form,
        "title": "Dán nguyên văn",
        "submit": "Ghi nguyên văn",
        "next_code": neighbours(found)[1],
        "is_conflict": status == 409,
        "differences": differences,
    }
    return render(request, "tasks/clause_form.html", context, status=status)


def clause_close(request: PageRequest, code: str) -> HttpResponse:
    """Close a clause as "không giao việc" with a reason; the plan file may suggest one."""
    found = _editable(request, code)
    form = ReasonForm(request.POST or None, initial={"reason": found.suggested_reason, "version": found.version})
    return _act(
        request,
        found,
        form,
        lambda data: close_clause(by=request.actor, clause_id=found.pk, **data),
        title="Không giao việc",
        submit="Đóng mục, không giao việc",
        done=f"Mục {found.code} đã đóng là không giao việc.",
    )


def clause_tie(request: PageRequest, code: str) -> HttpResponse:
    """Tie a clause to another, so that one task of each unit carries both."""
    found = _editable(request, code)
    form = TieForm(
        request.POST or None, clause=found, initial={"to_code": found.suggested_tie, "version": found.version}
    )
    return _act(
        request,
        found,
        form,
        lambda data: tie_clause(by=request.actor, clause_id=found.pk, **data),
        title="Gộp vào mục khác",
        submit="Gộp mục",
        done=f"Đã gộp mục {found.code}.",
    )


@only_post
def clause_reopen(request: PageRequest, code: str) -> HttpResponse:
    """Take "không giao việc" back."""
    return _press(request, code, reopen_clause, "Mục {code} đã mở lại để giao việc.")


@only_post
def clause_untie(request: PageRequest, code: str) -> HttpResponse:
    """Let the clause stand for itself again."""
    return _press(request, code, untie_clause, "Mục {code} không còn gộp vào mục khác.")


def _classes(request: PageRequest) -> list[TaskClass]:
    """The classes that the address narrows the tasks to."""
    return [TaskClass(value) for value in request.GET.getlist("class") if value in TaskClass.values]


def _editable(request: PageRequest, code: str) -> Clause:
    found = get_visible_clause(request.actor, code)
    if can_edit_plan(request.actor, found.plan.agency.path) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được sửa các mục của Kế hoạch.")
    return found


def _act(
    request: PageRequest,
    found: Clause,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    submit: str,
    done: str,
) -> HttpResponse:
    """Show a form; on POST do the act, or say why not with everything typed still in its place."""
    status = 200
    is_conflict = False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except Conflict as error:
                typed = request.POST.copy()
                typed["version"] = str(error.current.version)
                form.data = typed
                is_conflict, status = True, 409
            except Refused as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
            else:
                messages.success(request, done)
                return redirect("tasks:clause", code=found.code)
    context = {"clause": found, "form": form, "title": title, "submit": submit, "is_conflict": is_conflict}
    return render(request, "tasks/clause_form.html", context, status=status)


def _press(request: PageRequest, code: str, act: Callable[..., object], done: str) -> HttpResponse:
    """A single button with the version the person saw."""
    found = _editable(request, code)
    form = VersionedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa nhận đủ dữ liệu. Tải lại trang rồi bấm lần nữa.")
        return redirect("tasks:clause", code=found.code)
    try:
        act(by=request.actor, clause_id=found.pk, version=form.cleaned_data["version"])
    except Forbidden:
        raise
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done.format(code=found.code))
    return redirect("tasks:clause", code=found.code)
