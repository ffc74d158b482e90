"""Which tasks are there, by whom, until when, and how do they stand?"""

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from base.page_parts import look_ahead
from base.ratios import ratio
from organization.views.responses import xlsx_response
from tasks.enums import TaskClass
from tasks.exports.task_list import task_list_workbook
from tasks.forms.task_list import TaskListForm
from tasks.queries.task_list import for_rows, listed_tasks, rows_of, summary_of

ROWS_ON_A_PAGE = 25
MOST_ROWS = 5000  # what is printed or taken out at once


def task_list(request):
    """The list with its filters in the address; htmx gets the list without the filters."""
    form = TaskListForm(request.GET, actor=request.actor)
    query = form.query(sort=request.GET.get("sort", ""))
    found = listed_tasks(request.actor, query)
    summary = summary_of(found)
    size = MOST_ROWS if request.GET.get("rows") == "all" else ROWS_ON_A_PAGE
    page = look_ahead(for_rows(found), request.GET.get("page"), size=size, total=summary.total)
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.rows, request.day, first_number=page.first or 1),
        "summary": summary,
        "counts": [(TaskClass(name), number) for name, number in summary.counts.items()],
        # A rate of a list that was narrowed to some classes or states would say nothing.
        "share": None if query.classes or query.statuses else ratio(summary.done, summary.come_due),
        "filter_words": form.in_words(),
        "only_unit": page.rows[0].lead_unit if summary.only_unit_id and page.rows else None,
        "is_filtered": any(value for name, value in request.GET.items() if name not in ("page", "sort", "rows")),
        "xlsx_url": f"{reverse('tasks:list_xlsx')}?{_without(request, 'page', 'rows')}",
        "all_url": f"?{_without(request, 'page')}&rows=all",
    }
    template = "tasks/parts/task_rows.html" if request.htmx else "tasks/task_list.html"
    return render(request, template, context)


def task_list_xlsx(request):
    """The same list, all of it, as a workbook."""
    form = TaskListForm(request.GET, actor=request.actor)
    found = listed_tasks(request.actor, form.query(sort=request.GET.get("sort", "")))
    rows = rows_of(list(for_rows(found)[:MOST_ROWS]), request.day)
    content = task_list_workbook(
        rows, summary_of(found), filter_words=form.in_words(), who=request.actor.name, day=request.day
    )
    return xlsx_response(content, f"nhiem-vu-{request.day:%Y-%m-%d}")


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
