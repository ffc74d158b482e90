"""What does the page of one task say: its marks, the six rõ, what happened to it?"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from base.marks import Mark, mark_of
from base.page_parts import Clear, FileLine, TimelineEntry
from base.templatetags.ui import filesize_vi, vnshort
from base.working_days import WorkingCalendar
from organization.models import Post
from tasks.enums import DONE_CLASSES, WAITING, TaskClass, TaskStatus
from tasks.models import Task
from tasks.pages.addresses import act_url, evidence_url
from tasks.pages.deadline_words import DeadlineFacts, consequence, lag_words
from tasks.pages.timeline import timeline_of
from tasks.queries.task_page import TaskFacts
from tasks.rules.available_acts import AvailableAct
from tasks.rules.six_clear import SixFacts, six_clear
from tasks.rules.transitions import Action


class TaskPage(TaskFacts):
    """The facts of one task with what the page says of them."""

    @cached_property
    def status_mark(self) -> Mark:
        return mark_of(TaskStatus(self.task.status))

    @cached_property
    def class_mark(self) -> Mark:
        return class_mark(self.task, self.task_class, self.day, self.calendar)

    @cached_property
    def clears(self) -> tuple[Clear, ...]:
        return _clears(self.task, self.coordinators, self.leaders, self.acts)

    @cached_property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        return tuple(timeline_of(self.task, self.events, self.kept_files))

    @cached_property
    def returned_by(self) -> str:
        """Who gave the result back last."""
        return next(
            (entry.who for entry in self.timeline if entry.icon == "arrow-back-up" and entry.tone == "amber"), ""
        )

    @cached_property
    def product_mark(self) -> Mark | None:
        """What the product's day means for a result that is not done yet."""
        if self.task.is_nil_claim or self.task_class in DONE_CLASSES:
            return None
        submitted = self.task.submitted_on or self.day
        return consequence(self.task.product_date, self.task.due, submitted, self.judges_by_submission)


def task_page(facts: TaskFacts) -> TaskPage:
    return TaskPage(**vars(facts))


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


def class_mark(task: Task, task_class: TaskClass, day: date, calendar: WorkingCalendar, *, short: bool = False) -> Mark:
    """The chip of a task's class with how late or how near it is.

    `short`: "3 ngày" for lists whose head says that days are working days.
    """
    facts = DeadlineFacts(
        task_class=task_class,
        due=task.due,
        judged_on=task.judged_on,
        submitted_on=task.submitted_on,
        waits=task.status in WAITING,
    )
    mark = mark_of(task_class)
    more = lag_words(facts, day, calendar)
    if short:
        more = more.removesuffix(" làm việc")
    separator = ", " if task_class == TaskClass.DUE_SOON else " "
    return mark.with_text(f"{mark.text}{separator}{more}") if more else mark


def six_facts(task: Task, coordinators: tuple[str, ...], leaders: Sequence[Post]) -> SixFacts:
    """What is known of a task for the six rõ."""
    return SixFacts(
        responsible=task.responsible.full_name if task.responsible else "",
        work=task.title,
        deadline_kind=task.deadline_kind,
        due=task.due,
        frequency=task.series.frequency if task.series else "",
        lead_unit=task.lead_unit.name,
        leader=" ".join(filter(None, (leaders[0].title, leaders[0].person.full_name))) if leaders else "",
        deliverable=task.deliverable,
        authority=task.authority,
        coordinators=", ".join(coordinators),
    )


_CURES = {
    "person": (Action.COMPLETE, "Ghi người phụ trách"),
    "product": (Action.COMPLETE, "Ghi sản phẩm"),
    "time": (Action.SET_DEADLINE, "Ghi thời hạn"),
}


def _clears(
    task: Task, coordinators: tuple[str, ...], leaders: Sequence[Post], acts: tuple[AvailableAct, ...]
) -> tuple[Clear, ...]:
    """The six rõ; what is missing links to the form that cures it, for those who may."""
    shown = []
    for clear in six_clear(six_facts(task, coordinators, leaders)):
        action, words = _CURES.get(clear.key, (None, ""))
        act = next((one for one in acts if one.action == action), None)
        url = act_url(task.pk, act) if act else ""
        shown.append(Clear(clear.label, _sentence(clear.value), words if url else "", url))
    return tuple(shown)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
