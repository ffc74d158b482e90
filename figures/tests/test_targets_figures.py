"""Figures read from the tables against a slow reckoning of the same facts, for every unit, day and calendar."""

import json
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from documents.rules.counting_year import counting_year
from figures.queries.targets import targets_under
from figures.tests.figures_world import SlowInstallation, approve, assign, issue, meet
from organization.enums import UnitKind
from organization.models import Setting
from organization.tests.factories import AgencyFactory, UnitFactory

DAYS = [
    date(2026, 1, 1),
    date(2026, 1, 13),
    date(2026, 1, 14),
    date(2026, 2, 28),
    date(2026, 6, 17),
    date(2026, 12, 14),
    date(2026, 12, 31),
    date(2027, 3, 1),
]
FIGURE_KEYS = [
    "baseline",
    "ceiling",
    "ceiling_source",
    "binding",
    "used",
    "since",
    "remaining",
    "same_period",
    "change",
    "projected",
    "runs_out_on",
    "small_sample",
    "without_baseline",
    "state",
]
ONLINE_KEYS = ["held", "online", "share", "state", "planned", "unconfirmed", "needed", "reachable"]


def build(seed: int) -> SlowInstallation:
    """Three levels: an agency with items of its own, departments, a body, a part of a department, a small agency."""
    random = Random(seed)
    root = AgencyFactory(code="TTr")
    departments = [UnitFactory(code=f"NV{n}", parent=root) for n in (1, 2, 3)]
    units = [
        root,
        *departments,
        UnitFactory(code="BBT", parent=root, kind=UnitKind.BODY),
        UnitFactory(code="NV1.a", parent=departments[0]),
        AgencyFactory(code="CC", parent=root),
    ]
    world = SlowInstallation(units)
    days = [date(2024, 12, 15) + timedelta(days=n) for n in range(0, 760, 3)]
    for unit in units:
        if unit.code == "NV3":
            continue
        for day in random.sample(days, 40):
            issue(unit, day)
            world.documents[unit.code][day] += 1
        issue(unit, random.choice(days), counted=False)
        for day in random.sample(days, 14):
            world.meetings.append(
                meet(
                    unit,
                    day,
                    kind=random.choice(["conference", "conference", "conference", "meeting"]),
                    scope=random.choice(["internal", "wide", "province"]),
                    form=random.choice(["in_person", "online", "hybrid"]),
                    status=random.choice(["held", "held", "held", "planned", "postponed", "cancelled", "merged"]),
                )
            )
    issue(departments[2], date(2026, 3, 3), count=4)
    world.documents["NV3"][date(2026, 3, 3)] += 4
    for unit in units:
        for calendar in ("register", "reporting"):
            for measure in ("documents", "conferences"):
                if unit.code == "NV3" or random.random() < 0.2:
                    continue
                own = world._items(unit, measure)
                first, last = counting_year(calendar, 2025, date(2025, 12, 31)).first_day, None
                last = counting_year(calendar, 2025, date(2025, 12, 31)).last_day
                figure = sum(n for d, n in own.items() if first <= d <= last) + random.choice([0, 0, 0, 0, 0, 2])
                approve(unit, 2025, calendar, measure, figure)
                world.baselines[unit.code, 2025, calendar, measure] = figure
    assign(departments[1], 2026, "documents", 31)
    assign(departments[2], 2026, "documents", 6)
    world.ceilings |= {("NV2", 2026, "documents"): 31, ("NV3", 2026, "documents"): 6}
    return world


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("calendar", ["register", "reporting"])
def test_every_key_of_every_unit_equals_the_slow_reckoning(seed, calendar):
    world = build(seed)

    for day in DAYS:
        tree = targets_under(world.units[0], counting_year(calendar, 2026, day))
        for unit in world.units:
            figures = tree.by_id[unit.pk].as_json()
            for measure in ("documents", "conferences"):
                assert figures[measure] == world.figures(unit, measure, calendar, 2026, day), (unit, measure, day)
            assert figures["online"] == world.online(unit, calendar, 2026, day), (unit, day)


@pytest.mark.django_db
def test_a_unit_alone_has_the_figures_it_has_in_the_tree():
    world = build(3)
    view = counting_year("register", 2026, date(2026, 6, 17))
    tree = targets_under(world.units[0], view)

    for unit in world.units:
        assert targets_under(unit, view).root.as_json() == tree.by_id[unit.pk].as_json()


@pytest.mark.django_db
def test_a_hybrid_conference_is_online_when_the_setting_says_so():
    world = build(4)
    world.hybrid_is_online = True
    Setting.objects.create(key="hybrid_counts_as_online", value=True)

    tree = targets_under(world.units[0], counting_year("register", 2026, date(2026, 12, 1)))

    for unit in world.units:
        assert tree.by_id[unit.pk].online.as_json() == world.online(unit, "register", 2026, date(2026, 12, 1))


@pytest.mark.django_db
def test_the_reads_are_the_same_in_number_for_few_and_many_units(django_assert_num_queries):
    root = AgencyFactory(code="TTr")
    view = counting_year("register", 2026, date(2026, 6, 17))
    issue(UnitFactory(code="A1", parent=root), date(2026, 6, 1))
    with django_assert_num_queries(6):
        targets_under(root, view)
    for number in range(30):
        unit = UnitFactory(code=f"B{number}", parent=root)
        issue(unit, date(2026, 6, 1))
        meet(unit, date(2026, 5, 5))

    with django_assert_num_queries(6):
        assert targets_under(root, view).root.documents.used == 31


# --- The command ----------------------------------------------------------------------------------


def run(*args: str) -> dict:
    out = StringIO()
    call_command("targets", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def run_and_fail(*args: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("targets", *args, "--json", stdout=out)
    assert stop.value.code == 1
    answer = json.loads(out.getvalue())
    assert list(answer) == ["error"]
    return answer["error"]


@pytest.mark.django_db
def test_the_object_has_exactly_the_fixed_keys():
    root = AgencyFactory(code="TTr")
    nv1 = UnitFactory(code="NV1", parent=root, position=1)
    UnitFactory(code="NV1.a", parent=nv1)
    UnitFactory(code="NV2", parent=root, position=2)

    answer = run("--year", "2026", "--as-of", "2026-06-17")

    assert list(answer) == [
        "year",
        "as_of",
        "counted_to",
        "calendar",
        "unit",
        "documents",
        "conferences",
        "online",
        "online_all",
        "units",
    ]
    assert [answer[key] for key in ("year", "as_of", "counted_to", "calendar", "unit")] == [
        2026,
        "2026-06-17",
        "2026-06-14",
        "register",
        "TTr",
    ]
    assert [unit["unit"] for unit in answer["units"]] == ["NV1", "NV2"]
    for unit in answer["units"]:
        assert list(unit) == ["unit", "documents", "conferences", "online", "online_all"]
    for part in (answer, *answer["units"]):
        assert list(part["documents"]) == list(part["conferences"]) == FIGURE_KEYS
        assert list(part["online"]) == ONLINE_KEYS
        assert part["online_all"] == {"held": 0, "online": 0, "share": None}


@pytest.mark.django_db
def test_an_empty_unit_is_nought_and_null():
    AgencyFactory(code="TTr")

    answer = run("--year", "2026", "--as-of", "2026-06-17", "--calendar", "reporting")

    assert answer["calendar"] == "reporting"
    assert answer["documents"] == dict.fromkeys(FIGURE_KEYS) | {
        "binding": True,
        "used": 0,
        "since": 0,
        "without_baseline": [],
        "state": "no_baseline",
    }
    assert answer["online"] == {
        "held": 0,
        "online": 0,
        "share": None,
        "state": None,
        "planned": 0,
        "unconfirmed": 0,
        "needed": 0,
        "reachable": True,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("--year", "hai", "--as-of", "2026-06-17"),
        ("--year", "1999", "--as-of", "2026-06-17"),
        ("--as-of", "2026-06-17"),
        ("--year", "2026"),
        ("--year", "2026", "--as-of", "17/06/2026"),
        ("--year", "2026", "--as-of", "2026-02-30"),
        ("--year", "2026", "--as-of", "2026-06-17", "--calendar", "lunar"),
        ("--year", "2026", "--as-of", "2026-06-17", "--unit", "NV9"),
    ],
)
def test_bad_input_ends_in_one_sentence(arguments):
    AgencyFactory(code="TTr")

    assert run_and_fail(*arguments).endswith(".")


@pytest.mark.django_db
def test_the_first_day_of_the_reporting_year_and_a_far_day_are_accepted():
    AgencyFactory(code="TTr")

    first = run("--year", "2026", "--as-of", "2025-12-15", "--calendar", "reporting")
    far = run("--year", "2026", "--as-of", "9999-12-31")

    assert (first["counted_to"], far["counted_to"]) == ("2025-12-14", "2026-12-31")


@pytest.mark.django_db
def test_a_year_to_come_answers_with_its_plan():
    root = AgencyFactory(code="TTr")
    nv1 = UnitFactory(code="NV1", parent=root, position=1)
    issue(nv1, date(2026, 3, 3), count=20)
    issue(nv1, date(2026, 11, 20), count=1)
    issue(nv1, date(2026, 12, 1), count=5)  # dated after the day: not issued yet
    issue(nv1, date(2025, 5, 5), count=90)
    for _ in range(30):
        meet(nv1, date(2026, 4, 4))
    for day in (date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 31)):
        meet(root, day, status="planned")
    meet(root, date(2026, 12, 12), status="cancelled")
    meet(nv1, date(2027, 2, 2), status="planned", scope="wide")
    assign(nv1, 2027, "documents", 16)

    answer = run("--year", "2027", "--as-of", "2026-11-25")

    documents, conferences = answer["documents"], answer["conferences"]
    assert (answer["as_of"], answer["counted_to"], answer["provisional"]) == ("2026-11-25", None, True)
    assert (documents["baseline"], documents["ceiling"], documents["remaining"]) == (21, 17, 17)
    assert (conferences["baseline"], conferences["ceiling"], conferences["remaining"]) == (33, 29, 29)
    for figures in (documents, conferences, answer["units"][0]["documents"]):
        assert (figures["used"], figures["since"], figures["state"], figures["provisional"]) == (0, 0, None, True)
        assert [figures[key] for key in ("same_period", "change", "projected", "runs_out_on")] == [None] * 4
    assert answer["units"][0]["documents"]["ceiling"] == 16
    assert (answer["online"]["held"], answer["online"]["planned"], answer["online"]["state"]) == (0, 1, None)
    assert "provisional" not in run("--year", "2026", "--as-of", "2026-11-25")["documents"]


@pytest.mark.django_db
def test_a_year_after_the_next_has_no_baseline_yet():
    root = AgencyFactory(code="TTr")
    issue(root, date(2026, 3, 3))

    answer = run("--year", "2028", "--as-of", "2026-11-25")

    assert (answer["counted_to"], answer["documents"]["baseline"], answer["documents"]["ceiling"]) == (None, None, None)


@pytest.mark.django_db
def test_the_online_share_over_all_conferences_stands_beside_the_set():
    root = AgencyFactory(code="TTr")
    nv1 = UnitFactory(code="NV1", parent=root)
    meet(nv1, date(2026, 2, 2), scope="wide", form="online")
    meet(nv1, date(2026, 2, 3), form="online")
    meet(nv1, date(2026, 2, 4))
    meet(root, date(2026, 2, 5), form="online", status="planned")
    meet(root, date(2026, 2, 6), kind="meeting", form="online")
    meet(root, date(2026, 8, 6), form="online")  # after the day

    answer = run("--year", "2026", "--as-of", "2026-06-17")

    assert (answer["online"]["held"], answer["online"]["online"]) == (1, 1)
    assert answer["online_all"] == {"held": 3, "online": 2, "share": 0.6667}
    assert answer["units"][0]["online_all"] == answer["online_all"]


@pytest.mark.django_db
def test_the_ten_percent_may_count_meetings_too():
    root = AgencyFactory(code="TTr")
    meet(root, date(2026, 2, 2))
    meet(root, date(2026, 2, 3), kind="meeting")
    meet(root, date(2026, 2, 4), kind="meeting", status="cancelled")
    meet(root, date(2026, 2, 5), kind="meeting", scope="wide", form="online")

    assert run("--year", "2026", "--as-of", "2026-06-17")["conferences"]["used"] == 1
    Setting.objects.create(key="conference_set", value="with_meetings")

    answer = run("--year", "2026", "--as-of", "2026-06-17")
    assert (answer["conferences"]["used"], answer["online"]["held"]) == (3, 0)


@pytest.mark.django_db
def test_several_roots_ask_for_a_unit():
    AgencyFactory(code="A")
    AgencyFactory(code="B")

    assert "--unit" in run_and_fail("--year", "2026", "--as-of", "2026-06-17")
    assert run("--year", "2026", "--as-of", "2026-06-17", "--unit", "B")["unit"] == "B"


@pytest.mark.django_db
def test_an_empty_installation_says_so():
    assert "đơn vị" in run_and_fail("--year", "2026", "--as-of", "2026-06-17")
