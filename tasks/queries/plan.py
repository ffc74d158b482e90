"""How far is the plan given out, and where do its tasks stand on a day?

The number of queries does not depend on the number of clauses, units or tasks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, prefetch_related_objects
from django.http import Http404

from organization.models import GroupMember, Unit
from organization.rules.access import Actor
from tasks.enums import AddresseeKind, TaskClass, TaskStatus
from tasks.models import Clause, Plan, Task, TaskSeries
from tasks.queries.tasks import due_soon_until
from tasks.rules.coverage import Coverage, CoverageState, coverage_of


def plan_of(actor: Actor) -> Plan | None:
    """The plan in force of the agency the person works in; everybody of the agency sees its outline."""
    if not actor.posts:
        return None
    running = Plan.objects.select_related("agency").filter(
        Q(replaced_on__isnull=True) | Q(replaced_on__gt=actor.day), agency_id=actor.posts[0].agency_id
    )
    return running.order_by("-id").first()


def get_visible_plan(actor: Actor) -> Plan:
    """`plan_of`, or 404 where there is none to see."""
    plan = plan_of(actor)
    if plan is None:
        raise Http404("no plan")
    return plan


def get_visible_clause(actor: Actor, code: str) -> Clause:
    """The clause with this code in the person's plan; 404 for missing and foreign alike."""
    clause = (
        Clause.objects.filter(plan=get_visible_plan(actor), code=code)
        .select_related("plan__agency", "tied_to", "addressee_unit", "addressee_group")
        .first()
    )
    if clause is None:
        raise Http404("no such clause")
    return clause


def addressed_units(clauses: Iterable[Clause], day: date) -> dict[int, tuple[Unit, ...]]:
    """For each clause id the units it addresses on `day`, in the order of the tree.

    A group is the list of its members on that day; a unit that has been closed is answered for by its
    successor (one that closed without a successor by nobody). At most three queries.
    """
    clauses = list(clauses)
    members: dict[int, list[int]] = defaultdict(list)
    groups = {clause.addressee_group_id for clause in clauses if clause.addressee_group_id}
    if groups:
        rows = GroupMember.objects.valid_on(day).filter(group_id__in=groups)
        for group_id, unit_id in rows.values_list("group_id", "unit_id"):
            members[group_id].append(unit_id)
    named: dict[int, list[int]] = {}
    for clause in clauses:
        if clause.addressee_kind == AddresseeKind.GROUP:
            named[clause.pk] = members[clause.addressee_group_id or 0]
        elif clause.addressee_unit_id:
            named[clause.pk] = [clause.addressee_unit_id]
        else:
            named[clause.pk] = []
    wanted = {unit_id for ids in named.values() for unit_id in ids}
    units = {unit.pk: unit for unit in Unit.objects.filter(Q(pk__in=wanted) | Q(predecessors__in=wanted)).distinct()}
    return {clause_id: _valid_units(ids, units, day) for clause_id, ids in named.items()}


def _valid_units(ids: list[int], units: dict[int, Unit], day: date) -> tuple[Unit, ...]:
    found: dict[int, Unit] = {}
    for unit_id in ids:
        unit: Unit | None = units[unit_id]
        if unit and not unit.is_valid_on(day):
            unit = units.get(unit.successor_id or 0)
        if unit and unit.is_valid_on(day):
            found[unit.pk] = unit
    return tuple(sorted(found.values(), key=lambda unit: (unit.depth, unit.position, unit.sort_key, unit.pk)))


def holders_by_clause(clauses: Iterable[int]) -> dict[int, set[int]]:
    """For each clause id the units that lead work of it: tasks not withdrawn, and series still running."""
    ids = list(clauses)
    holders: dict[int, set[int]] = defaultdict(set)
    live = Task.objects.exclude(status=TaskStatus.WITHDRAWN)
    series = TaskSeries.objects.filter(end__isnull=True)
    rows = [
        live.filter(clause_id__in=ids).values_list("clause_id", "lead_unit_id"),
        live.filter(tied_clauses__in=ids).values_list("tied_clauses", "lead_unit_id"),
        series.filter(clause_id__in=ids).values_list("clause_id", "lead_unit_id"),
        series.filter(tied_clauses__in=ids).values_list("tied_clauses", "lead_unit_id"),
    ]
    for pairs in rows:
        for clause_id, unit_id in pairs:
            holders[clause_id].add(unit_id)
    return holders


# --- The board ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClauseLine:
    """One assignable clause on the board: how far it is given, and its tasks by class."""

    clause: Clause
    coverage: Coverage
    units: tuple[Unit, ...]
    counts: dict[str, int]
    tied_codes: tuple[str, ...]

    @cached_property
    def coordinators(self) -> tuple[str, ...]:
        return coordinators_of(self.clause)

    @property
    def tied_to(self) -> Clause | None:
        return self.clause.tied_to

    @property
    def task_count(self) -> int:
        return sum(self.counts.values()) - self.counts.get(TaskClass.WITHDRAWN, 0)

    @property
    def missing_units(self) -> tuple[Unit, ...]:
        missing = set(self.coverage.missing)
        return tuple(unit for unit in self.units if unit.pk in missing)

    @property
    def addressee(self) -> str:
        return self.clause.addressee_label or "Không nêu đơn vị"


@dataclass(frozen=True)
class ClauseGroup:
    """The clauses under one heading of the page: II.1 … II.6, III, IV."""

    code: str
    title: str
    lines: tuple[ClauseLine, ...]


@dataclass(frozen=True)
class PlanBoard:
    """The whole plan on a day: n/27, the strip, the lines, and what is still to be given out.

    `tasks` are those given under it and not withdrawn, `withdrawn` the others.
    """

    plan: Plan
    day: date
    groups: tuple[ClauseGroup, ...]
    tasks: int
    withdrawn: int
    state_counts: dict[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[ClauseLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def covered(self) -> int:
        return sum(line.coverage.is_covered for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def covered_words(self) -> str:
        """n/27, as the sentence and the leaders' home say it."""
        return f"{self.covered}/{self.total}"

    @property
    def full_count(self) -> int:
        return self.state_counts.get(CoverageState.FULL.value, 0)

    @property
    def closed_count(self) -> int:
        return self.state_counts.get(CoverageState.CLOSED.value, 0)

    @property
    def open_count(self) -> int:
        return len(self.open_lines)

    @property
    def open_lines(self) -> tuple[ClauseLine, ...]:
        return tuple(line for line in self.lines if not line.coverage.is_covered)

    @property
    def missing_tasks(self) -> int:
        """How many tasks the grid would propose: one per missing unit, tied clauses carried by the other."""
        return sum(len(line.coverage.missing) for line in self.lines if line.tied_to is None)


def plan_board(plan: Plan, day: date, *, with_coordinators: bool = True) -> PlanBoard:
    """The board of a plan on a day; where nobody asks who coordinates, three reads are saved."""
    clauses = list(Clause.objects.filter(plan=plan).select_related("tied_to").order_by("position"))
    leaves = [clause for clause in clauses if clause.is_assignable]
    if with_coordinators:
        prefetch_related_objects(leaves, "coordinating_units", "coordinating_groups", "coordinating_partners")
    units = addressed_units(leaves, day)
    holders = holders_by_clause(clause.pk for clause in leaves)
    counts = _class_counts(plan, day)
    tied: dict[int, list[str]] = defaultdict(list)
    for clause in leaves:
        if clause.tied_to_id:
            tied[clause.tied_to_id].append(clause.code)
    by_id = {clause.pk: clause for clause in clauses}
    groups: dict[int, list[ClauseLine]] = {}
    for clause in leaves:
        line = ClauseLine(
            clause=clause,
            coverage=coverage_of(
                addressed=[unit.pk for unit in units[clause.pk]],
                holders=holders[clause.pk],
                is_closed=bool(clause.not_assigned_reason),
            ),
            units=units[clause.pk],
            counts=dict(counts[clause.pk]),
            tied_codes=tuple(tied[clause.pk]),
        )
        groups.setdefault(_group_of(clause, by_id).pk, []).append(line)
    lines = [line for group in groups.values() for line in group]
    every = sum(counts.values(), Counter())
    return PlanBoard(
        plan=plan,
        day=day,
        groups=tuple(
            ClauseGroup(by_id[pk].code, by_id[pk].heading or by_id[pk].title, tuple(found))
            for pk, found in groups.items()
        ),
        tasks=every.total() - every[TaskClass.WITHDRAWN],
        withdrawn=every[TaskClass.WITHDRAWN],
        state_counts=dict(Counter(line.coverage.state.value for line in lines)),
    )


def coordinators_of(clause: Clause) -> tuple[str, ...]:
    """The names of those a clause names as coordinating (prefetch the three relations for many clauses)."""
    return (
        *(unit.name for unit in clause.coordinating_units.all()),
        *(group.name for group in clause.coordinating_groups.all()),
        *(partner.name for partner in clause.coordinating_partners.all()),
    )


def _class_counts(plan: Plan, day: date) -> dict[int, Counter[str]]:
    """Tasks by class for each clause that carries them; a tied clause shows none of its own."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    tasks = Task.objects.filter(clause__plan=plan).with_class(day, due_soon_until(day))
    for clause_id, task_class in tasks.values_list("clause_id", "task_class"):
        counts[clause_id][task_class] += 1
    return counts


def _group_of(clause: Clause, by_id: dict[int, Clause]) -> Clause:
    """The heading a leaf stands under: its II.x, or its part where the parts have no second level of headings.

    A leaf of the second level with a group name of its own (II.2) is its own heading.
    """
    line = [clause]
    while line[-1].parent_id:
        line.append(by_id[line[-1].parent_id])
    line.reverse()
    second = line[min(1, len(line) - 1)]
    if second is clause and not clause.heading:
        return line[0]
    return second
