"""Following links as a person does, and asking without leaving a trace."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.urls import resolve

from kehoach226.fuzz.addresses import links_of

PAGES_PER_ROUTE = 3


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
