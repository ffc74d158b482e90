"""What stands in the annex of an assignment: the tasks given out, or those still proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from organization.models import Group, Partner, Unit
from tasks.enums import BasisKind, DeadlineKind, TaskStatus
from tasks.models import Assignment, Clause, Plan, Task, TaskSeries
from tasks.queries.grid import GridRow, assignment_grid, leaders_by_unit


@dataclass(frozen=True)
class AnnexRow:
    """One task, or one series that opens a task for each period."""

    work: str
    lead: str
    coordinators: tuple[str, ...]
    deliverable: str
    deadline_kind: str
    due: date | None
    frequency: str
    leader: str


@dataclass(frozen=True)
class AnnexSection:
    """The tasks of one clause."""

    code: str
    title: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True)
class Annex:
    """`basis` is the kind of paper the annex goes with; `number` and `signed_on` as far as known."""

    agency: str
    basis: BasisKind
    number: str
    signed_on: date | None
    sections: Sequence[AnnexSection]


def annex_of_given(plan: Plan, day: date) -> Annex:
    """Everything given out under the plan and not withdrawn; it belongs to the newest signed basis.

    A recurring assignment stands once, as its series, not with each of its tasks.
    """
    units = Prefetch("coordinating_units"), Prefetch("coordinating_groups"), Prefetch("coordinating_partners")
    tasks = (
        Task.objects.filter(clause__plan=plan, series=None)
        .exclude(status=TaskStatus.WITHDRAWN)
        .select_related("clause", "lead_unit")
        .prefetch_related(*units)
    )
    series = TaskSeries.objects.filter(clause__plan=plan).select_related("clause", "lead_unit").prefetch_related(*units)
    leaders = leaders_by_unit([*(task.lead_unit for task in tasks), *(each.lead_unit for each in series)], day)
    rows = [
        (task.clause, task.lead_unit, _row(task, task.deadline_kind, task.due, "", leaders))
        for task in tasks
        if task.clause
    ]
    rows += [
        (each.clause, each.lead_unit, _row(each, DeadlineKind.RECURRING, None, each.frequency, leaders))
        for each in series
        if each.clause
    ]
    basis = (
        Assignment.objects.filter(plan=plan).exclude(basis_kind=BasisKind.RECORDED).order_by("-confirmed_at").first()
    )
    return Annex(
        agency=plan.agency.name,
        basis=BasisKind(basis.basis_kind) if basis else BasisKind.DECISION,
        number=basis.number if basis else "",
        signed_on=basis.signed_on if basis else None,
        sections=_sections((clause, row) for clause, _, row in sorted(rows, key=_place)),
    )


def annex_of_proposed(plan: Plan, day: date) -> Annex:
    """The rows of the assignment grid, for the draft of the decision: number and day stay blank."""
    grid = assignment_grid(plan, day)
    return Annex(
        agency=plan.agency.name,
        basis=BasisKind.DECISION,
        number="",
        signed_on=None,
        sections=_sections((row.clause, _proposed_row(row)) for row in grid.rows),
    )


def _sections(rows: Iterable[tuple[Clause, AnnexRow]]) -> list[AnnexSection]:
    """Rows that follow each other under one clause share its heading."""
    found: dict[tuple[str, str], list[AnnexRow]] = {}
    for clause, row in rows:
        found.setdefault((clause.code, clause.title), []).append(row)
    return [AnnexSection(code, title, tuple(lines)) for (code, title), lines in found.items()]


def _place(row: tuple[Clause, Unit, AnnexRow]) -> tuple[int, int, int, str]:
    """The order of the annex: the plan's, then that of the units."""
    clause, unit, _ = row
    return clause.position, unit.depth, unit.position, unit.sort_key


def _row(
    work: Task | TaskSeries, deadline_kind: str, due: date | None, frequency: str, leaders: dict[int, str]
) -> AnnexRow:
    return AnnexRow(
        work=work.title,
        lead=work.lead_unit.name,
        coordinators=_names(
            [unit for unit in work.coordinating_units.all() if unit.pk != work.lead_unit_id],
            work.coordinating_groups.all(),
            work.coordinating_partners.all(),
        ),
        deliverable=work.deliverable,
        deadline_kind=deadline_kind,
        due=due,
        frequency=frequency,
        leader=leaders.get(work.lead_unit_id, ""),
    )


def _proposed_row(row: GridRow) -> AnnexRow:
    values = row.values
    return AnnexRow(
        work=values.title,
        lead=row.unit.name,
        coordinators=row.coordinators,
        deliverable=values.deliverable,
        deadline_kind=values.deadline_kind,
        due=values.due,
        frequency=values.frequency,
        leader=row.leader,
    )


def _names(units: Iterable[Unit], groups: Iterable[Group], partners: Iterable[Partner]) -> tuple[str, ...]:
    return (*(unit.name for unit in units), *(group.name for group in groups), *(one.name for one in partners))
