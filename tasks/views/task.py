"""What is to be done, how far is it, what happened, and what can I do now?"""

from django.http import HttpResponse
from django.shortcuts import render

from organization.http import PageRequest
from tasks.pages.acts import links_of
from tasks.pages.task_page import TaskPage, file_lines, task_page
from tasks.queries.task_page import task_facts
from tasks.queries.tasks import get_visible_task
from tasks.rules.permissions import Way
from tasks.views.panels import Panel, make_form, panel_of


def task(request: PageRequest, pk: int) -> HttpResponse:
    """The page of one task, with the forms it waits for from this person."""
    page = task_page(task_facts(request.actor, get_visible_task(request.actor, pk)))
    panels = tuple(
        panel_of(page, act, make_form(request.actor, page.task, act.action, act.way)) for act in page.acts_at_once
    )
    return render_page(request, page, panels)


def render_page(
    request: PageRequest, page: TaskPage, panels: tuple[Panel, ...], *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page with these forms open; `refusal` is a sentence on top."""
    open_now = {(panel.action, panel.way) for panel in panels}
    context = {
        "page": page,
        "task": page.task,
        "panels": panels,
        "refusal": refusal,
        "result_files": file_lines(page, removable=False),
        "shows_result": page.has_result and not any(panel.is_result for panel in panels),
        "own_links": links_of(page, Way.OWN, open_now),
        "entered_links": links_of(page, Way.ENTERED, open_now),
        "recorded_links": links_of(page, Way.RECORDED, open_now),
    }
    return render(request, "tasks/task.html", context, status=status)
