"""What every test may ask for: a frozen clock, the cast, clients, a browser; and what a machine cannot run."""

import os
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.test.utils import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from organization.enums import Role, UnitKind
from organization.models import Person, Post, Unit
from organization.queries import actor_of
from organization.rules.access import Actor
from organization.tests.factories import AgencyFactory, ChargeFactory, PostFactory, UnitFactory

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs an event loop in the test's thread

# The one profile for every test that draws its cases; ruff refuses settings of their own. A slow machine fails none
# by its clock, and a test that keeps fixtures or rows from one case to the next clears them itself.
hypothesis_settings.register_profile(
    "one", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
hypothesis_settings.load_profile("one")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NOW = datetime(2026, 6, 17, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Wednesday
TODAY = NOW.date()
PASSWORD = "mat-khau-thu-226"

# A marker, whether this machine can run it, and what the closing line says if it cannot.
NEEDS = {
    "browser": (bool(CHROMIUM), "browser tests (Chromium: sudo apt-get install chromium)"),
    "postgres": (
        django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "PostgreSQL (set DATABASE_URL)",
    ),
    "redis": (bool(django_settings.REDIS_URL), "Redis (set REDIS_URL)"),
    "office_suite": (
        bool(shutil.which("soffice")),
        "files opened in LibreOffice (sudo apt-get install libreoffice-calc libreoffice-writer)",
    ),
}


def pytest_configure(config):
    """Say what this run leaves out; `make test` joins what all its runs left out into one line."""
    if note := os.environ.get("LEFT_OUT_FILE"):
        missing = [words for can_run, words in NEEDS.values() if not can_run]
        Path(note).write_text("\n".join(missing), encoding="utf-8")


def pytest_collection_modifyitems(config, items):
    impossible = {marker for marker, (can_run, _) in NEEDS.items() if not can_run}
    left_out = [item for item in items if impossible & {marker.name for marker in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


# --- The machine ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite tests use a file, as the site does: in memory there is no second connection to race with."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def own_corner(tmp_path_factory):
    """Tests write no file into the site's folders, ring no worker of it, and hash passwords quickly."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").mkdir()
    with override_settings(
        STATIC_ROOT=str(folder / "static"),
        MEDIA_ROOT=str(folder / "media"),
        BROKER_DIR=folder / "broker",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def clock():
    """The clock stands at NOW; `clock.move_to(...)` and `clock.shift(...)` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


# --- The cast -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Units:
    agency: Unit
    vp: Unit
    nv1: Unit
    nv2: Unit
    bbt: Unit


@dataclass(frozen=True)
class Cast:
    """One person for each role; `head` and `staff` belong to NV1, `outsider` heads NV2."""

    leader: Person
    deputy: Person
    office: Person
    office_head: Person
    clerk: Person
    head: Person
    staff: Person
    outsider: Person
    admin: Person

    def everybody(self) -> dict[str, Person]:
        return vars(self)


@pytest.fixture
def units(db) -> Units:
    agency = AgencyFactory(code="TTr", name="Thanh tra tỉnh Bắc Ninh")
    return Units(
        agency=agency,
        vp=UnitFactory(code="VP", name="Văn phòng", parent=agency, is_office=True, position=1),
        nv1=UnitFactory(code="NV1", name="Phòng Nghiệp vụ 1", parent=agency, position=2),
        nv2=UnitFactory(code="NV2", name="Phòng Nghiệp vụ 2", parent=agency, position=3),
        bbt=UnitFactory(code="BBT", name="Ban Biên tập", parent=agency, kind=UnitKind.BODY, position=4),
    )


@pytest.fixture
def cast(units) -> Cast:
    """The leader has the whole agency in charge, the deputy NV1 alone; the office's head also does its work."""
    leader_post = _post("lanhdao", "Lê Minh Chánh", units.agency, Role.LEADER, "Chánh Thanh tra")
    deputy_post = _post("pho1", "Trần Thị Phó", units.agency, Role.LEADER, "Phó Chánh Thanh tra")
    ChargeFactory(post=leader_post, unit=units.agency)
    ChargeFactory(post=deputy_post, unit=units.nv1)
    office_head = _post("truong.vp", "Phạm Văn Phòng", units.vp, Role.HEAD, "Chánh Văn phòng").person
    Post.objects.create(person=office_head, unit=units.vp, role=Role.OFFICE, title="Chánh Văn phòng")
    return Cast(
        leader=leader_post.person,
        deputy=deputy_post.person,
        office=_post("vanphong", "Đỗ Thị Tổng Hợp", units.vp, Role.OFFICE, "Chuyên viên tổng hợp").person,
        office_head=office_head,
        clerk=_post("vanthu", "Vũ Thị Thư", units.vp, Role.CLERK, "Văn thư").person,
        head=_post("truong.nv1", "Ngô Văn Trưởng", units.nv1, Role.HEAD, "Trưởng phòng").person,
        staff=_post("chuyenvien.nv1", "Bùi Thị Viên", units.nv1, Role.STAFF, "Thanh tra viên").person,
        outsider=_post("truong.nv2", "Hoàng Văn Ngoài", units.nv2, Role.HEAD, "Trưởng phòng").person,
        admin=_post("quantri", "Đinh Văn Trị", units.agency, Role.ADMIN, "Quản trị").person,
    )


def _post(username: str, full_name: str, unit: Unit, role: str, title: str) -> Post:
    return PostFactory(person__username=username, person__full_name=full_name, unit=unit, role=role, title=title)


@pytest.fixture
def actor():
    """`actor(person)` is who the services and rules see on the frozen day."""

    def of(person: Person) -> Actor:
        return actor_of(person, on=TODAY)

    return of


@pytest.fixture
def client_of():
    """`client_of(person)` is a signed-in client; without a person an anonymous one."""

    def signed_in(person: Person | None = None, **headers) -> Client:
        client = Client(**headers)
        if person is not None:
            client.force_login(person)
        return client

    return signed_in


# --- The demo ---------------------------------------------------------------------------------------

DEMO_DAY = date(2026, 6, 17)  # the day of the story


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker, own_corner):
    """The demo of the agency as of DEMO_DAY, inside one transaction that is rolled back at the end of the module."""
    from kehoach226.demo.loading import load_demo

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_plan", stdout=StringIO())
        yield load_demo(today=DEMO_DAY, size="agency", seed=226, password=PASSWORD)
        transaction.set_rollback(True)


# --- The browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def page_of(browser, live_server, client_of):
    """`page_of(person)` opens a signed-in desktop page, `page_of(person, phone=True)` one of 390 px width.

    Addresses are relative to the site: `page.goto("/")`. `javascript=False` turns scripts off.
    """
    contexts = []

    def opened(person: Person | None = None, *, phone: bool = False, javascript: bool = True):
        size = {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
        context = browser.new_context(
            base_url=live_server.url,
            viewport=size,
            has_touch=phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        if person is not None:
            session = client_of(person).cookies[django_settings.SESSION_COOKIE_NAME].value
            cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
            context.add_cookies([cookie])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
