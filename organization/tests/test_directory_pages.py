"""The pages of units, groups, people and posts: who may open them, and what they do."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from base.tests.words import text_of
from organization.enums import Role
from organization.models import Charge, Group, GroupMember, Person, Post, Unit
from organization.tests.factories import AgencyFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db
READERS = ("admin", "office", "office_head", "leader", "deputy")
OTHERS = ("clerk", "head", "staff", "outsider")


@pytest.fixture
def group(units):
    group = Group.objects.create(code="PNV", name="các Phòng Nghiệp vụ", agency=units.agency)
    GroupMember.objects.create(group=group, unit=units.nv1)
    return group


@pytest.fixture
def addresses(cast, units, group):
    """Every page of the directory, for reading and for managing."""
    post = Post.objects.get(person=cast.staff)
    leader_post = Post.objects.get(person=cast.deputy)
    charge = Charge.objects.get(post=leader_post)
    member = group.members.get()
    read = [
        reverse("organization:units"),
        reverse("organization:units") + "?under=NV1",
        reverse("organization:units") + "?q=nghiep&shows=all",
        reverse("organization:units_xlsx"),
        reverse("organization:unit", args=["NV1"]),
        reverse("organization:unit", args=["NV1"]) + "?former=1",
        reverse("organization:groups"),
        reverse("organization:group", args=[group.pk]),
        reverse("organization:people"),
        reverse("organization:people") + "?q=van&unit=NV1&role=head&shows=all",
        reverse("organization:people_xlsx"),
        reverse("organization:person", args=[cast.staff.pk]),
        reverse("organization:person", args=[cast.deputy.pk]),
    ]
    manage = [
        reverse("organization:unit_new"),
        reverse("organization:unit_change", args=["NV1"]),
        reverse("organization:unit_close", args=["NV1"]),
        reverse("organization:group_new"),
        reverse("organization:group_change", args=[group.pk]),
        reverse("organization:group_member_end", args=[member.pk]),
        reverse("organization:person_new"),
        reverse("organization:person_change", args=[cast.staff.pk]),
        reverse("organization:people_import"),
        reverse("organization:people_template"),
        reverse("organization:account_open", args=[cast.staff.pk]),
        reverse("organization:post_new", args=[cast.staff.pk]),
        reverse("organization:post_change", args=[post.pk]),
        reverse("organization:post_end", args=[leader_post.pk]),
        reverse("organization:post_move", args=[post.pk]),
        reverse("organization:post_charge_new", args=[leader_post.pk]),
        reverse("organization:post_charge_end", args=[charge.pk]),
    ]
    return {"read": read, "manage": manage}


@pytest.mark.parametrize("who", READERS)
def test_admin_office_and_leaders_read_the_directory(who, cast, addresses, client_of):
    client = client_of(getattr(cast, who))
    assert {address: client.get(address).status_code for address in addresses["read"]} == dict.fromkeys(
        addresses["read"], 200
    )


@pytest.mark.parametrize("who", [*READERS, *OTHERS])
def test_only_the_admin_gets_the_pages_that_change_something(who, cast, addresses, client_of):
    client = client_of(getattr(cast, who))
    wanted = 200 if who == "admin" else 403
    for address in addresses["manage"]:
        assert client.get(address).status_code == wanted, address


@pytest.mark.parametrize("who", OTHERS)
def test_others_are_refused_alike_whether_a_thing_exists_or_not(who, cast, addresses, client_of):
    client = client_of(getattr(cast, who))
    missing = [reverse("organization:person", args=[10**9]), reverse("organization:unit", args=["KHONG"])]
    for address in [*addresses["read"], *missing]:
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "Trần Thị Phó" not in answer.content.decode()


def test_nobody_reads_anything_without_signing_in(addresses, client_of):
    client = client_of()
    for address in [*addresses["read"], *addresses["manage"]]:
        assert client.get(address).url.startswith("/accounts/login/?next="), address


@pytest.mark.parametrize("who", ["office", "head", "outsider", "leader"])
def test_writing_without_the_admins_post_changes_nothing(who, cast, units, addresses, client_of):
    client = client_of(getattr(cast, who))
    before = (Unit.objects.count(), Person.objects.count(), Post.objects.count(), Charge.objects.count())
    posts = [
        reverse("organization:account_reset", args=[cast.staff.pk]),
        reverse("organization:account_stop", args=[cast.staff.pk]),
        reverse("organization:account_use", args=[cast.staff.pk]),
        *(address for address in addresses["manage"] if not address.endswith(".xlsx")),
        reverse("organization:group", args=[Group.objects.get().pk]),
    ]
    for address in posts:
        answer = client.post(address, {"end": "30/06/2026", "unit": "NV2", "code": "X", "name": "X", "version": 1})
        assert answer.status_code == 403, address
    assert (Unit.objects.count(), Person.objects.count(), Post.objects.count(), Charge.objects.count()) == before
    cast.staff.refresh_from_db()
    assert (cast.staff.is_active, cast.staff.must_change_password) == (True, False)


@pytest.fixture
def commune(units):
    """An agency below, with an admin, a head and a group of its own."""
    agency = AgencyFactory(code="XA1", name="Xã Một", parent=units.agency)
    PostFactory(unit=agency, role=Role.ADMIN, person__full_name="Quản Trị Xã")
    PostFactory(unit=agency, role=Role.STAFF, person__full_name="Người Của Xã")
    return agency


def test_the_admin_below_finds_only_the_own_agency(commune, cast, addresses, client_of):
    client = client_of(Person.objects.get(full_name="Quản Trị Xã"))
    for address in (reverse("organization:units"), reverse("organization:people")):
        page = client.get(address).content.decode()
        assert "Phòng Nghiệp vụ 1" not in page
        assert "Bùi Thị Viên" not in page
    people = client.get(reverse("organization:people") + "?shows=all").content.decode()
    assert "Người Của Xã" in people
    own = {reverse("organization:unit_new"), reverse("organization:group_new"), reverse("organization:person_new")}
    own |= {reverse("organization:people_import"), reverse("organization:people_template")}
    lists = {reverse("organization:groups"), reverse("organization:units_xlsx"), reverse("organization:people_xlsx")}
    for address in [*addresses["read"], *addresses["manage"]]:
        if address in own | lists or address.partition("?")[0] in (
            reverse("organization:units"),
            reverse("organization:people"),
        ):
            continue
        assert client.get(address).status_code == 404, address
    assert client.get(reverse("organization:units") + "?under=NV1").status_code == 404
    rows = load_workbook(BytesIO(client.get(reverse("organization:people_xlsx")).content)).active
    names = {row[0] for row in rows.iter_rows(min_row=7, values_only=True)}
    assert names == {"Quản Trị Xã", "Người Của Xã"}


def test_a_foreign_unit_in_a_form_field_is_unknown(commune, cast, units, client_of):
    client = client_of(Person.objects.get(full_name="Quản Trị Xã"))
    person = Person.objects.get(full_name="Người Của Xã")
    answer = client.post(reverse("organization:post_new", args=[person.pk]), {"unit": "NV1", "role": "leader"})
    assert "Không có đơn vị “NV1”" in answer.content.decode()
    assert Post.objects.filter(person=person).count() == 1


# --- What the pages do ----------------------------------------------------------------------------


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def test_units_show_heads_counts_and_search_without_diacritics(admin, cast, units):
    page = admin.get(reverse("organization:units")).content.decode()
    assert "Ngô Văn Trưởng" in page
    found = text_of(admin.get(reverse("organization:units") + "?q=nghiep vu 2"))
    assert "Phòng Nghiệp vụ 2" in found
    assert "Phòng Nghiệp vụ 1" not in found
    assert "Không có đơn vị nào khớp" in admin.get(reverse("organization:units") + "?q=zzz").content.decode()


def test_a_unit_is_added_and_changed(admin, units):
    values = {"code": "NV6", "name": "Phòng Nghiệp vụ 6", "kind": "department", "parent": "TTr", "position": "9"}
    answer = admin.post(reverse("organization:unit_new"), values)
    assert answer.url == reverse("organization:unit", args=["NV6"])
    unit = Unit.objects.get(code="NV6")
    changed = {**values, "name": "Phòng Tiếp dân", "parent": "VP", "version": unit.version}
    admin.post(reverse("organization:unit_change", args=["NV6"]), changed)
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("Phòng Tiếp dân", units.vp)
    page = admin.get(reverse("organization:unit", args=["NV6"])).content.decode()
    assert "tên: Phòng Nghiệp vụ 6 → Phòng Tiếp dân" in page


def test_a_wrong_form_says_what_is_wrong(admin, units):
    answer = admin.post(reverse("organization:unit_new"), {"code": "NV1", "name": "X", "kind": "department"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Chưa ghi được" in page


def test_two_people_at_one_unit_the_second_is_told_and_keeps_what_was_typed(admin, cast, units):
    values = {"code": "NV1", "name": "Phòng Một", "kind": "department", "parent": "TTr", "position": "2", "version": 1}
    admin.post(reverse("organization:unit_change", args=["NV1"]), values)
    answer = admin.post(reverse("organization:unit_change", args=["NV1"]), {**values, "name": "Phòng Hai"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đinh Văn Trị vừa sửa lúc" in page
    assert 'value="Phòng Hai"' in page
    assert "<b>Phòng Một</b>" in page
    assert 'name="version" value="2"' in page
    assert Unit.objects.get(code="NV1").name == "Phòng Một"
    answer = admin.post(
        reverse("organization:unit_change", args=["NV1"]), {**values, "name": "Phòng Hai", "version": 2, "keep": "mine"}
    )
    assert answer.status_code == 302
    assert Unit.objects.get(code="NV1").name == "Phòng Hai"


def test_closing_a_unit_lists_who_stands_in_it(admin, cast, units):
    page = admin.get(reverse("organization:unit_close", args=["NV1"])).content.decode()
    assert "Ngô Văn Trưởng" in page
    answer = admin.post(
        reverse("organization:unit_close", args=["NV1"]),
        {"version": 1, "end": "30/06/2026", "successor": "NV2", "moves_people": "on", "note": "QĐ 12"},
    )
    assert answer.url == reverse("organization:unit", args=["NV1"])
    assert Unit.objects.get(code="NV1").successor == units.nv2
    assert Post.objects.filter(person=cast.head, unit=units.nv2, start=date(2026, 7, 1)).exists()


def test_groups_take_units_and_let_them_go(admin, group, units):
    admin.post(reverse("organization:group", args=[group.pk]), {"unit": "NV2", "start": "01/07/2026"})
    member = group.members.get(unit=units.nv2)
    assert member.start == date(2026, 7, 1)
    admin.post(reverse("organization:group_member_end", args=[member.pk]), {"end": "31/12/2026"})
    member.refresh_from_db()
    assert member.end == date(2026, 12, 31)


def test_people_stand_in_the_order_of_given_names(admin, cast):
    page = admin.get(reverse("organization:people")).content.decode()
    names = ["Lê Minh Chánh", "Hoàng Văn Ngoài", "Trần Thị Phó", "Phạm Văn Phòng", "Vũ Thị Thư", "Bùi Thị Viên"]
    assert sorted(names, key=page.index) == names


def test_ending_a_leaders_post_lists_the_units_and_asks_for_a_successor(admin, cast, units):
    post = Post.objects.get(person=cast.deputy)
    address = reverse("organization:post_end", args=[post.pk])
    page = admin.get(address).content.decode()
    assert "Phụ trách Phòng Nghiệp" in page
    assert "Lê Minh Chánh, Chánh Thanh tra" in page
    answer = admin.post(address, {"version": 1, "end": "17/06/2026"})
    assert answer.status_code == 200
    successor = Post.objects.get(person=cast.leader)
    admin.post(address, {"version": 1, "end": "17/06/2026", "charge": successor.pk, "note": "nghỉ hưu"})
    post.refresh_from_db()
    assert post.end == date(2026, 6, 17)
    assert Charge.objects.filter(post=successor, unit=units.nv1, start=date(2026, 6, 18)).exists()


def test_moving_somebody(admin, cast, units):
    post = Post.objects.get(person=cast.staff)
    values = {"version": 1, "unit": "NV2", "role": "staff", "title": "Thanh tra viên", "start": "01/07/2026"}
    admin.post(reverse("organization:post_move", args=[post.pk]), values)
    spans = Post.objects.filter(person=cast.staff).order_by("pk").values_list("unit__code", "start", "end")
    assert list(spans) == [("NV1", None, date(2026, 6, 30)), ("NV2", date(2026, 7, 1), None)]


def test_an_acting_post_and_its_prolonging(admin, cast, units):
    values = {"unit": "NV1", "role": "head", "is_acting": "on", "start": "17/06/2026", "end": "30/06/2026"}
    admin.post(reverse("organization:post_new", args=[cast.staff.pk]), values)
    post = Post.objects.get(person=cast.staff, role=Role.HEAD)
    admin.post(reverse("organization:post_change", args=[post.pk]), {**values, "end": "31/07/2026", "version": 1})
    post.refresh_from_db()
    assert post.end == date(2026, 7, 31)
    page = admin.get(reverse("organization:person", args=[cast.staff.pk])).content.decode()
    assert "Ủy quyền, phụ trách" in page


def test_charges_by_page(admin, cast, units):
    post = Post.objects.get(person=cast.deputy)
    admin.post(reverse("organization:post_charge_new", args=[post.pk]), {"unit": "NV2", "start": "17/06/2026"})
    charge = post.charges.get(unit=units.nv2)
    admin.post(reverse("organization:post_charge_end", args=[charge.pk]), {"end": "30/06/2026"})
    charge.refresh_from_db()
    assert charge.end == date(2026, 6, 30)


# --- Size -----------------------------------------------------------------------------------------


def test_lists_ask_as_many_questions_for_many_as_for_few(admin, cast, units):
    addresses = [
        reverse("organization:units"),
        reverse("organization:people"),
        reverse("organization:unit", args=["NV1"]),
        reverse("organization:groups"),
        reverse("organization:units_xlsx"),
        reverse("organization:people_xlsx"),
    ]

    def counts():
        found = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert admin.get(address).status_code == 200
            found[address] = len(captured)
        return found

    UnitFactory(parent=units.nv1)
    few = counts()
    for number in range(30):
        unit = UnitFactory(parent=units.agency if number % 2 else units.nv1)
        PostFactory(unit=unit, role=Role.HEAD)
        PostFactory(unit=units.nv1)
        group = Group.objects.create(code=f"G{number}", name=f"nhóm {number}", agency=units.agency)
        GroupMember.objects.create(group=group, unit=unit)
    assert counts() == few


def test_a_large_tree_is_shown_level_by_level_and_units_are_typed_by_code(admin, units):
    for number in range(320):
        UnitFactory(code=f"X{number:03}", parent=units.agency, position=number + 10)
    page = admin.get(reverse("organization:units")).content.decode()
    assert page.count("<tr>") == 101
    assert "Trang sau" in page
    form = admin.get(reverse("organization:person_new")).content.decode()
    assert "X319" not in form
    assert "Ghi mã đơn vị" in form
    values = {"full_name": "Trần An", "unit": "x319", "role": "staff", "start": "17/06/2026"}
    admin.post(reverse("organization:person_new"), values)
    assert Post.objects.get(person__full_name="Trần An").unit.code == "X319"
