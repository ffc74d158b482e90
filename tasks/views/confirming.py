"""Which results wait for the Office, and which of them can be confirmed together?"""

import re
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from base.errors import Forbidden
from organization.http import PageRequest
from organization.queries import working_calendar
from organization.rules.rights import first_post_with
from tasks.pages.confirming import GONE, NONE_CHOSEN, NONE_LEFT, confirmed_words, confirming_lines
from tasks.queries.confirming import reasons_alone, tasks_to_confirm
from tasks.rules.task_rights import TaskRight
from tasks.services.results import confirm_results

CHOSEN = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")  # task and version; more digits no database takes
MOST_LINES = 200


def confirming(request: PageRequest) -> HttpResponse:
    """The results that wait, oldest first; a POST confirms those that were ticked."""
    if first_post_with(request.actor, TaskRight.CONFIRM) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) xác nhận hoặc trả lại kết quả.")
    if request.method != "POST":
        return _page(request, {})
    pairs = (CHOSEN.fullmatch(value) for value in request.POST.getlist("chosen"))
    chosen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
    if not chosen:
        return _page(request, {}, refusal=NONE_CHOSEN, status=422)
    _confirm(request, chosen)
    return redirect("tasks:confirming")


def _confirm(request: PageRequest, chosen: Mapping[int, int]) -> None:
    waiting = {task.pk: task for task in tasks_to_confirm(request.actor)}
    outcome = confirm_results(
        by=request.actor, versions={pk: version for pk, version in chosen.items() if pk in waiting}
    )
    if outcome.confirmed:
        messages.success(request, confirmed_words(outcome.confirmed))
    for pk, reason in outcome.refused.items():
        messages.warning(request, f"Chưa xác nhận “{waiting[pk].title}” của {waiting[pk].lead_unit.name}. {reason}")
    if chosen.keys() - waiting.keys():
        messages.warning(request, GONE)
    if len(waiting) == len(outcome.confirmed):
        messages.info(request, NONE_LEFT)


def _page(request: PageRequest, chosen: Mapping[int, int], *, refusal: str = "", status: int = 200) -> HttpResponse:
    tasks = tasks_to_confirm(request.actor)
    shown = tasks[:MOST_LINES]
    lines = confirming_lines(shown, reasons_alone(shown), request.actor, working_calendar(), chosen)
    context = {
        "lines": lines,
        "total": len(tasks),
        "hidden": len(tasks) - len(shown),
        "can_choose": any(not line.alone for line in lines),
        "refusal": refusal,
    }
    return render(request, "tasks/confirming.html", context, status=status)
