"""What does the first page of each role show? Everything of one role in one object, in a fixed number of reads."""

from dataclasses import dataclass

from base.page_parts import SentenceFigure
from base.periods import year_of
from documents.pages.half_months import Confirming
from documents.queries.half_months import unit_half_months
from documents.rules.counting_year import CountingYear, counting_year
from documents.rules.half_months import can_answer_for_counts
from figures.models import AssignedCeiling, Baseline
from figures.queries.baselines import baselines_waiting_for, ceilings_waiting_for
from figures.queries.coverage import Coverage, coverage_of
from figures.queries.sentences import online_sentence, reduction_sentence, remaining_sentence
from figures.queries.targets import TargetTree, targets_under
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from organization.enums import Role
from organization.models import RecordedDecision, Unit
from organization.queries import all_settings, home_agency
from organization.rules.access import Actor
from reports.models import BuiltReport
from reports.queries.built import latest_report
from reports.queries.task_sentence import coverage_sentence, task_sentence
from tasks.models import Plan
from tasks.queries.class_table import ClassTable, class_table
from tasks.queries.home import (
    TodoList,
    WaitingForLeader,
    WaitingForOffice,
    todo_of,
    waiting_for_leader,
    waiting_for_office,
)
from tasks.queries.plan import PlanBoard, plan_board, plan_of
from tasks.queries.tasks import due_soon_until


@dataclass(frozen=True)
class AgencyFigures:
    """The agency's targets on the actor's day, with the three sentences."""

    agency: Unit
    view: CountingYear
    tree: TargetTree
    coverage: Coverage
    documents: SentenceFigure
    conferences: SentenceFigure
    online: SentenceFigure


def agency_figures(agency: Unit, actor: Actor) -> AgencyFigures:
    """The three figures of the agency in the calendar that is judged (a setting)."""
    calendar = all_settings()["judged_calendar"]
    return agency_figures_on(agency, actor, counting_year(calendar, year_of(calendar, actor.day), actor.day))


def agency_figures_on(agency: Unit, actor: Actor, view: CountingYear) -> AgencyFigures:
    """The three figures of the agency for any year and day, as `actor` may read them."""
    tree = targets_under(agency, view)
    coverage = coverage_of([targets.unit for targets in tree], view, tree.scope)
    may_open = actor.sees(agency.path)
    children = [child for child in tree.children() if actor.sees(child.unit.path)]
    return AgencyFigures(
        agency=agency,
        view=view,
        tree=tree,
        coverage=coverage,
        documents=reduction_sentence(
            tree.root, DOCUMENTS, view, may_open_rows=may_open, coverage=coverage, children=children
        ),
        conferences=reduction_sentence(tree.root, CONFERENCES, view, may_open_rows=may_open),
        online=online_sentence(tree.root, view, may_open_rows=may_open),
    )


# --- Head and staff --------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitHome:
    """A unit's own page: what to do, what may still be issued, what the agency stands at."""

    unit: Unit
    todo: TodoList
    remaining: SentenceFigure
    agency: AgencyFigures
    confirming: Confirming


def unit_home(actor: Actor) -> UnitHome | None:
    """The page of the first head or staff post; None for somebody without one."""
    post = next((p for p in actor.posts if p.role == Role.HEAD), None) or next(
        (p for p in actor.posts if p.role == Role.STAFF), None
    )
    agency = home_agency(actor)
    if post is None or agency is None:
        return None
    figures = agency_figures(agency, actor)
    own = figures.tree.by_id.get(post.unit_id)
    unit = own.unit if own else Unit.objects.get(pk=post.unit_id)
    targets = own or targets_under(unit, figures.view).root
    return UnitHome(
        unit=unit,
        todo=todo_of(actor),
        remaining=remaining_sentence(targets, DOCUMENTS, figures.view),
        agency=figures,
        confirming=_confirming(actor, unit, figures.view),
    )


def _confirming(actor: Actor, unit: Unit, view: CountingYear) -> Confirming:
    """The half-months that wait for the head's confirmation; none for staff, who do not confirm."""
    waiting = unit_half_months(unit, view).due if can_answer_for_counts(actor, unit.path) else ()
    return Confirming(waiting)


def _class_table(figures: AgencyFigures, actor: Actor) -> ClassTable:
    units = [targets.unit for targets in figures.tree]
    return class_table(figures.agency.path, actor.day, due_soon_until(actor.day), units)


# --- Office ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeHome:
    figures: AgencyFigures
    table: ClassTable
    waiting: WaitingForOffice
    baselines: tuple[Baseline, ...]
    plan: Plan | None
    board: PlanBoard | None


def office_home(actor: Actor) -> OfficeHome | None:
    """Units × classes, what waits for the Office, how far the plan is given out."""
    agency = home_agency(actor)
    if agency is None:
        return None
    plan = plan_of(actor)
    figures = agency_figures(agency, actor)
    return OfficeHome(
        figures=figures,
        table=_class_table(figures, actor),
        waiting=waiting_for_office(actor),
        baselines=tuple(baselines_waiting_for(actor)),
        plan=plan,
        board=plan_board(plan, actor.day, with_coordinators=False) if plan else None,
    )


# --- Leader ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeaderHome:
    """Five sentences, then what waits for the leader's word."""

    figures: AgencyFigures
    sentences: tuple[SentenceFigure, ...]
    waiting: WaitingForLeader
    ceilings: tuple[AssignedCeiling, ...]
    baselines: tuple[Baseline, ...]
    latest: BuiltReport | None
    recorded: tuple[RecordedDecision, ...]

    @property
    def total(self) -> int:
        return self.waiting.total + len(self.ceilings) + len(self.baselines)


def five_sentences(figures: AgencyFigures, table: ClassTable) -> tuple[SentenceFigure, ...]:
    """1 tasks, 2 documents, 3 conferences, 4 online share, 5 whose counts are in."""
    until = f"{figures.view.counted_to:%d/%m/%Y}"
    return (
        task_sentence(table),
        figures.documents,
        figures.conferences,
        figures.online,
        coverage_sentence(figures.coverage, until),
    )


def leader_home(actor: Actor) -> LeaderHome | None:
    """The page of a leader on the actor's day."""
    agency = home_agency(actor)
    if agency is None:
        return None
    figures = agency_figures(agency, actor)
    table = _class_table(figures, actor)
    return LeaderHome(
        figures=figures,
        sentences=five_sentences(figures, table),
        waiting=waiting_for_leader(actor),
        ceilings=tuple(ceilings_waiting_for(actor)),
        baselines=tuple(baselines_waiting_for(actor)),
        latest=latest_report(agency),
        recorded=tuple(
            RecordedDecision.objects.filter(leader_id=actor.person_id, seen_at=None, disputed_at=None)
            .select_related("recorded_by", "unit")
            .order_by("-recorded_at")[:10]
        ),
    )
