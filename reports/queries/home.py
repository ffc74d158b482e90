"""What does the first page of each role show? Everything of one role in one object, in a fixed number of reads."""

from dataclasses import dataclass

from base.periods import year_of
from documents.queries.half_months import HalfLine, unit_half_months
from documents.rules.counting_year import CountingYear, counting_year
from documents.rules.half_months import can_answer_for_counts
from figures.models import AssignedCeiling, Baseline
from figures.queries.baselines import baselines_waiting_for, ceilings_waiting_for
from figures.queries.coverage import Coverage, coverage_of
from figures.queries.target_page import other_calendar
from figures.queries.targets import TargetTree, UnitTargets, targets_under
from organization.enums import Role
from organization.models import PostProposal, RecordedDecision, Unit
from organization.queries import all_settings, home_agency
from organization.queries.post_proposals import proposals_for, proposals_to_record
from organization.rules.access import Actor
from reports.models import BuiltReport
from reports.queries.built_reports import latest_report
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
    """The agency's targets on the actor's day, and its root in the other calendar where that year has begun."""

    agency: Unit
    view: CountingYear
    tree: TargetTree
    coverage: Coverage
    other_view: CountingYear | None
    other_root: UnitTargets | None
    children_in_sight: tuple[UnitTargets, ...]
    may_open_rows: bool


def agency_figures(agency: Unit, actor: Actor) -> AgencyFigures:
    """The three figures of the agency in the calendar that is judged (a setting)."""
    calendar = all_settings()["judged_calendar"]
    return agency_figures_on(agency, actor, counting_year(calendar, year_of(calendar, actor.day), actor.day))


def agency_figures_on(agency: Unit, actor: Actor, view: CountingYear) -> AgencyFigures:
    """The three figures of the agency for any year and day, as `actor` may read them."""
    tree = targets_under(agency, view)
    units = [targets.unit for targets in tree]
    other = other_calendar(view)
    return AgencyFigures(
        agency=agency,
        view=view,
        tree=tree,
        coverage=coverage_of(units, view, tree.scope),
        other_view=other,
        other_root=targets_under(agency, other, units).root if other else None,
        children_in_sight=tuple(child for child in tree.children() if actor.sees(child.unit.path)),
        may_open_rows=actor.sees(agency.path),
    )


# --- Head and staff --------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitHome:
    """A unit's own page: what to do, what may still be issued, what the agency stands at."""

    unit: Unit
    todo: TodoList
    targets: UnitTargets
    agency: AgencyFigures
    half_months_due: tuple[HalfLine, ...]


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
    # Half-months wait for the head; staff do not confirm.
    due = unit_half_months(unit, figures.view).due if can_answer_for_counts(actor, unit.path) else ()
    return UnitHome(
        unit=unit,
        todo=todo_of(actor),
        targets=own or targets_under(unit, figures.view).root,
        agency=figures,
        half_months_due=tuple(due),
    )


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
    posts: tuple[PostProposal, ...]
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
        posts=tuple(proposals_to_record(actor)),
        plan=plan,
        board=plan_board(plan, actor.day, with_coordinators=False) if plan else None,
    )


# --- Leader ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeaderHome:
    """How the agency stands, and what waits for the leader's word."""

    figures: AgencyFigures
    table: ClassTable
    waiting: WaitingForLeader
    ceilings: tuple[AssignedCeiling, ...]
    baselines: tuple[Baseline, ...]
    latest: BuiltReport | None
    recorded: tuple[RecordedDecision, ...]
    posts: tuple[PostProposal, ...]

    @property
    def total(self) -> int:
        return self.waiting.total + len(self.ceilings) + len(self.baselines) + len(self.posts)


def leader_home(actor: Actor) -> LeaderHome | None:
    """The page of a leader on the actor's day."""
    agency = home_agency(actor)
    if agency is None:
        return None
    figures = agency_figures(agency, actor)
    return LeaderHome(
        figures=figures,
        table=_class_table(figures, actor),
        waiting=waiting_for_leader(actor),
        ceilings=tuple(ceilings_waiting_for(actor)),
        baselines=tuple(baselines_waiting_for(actor)),
        latest=latest_report(agency),
        recorded=tuple(
            RecordedDecision.objects.filter(leader_id=actor.person_id, seen_at=None, disputed_at=None)
            .select_related("recorded_by", "unit")
            .order_by("-recorded_at")[:10]
        ),
        posts=tuple(proposals_for(actor)),
    )
