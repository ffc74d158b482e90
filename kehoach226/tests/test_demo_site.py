"""The site full of demo data, walked as its people: no dead link, nothing breaks, no view into another unit's work."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from conftest import TODAY
from kehoach226.fuzz.addresses import addresses
from kehoach226.tests.walking import is_broken, status_of, walk
from organization.models import Person
from organization.queries import actor_of
from tasks.models import Task

pytestmark = pytest.mark.django_db

ACCOUNTS = [
    "lanhdao",
    "pho1",
    "vanphong",
    "truong.vp",
    "vanthu",
    "truong.nv1",
    "truong.nv2",
    "truong.bbt",
    "chuyenvien.nv1",
    "quantri",
]


@pytest.fixture
def demo(db, settings):
    settings.DEBUG = True
    call_command("load_plan", verbosity=0)
    call_command("load_demo", today=TODAY, verbosity=0)
    return {name: Person.objects.get(username=name) for name in ACCOUNTS}


def test_the_demo_holds_up_when_everybody_walks_through_it(demo, client_of):
    """One test, because loading the demo takes longer than walking it."""
    clients = {name: client_of(person) for name, person in demo.items()}
    walks = {name: walk(client) for name, client in clients.items()}
    dead = [f"{name}: {link}" for name, found in walks.items() for link in found.dead]
    assert not dead, "\n".join(dead)

    offered = {address: route for found in walks.values() for address, route in found.opened.items()}
    broken = [
        f"{name}: {address}: {status}"
        for name, client in clients.items()
        for address in offered
        if address not in walks[name].opened and is_broken(status := status_of(client, "get", address))
    ]
    assert not broken, "\n".join(broken)

    leaks = [
        f"{method.upper()} {address}: {status}"
        for task in _tasks_hidden_from(demo["truong.nv2"])[:5]
        for address in _addresses_of(task)
        for method in ("get", "post")
        if (status := status_of(clients["truong.nv2"], method, address)) != 404
    ]
    assert not leaks, "\n".join(leaks)


def _tasks_hidden_from(person: Person) -> list[Task]:
    visible = Task.objects.visible_to(actor_of(person, on=TODAY)).values("pk")
    hidden = list(Task.objects.filter(lead_unit__code="NV1").exclude(pk__in=visible))
    assert hidden, "the demo has tasks of NV1 that NV2 does not coordinate"
    return hidden


def _addresses_of(task: Task) -> set[str]:
    """Every address below the task's own page, with every act and way."""
    own, other = (reverse("tasks:task", args=[pk]) for pk in (task.pk, 999_999))
    return {own} | {address.replace(other, own) for _, address in addresses() if address.startswith(other)}
