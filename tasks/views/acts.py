"""One act on a task: its own page with the form, and what happens when the form is sent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from base.errors import Forbidden, Refused
from base.marks import Mark
from organization.http import PageRequest
from organization.models import AuditEvent
from organization.views.responses import redirect_back
from organization.views.saving import attempt
from tasks.forms.acts import ActForm
from tasks.models import Task
from tasks.pages.acts import conflict_words, done_words, undo_url
from tasks.pages.addresses import task_url
from tasks.pages.confirming import NONE_LEFT
from tasks.pages.deadline_words import consequence
from tasks.pages.refusals import no_right_sentence, wrong_state_sentence
from tasks.pages.task_page import TaskPage, task_page
from tasks.queries.confirming import next_to_confirm
from tasks.queries.task_page import task_facts
from tasks.queries.tasks import get_visible_task
from tasks.rules.available_acts import AvailableAct
from tasks.rules.permissions import Way, has_way, ways_of
from tasks.rules.transitions import Action
from tasks.services.evidence import add_evidence, remove_evidence
from tasks.views.act_forms import ACTS
from tasks.views.panels import RESULTS, make_form, panel_of
from tasks.views.task import render_page

LONGEST_NUMBER = 19  # digits that any database takes


def act(request: PageRequest, pk: int, action: str, way: str = Way.OWN.value) -> HttpResponse:
    """The form of one act; an htmx request while typing gets what the product's day means."""
    try:
        asked = AvailableAct(Action(action), Way(way))
    except ValueError as unknown:
        raise Http404 from unknown
    if not has_way(asked.action, asked.way):
        raise Http404
    found = get_visible_task(request.actor, pk)
    if request.method == "POST":
        return _post(request, found, asked)
    page = task_page(task_facts(request.actor, found))
    if request.htmx:
        form = make_form(request.actor, found, asked.action, asked.way, data=request.GET)
        return render(request, "tasks/parts/consequence.html", {"consequence": _consequence(page, form)})
    if page.act(asked.action, asked.way) is None:
        return _not_now(request, page, asked)
    form = make_form(request.actor, found, asked.action, asked.way)
    return render_page(request, page, (panel_of(page, asked, form),))


def _post(request: PageRequest, task: Task, asked: AvailableAct) -> HttpResponse:
    form = make_form(request.actor, task, asked.action, asked.way, data=request.POST, files=request.FILES)
    if asked.action in RESULTS and _change_files(request, task, form):
        return _again(request, task, asked, form, status=422 if form.errors else 200)
    if not form.is_valid():
        return _again(request, task, asked, form, status=422)
    version = form.cleaned_data["version"] or 0
    done = attempt(form, lambda: ACTS[asked.action].call(request.actor, task, version, form))
    if done is None:
        return _again(request, task, asked, form, status=409 if form.conflict else 422)
    task.refresh_from_db()
    messages.success(request, done_words(asked, task), extra_tags=undo_url(asked, task))
    if asked.action == Action.CONFIRM:
        return _to_next_result(request, task)
    return redirect_back(request, task_url(task.pk))


def _to_next_result(request: PageRequest, task: Task) -> HttpResponse:
    """From one confirmed result straight to the next that waits; after the last one that is said."""
    following = next_to_confirm(request.actor, task)
    if following.task_id is None:
        messages.info(request, NONE_LEFT)
    return redirect_back(request, task_url(following.task_id or task.pk))


def _change_files(request: PageRequest, task: Task, form: ActForm) -> bool:
    """Store the files that came along and drop the one that is to go; True if the page is shown again.

    Files are kept at once, so that a mistake in another field does not make a phone send a photo twice.
    """
    for file in request.FILES.getlist("files"):
        _try_file(form, partial(add_evidence, by=request.actor, task_id=task.pk, file=file))
    removed = request.POST.get("remove_file", "")
    if removed.isdecimal() and len(removed) < LONGEST_NUMBER:
        _try_file(form, partial(remove_evidence, by=request.actor, task_id=task.pk, evidence_id=int(removed)))
    return bool(form.errors.get("files") or removed or "add_files" in request.POST)


def _try_file(form: ActForm, write: Callable[[], object]) -> None:
    try:
        write()
    except Forbidden:
        raise
    except Refused as refusal:
        form.add_error("files", str(refusal))


def _again(request: PageRequest, task: Task, asked: AvailableAct, form: ActForm, *, status: int) -> HttpResponse:
    """The page with what was typed still in the fields."""
    task = get_visible_task(request.actor, task.pk)
    page = task_page(task_facts(request.actor, task))
    if status == 200:
        form = _typed_only(request, task, asked, form)
    if page.act(asked.action, asked.way) is None:
        if not ways_of(request.actor, asked.action, page.place).get(asked.way):
            raise Forbidden(no_right_sentence(asked.action, task.lead_unit.name, belongs=_belongs(request, task)))
        return render_page(request, page, (), refusal=wrong_state_sentence(asked.action, task), status=409)
    conflict = _conflict(form, task) if form.conflict else None
    panel = panel_of(page, asked, form, consequence=_consequence(page, form), conflict=conflict)
    return render_page(request, page, (panel,), status=status)


def _typed_only(request: PageRequest, task: Task, asked: AvailableAct, form: ActForm) -> ActForm:
    """The typed values without complaints: only a file came or went, nothing was sent for good."""
    typed = {name: request.POST.get(name, "") for name in form.fields if name != "files"}
    return make_form(request.actor, task, asked.action, asked.way, initial=typed)


def _conflict(form: ActForm, task: Task) -> dict[str, Any]:
    last = AuditEvent.objects.of(Task._meta.label_lower, task.pk).first()
    return {**conflict_words(last), "differences": form.differences}


def _consequence(page: TaskPage, form: ActForm) -> Mark | None:
    """What the typed day means; None while it is no day."""
    if "product_date" not in form.fields:
        return None
    typed = form["product_date"].value()
    try:
        day = form.fields["product_date"].clean(typed) if typed else None
    except ValidationError:
        return None
    if day is None or day > page.day:
        return None
    return consequence(day, page.task.due, page.day, page.judges_by_submission)


def _not_now(request: PageRequest, page: TaskPage, asked: AvailableAct) -> HttpResponse:
    """A link that is no longer right: 403 for those who never may, else back to the page with the reason."""
    task = page.task
    if not ways_of(request.actor, asked.action, page.place).get(asked.way):
        raise Forbidden(no_right_sentence(asked.action, task.lead_unit.name, belongs=_belongs(request, task)))
    messages.info(request, wrong_state_sentence(asked.action, task))
    return redirect(task_url(task.pk))


def _belongs(request: PageRequest, task: Task) -> bool:
    return request.actor.belongs_to(task.lead_unit.path)
