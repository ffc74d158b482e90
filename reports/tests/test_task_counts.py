"""First page, plan, list and workbook count the same tasks, or say what one of them leaves out or has besides."""

import re
from io import BytesIO

import pytest
from django.utils.html import strip_tags
from openpyxl import load_workbook

from base.periods import parse_period
from conftest import DEMO_DAY
from organization.models import Person, Unit
from organization.queries import actor_of
from organization.rules.access import system_actor
from reports.exports import workbook as sheets
from reports.services.report_building import build_report
from tasks.enums import TaskStatus
from tasks.models import Task
from tasks.services.control import withdraw_task
from tasks.tests.factories import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(demo_site, client_of):
    return client_of(Person.objects.get(username="vanphong"))


def words(answer):
    """The page's text in one line."""
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()).replace("&nbsp;", " "))


def test_every_page_says_which_tasks_it_counts(office):
    every, withdrawn = Task.objects.count(), Task.objects.filter(status=TaskStatus.WITHDRAWN).count()
    assert (every, withdrawn) == (87, 1), "the demo must hold a withdrawn task"

    assert "87 nhiệm vụ, kể cả 1 nhiệm vụ thôi giao · mỗi nhiệm vụ ở đúng một cột" in words(office.get("/"))
    assert "thành 86 nhiệm vụ, không kể 1 nhiệm vụ thôi giao." in words(office.get("/tasks/plan/"))
    plan = office.get("/tasks/plan/")
    assert "86 nhiệm vụ:" in words(office.get(plan.context["given_url"]))
    assert "1 nhiệm vụ: 1 thôi giao" in words(office.get(plan.context["withdrawn_url"]))
    counted = words(office.get("/tasks/"))
    assert "87 nhiệm vụ:" in counted
    assert "1 thôi giao" in counted


def test_the_workbooks_say_it_too(office):
    plan = load_workbook(BytesIO(b"".join(office.get("/tasks/plan/plan.xlsx"))))
    lines = [row[0] for row in plan.active.iter_rows(max_row=4, values_only=True)]
    assert "Đã giao đủ 25/27 nội dung, thành 86 nhiệm vụ, không kể 1 nhiệm vụ thôi giao." in lines

    agency = Unit.objects.get(code="TTr")
    built = build_report(by=system_actor(DEMO_DAY), agency=agency, period=parse_period("2026-H2"))
    with built.workbook.open("rb") as file:
        book = load_workbook(BytesIO(file.read()))
    source = next(row for row in book[sheets.sources.NAME].iter_rows(values_only=True) if row[0] == "Nhiệm vụ")
    assert source[1] == "87"
    assert source[2] == "Mọi nhiệm vụ, mỗi nhiệm vụ ở đúng một xếp loại, kể cả 1 nhiệm vụ thôi giao"


def test_what_lies_outside_the_plan_is_said_where_it_is_counted(office):
    TaskFactory(lead_unit=Unit.objects.get(code="NV1"))
    task = Task.objects.filter(clause__isnull=False, status=TaskStatus.NOT_STARTED, lead_unit__code="NV2").first()
    by = actor_of(Person.objects.get(username="vanphong"), on=DEMO_DAY)
    withdraw_task(by=by, task_id=task.pk, version=task.version, reason="Giao cho đơn vị khác")

    home, plan = words(office.get("/")), words(office.get("/tasks/plan/"))

    assert "88 nhiệm vụ, kể cả 2 nhiệm vụ thôi giao, 1 nhiệm vụ ngoài Kế hoạch · mỗi" in home
    assert "thành 85 nhiệm vụ, không kể 2 nhiệm vụ thôi giao." in plan
    assert "88 nhiệm vụ:" in words(office.get("/tasks/"))


def test_nothing_is_added_where_both_counts_are_the_same(office):
    Task.objects.filter(status=TaskStatus.WITHDRAWN).update(status=TaskStatus.IN_PROGRESS)

    assert "87 nhiệm vụ · mỗi nhiệm vụ ở đúng một cột" in words(office.get("/"))
    assert "thành 87 nhiệm vụ." in words(office.get("/tasks/plan/"))
