"""The demo: one story whose figures add up, told by the real services."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Max

from base.working_days import WorkingCalendar
from conftest import DEMO_DAY
from documents.models import RegisterRow
from documents.rules.counting_year import counting_year
from documents.services.counts import find_drift
from figures.queries.targets import targets_under
from kehoach226.demo.documents import demo_documents
from kehoach226.demo.loading import accounts, load_demo
from meetings.enums import MeetingStatus
from meetings.models import Meeting
from organization.enums import Role
from organization.models import AuditEvent, Person, Post, Unit
from tasks.enums import TaskClass, TaskStatus
from tasks.models import Plan, Task
from tasks.queries.class_table import class_table
from tasks.queries.plan import plan_board
from tasks.queries.tasks import due_soon_until

pytestmark = pytest.mark.django_db


def figures(code="TTr"):
    return targets_under(Unit.objects.get(code=code), counting_year("register", 2026, DEMO_DAY))


def test_demo_reaches_the_figures_of_the_story(demo_site):
    documents = figures().root.documents

    assert (documents.used, documents.since, documents.ceiling, documents.baseline) == (412, 12, 852, 1003)
    assert (documents.same_period, documents.projected, documents.state) == (494, 837, "on_track")


def test_demo_holds_one_unit_in_each_situation(demo_site):
    states = {child.unit.code: child.documents.state for child in figures().children()}

    assert states["VP"] == states["NV1"] == states["NV3"] == "on_track"
    assert (states["NV2"], states["NV4"], states["NV5"]) == ("at_risk", "exceeded", "no_baseline")


def test_demo_conferences_stay_within_their_limit_and_below_the_online_share(demo_site):
    root = figures().root

    assert (root.conferences.used, root.conferences.since, root.conferences.ceiling) == (14, 1, 37)
    assert (root.online.online, root.online.held, root.online.state) == (5, 9, "below")
    assert root.online.planned and root.online.needed <= root.online.planned


def test_demo_gives_out_25_of_27_clauses(demo_site):
    board = plan_board(Plan.objects.get(), DEMO_DAY)

    assert (board.covered, board.total) == (25, 27)
    assert {line.clause.code for line in board.open_lines} == {"II.5.b", "III.2"}


def test_demo_reaches_every_class_and_every_status(demo_site):
    table = class_table("", DEMO_DAY, due_soon_until(DEMO_DAY))

    assert not [name for name in TaskClass.values if not table.of(name)]
    statuses = set(Task.objects.values_list("status", flat=True))
    assert statuses == set(TaskStatus.values)


def test_demo_task_numbers_are_those_of_the_story(demo_site):
    table = class_table("", DEMO_DAY, due_soon_until(DEMO_DAY))

    assert (table.done, table.overdue, table.come_due) == (14, 5, 19)


def test_demo_dates_nothing_that_happened_after_its_day(demo_site):
    assert RegisterRow.objects.aggregate(last=Max("date"))["last"] <= DEMO_DAY
    assert AuditEvent.objects.filter(subject_kind="tasks.task").aggregate(last=Max("day"))["last"] <= DEMO_DAY
    assert not Meeting.objects.filter(first_day__gt=DEMO_DAY).exclude(status=MeetingStatus.PLANNED).exists()


def test_demo_counts_agree_with_its_rows(demo_site):
    assert find_drift() == []


def test_demo_loaded_twice_changes_nothing(demo_site):
    def sizes():
        return [model.objects.count() for model in (Task, RegisterRow, Meeting, Person, AuditEvent)]

    before = sizes()

    again = load_demo(today=DEMO_DAY, size="agency", seed=226, password="khac-226-khac")

    assert again.was_there
    assert sizes() == before


def test_demo_has_the_fixed_accounts(demo_site):
    names = {username for username, _, _ in accounts()}

    heads = {f"truong.{unit}" for unit in ("vp", "nv1", "nv2", "nv3", "nv4", "nv5", "bbt")}
    assert {"vanphong", "vanthu", "lanhdao", "pho1", "quantri", *heads, "chuyenvien.nv1"} <= names
    office_head = Post.objects.filter(person__username="truong.vp").values_list("role", flat=True)
    assert set(office_head) == {Role.HEAD, Role.OFFICE}
    assert Person.objects.filter(username=None).exists()


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 6, 17), date(2026, 11, 22)])
def test_demo_documents_are_the_same_every_time_and_never_change_what_was(day):
    calendar = WorkingCalendar()
    rows = demo_documents(today=day, calendar=calendar, seed=226)
    later = demo_documents(today=date(2026, 12, 31), calendar=calendar, seed=226)

    assert rows == demo_documents(today=day, calendar=calendar, seed=226)
    of_2025 = Counter(row.unit for row in rows if row.day.year == 2025 and not row.kept_back and row.type_code != "KL")
    assert of_2025.total() == 1003
    assert {row.symbol: row for row in rows if row.day.year == 2025}.items() <= {
        row.symbol: row for row in later if row.day.year == 2025
    }.items()
