"""Everything the page of one task shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from base.marks import Mark, mark_of
from base.page_parts import Clear, TimelineEntry
from base.working_days import WorkingCalendar
from organization.models import Post, RecordedDecision
from organization.queries import all_settings, leaders_in_charge, working_calendar
from organization.rules.access import Actor
from tasks.enums import DONE_CLASSES, WAITING, ExtensionState, TaskClass, TaskStatus
from tasks.models import Evidence, ExtensionRequest, Instruction, Task
from tasks.queries.places import coordinating_units
from tasks.queries.timeline import timeline_of
from tasks.rules.classes import class_on
from tasks.rules.deadline_words import DeadlineFacts, consequence, days_late, lag_words
from tasks.rules.offers import Offer, Situation, at_once, offers
from tasks.rules.permissions import Place, Way
from tasks.rules.six_clear import SixFacts, six_clear
from tasks.rules.transitions import Action


@dataclass(frozen=True)
class TaskPage:
    """One task as one person sees it on one day."""

    task: Task
    day: date
    task_class: TaskClass
    place: Place
    situation: Situation
    status_mark: Mark
    class_mark: Mark
    coordinators: tuple[str, ...]
    clears: tuple[Clear, ...]
    files: tuple[Evidence, ...]
    timeline: tuple[TimelineEntry, ...]
    extension: ExtensionRequest | None
    instructions: tuple[Instruction, ...]
    decisions: tuple[RecordedDecision, ...]
    offers: tuple[Offer, ...]
    product_mark: Mark | None
    entry_lag: int
    judges_by_submission: bool

    @property
    def open_offers(self) -> tuple[Offer, ...]:
        return at_once(self.offers, self.situation)

    @property
    def shows_result(self) -> bool:
        """Is there a result, or a state of work, to read outside the unit's own form?"""
        return bool(self.task.result or self.task.situation or self.files or self.task.product_date)

    @property
    def is_waiting(self) -> bool:
        return self.task.status in WAITING

    @property
    def is_returned(self) -> bool:
        return self.task.status == TaskStatus.RETURNED

    @property
    def returned_by(self) -> str:
        """Who gave the result back last."""
        return next(
            (entry.who for entry in self.timeline if entry.icon == "arrow-back-up" and entry.tone == "amber"), ""
        )

    def offer(self, action: str, way: str) -> Offer | None:
        return next((o for o in self.offers if o.action == action and o.way == way), None)

    def links(self, way: Way) -> tuple[Offer, ...]:
        """The acts that are not open on the page: one's own, or those recorded or entered for others."""
        shown = {offer.action for offer in self.open_offers}
        paired = {Action.RETURN, Action.SEND_BACK, Action.REFUSE_EXTENSION, Action.PREPARE}
        hidden = {*shown, *paired} if way == Way.OWN else {Action.SEND_BACK, Action.REFUSE_EXTENSION, Action.PREPARE}
        return tuple(offer for offer in self.offers if offer.way == way and offer.action not in hidden)


def task_page(actor: Actor, task: Task) -> TaskPage:
    """The page of a task that the person may see (`get_visible_task`)."""
    day = actor.day
    calendar, settings = working_calendar(), all_settings()
    soon = calendar.add(day, settings["due_soon_days"])
    task_class = class_on(task, day, soon)
    units = coordinating_units(task, day)
    partners = [partner.name for partner in task.coordinating_partners.all()]
    place = Place(task.lead_unit.path, tuple(unit.path for unit in units))
    extension = task.extensions.filter(state=ExtensionState.OPEN).select_related("asked_by", "told_by").first()
    instructions = tuple(task.instructions.filter(answered_at=None).select_related("leader", "leader_post"))
    evidence = list(task.evidence.all())
    kept = {item.pk for item in evidence if item.removed_at is None or item.submitted_on is not None}
    situation = Situation(
        task_class=task_class,
        has_due=task.due is not None,
        is_contested=task.is_contested,
        has_open_extension=extension is not None,
        is_advised=extension is not None and extension.advice is not None,
        unanswered=len(instructions),
        has_running_series=task.series is not None and task.series.end is None,
    )
    names = (*(unit.name for unit in units), *partners)
    found = offers(actor, task, place, situation)
    by_submission = settings["late_judged_by"] == "submission"
    return TaskPage(
        task=task,
        day=day,
        task_class=task_class,
        place=place,
        situation=situation,
        status_mark=mark_of(task.get_status_display()),
        class_mark=class_mark(task, task_class, day, calendar),
        coordinators=names,
        clears=_clears(task, names, leaders_in_charge(task.lead_unit.path, day), found),
        files=tuple(item for item in evidence if item.removed_at is None and item.contribution_id is None),
        timeline=tuple(timeline_of(task, kept)),
        extension=extension,
        instructions=instructions,
        decisions=unseen_decisions(actor, task),
        offers=found,
        product_mark=consequence(task.product_date, task.due, task.submitted_on or day, by_submission)
        if not task.is_nil_claim and task_class not in DONE_CLASSES
        else None,
        entry_lag=entry_lag(task, calendar),
        judges_by_submission=by_submission,
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
    mark = mark_of(task_class.label)
    more = lag_words(facts, day, calendar)
    if short:
        more = more.removesuffix(" làm việc")
    separator = ", " if task_class == TaskClass.DUE_SOON else " "
    return mark.with_text(f"{mark.text}{separator}{more}") if more else mark


def entry_lag(task: Task, calendar: WorkingCalendar) -> int:
    """How many working days lie between the product and its entry; shown apart from being late."""
    if task.product_date is None or task.submitted_on is None:
        return 0
    return days_late(task.product_date, task.submitted_on, calendar)


def unseen_decisions(actor: Actor, task: Task) -> tuple[RecordedDecision, ...]:
    """Decisions on this task that were recorded in this leader's name and not yet answered."""
    if actor.person_id is None:
        return ()
    rows = RecordedDecision.objects.filter(
        leader_id=actor.person_id,
        subject_kind=Task._meta.label_lower,
        subject_id=task.pk,
        seen_at=None,
        disputed_at=None,
    )
    return tuple(rows.select_related("recorded_by").order_by("-recorded_at"))


def six_facts(task: Task, coordinators: tuple[str, ...], leaders: list[Post]) -> SixFacts:
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
    task: Task, coordinators: tuple[str, ...], leaders: list[Post], found: tuple[Offer, ...]
) -> tuple[Clear, ...]:
    """The six rõ; what is missing links to the form that cures it, for those who may."""
    shown = []
    for clear in six_clear(six_facts(task, coordinators, leaders)):
        action, words = _CURES.get(clear.key, (None, ""))
        offer = next((o for o in found if o.action == action), None)
        url = act_url(task.pk, offer) if offer else ""
        shown.append(Clear(clear.label, _sentence(clear.value), words if url else "", url))
    return tuple(shown)


def act_url(task_id: int, offer: Offer) -> str:
    """The address of the form of one act in one way."""
    if offer.way == Way.OWN:
        return reverse("tasks:act", args=[task_id, offer.action.value])
    return reverse("tasks:act_for", args=[task_id, offer.action.value, offer.way.value])


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
