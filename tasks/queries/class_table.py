"""How do the tasks of each unit stand on a day, and what came, ended and was carried over in a window?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from organization.enums import UnitKind
from organization.models import Unit
from organization.rules.access import Actor
from tasks.enums import DONE_CLASSES, TaskClass
from tasks.models import Task
from tasks.querysets import CARRIED_OVER, ENDED, TaskQuerySet

COLUMNS = ("opening", "assigned", *(name.value for name in ENDED))


@dataclass(frozen=True)
class ClassRow:
    """The tasks one unit leads itself, by class; classes without a task are absent."""

    unit: Unit
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def of(self, *classes: str) -> int:
        return sum(self.counts.get(name, 0) for name in classes)

    @property
    def overdue(self) -> int:
        return self.of(TaskClass.OVERDUE)

    @property
    def done(self) -> int:
        return self.of(*DONE_CLASSES)


@dataclass(frozen=True)
class ClassTable:
    """One row per unit and their sum; every task stands in exactly one class."""

    day: date
    rows: tuple[ClassRow, ...]

    def of(self, *classes: str) -> int:
        return sum(row.of(*classes) for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def done(self) -> int:
        return self.of(*DONE_CLASSES)

    @property
    def overdue(self) -> int:
        return self.of(TaskClass.OVERDUE)

    @property
    def come_due(self) -> int:
        """The denominator of the completion rate: done, and open beyond their deadline.

        Tasks inside their term stay out of it, as in the report of the Prime Minister's task force.
        """
        return self.done + self.overdue


def class_table(path: str, day: date, due_soon_until: date, units: Iterable[Unit] | None = None) -> ClassTable:
    """Tasks led in the subtree of `path` as they stand now, by unit and class on `day`, in two reads.

    Units without a task have a row too, unless they are agencies or closed. Who has the units of the
    subtree at hand, in order, hands them in.
    """
    return _table(Task.objects.led_in(path).with_class(day, due_soon_until), path, day, units)


def class_table_as_of(path: str, day: date, due_soon_until: date) -> ClassTable:
    """The same as the tasks stood at the end of `day`, which may be past, in two reads."""
    return _table(Task.objects.led_in(path).with_class_as_of(day, due_soon_until), path, day, None)


def _table(tasks: TaskQuerySet, path: str, day: date, units: Iterable[Unit] | None) -> ClassTable:
    counts: dict[int, dict[str, int]] = {}
    grouped = tasks.order_by().values_list("lead_unit_id", "task_class").annotate(number=Count("id"))
    for unit_id, task_class, number in grouped:
        counts.setdefault(unit_id, {})[task_class] = number
    rows = [
        ClassRow(unit, counts.get(unit.pk, {}))
        for unit in (Unit.objects.filter(path__startswith=path).in_order() if units is None else units)
        if unit.pk in counts or (unit.kind != UnitKind.AGENCY and unit.is_valid_on(day))
    ]
    return ClassTable(day, tuple(rows))


@dataclass(frozen=True)
class CarryOver:
    """opening + assigned = done on time + late + without a date + nil + withdrawn + carried over."""

    unit: Unit
    opening: int
    assigned: int
    done_on_time: int
    done_late: int
    done_no_deadline: int
    nil: int
    withdrawn: int

    @property
    def ended(self) -> int:
        return self.done_on_time + self.done_late + self.done_no_deadline + self.nil + self.withdrawn

    @property
    def carried_over(self) -> int:
        return self.opening + self.assigned - self.ended


def carry_over(path: str, start: date, end: date) -> list[CarryOver]:
    """The flow of tasks through the window from `start` to `end`, by lead unit of the subtree, in two reads.

    What belongs where: `TaskQuerySet.with_flow`.
    """
    counts: dict[int, dict[str, int]] = {}
    grouped = (
        Task.objects.led_in(path)
        .with_flow(start, end)
        .order_by()
        .values_list("lead_unit_id", "flow_in", "flow_out")
        .annotate(number=Count("id"))
    )
    for unit_id, came, went, number in grouped:
        row = counts.setdefault(unit_id, dict.fromkeys(COLUMNS, 0))
        row[came] += number
        if went != CARRIED_OVER:
            row[went] += number
    return [CarryOver(unit, **counts[unit.pk]) for unit in Unit.objects.filter(pk__in=counts).in_order()]


def flow_in_sight(actor: Actor, start: date, end: date, unit: Unit | None = None) -> list[CarryOver]:
    """The carry-over lines of one unit's subtree, or of everything this person sees."""
    paths = [unit.path] if unit else list(actor.sight_paths)
    return [line for path in paths for line in carry_over(path, start, end)]
