"""From which day to which did a task stand how?

A day has one stretch: the state at the day's end, by the acts recorded until then. Assignments and
deadlines count from the day of their decision, also where they were written down later.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from tasks.enums import WAITING, TaskStatus

STILL = date.max  # the `to_day` of how a task stands now
STAND_FIELDS = (
    "status",
    "deadline_kind",
    "due",
    "submitted_on",
    "submitted_due_soon_until",
    "judged_on",
    "product_date",
)
DEADLINE_FIELDS = ("deadline_kind", "due")
DATE_FIELDS = frozenset({"due", "submitted_on", "submitted_due_soon_until", "judged_on", "product_date", "closed_on"})


class Dated(Protocol):
    """What the rule needs to know of a task."""

    assigned_on: date
    closed_on: date | None
    status: str
    deadline_kind: str
    due: date | None
    submitted_on: date | None
    submitted_due_soon_until: date | None
    judged_on: date | None
    product_date: date | None


@dataclass(frozen=True)
class Stretch:
    """The state of a task from `from_day` until before `to_day`; when it, and its deadline, were written down."""

    from_day: date
    to_day: date
    status: str
    deadline_kind: str
    due: date | None
    submitted_on: date | None
    submitted_due_soon_until: date | None
    judged_on: date | None
    product_date: date | None
    recorded_on: date
    deadline_recorded_on: date


def by_own_dates(task: Dated, recorded_on: date) -> list[Stretch]:
    """The stretches of a task of which nothing is known but its own fields; `recorded_on`: when it was written.

    It was at work until it was handed in, waited until it ended, and stands since then as it stands now.
    """
    stand = {name: getattr(task, name) for name in STAND_FIELDS}
    ended = task.status in (TaskStatus.DONE, TaskStatus.NIL, TaskStatus.WITHDRAWN)
    marks: list[tuple[date, dict[str, Any]]] = []
    if task.submitted_on and (ended or task.status in WAITING):
        handed_in = {**stand, "judged_on": None}
        if ended:
            handed_in["status"] = TaskStatus.AWAITING_CONFIRMATION.value
        marks.append((task.submitted_on, handed_in))
    if ended:
        end = task.closed_on or task.judged_on or task.submitted_on
        if end:
            marks.append((end, stand))
    if not marks:
        marks.append((task.assigned_on, stand))
    at_work = {
        **stand,
        "status": TaskStatus.IN_PROGRESS.value,
        "judged_on": None,
        "submitted_on": None,
        "submitted_due_soon_until": None,
        "product_date": None,
    }
    first = max(recorded_on, task.assigned_on)
    found = [Stretch(task.assigned_on, STILL, recorded_on=first, deadline_recorded_on=first, **at_work)]
    for day, state in marks:
        found = with_act(found, state, day)
    return found


def with_act(stretches: Sequence[Stretch], stand: Mapping[str, Any], on: date) -> list[Stretch]:
    """The stretches after an act recorded on the day `on`; `stand`: the STAND_FIELDS as they are now.

    What is taken back on the day it was done leaves no trace: the stretch before it goes on.
    """
    *before, last = stretches
    if _stands(last, stand):
        return list(stretches)
    day = max(on, last.from_day)
    if before and last.from_day == day and _stands(before[-1], stand):
        return [*before[:-1], replace(before[-1], to_day=last.to_day)]
    moved = any(getattr(last, name) != stand[name] for name in DEADLINE_FIELDS)
    now = replace(
        last,
        from_day=day,
        recorded_on=max(day, last.recorded_on),
        deadline_recorded_on=day if moved else last.deadline_recorded_on,
        **stand,
    )
    return [*before, now] if last.from_day == day else [*before, replace(last, to_day=day), now]


def _stands(stretch: Stretch, stand: Mapping[str, Any]) -> bool:
    return all(getattr(stretch, name) == stand[name] for name in STAND_FIELDS)


def with_deadline(stretches: Iterable[Stretch], decided_on: date, on: date) -> Iterator[Stretch]:
    """The last stretch's deadline, recorded on the day `on`, counts from the day it was decided."""
    found = list(stretches)
    deadline = {name: getattr(found[-1], name) for name in DEADLINE_FIELDS}
    for one in found:
        if one.to_day <= decided_on or all(getattr(one, name) == value for name, value in deadline.items()):
            yield one
            continue
        if one.from_day < decided_on:
            yield replace(one, to_day=decided_on)
        yield replace(one, from_day=max(one.from_day, decided_on), deadline_recorded_on=on, **deadline)


class Event(Protocol):
    """What the rule needs to know of an audit event."""

    day: date
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass
class _Known:
    assigned_on: date
    closed_on: date | None
    status: str
    deadline_kind: str
    due: date | None
    submitted_on: date | None
    submitted_due_soon_until: date | None
    judged_on: date | None
    product_date: date | None


def from_events(task: Dated, events: Sequence[Event]) -> list[Stretch]:
    """The stretches of a task that was there before they were kept, from its events, oldest first.

    Going back from how the task stands now gives how it began; what the events do not tell stands by the
    task's own dates.
    """
    first = _Known(**{name: getattr(task, name) for name in _Known.__annotations__})
    for event in reversed(events):
        _apply(first, event.before)
    recorded = next((e.day for e in events if e.action in ("task.assign", "task.open_period")), task.assigned_on)
    stretches = by_own_dates(first, recorded)
    state = first
    for event in events:
        if not _apply(state, event.after, only=event.before):
            continue
        stretches = with_act(stretches, {name: getattr(state, name) for name in STAND_FIELDS}, event.day)
        decided = (event.after.get("recorded") or {}).get("decided_on")
        if decided and any(name in event.before for name in DEADLINE_FIELDS):
            stretches = list(with_deadline(stretches, date.fromisoformat(decided), event.day))
    return stretches


def _apply(state: _Known, values: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> bool:
    """Put an event's values into the state; False if it says nothing about it."""
    said = [name for name in (*STAND_FIELDS, "closed_on") if name in values and (only is None or name in only)]
    for name in said:
        value = values[name]
        setattr(state, name, date.fromisoformat(value) if value and name in DATE_FIELDS else value)
    return bool(said)
