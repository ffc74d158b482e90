"""Everything that is known of one task for its page, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from base.working_days import WorkingCalendar
from organization.models import AuditEvent, Post, RecordedDecision
from organization.queries import all_settings, leaders_in_charge, working_calendar
from organization.rules.access import Actor
from tasks.enums import WAITING, ExtensionState, TaskClass, TaskStatus
from tasks.models import Evidence, ExtensionRequest, Instruction, Task
from tasks.queries.confirming import NextResult, next_to_confirm
from tasks.queries.places import coordinating_units
from tasks.rules.available_acts import AvailableAct, Situation, at_once, available_acts
from tasks.rules.classes import class_on
from tasks.rules.lateness import days_late
from tasks.rules.permissions import Place, Way
from tasks.rules.transitions import Action
from tasks.rules.undo import undo_of

MOST_EVENTS = 300
TOLD_WITHIN = ("decision.record",)


@dataclass(frozen=True)
class TaskFacts:
    """One task as one person sees it on one day."""

    task: Task
    day: date
    calendar: WorkingCalendar
    task_class: TaskClass
    place: Place
    situation: Situation
    coordinators: tuple[str, ...]
    leaders: tuple[Post, ...]
    files: tuple[Evidence, ...]
    kept_files: frozenset[int]
    events: tuple[AuditEvent, ...]
    extension: ExtensionRequest | None
    instructions: tuple[Instruction, ...]
    decisions: tuple[RecordedDecision, ...]
    acts: tuple[AvailableAct, ...]
    judges_by_submission: bool
    next_result: NextResult | None

    @property
    def acts_at_once(self) -> tuple[AvailableAct, ...]:
        return at_once(self.acts, self.situation)

    @property
    def has_result(self) -> bool:
        """Is there a result, or a state of work, to read outside the unit's own form?"""
        return bool(self.task.result or self.task.situation or self.files or self.task.product_date)

    @property
    def is_waiting(self) -> bool:
        return self.task.status in WAITING

    @property
    def is_returned(self) -> bool:
        return self.task.status == TaskStatus.RETURNED

    @property
    def entry_lag(self) -> int:
        """How many working days lie between the product and its entry; shown apart from being late."""
        if self.task.product_date is None or self.task.submitted_on is None:
            return 0
        return days_late(self.task.product_date, self.task.submitted_on, self.calendar)

    def act(self, action: str, way: str) -> AvailableAct | None:
        return next((act for act in self.acts if act.action == action and act.way == way), None)

    def other_acts(self, way: Way) -> tuple[AvailableAct, ...]:
        """The acts that are not open on the page: one's own, or those recorded or entered for others."""
        shown = {act.action for act in self.acts_at_once}
        paired = {Action.RETURN, Action.SEND_BACK, Action.REFUSE_EXTENSION, Action.PREPARE}
        hidden = {*shown, *paired} if way == Way.OWN else {Action.SEND_BACK, Action.REFUSE_EXTENSION, Action.PREPARE}
        return tuple(act for act in self.acts if act.way == way and act.action not in hidden)


def task_facts(actor: Actor, task: Task) -> TaskFacts:
    """What is known of a task that the person may see (`get_visible_task`)."""
    day = actor.day
    calendar, settings = working_calendar(), all_settings()
    task_class = class_on(task, day, calendar.add(day, settings["due_soon_days"]))
    units = coordinating_units(task, day)
    partners = [partner.name for partner in task.coordinating_partners.all()]
    place = Place(task.lead_unit.path, tuple(unit.path for unit in units))
    extension = task.extensions.filter(state=ExtensionState.OPEN).select_related("asked_by", "told_by").first()
    instructions = tuple(task.instructions.filter(answered_at=None).select_related("leader", "leader_post"))
    evidence = list(task.evidence.all())
    events = events_of(task)
    situation = Situation(
        task_class=task_class,
        has_due=task.due is not None,
        is_contested=task.is_contested,
        has_open_extension=extension is not None,
        is_advised=extension is not None and extension.advice is not None,
        unanswered=len(instructions),
        has_running_series=task.series is not None and task.series.end is None,
        undo=undo_of(events[0] if events else None, actor.person_id, timezone.now()),
    )
    acts = available_acts(actor, task, place, situation)
    confirms = AvailableAct(Action.CONFIRM, Way.OWN) in acts
    return TaskFacts(
        task=task,
        day=day,
        calendar=calendar,
        task_class=task_class,
        place=place,
        situation=situation,
        coordinators=(*(unit.name for unit in units), *partners),
        leaders=tuple(leaders_in_charge(task.lead_unit.path, day)),
        files=tuple(item for item in evidence if item.removed_at is None and item.contribution_id is None),
        kept_files=frozenset(i.pk for i in evidence if i.removed_at is None or i.submitted_on is not None),
        events=events,
        extension=extension,
        instructions=instructions,
        decisions=unseen_decisions(actor, task),
        acts=acts,
        judges_by_submission=settings["late_judged_by"] == "submission",
        next_result=next_to_confirm(actor, task) if confirms else None,
    )


def events_of(task: Task) -> tuple[AuditEvent, ...]:
    """What happened to a task, newest first; the act that rests on a decision tells of the decision."""
    events = AuditEvent.objects.of(Task._meta.label_lower, task.pk).exclude(action__in=TOLD_WITHIN)
    return tuple(events.order_by("-at", "-id")[:MOST_EVENTS])


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
