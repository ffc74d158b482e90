"""The admin's list of events says who did what kind of thing, and when; the words of units' work are not theirs."""

from io import BytesIO

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from organization.enums import Role
from organization.services.audit import record
from organization.services.people import change_person
from organization.tests.factories import PostFactory

pytestmark = pytest.mark.django_db
SECRET = "Rà soát hồ sơ mật của phòng"


@pytest.fixture
def events(cast, units, actor):
    with transaction.atomic():
        record(
            by=actor(cast.head),
            action="task.submit",
            subject=units.nv1,
            unit=units.nv1,
            summary=f"nộp kết quả {SECRET}",
            note=SECRET,
            before={"title": "x"},
            after={"title": SECRET},
        )
    change_person(by=actor(cast.admin), person_id=cast.staff.pk, version=1, full_name="Tên Mới Đặt")


def words_of_workbook(client) -> str:
    sheet = load_workbook(BytesIO(client.get(reverse("organization:audit_xlsx")).content)).active
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_an_admin_sees_that_it_was_done_and_reads_only_their_own_matters(events, cast, client_of):
    client = client_of(cast.admin)
    for page in (client.get(reverse("organization:audit")).content.decode(), words_of_workbook(client)):
        assert SECRET not in page
        assert "Nhiệm vụ: nộp" in page and cast.head.full_name in page
        assert "Tên Mới Đặt" in page
    found = client.get(reverse("organization:audit"), {"q": SECRET}).content.decode()
    assert "Nhiệm vụ: nộp" not in found


@pytest.mark.parametrize("who", ["office", "office_head"])
def test_the_office_reads_it_all(events, cast, client_of, who):
    client = client_of(getattr(cast, who))
    for page in (client.get(reverse("organization:audit")).content.decode(), words_of_workbook(client)):
        assert SECRET in page and "Tên Mới Đặt" in page


def test_an_admin_with_an_office_post_reads_it_too(events, cast, units, client_of):
    PostFactory(person=cast.admin, unit=units.vp, role=Role.OFFICE)
    assert SECRET in client_of(cast.admin).get(reverse("organization:audit")).content.decode()
