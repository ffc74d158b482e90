"""What does the assignment grid show: for every clause still to be given out, one row per missing unit.

Nothing is written by looking: a row that nobody edited is the plan's own proposal with version 0.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from organization.enums import Role
from organization.models import Charge, Group, Partner, Person, Post, Unit
from organization.querysets import valid_on
from tasks.models import AssignmentDraft, Clause, Plan
from tasks.queries.plan import ClauseLine, plan_board
from tasks.rules.proposal import DraftValues, proposed_authority
from tasks.rules.six_clear import SixFacts, missing_of


@dataclass(frozen=True)
class GridRow:
    """One proposed task. `version` 0 means that nobody has saved the row yet."""

    clause: Clause
    unit: Unit
    version: int
    values: DraftValues
    responsible: str
    leader: str
    people: tuple[Person, ...]
    head_id: int | None
    coordinators: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.clause.pk}-{self.unit.pk}"

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing of the six "rõ"."""
        return missing_of(facts_of(self.values, self.unit.name, self.responsible, self.leader))


@dataclass(frozen=True)
class GridBlock:
    """One clause with its missing units."""

    line: ClauseLine
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Parties:
    """Who may be named as coordinating: units of the agency, groups, partners outside."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    partners: tuple[Partner, ...]

    def names_in(self, values: DraftValues) -> tuple[str, ...]:
        """The names of those who coordinate by these values."""
        return (
            *(unit.name for unit in self.units if unit.pk in values.unit_ids),
            *(group.name for group in self.groups if group.pk in values.group_ids),
            *(partner.name for partner in self.partners if partner.pk in values.partner_ids),
        )


@dataclass(frozen=True)
class Grid:
    """The rows and who may be named in them."""

    plan: Plan
    blocks: tuple[GridBlock, ...]
    parties: Parties

    @property
    def rows(self) -> tuple[GridRow, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    def row(self, key: str) -> GridRow | None:
        return next((row for row in self.rows if row.key == key), None)


def assignment_grid(plan: Plan, day: date, *, code: str = "") -> Grid:
    """The grid of a plan on a day; `code` narrows it to one clause. A fixed number of queries."""
    board = plan_board(plan, day)
    lines = [
        line
        for line in board.lines
        if line.tied_to is None and line.coverage.missing and (not code or line.clause.code == code)
    ]
    drafts = {
        (draft.clause_id, draft.lead_unit_id): draft
        for draft in AssignmentDraft.objects.filter(
            clause__in=[line.clause.pk for line in lines], confirmed_at__isnull=True
        ).prefetch_related("coordinating_units", "coordinating_groups", "coordinating_partners")
    }
    wanted = {unit.pk: unit for line in lines for unit in line.missing_units}
    people = people_by_unit(wanted.values(), plan.agency.path, day)
    heads = heads_by_unit(wanted, day)
    leaders = leaders_by_unit(wanted.values(), day)
    names = {person.pk: person.full_name for found in people.values() for person in found}
    parties = Parties(
        units=tuple(
            Unit.objects.filter(path__startswith=plan.agency.path).exclude(pk=plan.agency_id).valid_on(day).in_order()
        ),
        groups=tuple(Group.objects.all()),
        partners=tuple(Partner.objects.all()),
    )
    blocks = []
    for line in lines:
        rows = []
        for unit in line.missing_units:
            draft = drafts.get((line.clause.pk, unit.pk))
            values = values_of(draft) if draft else proposal_for(line.clause, unit)
            rows.append(
                GridRow(
                    clause=line.clause,
                    unit=unit,
                    version=draft.version if draft else 0,
                    values=values,
                    responsible=names.get(values.responsible_id or 0, ""),
                    leader=leaders.get(unit.pk, ""),
                    people=people[unit.pk],
                    head_id=heads.get(unit.pk),
                    coordinators=parties.names_in(values),
                )
            )
        blocks.append(GridBlock(line, tuple(rows)))
    return Grid(plan=plan, blocks=tuple(blocks), parties=parties)


def facts_of(values: DraftValues, unit_name: str, responsible: str, leader: str) -> SixFacts:
    return SixFacts(
        responsible=responsible,
        work=values.title,
        deadline_kind=values.deadline_kind,
        due=values.due,
        frequency=values.frequency,
        lead_unit=unit_name,
        leader=leader,
        deliverable=values.deliverable,
        authority=values.authority,
    )


def proposal_for(clause: Clause, unit: Unit) -> DraftValues:
    """What the plan alone proposes for a unit; coordinators as the clause names them, but never the lead itself."""
    return DraftValues(
        title=clause.title,
        deliverable=clause.deliverable_hint,
        authority=proposed_authority(clause.suggested_authority, is_office=unit.is_office),
        unit_ids=frozenset(found.pk for found in clause.coordinating_units.all()) - {unit.pk},
        group_ids=frozenset(found.pk for found in clause.coordinating_groups.all()),
        partner_ids=frozenset(found.pk for found in clause.coordinating_partners.all()),
    )


def values_of(draft: AssignmentDraft) -> DraftValues:
    return DraftValues(
        title=draft.title,
        deliverable=draft.deliverable,
        authority=draft.authority,
        responsible_id=draft.responsible_id,
        deadline_kind=draft.deadline_kind,
        due=draft.due,
        frequency=draft.frequency,
        unit_ids=frozenset(found.pk for found in draft.coordinating_units.all()),
        group_ids=frozenset(found.pk for found in draft.coordinating_groups.all()),
        partner_ids=frozenset(found.pk for found in draft.coordinating_partners.all()),
    )


def people_by_unit(units: Iterable[Unit], agency_path: str, day: date) -> dict[int, tuple[Person, ...]]:
    """Who may be responsible in each unit: everybody with a post in it or below it, in Vietnamese order."""
    posts = (
        Post.objects.valid_on(day)
        .filter(unit__path__startswith=agency_path, person__is_active=True)
        .exclude(role__in=[Role.LEADER, Role.ADMIN])
        .select_related("person", "unit")
        .order_by("person__sort_key", "person_id")
    )
    found: dict[int, dict[int, Person]] = {unit.pk: {} for unit in units}
    paths = {unit.pk: unit.path for unit in units}
    for post in posts:
        for unit_id, path in paths.items():
            if post.unit.path.startswith(path):
                found[unit_id][post.person_id] = post.person
    return {unit_id: tuple(people.values()) for unit_id, people in found.items()}


def heads_by_unit(units: Iterable[int], day: date) -> dict[int, int]:
    """Who heads each unit (by id): a Trưởng or Chánh before those whose title begins with Phó; none is left out."""
    posts = (
        Post.objects.valid_on(day)
        .filter(unit__in=list(units), role=Role.HEAD, person__is_active=True)
        .order_by("is_acting", "id")
        .values_list("unit_id", "person_id", "title")
    )
    found: dict[int, int] = {}
    for unit_id, person_id, _ in sorted(posts, key=lambda post: post[2].casefold().startswith("phó")):
        found.setdefault(unit_id, person_id)
    return found


def person_word(person: Person, people: tuple[Person, ...]) -> str:
    """The name, with the account behind it where two people of the unit share it."""
    same = [one for one in people if one.full_name == person.full_name]
    return f"{person.full_name} ({person.username or person.pk})" if len(same) > 1 else person.full_name


def leaders_by_unit(units: Iterable[Unit], day: date) -> dict[int, str]:
    """The name of the leader in charge of each unit (the nearest charge); units without one are left out."""
    paths = {unit.pk: unit.path for unit in units}
    prefixes = _prefixes(paths.values())
    charges = (
        Charge.objects.valid_on(day)
        .filter(valid_on(day, "post__"), unit__path__in=prefixes, post__role=Role.LEADER)
        .select_related("post__person", "unit")
    )
    nearest = sorted(charges, key=lambda charge: (len(charge.unit.path), -charge.pk))
    leaders: dict[int, str] = defaultdict(str)
    for charge in nearest:
        for unit_id, path in paths.items():
            if path.startswith(charge.unit.path):
                leaders[unit_id] = charge.post.person.full_name
    return dict(leaders)


def _prefixes(paths: Collection[str]) -> set[str]:
    return {path[: place + 1] for path in paths for place, char in enumerate(path) if char == "/"}
