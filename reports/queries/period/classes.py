"""How the tasks of each unit stand by class, and what came, ended and was carried over in the period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from organization.models import Unit
from tasks.queries.class_table import ClassTable, carry_over


@dataclass(frozen=True)
class ClassLine:
    """How many tasks of one unit stand in each class, by the class's value; classes without a task are absent."""

    unit: str
    counts: dict[str, int]
    total: int


@dataclass(frozen=True)
class CarryOverLine:
    """Opening + assigned = done on time + done late + done without a date + nil + withdrawn + carried over."""

    unit: str
    opening: int
    assigned: int
    done_on_time: int
    done_late: int
    done_no_deadline: int
    nil: int
    withdrawn: int
    carried_over: int


def class_lines(table: ClassTable) -> Iterator[ClassLine]:
    for row in table.rows:
        yield ClassLine(row.unit.name, {str(name): count for name, count in row.counts.items()}, row.total)


def carry_over_lines(agency: Unit, start: date, end: date) -> Iterator[CarryOverLine]:
    for flow in carry_over(agency.path, start, end):
        yield CarryOverLine(
            unit=flow.unit.name,
            opening=flow.opening,
            assigned=flow.assigned,
            done_on_time=flow.done_on_time,
            done_late=flow.done_late,
            done_no_deadline=flow.done_no_deadline,
            nil=flow.nil,
            withdrawn=flow.withdrawn,
            carried_over=flow.carried_over,
        )
