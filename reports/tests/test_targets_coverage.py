"""Whose counts are in: against a slow reckoning, and what confirmed and typed half-months do to the figures."""

import random
from datetime import date, timedelta

import pytest

from base.periods import half_month_end, half_months
from documents.models import DocumentCount
from documents.pages.half_months import Confirming
from documents.rules.counting_year import counting_year
from documents.services.half_months import confirm_half_months, enter_counts
from documents.tests.half_month_world import LAST, seen, type_id
from figures.pages.words import coverage_words
from figures.queries.coverage import coverage_of
from figures.queries.targets import targets_under
from figures.tests.figures_world import issue
from organization.models import Unit, UnitHalfMonth
from organization.queries.scope import scope_of
from organization.tests.factories import AgencyFactory, UnitFactory
from reports.queries.home import unit_home

pytestmark = pytest.mark.django_db

STARTS = list(half_months(date(2024, 12, 1), date(2026, 12, 31)))
NOON = "2026-06-17T12:00:00+07:00"


def slow_coverage(view) -> tuple[int, int, dict[str, list[date]]]:
    """units_in, units_all and the missing half-months, day by day and unit by unit."""
    units_in, units_all, missing = 0, 0, {}
    for unit in Unit.objects.all():
        if unit.kind == "agency" and Unit.objects.filter(parent=unit).exists():
            continue
        year = [
            view.first_day + timedelta(days=n) for n in range((min(view.day, view.last_day) - view.first_day).days + 1)
        ]
        if not any(unit.is_valid_on(day) for day in year):
            continue
        units_all += 1
        absent = []
        for start in STARTS:
            days = [start + timedelta(days=n) for n in range((half_month_end(start) - start).days + 1)]
            if not (view.first_day <= days[0] and days[-1] <= view.counted_to):
                continue
            if not any(unit.is_valid_on(day) for day in days):
                continue
            half = UnitHalfMonth.objects.filter(unit=unit, start=start).first()
            if half is None or (half.method == "none" and half.confirmed_at is None):
                absent.append(start)
        if absent:
            missing[unit.code] = absent
        else:
            units_in += 1
    return units_in, units_all, missing


@pytest.mark.parametrize("seed", range(8))
def test_units_in_equal_a_slow_reckoning(db, seed):
    dice = random.Random(seed)
    root = AgencyFactory(code="GOC")
    units = [UnitFactory(code=f"P{n}", parent=root) for n in range(4)]
    units += [AgencyFactory(code=f"CQ{n}", parent=root) for n in range(2)]
    units += [UnitFactory(code="CON", parent=units[-1])]
    for unit in units:
        if dice.random() < 0.4:
            unit.start = date(2025, 1, 1) + timedelta(days=dice.randrange(500))
        if dice.random() < 0.4:
            unit.end = (unit.start or date(2025, 1, 1)) + timedelta(days=dice.randrange(500))
        unit.save()
        held = [start for start in STARTS if dice.random() < dice.choice([0.5, 0.97, 1])]
        UnitHalfMonth.objects.bulk_create(UnitHalfMonth(unit=unit, start=start, **dice.choice(KINDS)) for start in held)
    everybody = list(Unit.objects.all())
    for _ in range(6):
        day = date(2026, 1, 1) + timedelta(days=dice.randrange(360))
        view = counting_year(dice.choice(["register", "reporting"]), 2026, day)
        coverage = coverage_of(everybody, view, scope_of(root, everybody))
        found = {item.unit.code: list(item.half_months) for item in coverage.missing}
        assert (coverage.units_in, coverage.units_all, found) == slow_coverage(view)


KINDS = (
    {"method": "register"},
    {"method": "hand"},
    {"method": "none"},
    {"method": "none", "confirmed_at": NOON, "confirmed_count": 0, "is_nil": True},
    {"method": "register", "confirmed_at": NOON, "confirmed_count": 3},
)


def test_targets_read_what_was_typed_by_hand(units, cast, actor):
    issue(units.nv1, date(2026, 3, 3), count=4)
    typed = {type_id(): 5, type_id("bao_cao"): 2}
    enter_counts(by=actor(cast.head), unit=units.nv1, start=LAST, version=1, counts=typed)

    figures = targets_under(units.agency, counting_year("register", 2026, date(2026, 6, 17)))
    assert figures.root.documents.used == 11
    assert figures.by_id[units.nv1.pk].documents.used == 11
    assert sum(DocumentCount.objects.values_list("count", flat=True)) == 11


def test_a_unit_without_documents_is_in_once_its_head_confirmed(units, cast, actor):
    view = counting_year("register", 2026, date(2026, 6, 17))
    everybody = list(Unit.objects.all())
    assert coverage_words(coverage_of(everybody, view, scope_of(units.agency, everybody))) == "0/4 đơn vị"

    confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=seen(units.nv1))
    assert coverage_words(coverage_of(everybody, view, scope_of(units.agency, everybody))) == "1/4 đơn vị"


def test_the_home_of_a_head_says_what_waits_and_of_staff_nothing(units, cast, actor, client_of):
    waiting = Confirming(unit_home(actor(cast.head)).half_months_due)
    assert (len(waiting.lines), waiting.span) == (11, "01/01–14/06")
    page = client_of(cast.head).get("/").content.decode()
    assert "Số liệu chờ xác nhận" in page and "/documents/half-months/?unit=NV1" in page
    assert "Số liệu chờ xác nhận" not in client_of(cast.staff).get("/").content.decode()

    confirm_half_months(by=actor(cast.head), unit=units.nv1, seen=seen(units.nv1))
    assert "Số liệu chờ xác nhận" not in client_of(cast.head).get("/").content.decode()


@pytest.mark.parametrize(
    ("who", "act"), [("head", "Xác nhận số liệu"), ("office", "Xác nhận thay"), ("clerk", "Xem từng nửa tháng")]
)
def test_the_targets_lead_to_the_half_months_that_are_missing(units, cast, client_of, who, act):
    todos = client_of(getattr(cast, who)).get("/reports/targets/NV1/").context["todos"]
    assert [(todo.act, todo.url) for todo in todos] == [
        (act, "/documents/half-months/?unit=NV1&year=2026&calendar=register")
    ]


def test_the_home_of_the_office_leads_to_the_matrix(units, cast, client_of):
    issue(units.nv1, date(2026, 3, 5))
    assert 'href="/documents/half-months/"' in client_of(cast.office).get("/").content.decode()
