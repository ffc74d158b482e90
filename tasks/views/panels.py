"""The forms that stand open on a task's page: title, form, buttons, files."""

from dataclasses import dataclass, field
from typing import Any

from base.marks import Mark
from base.page_parts import FileLine
from organization.rules.access import Actor
from tasks.forms.acts import ActForm
from tasks.models import Task
from tasks.pages.acts import button_label, form_hint, form_title
from tasks.pages.addresses import act_url, task_url
from tasks.pages.task_page import TaskPage, file_lines
from tasks.rules.available_acts import AvailableAct
from tasks.rules.permissions import Way
from tasks.rules.transitions import Action
from tasks.views.act_forms import ACTS, FIRST_OF_PAIR

RESULTS = (Action.SUBMIT, Action.PREPARE)


@dataclass(frozen=True)
class Button:
    """A submit button; `url` is where the form goes with it."""

    label: str
    url: str
    is_primary: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Panel:
    """One open form of the page."""

    action: Action
    way: Way
    title: str
    hint: str
    form: ActForm
    buttons: tuple[Button, ...]
    files: tuple[FileLine, ...] = ()
    consequence: Mark | None = None
    conflict: dict[str, Any] = field(default_factory=dict)
    later_url: str = ""  # to what waits after this, if the person leaves it for later

    @property
    def is_result(self) -> bool:
        return self.action in RESULTS

    @property
    def url(self) -> str:
        return self.buttons[0].url

    @property
    def is_multipart(self) -> bool:
        return self.form.is_multipart()


def make_form(actor: Actor, task: Task, action: Action, way: Way, **data: Any) -> ActForm:
    """The form of one act; several forms stand on one page, so each has its own ids."""
    data.setdefault("auto_id", f"{FIRST_OF_PAIR.get(action, action).value}_%s")
    return ACTS[action].form(task=task, action=action, way=way, actor=actor, **data)


def panel_of(
    page: TaskPage,
    act: AvailableAct,
    form: ActForm,
    *,
    consequence: Mark | None = None,
    conflict: dict[str, Any] | None = None,
) -> Panel:
    """The panel of an available act with a form, fresh or as it was typed."""
    action = act.action
    first = FIRST_OF_PAIR.get(action, action)
    if page.act(first, act.way) is None:
        first = action
    is_result = first in RESULTS
    return Panel(
        action=first,
        way=act.way,
        title=form_title(first, act.way),
        hint=form_hint(first),
        form=form,
        buttons=_buttons(page, first, act.way),
        files=file_lines(page, removable=True) if is_result else (),
        # Under a day that was refused nothing speaks of "đúng hạn", not even what was handed in before.
        consequence=(consequence or page.product_mark) if is_result and not form.has_error("product_date") else None,
        conflict=conflict or {},
        later_url=_later_url(page) if first == Action.CONFIRM else "",
    )


def _later_url(page: TaskPage) -> str:
    following = page.next_result.task_id if page.next_result else None
    return task_url(following) if following else ""


def _buttons(page: TaskPage, first: Action, way: Way) -> tuple[Button, ...]:
    second = ACTS[first].second
    available = [page.act(action, way) for action in (first, second) if action is not None]
    return tuple(
        Button(button_label(act.action, page), act_url(page.task.pk, act), is_primary=place == 0)
        for place, act in enumerate(act for act in available if act is not None)
    )
