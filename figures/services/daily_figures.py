"""Keeping the figures of a day, and telling people when a unit's state became worse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from base.enums import YearCalendar
from base.marks import mark_of
from documents.rules.counting_year import CountingYear, current_counting_year
from documents.rules.reduction import ReductionState, is_worse
from figures.models import DailyFigure
from figures.pages.addresses import targets_url
from figures.pages.words import TITLES
from figures.queries.targets import TargetTree, UnitTargets, targets_under
from figures.rules.baselines import CONFERENCES, DOCUMENTS
from organization.enums import Role
from organization.models import Unit
from organization.queries import agency_of, leaders_in_charge, office_people, people_with_role, setting
from organization.services.notifications import notify

FIGURES = ("documents", "conferences", "online")
BATCH = 500


@dataclass(frozen=True)
class StoredDay:
    """What keeping one day did: rows written or corrected, rows that were so already, states that got worse."""

    day: date
    written: int
    unchanged: int
    worse: int


def store_figures(*, day: date, say: Callable[[int, str], None] | None = None) -> StoredDay:
    """Keep the figures of every unit at the end of `day`, in both calendars. Run again, it changes nothing.

    Alerts go by the calendar that is judged (a setting), against the last day kept before this one.
    """
    judged = setting("judged_calendar")
    written = unchanged = worse = 0
    roots = list(Unit.objects.filter(parent__isnull=True).in_order())
    steps = [(root, calendar) for root in roots for calendar in YearCalendar.values]
    for number, (root, calendar) in enumerate(steps):
        if say:
            say(100 * number // len(steps), f"Tính số liệu của {root}")
        tree = targets_under(root, current_counting_year(calendar, day))
        with transaction.atomic():
            # The root's row is the lock: a second run waits, then finds everything written.
            Unit.objects.select_for_update().get(pk=root.pk)
            before = _states_before(tree) if calendar == judged else {}
            changed = _write(tree)
            written += len(changed)
            unchanged += len(tree.by_id) - len(changed)
            worse += sum(_tell(targets, tree.view, before.get(targets.unit.pk, {})) for targets in changed)
    return StoredDay(day, written, unchanged, worse)


# --- Parts ----------------------------------------------------------------------------------------


def _states_before(tree: TargetTree) -> dict[int, dict[str, str | None]]:
    """The states people know of: as kept for the tree's day already, else on the last day of this year before it."""
    kept = DailyFigure.objects.filter(
        tree.scope.of(), calendar=tree.view.calendar, year=tree.view.year, day__lt=tree.view.day
    )
    last = kept.aggregate(day=Max("day"))["day"]
    days = [tree.view.day, *([last] if last else [])]
    rows = DailyFigure.objects.filter(tree.scope.of(), calendar=tree.view.calendar, day__in=days)
    return {
        unit_id: {DOCUMENTS: documents["state"], CONFERENCES: conferences["state"]}
        for unit_id, documents, conferences in rows.order_by("day").values_list("unit_id", "documents", "conferences")
    }


def _write(tree: TargetTree) -> list[UnitTargets]:
    """Write the rows that are new or differ; returns the units they are of."""
    view = tree.view
    held = {
        row.unit_id: row for row in DailyFigure.objects.filter(tree.scope.of(), calendar=view.calendar, day=view.day)
    }
    new, corrected, changed = [], [], []
    for targets in tree:
        figures = {name: value for name, value in targets.as_json().items() if name in FIGURES}
        row = held.get(targets.unit.pk)
        if row is None:
            new.append(DailyFigure(unit=targets.unit, day=view.day, year=view.year, calendar=view.calendar, **figures))
        elif any(getattr(row, name) != value for name, value in figures.items()):
            for name, value in figures.items():
                setattr(row, name, value)
            corrected.append(row)
        else:
            continue
        changed.append(targets)
    DailyFigure.objects.bulk_create(new, batch_size=BATCH)
    DailyFigure.objects.bulk_update(corrected, FIGURES, batch_size=BATCH)
    return changed


def _tell(targets: UnitTargets, view: CountingYear, before: dict[str, str | None]) -> int:
    """Tell the unit's head, its leaders and the office what became worse; returns how many targets did."""
    worse = 0
    for measure in (DOCUMENTS, CONFERENCES):
        figures, old = targets.of(measure), before.get(measure)
        if old is None or figures.state is None or not is_worse(figures.state, old):
            continue
        unit = targets.unit
        notify(
            people=[
                *people_with_role(unit.path, [Role.HEAD], view.day),
                *(post.person_id for post in leaders_in_charge(unit.path, view.day)),
                *office_people(agency_of(unit).path, view.day),
            ],
            kind="targets.worse",
            text=(
                f"{TITLES[measure]} của {unit}: từ “{mark_of(ReductionState(old)).text}” "
                f"thành “{mark_of(figures.state).text}” "
                f"(đã tính {figures.used + figures.since}, mức tối đa {figures.ceiling}, "
                f"ước cả năm {figures.projected}; "
                f"{view.label}, ngày {view.day:%d/%m/%Y})."
            ),
            url=targets_url(unit.code, measure=measure),
        )
        worse += 1
    return worse
