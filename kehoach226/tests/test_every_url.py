"""Every address of the site, as every role: who may ask for it, none breaks, none is open by mistake, no link
leads nowhere."""

import pytest
from django.urls import reverse

from kehoach226.fuzz.addresses import addresses, named_routes
from kehoach226.tests.access_table import ACTS, COMPLETE, NOT_SO, PEOPLE, ROUTES, SIGNS
from kehoach226.tests.access_world import make_world
from kehoach226.tests.walking import is_broken, status_of, walk
from organization.middleware import OPEN_URL_NAMES
from organization.models import Person
from organization.views.responses import followed
from tasks.rules.permissions import Way
from tasks.rules.transitions import TRANSITIONS, Action

pytestmark = pytest.mark.django_db

EVERYBODY = ["leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_breaks_for_any_role(client_of, cast, who):
    client = client_of(getattr(cast, who))
    broken = []
    for route, address in addresses():
        if route == "logout":  # would end the walk
            continue
        for method in ("get", "post", "put"):
            status = status_of(client, method, address)
            if is_broken(status):
                broken.append(f"{method.upper()} {address} ({route}): {status}")
    assert not broken, "\n".join(broken)


def test_everything_but_the_named_few_asks_for_a_sign_in(client_of, cast):
    client = client_of()
    login = reverse("login")
    open_by_mistake = []
    for route, address in addresses():
        if route in OPEN_URL_NAMES:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            if answer.status_code != 302 or not answer.url.startswith(login):
                open_by_mistake.append(f"{method.upper()} {address} ({route}): {answer.status_code}")
    assert not open_by_mistake, "\n".join(open_by_mistake)


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_link_of_an_empty_site_leads_nowhere(client_of, cast, who):
    assert walk(client_of(getattr(cast, who))).dead == []


# --- Who may --------------------------------------------------------------------------------------


@pytest.fixture
def everybody(demo_site, db, client_of):
    return [client_of(Person.objects.get(username=name)) for name in PEOPLE]


def signs(clients, method, address) -> str:
    """One sign for each person; whatever broke stands there in words."""
    found = [status_of(client, method, address) for client in clients]
    return "".join(str(one) if is_broken(one) else SIGNS.get(one, "+") for one in found)


def test_every_address_has_its_row():
    routes = {route for route, _ in named_routes()} - {"tasks:act", "tasks:act_for"}
    assert routes == set(ROUTES)


def test_who_may_ask_for_which_address(everybody):
    world = make_world()
    wrong = []
    for route, row in ROUTES.items():
        if route == "logout":  # would end the sweep
            continue
        found = tuple(signs(everybody, method, world.address(route)) for method in ("get", "post"))
        if found != row:
            wrong.append(f"{route}: {found}, not {row}")
    assert not wrong, "\n".join(wrong)


def test_who_may_bring_about_which_act_in_which_way(everybody):
    world = make_world()
    wrong = []
    for action in Action:
        row = COMPLETE if action == Action.COMPLETE else ACTS[TRANSITIONS[action].side.name]
        if TRANSITIONS[action].own_only:
            row = (row[0], NOT_SO, NOT_SO)
        for way, expected in zip(Way, row, strict=True):
            address = reverse("tasks:act_for", args=[world.task.pk, action.value, way.value])
            if (found := signs(everybody, "post", address)) != expected:
                wrong.append(f"{address}: {found}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_page_is_followed_that_refuses_to_be_asked_for(everybody):
    """What answers 405 to a GET says so to `followed`, so that no `next` ever leads there."""
    world = make_world()
    acts = [route for route, (get, _) in ROUTES.items() if set(get) == {"x"}]
    assert len(acts) > 10
    assert [route for route in acts if followed(world.address(route))] == []
