"""Every address of the site, as every role: none breaks, none is open by mistake, no link leads nowhere."""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from organization.middleware import OPEN_URL_NAMES

pytestmark = pytest.mark.django_db

# What an address may be asked for: something that may exist, and something that never does.
EXAMPLES = {
    "int": [1, 999_999],
    "str": ["NV1", "2026-H1", "khong-co"],
    "slug": ["nv1", "khong-co"],
    "path": ["khong/co"],
    "uuid": ["00000000-0000-0000-0000-000000000000"],
}
EVERYBODY = ["leader", "deputy", "office", "office_head", "clerk", "head", "staff", "outsider", "admin"]
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
PAGES_PER_ROUTE = 3


def named_routes(resolver=None, namespace=""):
    """Every named route with the converters of its parameters, in order."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            kinds = {name: kind_of(converter) for name, converter in entry.pattern.converters.items()}
            yield f"{namespace}{entry.name}", kinds


def kind_of(converter) -> str:
    return type(converter).__name__.removesuffix("Converter").lower()


def addresses():
    """(route, address) with every parameter filled from EXAMPLES, the n-th choice for all at once."""
    for route, kinds in named_routes():
        choices = {name: EXAMPLES.get(kind, EXAMPLES["str"]) for name, kind in kinds.items()}
        for turn in range(max((len(values) for values in choices.values()), default=1)):
            filled = {name: values[turn % len(values)] for name, values in choices.items()}
            try:
                yield route, reverse(route, kwargs=filled)
            except NoReverseMatch:
                continue  # a converter of our own that refuses the word, as it should


def status_of(client: Client, method: str, address: str) -> int | str:
    """The status, or the exception in words; whatever the request wrote is taken back."""
    try:
        with transaction.atomic():
            status = getattr(client, method)(address).status_code
            transaction.set_rollback(True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return status


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_address_breaks_for_any_role(client_of, cast, who):
    client = client_of(getattr(cast, who))
    broken = []
    for route, address in addresses():
        if route == "logout":  # would end the walk
            continue
        for method in ("get", "post"):
            status = status_of(client, method, address)
            if not isinstance(status, int) or status >= 500:
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


def links_of(page: str, address: str):
    for href in LINK.findall(page):
        parts = urlsplit(urljoin(address, unescape(href)))
        if not parts.netloc and parts.scheme == "" and not parts.path.startswith(settings.STATIC_URL):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def dead_links(client: Client, start: str = "/") -> list[str]:
    """Follow the links that a person is offered, a few pages of each kind."""
    waiting, seen, visits, dead = [(start, "")], {start}, defaultdict(int), []
    while waiting:
        address, found_on = waiting.pop(0)
        route = resolve(urlsplit(address).path).view_name
        if visits[route] >= PAGES_PER_ROUTE:
            continue
        visits[route] += 1
        answer = client.get(address)
        if answer.status_code >= 400:
            dead.append(f"{address} on {found_on}: {answer.status_code}")
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            for link in links_of(answer.content.decode(), address):
                if link not in seen:
                    seen.add(link)
                    waiting.append((link, address))
    return dead


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_link_that_is_offered_leads_nowhere(client_of, cast, who):
    dead = dead_links(client_of(getattr(cast, who)))
    assert not dead, "\n".join(dead)
