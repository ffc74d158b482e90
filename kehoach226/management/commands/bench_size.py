"""bench_size: measures the database at hand; `bench` calls it once for each size."""

import gc
import json
import resource
import time
import tracemalloc
from collections.abc import Callable
from statistics import median, quantiles

from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from base.periods import parse_period
from documents.models import RegisterRow
from documents.rules.counting_year import counting_year
from figures.queries.own_items import own_figures
from figures.queries.targets import targets_under
from meetings.models import Meeting
from organization.models import Person, Unit
from organization.queries import all_settings, local_day, root_unit
from organization.queries.scope import scope_of
from reports.exports.workbook import period_workbook
from reports.pages.period_report import period_report
from reports.queries.period.facts import period_facts
from tasks.models import Task

REFERENCE = "/bench/reference/"
PAGES = (
    ("home, leader", "lanhdao", "/"),
    ("home, office", "vanphong", "/"),
    ("home, head", "truong.nv1", "/"),
    ("plan", "vanphong", "/tasks/plan/"),
    ("assignment grid", "vanphong", "/tasks/plan/assign/"),
    ("task list", "vanphong", "/tasks/"),
    ("task list, search", "vanphong", "/tasks/?q=quan+triet"),
    ("task", "truong.nv1", "task"),
    ("register", "vanthu", "/documents/"),
    ("register, search", "vanthu", "/documents/?q=bao+cao"),
    ("meetings", "vanphong", "/meetings/"),
    ("targets, agency", "lanhdao", "/reports/targets/"),
    ("targets, unit", "truong.nv1", "/reports/targets/NV1/"),
    ("reports", "vanphong", "/reports/"),
    ("units", "quantri", "/organization/"),
)


class Command(BaseCommand):
    help = "Prints one JSON object with the measurements of this database."

    def add_arguments(self, parser):
        parser.add_argument("--runs", type=int, default=30)

    def handle(self, *args, runs, **options):
        with override_settings(ROOT_URLCONF="kehoach226.bench.urls", ALLOWED_HOSTS=["*"]):
            answer = {
                "reference": self._page("lanhdao", REFERENCE, runs),
                "pages": {name: self._page(user, self._address(path), runs) for name, user, path in PAGES},
                "figures": self._figures(),
                "data": self._data(),
            }
        self.stdout.write(json.dumps(answer))

    @staticmethod
    def _address(path: str) -> str:
        if path != "task":
            return path
        task = Task.objects.filter(lead_unit__code="NV1", clause__code="II.6.a-1").first()
        return f"/tasks/{task.pk}/"

    def _page(self, username: str, path: str, runs: int) -> dict:
        client = Client()
        client.force_login(Person.objects.get(username=username))

        def ask():
            response = client.get(path)
            if response.status_code != 200:
                raise RuntimeError(f"{path} as {username}: {response.status_code}")

        def ask_reference():
            client.get(REFERENCE)

        ask()
        ask_reference()
        with CaptureQueriesContext(connection) as captured:
            ask()
        queries = len(captured)  # before the next request empties the log
        # Turn and turn about: a machine that slows down for a while slows both.
        pairs = [(_milliseconds(ask), _milliseconds(ask_reference)) for _ in range(runs)]
        times = [mine for mine, _ in pairs]
        return {
            "reference": median(reference for _, reference in pairs),
            "queries": queries,
            "p50": median(times),
            "p95": quantiles(times, n=20)[-1],
            "peak_mb": _peak_megabytes(ask),
        }

    @staticmethod
    def _figures() -> dict[str, float]:
        day, root = local_day(), root_unit()
        view = counting_year("register", day.year, day)
        unit = Unit.objects.get(code="NV1")
        period = parse_period(f"{day.year}-H2" if day >= parse_period(f"{day.year}-H2").start else f"{day.year}-H1")

        scope = scope_of(unit, [unit])

        def year_over_year():
            own_figures(scope, view, all_settings())

        def whole_tree():
            targets_under(root, view)

        def build():
            period_workbook(period_report(period_facts(root, period, day), timezone.now()))

        targets_under(unit, view)
        figures = {
            "year over year of one unit, ms": median(_milliseconds(year_over_year) for _ in range(20)),
            "all figures of one unit, ms": median(_milliseconds(lambda: targets_under(unit, view)) for _ in range(20)),
            "all units in one pass, s": median(_milliseconds(whole_tree) for _ in range(3)) / 1000,
            "all units in one pass, peak MB": _peak_megabytes(whole_tree),
            "workbook of the root, s": _milliseconds(build) / 1000,
        }
        figures["process after the workbook, peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return figures

    @staticmethod
    def _data() -> str:
        return (
            f"{Unit.objects.count()} units, {RegisterRow.objects.count()} register rows, "
            f"{Meeting.objects.count()} meetings, {Task.objects.count()} tasks"
        )


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _peak_megabytes(call: Callable[[], object]) -> float:
    """What Python allocates at most while this runs once."""
    gc.collect()
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024 / 1024
