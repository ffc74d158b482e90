"""approve_baseline: which figures of the year before are taken from the counts, and what is said of the rest."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from figures.models import Baseline
from figures.tests.figures_world import approve, issue, meet
from organization.models import AuditEvent, Person

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("approve_baseline", *args, stdout=out)
    return out.getvalue()


def run_2025(*args: str) -> str:
    return run("2025", "--from-register", "--source", "Sổ năm 2025", *args)


def figures(state: str = "approved") -> dict:
    rows = Baseline.objects.filter(state=state).values_list("unit__code", "calendar", "measure", "figure")
    return {(code, calendar, measure): figure for code, calendar, measure, figure in rows}


@pytest.fixture
def complete_year(units):
    """Both calendars of 2025 begin and end with something; NV2 has rows that do not count."""
    issue(units.vp, date(2024, 12, 20), count=2)
    issue(units.nv1, date(2025, 1, 5), count=3)
    issue(units.nv1, date(2025, 6, 5), count=10)
    issue(units.nv2, date(2025, 12, 3), counted=False)
    issue(units.agency, date(2025, 12, 30))
    meet(units.nv1, date(2024, 12, 31), kind="meeting", scope="")
    meet(units.nv1, date(2025, 1, 2), status="cancelled")
    meet(units.nv1, date(2025, 7, 1))
    meet(units.nv1, date(2025, 12, 14))
    return units


def test_both_measures_in_both_calendars(complete_year):
    meet(complete_year.vp, date(2025, 12, 15), kind="meeting", scope="")

    run_2025()

    assert figures() == {
        ("NV1", "register", "documents"): 13,
        ("TTr", "register", "documents"): 1,
        ("VP", "reporting", "documents"): 2,
        ("NV1", "reporting", "documents"): 13,
        ("NV1", "register", "conferences"): 2,
        ("NV1", "reporting", "conferences"): 2,
    }


def test_run_twice_nothing_doubles(complete_year):
    run_2025()
    before = Baseline.objects.count(), AuditEvent.objects.count()

    assert "đã có đúng số này" in run_2025()

    assert (Baseline.objects.count(), AuditEvent.objects.count()) == before


def test_a_calendar_without_its_last_half_month_gets_none_and_says_what_is_missing(complete_year):
    said = run_2025()

    assert ("NV1", "register", "conferences") not in figures()
    assert "TTr, hội nghị, năm dương lịch: chưa duyệt" in said
    assert "15/12/2025–31/12/2025" in said


def test_rows_that_do_not_count_still_show_that_the_book_was_kept(units):
    issue(units.nv1, date(2025, 1, 1), counted=False)
    issue(units.nv1, date(2025, 5, 1), count=4)
    issue(units.nv2, date(2025, 12, 31), counted=False)

    run_2025()

    assert figures() == {("NV1", "register", "documents"): 4}


def test_figures_that_changed_are_restated_and_both_are_kept(complete_year):
    run_2025()
    issue(complete_year.nv1, date(2025, 8, 1), count=2)

    run_2025()

    assert figures()["NV1", "register", "documents"] == 15
    assert figures("restated")["NV1", "register", "documents"] == 13
    current = Baseline.objects.get(unit__code="NV1", calendar="register", measure="documents", state="approved")
    assert current.restates.figure == 13


def test_a_figure_from_another_source_stays(complete_year):
    approve(complete_year.nv1, 2025, "register", "documents", 20)

    said = run_2025()

    assert figures()["NV1", "register", "documents"] == 20
    assert "giữ số đã duyệt từ nguồn khác của NV1" in said


def test_who_approves_is_recorded(complete_year, cast):
    run_2025("--by", "vanphong")

    event = AuditEvent.objects.filter(action="baseline.approve").first()
    assert (event.by_name, event.unit_id is not None) == (cast.office.full_name, True)
    assert event.post.person == cast.office
    assert set(Baseline.objects.values_list("approved_by__username", flat=True)) == {"vanphong"}


def test_the_json_object(complete_year):
    answer = json.loads(run_2025("--json"))

    assert answer["year"] == 2025
    assert {
        "agency": "TTr",
        "measure": "conferences",
        "calendar": "register",
        "approved": [],
        "kept": [],
        "missing": ["2025-12-15"],
    } in answer["baselines"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("2025",),
        ("2025", "--from-register"),
        ("2025", "--source", "Sổ"),
        ("25", "--from-register", "--source", "Sổ"),
        ("1990", "--from-register", "--source", "Sổ"),
        ("2025", "--from-register", "--source", "Sổ", "--by", "khong.co"),
        ("2025", "--from-register", "--source", "Sổ", "--by", "truong.nv1"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_writes_nothing(complete_year, cast, arguments):
    out = StringIO()

    with pytest.raises(SystemExit) as stop:
        call_command("approve_baseline", *arguments, "--json", stdout=out)

    assert stop.value.code == 1
    assert list(json.loads(out.getvalue())) == ["error"]
    assert not Baseline.objects.exists()
    assert Person.objects.filter(username="truong.nv1").exists()
