"""Loading the whole demo in order, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from base.errors import Refused
from figures.models import AssignedCeiling, Measure
from figures.services.baselines_from_rows import approve_year_from_counts
from figures.services.ceilings import propose_ceiling
from kehoach226.demo.clock import at, moment
from kehoach226.demo.half_months import confirm_half_months_of_demo
from kehoach226.demo.people import PEOPLE, load_people
from kehoach226.demo.province import load_province
from kehoach226.demo.registers import load_documents, load_meetings
from kehoach226.demo.work import load_work
from organization.models import AuditEvent, Person, Post, Unit
from organization.queries import actor_of, working_calendar
from organization.rules.access import system_actor
from organization.services.audit import record
from tasks.models import Plan

LOADED = "demo.load"


@dataclass(frozen=True)
class LoadedDemo:
    """What the installation holds afterwards; `was_there` if an earlier run had loaded it."""

    size: str
    was_there: bool
    tasks: int = 0
    documents: int = 0
    meetings: int = 0

    @property
    def words(self) -> str:
        if self.was_there:
            return "Dữ liệu mẫu đã có từ trước, không nạp thêm."
        return (
            f"Đã nạp dữ liệu mẫu: {self.tasks} nhiệm vụ, {self.documents} văn bản trong sổ, {self.meetings} cuộc họp."
        )


def load_demo(*, today: date, size: str, seed: int, password: str, force: bool = False) -> LoadedDemo:
    """Load the demo of one size as of `today`; needs the plan and its units.

    Raises Refused where the installation holds real people, or where the plan is missing.
    """
    if AuditEvent.objects.filter(action=LOADED, after__size=size).exists():
        return LoadedDemo(size, was_there=True)
    if not Plan.objects.exists():
        raise Refused("Chưa có kế hoạch. Chạy `python manage.py load_plan` trước.")
    if not force and _has_real_people():
        raise Refused("Máy này đã có người dùng thật nên không nạp dữ liệu mẫu. Thêm --force nếu đúng ý.")
    calendar = working_calendar()
    with at(moment(today, 7, 0)):
        people = load_people(password=password, day=today)
    documents = load_documents(people=people, today=today, calendar=calendar, seed=seed)
    confirm_half_months_of_demo(people=people, today=today)
    meetings = load_meetings(people=people, today=today, calendar=calendar, seed=seed)
    tasks = load_work(people=people, today=today, calendar=calendar)
    if size != "agency":
        more = load_province(size=size, today=today, seed=seed, password=password)
        documents, meetings, tasks = documents + more.documents, meetings + more.meetings, tasks + more.tasks
    for year in (today.year - 1, today.year - 2):
        with at(moment(today, 7, 50)):
            approve_year_from_counts(by=system_actor(today), year=year, source=f"Sổ văn bản đi năm {year}")
    _propose_ceiling(people, today)
    with transaction.atomic(), at(moment(today, 23, 0)):
        root = Unit.objects.get(parent__isnull=True)
        record(by=system_actor(today), action=LOADED, subject=root, summary="nạp dữ liệu mẫu", after={"size": size})
    return LoadedDemo(size, was_there=False, tasks=tasks, documents=documents, meetings=meetings)


def _propose_ceiling(people: Mapping[str, Person], today: date) -> None:
    """Phòng Nghiệp vụ 5 has no figures of last year, so the Office puts a ceiling before the leader."""
    unit = Unit.objects.get(code="NV5")
    if AssignedCeiling.objects.filter(unit=unit, year=today.year).exists():
        return
    with at(moment(today, 8, 0)):
        propose_ceiling(
            by=actor_of(people["vanphong"], on=today),
            unit=unit,
            year=today.year,
            measure=Measure.DOCUMENTS,
            ceiling=30,
            basis="Đơn vị chưa có số liệu năm trước; căn cứ khối lượng công việc được giao.",
            url="/",
        )


def _has_real_people() -> bool:
    invented = {person.full_name for person in PEOPLE}
    return Person.objects.exclude(full_name__in=invented).exists()


def accounts() -> list[tuple[str, str, str]]:
    """Username, name and first post of every demo account, in the order of the cast."""
    names = [person.username for person in PEOPLE if person.username]
    posts = {}
    for post in Post.objects.filter(person__username__in=names).select_related("person", "unit").order_by("-id"):
        posts[post.person.username] = (post.person.full_name, str(post))
    return [(name, *posts[name]) for name in names if name in posts]
