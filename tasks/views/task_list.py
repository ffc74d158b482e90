"""Which tasks are there, by whom, until when, and how do they stand?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from base.lists import list_workbook, show_list
from base.ratios import ratio
from organization.http import PageRequest
from organization.queries import working_calendar
from organization.views.responses import xlsx_response
from tasks.enums import TaskClass
from tasks.forms.task_list import TaskListForm
from tasks.lists.tasks import TASKS
from tasks.pages.task_rows import counts_in_words, rows_of
from tasks.queries.task_list import URGENT_FIRST, for_rows, listed_tasks, summary_of
from tasks.querysets import TaskQuerySet

NOT_A_FILTER = ("page", "sort", "rows")


def task_list(request: PageRequest) -> HttpResponse:
    """The list with its filters in the address; htmx gets the list without the filters."""
    form = TaskListForm(request.GET, actor=request.actor)
    query = form.query()
    found = listed_tasks(request.actor, query)
    summary = summary_of(found)
    is_of_one_unit = bool(summary.only_unit_id and summary.total)
    calendar = working_calendar()
    shown = show_list(
        request,
        TASKS,
        _in_order(request, found),
        total=summary.total,
        facts_of=lambda tasks, first: rows_of(tasks, request.day, calendar, first),
        without=("unit",) if is_of_one_unit else (),
        xlsx_url=f"{reverse('tasks:list_xlsx')}?{_without_pages(request)}",
    )
    context = {
        "form": form,
        "list": shown,
        "summary": summary,
        "counts": [(TaskClass(name), number) for name, number in summary.counts.items()],
        # A rate of a list that was narrowed to some classes or states would say nothing.
        "share": None if query.classes or query.statuses else ratio(summary.done, summary.come_due),
        "filter_words": form.in_words(),
        "only_unit": shown.rows[0].task.lead_unit if is_of_one_unit and shown.rows else None,
        "is_filtered": any(value for name, value in request.GET.items() if name not in NOT_A_FILTER),
    }
    template = "tasks/parts/task_rows.html" if request.htmx else "tasks/task_list.html"
    return render(request, template, context)


def task_list_xlsx(request: PageRequest) -> HttpResponse:
    """The same list, all of it, as a workbook."""
    form = TaskListForm(request.GET, actor=request.actor)
    found = listed_tasks(request.actor, form.query())
    summary = summary_of(found)
    rows = rows_of(list(_in_order(request, found)), request.day, working_calendar())
    words = form.in_words() or "Mọi nhiệm vụ trong phạm vi"
    lines = [
        f"{words} · tính đến {request.day:%d/%m/%Y} · người lấy: {request.actor.name}",
        f"{summary.total} nhiệm vụ: {counts_in_words(summary)}" if summary.total else "Không có nhiệm vụ nào",
    ]
    return xlsx_response(list_workbook(TASKS, lines, rows), f"nhiem-vu-{request.day:%Y-%m-%d}")


def _in_order(request: PageRequest, found: TaskQuerySet) -> TaskQuerySet:
    """The order asked for, then by urgency."""
    return for_rows(found).order_by(*TASKS.order_of(request.GET.get("sort", "")), *URGENT_FIRST)


def _without_pages(request: PageRequest) -> str:
    query = request.GET.copy()
    for name in ("page", "rows"):
        query.pop(name, None)
    return query.urlencode()
