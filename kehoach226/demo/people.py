"""The invented people of the demo, their posts and the leaders' charges."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from base.text import fold, person_sort_key
from organization.enums import Role
from organization.models import Charge, Person, Post, Unit
from organization.rules.access import Actor, system_actor
from organization.services.audit import record


@dataclass(frozen=True)
class DemoPost:
    unit: str
    role: str
    title: str
    charge: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoPerson:
    """`username` None: a person without an account."""

    username: str | None
    full_name: str
    posts: tuple[DemoPost, ...]


def _head(code: str, username: str, name: str, title: str = "Trưởng phòng") -> DemoPerson:
    return DemoPerson(username, name, (DemoPost(code, Role.HEAD, title),))


def _staff(code: str, username: str | None, name: str, title: str = "Chuyên viên") -> DemoPerson:
    return DemoPerson(username, name, (DemoPost(code, Role.STAFF, title),))


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson("lanhdao", "Đỗ Minh Khôi", (DemoPost("TTr", Role.LEADER, "Chánh Thanh tra", ("TTr",)),)),
    DemoPerson(
        "pho1", "Phạm Thu Nga", (DemoPost("TTr", Role.LEADER, "Phó Chánh Thanh tra", ("NV1", "NV2", "NV3", "BBT")),)
    ),
    DemoPerson("pho2", "Hoàng Văn Bình", (DemoPost("TTr", Role.LEADER, "Phó Chánh Thanh tra", ("VP", "NV4", "NV5")),)),
    DemoPerson(
        "truong.vp",
        "Lê Văn Thắng",
        (DemoPost("VP", Role.HEAD, "Chánh Văn phòng"), DemoPost("VP", Role.OFFICE, "Chánh Văn phòng")),
    ),
    DemoPerson("vanphong", "Vũ Thị Mai", (DemoPost("VP", Role.OFFICE, "Chuyên viên Văn phòng"),)),
    DemoPerson("vanthu", "Bùi Thị Oanh", (DemoPost("VP", Role.CLERK, "Văn thư"),)),
    DemoPerson("quantri", "Đinh Công Sơn", (DemoPost("VP", Role.ADMIN, "Quản trị hệ thống"),)),
    _head("NV1", "truong.nv1", "Nguyễn Đình Tuấn"),
    _head("NV2", "truong.nv2", "Nguyễn Thị Hạnh"),
    _head("NV3", "truong.nv3", "Trần Quang Vinh"),
    _head("NV4", "truong.nv4", "Ngô Thị Bích Ngọc"),
    _head("NV5", "truong.nv5", "Đặng Hữu Phước"),
    _head("BBT", "truong.bbt", "Lương Thị Ánh", "Trưởng ban"),
    _staff("VP", "chuyenvien.vp", "Mai Đức Ân"),
    _staff("NV1", "chuyenvien.nv1", "Cao Thị Duyên"),
    _staff("NV2", "chuyenvien.nv2", "Phan Văn Lộc"),
    _staff("NV2", "chuyenvien2.nv2", "Tạ Thị Thu Thủy"),
    _staff("NV3", "chuyenvien.nv3", "Hồ Sỹ Ước"),
    _staff("NV4", "chuyenvien.nv4", "Lý Thị Yến"),
    _staff("NV5", "chuyenvien.nv5", "Triệu Văn Đạt"),
    _staff("BBT", "chuyenvien.bbt", "Quách Thị Én"),
    _staff("VP", None, "Kiều Văn Xuân", "Lái xe"),
    _staff("VP", None, "Tống Văn Ổn", "Bảo vệ"),
)


@transaction.atomic
def load_people(*, password: str, day: date) -> dict[str, Person]:
    """All demo people with their posts; returns them by username. Run twice, nothing doubles."""
    by = system_actor(day)
    units = {unit.code: unit for unit in Unit.objects.all()}
    hashed = make_password(password)
    return {
        person.username: person
        for definition in PEOPLE
        if (person := _ensure_person(by, definition, units, hashed)).username
    }


def _ensure_person(by: Actor, definition: DemoPerson, units: dict[str, Unit], hashed: str) -> Person:
    person = Person.objects.filter(username=definition.username, full_name=definition.full_name).first()
    if person is None:
        person = Person.objects.create(
            username=definition.username,
            full_name=definition.full_name,
            password=hashed if definition.username else make_password(None),
            folded=fold(f"{definition.full_name} {definition.username or ''}"),
            sort_key=person_sort_key(definition.full_name),
        )
        record(by=by, action="person.create", subject=person, summary=f"thêm {person.full_name}")
    for wanted in definition.posts:
        post, _ = Post.objects.get_or_create(
            person=person, unit=units[wanted.unit], role=wanted.role, end=None, defaults={"title": wanted.title}
        )
        for code in wanted.charge:
            Charge.objects.get_or_create(post=post, unit=units[code], start=None)
    return person
