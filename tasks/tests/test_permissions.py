"""Role × own unit or not × act, as a full truth table, without a database."""

from datetime import date
from inspect import isfunction, signature
from itertools import product

import pytest

from organization.enums import Role
from organization.rules.access import Actor, PostFact
from tasks.rules.permissions import Place, Way, can_do, can_enter_for, can_record, has_way, may_speak_for_unit
from tasks.rules.transitions import TRANSITIONS, Action, Side
from tasks.views import act_forms
from tasks.views.act_forms import ACTS

DAY = date(2026, 6, 17)
AGENCY, VP, NV1, NV2, TEAM = "1/", "1/2/", "1/3/", "1/4/", "1/3/9/"
A = Action


def post(role, path, charge=()):
    unit_id = int(path.rstrip("/").split("/")[-1])
    return PostFact(unit_id, role, "", unit_id, str(unit_id), path, path, 1, AGENCY, tuple(charge))


def person(*posts):
    return Actor(person_id=7, name="Ai đó", day=DAY, posts=posts)


PEOPLE = {
    "head of the unit": person(post(Role.HEAD, NV1)),
    "staff of the unit": person(post(Role.STAFF, NV1)),
    "clerk": person(post(Role.CLERK, VP)),
    "office": person(post(Role.OFFICE, VP)),
    "leader in charge": person(post(Role.LEADER, AGENCY, [NV1])),
    "leader not in charge": person(post(Role.LEADER, AGENCY, [NV2])),
    "admin": person(post(Role.ADMIN, AGENCY)),
    "head of another unit": person(post(Role.HEAD, NV2)),
    "staff of another unit": person(post(Role.STAFF, NV2)),
    "office that also works in the unit": person(post(Role.OFFICE, VP), post(Role.STAFF, NV1)),
    "leader who also heads the unit": person(post(Role.LEADER, AGENCY, [NV1]), post(Role.HEAD, NV1)),
    "office of another agency": Actor(
        8, "Nơi khác", DAY, (PostFact(50, Role.OFFICE, "", 50, "X", "X", "9/50/", 9, "9/"),)
    ),
    "nobody": person(),
}
ALLOWED = {
    Side.HEAD: {"head of the unit", "leader who also heads the unit"},
    Side.UNIT: {
        "head of the unit",
        "staff of the unit",
        "office that also works in the unit",
        "leader who also heads the unit",
    },
    Side.COORDINATING: {"head of another unit", "staff of another unit"},
    Side.CONFIRMING: {"office"},
    Side.APPROVING: {"leader in charge"},
    Side.OFFICE_OR_LEADER: {"office", "leader in charge"},
}


@pytest.mark.parametrize(("action", "who"), list(product(Action, PEOPLE)))
def test_who_may_do_what_on_a_task_of_one_unit(action, who):
    place = Place(NV1, (NV2,))
    expected = who in ALLOWED[TRANSITIONS[action].side]
    if action == A.COMPLETE and who == "office":
        expected = True
    assert (can_do(PEOPLE[who], action, place) is not None) is expected


@pytest.mark.parametrize(("action", "who"), list(product(Action, PEOPLE)))
def test_only_the_office_records_decisions_and_enters_for_units(action, who):
    place = Place(NV1)
    is_office = who in {"office", "office that also works in the unit"}
    side = TRANSITIONS[action].side
    assert (can_record(PEOPLE[who], action, place) is not None) is (
        is_office and side in {Side.APPROVING, Side.OFFICE_OR_LEADER} and not TRANSITIONS[action].own_only
    )
    assert (can_enter_for(PEOPLE[who], action, place) is not None) is (
        is_office and side in {Side.HEAD, Side.UNIT} and action != A.COMPLETE
    )


DECISIONS = [
    action
    for action, row in TRANSITIONS.items()
    if row.side in {Side.CONFIRMING, Side.APPROVING, Side.OFFICE_OR_LEADER}
]


@pytest.mark.parametrize("action", DECISIONS)
@pytest.mark.parametrize("role", [Role.HEAD, Role.STAFF, Role.CLERK, Role.OFFICE, Role.ADMIN])
def test_any_post_but_leader_in_the_unit_bars_every_decision_about_it(action, role):
    decider = person(post(role, VP), post(Role.OFFICE, VP), post(Role.LEADER, AGENCY, [AGENCY]))
    assert can_do(decider, action, Place(VP)) is None
    assert can_do(decider, action, Place(NV1)) is not None


def test_the_office_cannot_record_its_own_confirmation():
    office = PEOPLE["office"]
    for action in (A.CONFIRM, A.RETURN):
        assert can_do(office, action, Place(VP)) is None
        assert can_record(office, action, Place(VP)) is None


def test_a_part_of_a_unit_belongs_to_it():
    assert can_do(PEOPLE["head of the unit"], A.SUBMIT, Place(TEAM)) is not None
    assert can_do(person(post(Role.HEAD, TEAM)), A.SUBMIT, Place(NV1)) is None
    assert can_do(PEOPLE["office that also works in the unit"], A.CONFIRM, Place(TEAM)) is None


def test_the_post_that_gives_the_right_is_answered():
    assert can_do(PEOPLE["leader in charge"], A.APPROVE, Place(NV1)).role == Role.LEADER
    assert can_do(PEOPLE["office"], A.CONFIRM, Place(NV1)).role == Role.OFFICE


def test_the_lead_unit_does_not_coordinate_itself():
    assert can_do(PEOPLE["head of the unit"], A.CONTRIBUTE, Place(NV1, (NV1, NV2))) is None


@pytest.mark.parametrize(
    ("action", "who", "expected"),
    [
        (A.UPDATE, "staff of the unit", True),
        (A.UPDATE, "head of the unit", True),
        (A.SUBMIT, "head of the unit", True),
        (A.SUBMIT, "staff of the unit", False),
        (A.SUBMIT, "head of another unit", False),
        (A.UPDATE, "office", False),
    ],
)
def test_who_may_tell_the_office_what_it_enters(action, who, expected):
    assert (may_speak_for_unit(PEOPLE[who], action, NV1) is not None) is expected


def service_of(action):
    """The service that the table of acts calls: in the closure of the call, or named in its code."""
    call = ACTS[action].call
    inner = next((cell.cell_contents for cell in call.__closure__ or () if callable(cell.cell_contents)), None)
    return inner or next(
        found for name in call.__code__.co_names if isfunction(found := getattr(act_forms, name, None))
    )


@pytest.mark.parametrize("action", Action)
def test_a_way_an_act_has_is_one_its_service_takes(action):
    """The keyword of the way (`recorded`, `entered`) reaches the service only where the table says so."""
    taken = set(signature(service_of(action)).parameters)
    assert ("recorded" in taken) == has_way(action, Way.RECORDED)
    assert ("entered" in taken) == has_way(action, Way.ENTERED)
