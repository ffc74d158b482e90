"""The forms that stand on a task's page: title, form, buttons, and the links to everything else."""

from dataclasses import dataclass, field
from typing import Any

from base.marks import Mark
from base.page_parts import FileLine
from base.templatetags.ui import filesize_vi, vnshort
from organization.rules.access import Actor
from tasks.forms.acts import ActForm
from tasks.models import Task
from tasks.pages.addresses import act_url, evidence_url
from tasks.pages.task_page import TaskPage
from tasks.rules.available_acts import AvailableAct
from tasks.rules.permissions import Way
from tasks.rules.transitions import TRANSITIONS, Action
from tasks.views.act_forms import ACTS, FIRST_OF_PAIR

WAY_TITLES = {Way.ENTERED: "Nhập thay", Way.RECORDED: "Ghi nhận ý kiến lãnh đạo"}
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

    @property
    def is_result(self) -> bool:
        return self.action in RESULTS

    @property
    def url(self) -> str:
        return self.buttons[0].url

    @property
    def is_multipart(self) -> bool:
        return self.form.is_multipart()


@dataclass(frozen=True)
class Link:
    label: str
    icon: str
    url: str


def make_form(actor: Actor, task: Task, action: Action, way: Way, **data: Any) -> ActForm:
    """The form of one act; several forms stand on one page, so each has its own ids."""
    data.setdefault("auto_id", f"{FIRST_OF_PAIR.get(action, action).value}_%s")
    return ACTS[action].form(task=task, action=action, way=way, actor=actor, **data)


def panel_of(
    page: TaskPage, act: AvailableAct, form: ActForm, *, consequence: Mark | None = None, conflict: dict | None = None
) -> Panel:
    """The panel of an available act with a form, fresh or as it was typed."""
    action = act.action
    first = FIRST_OF_PAIR.get(action, action)
    if page.act(first, act.way) is None:
        first = action
    row, transition = ACTS[first], TRANSITIONS[first]
    title = row.title or transition.label
    if act.way in WAY_TITLES:
        title = f"{WAY_TITLES[act.way]}: {title[:1].lower()}{title[1:]}"
    is_result = first in RESULTS
    return Panel(
        action=first,
        way=act.way,
        title=title,
        hint=row.hint,
        form=form,
        buttons=_buttons(page, first, act.way),
        files=file_lines(page, removable=True) if is_result else (),
        # Under a day that was refused nothing speaks of "đúng hạn", not even what was handed in before.
        consequence=(consequence or page.product_mark) if is_result and not form.has_error("product_date") else None,
        conflict=conflict or {},
    )


def _buttons(page: TaskPage, first: Action, way: Way) -> tuple[Button, ...]:
    second = ACTS[first].second
    buttons: list[Button] = []
    for action in (first, second) if second else (first,):
        act = page.act(action, way)
        if act is None:
            continue
        label = TRANSITIONS[action].label
        if action == Action.SUBMIT and page.is_returned:
            label = "Nộp lại kết quả"
        buttons.append(Button(label, act_url(page.task.pk, act), is_primary=not buttons))
    return tuple(buttons)


def file_lines(page: TaskPage, *, removable: bool) -> tuple[FileLine, ...]:
    """The files of the result with size and day; a removable one has its button in the form."""
    return tuple(
        FileLine(
            item.name,
            evidence_url(page.task.pk, item.pk),
            f"{filesize_vi(item.size)} · {'nộp' if item.submitted_on else 'thêm'} "
            f"{vnshort(item.submitted_on or item.added_at)}",
            remove_name="remove_file" if removable else "",
            remove_value=str(item.pk) if removable else "",
        )
        for item in page.files
    )


def links_of(page: TaskPage, way: Way, shown: tuple[Panel, ...]) -> tuple[Link, ...]:
    """The acts of one way that are not open on the page already."""
    open_now = {(panel.action, panel.way) for panel in shown}
    return tuple(
        Link(act.label, act.transition.icon, act_url(page.task.pk, act))
        for act in page.other_acts(way)
        if (act.action, way) not in open_now
    )
