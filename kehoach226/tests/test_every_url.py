"""Every address of the site, as every role: none breaks, none is open by mistake, no link leads nowhere."""

import pytest
from django.urls import reverse

from kehoach226.fuzz.addresses import addresses
from kehoach226.tests.walking import is_broken, status_of, walk
from organization.middleware import OPEN_URL_NAMES

pytestmark = pytest.mark.django_db

EVERYBODY = ["leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_breaks_for_any_role(client_of, cast, who):
    client = client_of(getattr(cast, who))
    broken = []
    for route, address in addresses():
        if route == "logout":  # would end the walk
            continue
        for method in ("get", "post"):
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
