"""Asking the site what no browser asks: every answer below 500 will do.

What a request wrote is taken back, so that each stands for itself and can be repeated alone.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import resolve

from kehoach226.fuzz.addresses import FoundForm, addresses, forms_of, links_of
from kehoach226.fuzz.requests import Asked, stream
from organization.models import Person

PAGES_PER_ROUTE = 2
LEAVING = "/logout/"  # would end the sign-in of all that follow


@dataclass
class Answers:
    """How many answers of each kind, and the requests that broke the site: number, words, traceback."""

    counts: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[int, str, str]] = field(default_factory=list)


def ask_all(
    *, people: Sequence[str], requests: int, seed: int, only: int | None = None, say: Callable[[str], None] = print
) -> Answers:
    """Ask as these people (by username); `only` is the number of the one request to repeat."""
    clients = {name: _client(name) for name in people}
    offered = {name: _walk(client) for name, client in clients.items()}
    known = {address for _, address in addresses()} | {one for found, _ in offered.values() for one in found}
    asked = stream(
        seed=seed,
        people=people,
        addresses=sorted(one for one in known if LEAVING not in one),
        forms={name: forms for name, (_, forms) in offered.items()},
    )
    answers = Answers()
    for number, one in enumerate(islice(asked, requests)):
        if only not in (None, number):
            continue
        status, trace = _ask(clients[one.who], one)
        answers.counts[f"{status // 100}xx"] += 1
        if status >= 500:
            answers.broken.append((number, one.words, trace))
            say(f"#{number} {status} {one.words}\n    {trace.strip().splitlines()[-1] if trace else ''}")
    return answers


def _client(username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(username=username))
    return client


def _walk(client: Client) -> tuple[list[str], list[FoundForm]]:
    """The addresses and forms that one person is offered, a few pages of each kind."""
    seen, forms, visits = ["/"], {}, Counter()
    for address in seen:
        route = resolve(address.partition("?")[0]).view_name
        visits[route] += 1
        if visits[route] > PAGES_PER_ROUTE:
            continue
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            seen += [link for link in dict.fromkeys(links_of(page, address)) if link not in seen]
            for form in forms_of(page, address):
                if LEAVING not in form.address:
                    forms.setdefault((form.address, tuple(form.fields)), form)
    return seen, list(forms.values())


def _ask(client: Client, one: Asked) -> tuple[int, str]:
    """The status, and the traceback in words where it broke."""
    caught: list[str] = []

    def note(sender, **details):
        caught.append(traceback.format_exc())

    got_request_exception.connect(note)
    kept = client.cookies.copy()
    try:
        with transaction.atomic():
            answer = _send(client, one)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
    except Exception:  # what escapes even the handler of the site
        return 599, traceback.format_exc()
    else:
        return answer.status_code, caught[-1] if caught else ""
    finally:
        client.cookies = kept
        got_request_exception.disconnect(note)


def _send(client: Client, one: Asked):
    headers = {name: value for name, value in one.headers.items() if name != "Cookie"}
    extra = {"HTTP_COOKIE": one.headers["Cookie"]} if "Cookie" in one.headers else {}
    if one.content_type:
        body = "&".join(f"{name}={value}" for name, value in one.data.items())
        return client.generic(one.method.upper(), one.address, body, one.content_type, headers=headers, **extra)
    if one.method == "post":
        files = {name: SimpleUploadedFile(file, content) for name, file, content in one.files}
        return client.post(one.address, {**one.data, **files}, headers=headers, **extra)
    return getattr(client, one.method)(one.address, headers=headers, **extra)
