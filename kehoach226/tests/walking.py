"""Finding every address of the site: from the resolver, and by following links as a person does."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from tasks.rules.transitions import Action

# What an address may be asked for, by the name of its parameter: what may exist, and what never does.
EXAMPLES = {
    "pk": [1, 999_999],
    "code": ["NV1", "II.1.a", "2026-H1", "khong-co"],
    "action": [*(action.value for action in Action), "khong-co"],
    "way": ["recorded", "entered", "khong-co"],
}
ANYTHING = {"IntConverter": [1, 999_999], "StringConverter": ["khong-co"], "SlugConverter": ["khong-co"]}
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
PAGES_PER_ROUTE = 3


def named_routes(resolver=None, namespace="") -> Iterator[tuple[str, dict[str, str]]]:
    """Every named route with the parameters of its address and their converters."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            kinds = {name: type(converter).__name__ for name, converter in entry.pattern.converters.items()}
            yield f"{namespace}{entry.name}", kinds


def addresses() -> Iterator[tuple[str, str]]:
    """(route, address) for every route, its parameters filled with the examples, turn by turn."""
    for route, kinds in named_routes():
        choices = {name: EXAMPLES.get(name) or ANYTHING.get(kind, ["khong-co"]) for name, kind in kinds.items()}
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


def is_broken(status: int | str) -> bool:
    return not isinstance(status, int) or status >= 500


@dataclass
class Walk:
    """What one person was offered: the addresses that were opened, and the links that led nowhere."""

    opened: dict[str, str] = field(default_factory=dict)  # address → route
    dead: list[str] = field(default_factory=list)


def walk(client: Client, start: str = "/") -> Walk:
    """Follow the links that a person is offered, a few pages of each kind."""
    found, visits = Walk(), defaultdict(int)
    waiting, seen = [(start, "")], {start}
    while waiting:
        address, found_on = waiting.pop(0)
        route = resolve(urlsplit(address).path).view_name
        if visits[route] >= PAGES_PER_ROUTE:
            continue
        visits[route] += 1
        found.opened[address] = route
        answer = client.get(address)
        if answer.status_code >= 400:
            found.dead.append(f"{address} on {found_on}: {answer.status_code}")
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            new = [link for link in links_of(answer.content.decode(), address) if link not in seen]
            seen.update(new)
            waiting += [(link, address) for link in new]
    return found


def links_of(page: str, address: str) -> Iterator[str]:
    """The addresses of this site that a page links to."""
    for href in LINK.findall(page):
        parts = urlsplit(urljoin(address, unescape(href)))
        if not parts.netloc and not parts.scheme and not parts.path.startswith(settings.STATIC_URL):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
