"""People from a workbook: all of them or none, every error by row and column, hostile files refused quickly."""

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from organization.enums import Role
from organization.models import AuditEvent, Person, Post
from organization.reading.people import LABELS
from organization.tests.factories import AgencyFactory, PostFactory

pytestmark = pytest.mark.django_db
HEADINGS = list(LABELS.values())


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def workbook(*rows, headings=HEADINGS, titles=()) -> bytes:
    book = Workbook()
    sheet = book.active
    for title in titles:
        sheet.append([title])
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(name) for name in LABELS] if isinstance(row, dict) else row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content: bytes, name: str = "nguoi.xlsx"):
    return client.post(reverse("organization:people_import"), {"file": SimpleUploadedFile(name, content)})


def row(full_name="Trần Thị An", unit="NV1", role="Công chức, người lao động", **values):
    return {"full_name": full_name, "unit": unit, "role": role, **values}


def test_everybody_comes_in_with_posts_and_slips(admin, units):
    content = workbook(
        row(username="An.TT", title="Chuyên viên", start=date(2026, 3, 2), phone=912345678, email="an@example.vn"),
        row("Ngô  Văn Bình", "Văn phòng", "lãnh đạo đơn vị", start="1/7/2025", basis_number="12/QĐ-TTr"),
        row(unit="NV2", username="an.tt", role="Lãnh đạo đơn vị", is_acting="x", start="01/06/2026", end="30/06/2026"),
        titles=["THANH TRA TỈNH", "Danh sách công chức"],
    )
    page = send(admin, content).content.decode()
    an = Person.objects.get(username="an.tt")
    assert "an.tt" in page
    assert page.count('class="panel slip"') == 1
    assert (an.full_name, an.phone, an.must_change_password) == ("Trần Thị An", "0912345678", True)
    posts = an.posts.order_by("pk").values_list("unit__code", "role", "is_acting", "start", "end")
    assert list(posts) == [
        ("NV1", "staff", False, date(2026, 3, 2), None),
        ("NV2", "head", True, date(2026, 6, 1), date(2026, 6, 30)),
    ]
    binh = Person.objects.get(full_name="Ngô Văn Bình")
    assert (binh.username, binh.posts.get().unit, binh.posts.get().start) == (None, units.vp, date(2025, 7, 1))
    assert AuditEvent.objects.filter(action="person.create").count() == 2


def test_every_error_is_named_and_nothing_is_written(admin, cast, units):
    before = (Person.objects.count(), Post.objects.count())
    content = workbook(
        row("Người Tốt"),
        row("", username="a"),
        row("Sai Đơn Vị", unit="NV9"),
        row("Sai Vai Trò", role="Sếp"),
        row("Sai Ngày", start="31/02/2026"),
        row("Trùng Tên Đăng Nhập", username="vanphong"),
        row("Bùi Thị Viên"),
        row("Người Tốt"),
        row("Thư Sai", email="khong-phai-thu"),
        row("Phụ Trách", is_acting="x"),
        row("Lãnh Đạo Sai Chỗ", role="Lãnh đạo Thanh tra tỉnh"),
    )
    page = send(admin, content).content.decode()
    assert (Person.objects.count(), Post.objects.count()) == before
    for line, heading in ((3, "Họ và tên"), (3, "Tên đăng nhập"), (4, "Đơn vị"), (5, "Vai trò"), (6, "Từ ngày"),
                          (7, "Tên đăng nhập"), (8, "Họ và tên"), (9, "Họ và tên"), (10, "Thư điện tử")):  # fmt: skip
        cells = f'<td class="num" data-label="Dòng">{line}</td><td data-label="Cột">{heading}</td>'
        assert cells in page, (line, heading)
    assert "Trùng với dòng 2" in page


def test_what_only_the_rules_of_posts_refuse_is_named_too(admin, units):
    content = workbook(
        row("Người Tốt"),
        row("Phụ Trách", is_acting="x"),
        row("Lãnh Đạo Sai Chỗ", role="Lãnh đạo Thanh tra tỉnh"),
    )
    page = send(admin, content).content.decode()
    assert '<td class="num" data-label="Dòng">3</td><td data-label="Cột">Đến hết</td>' in page
    assert '<td class="num" data-label="Dòng">4</td><td data-label="Cột">Vai trò</td>' in page
    assert not Person.objects.filter(full_name="Người Tốt").exists()


def test_the_same_file_twice_doubles_nobody(admin, units):
    content = workbook(row("Người Một"), row("Người Hai", unit="NV2"))
    send(admin, content)
    count = Person.objects.count()
    assert "đã có người tên này" in send(admin, content).content.decode()
    assert Person.objects.count() == count


def test_units_of_another_agency_are_unknown(units, client_of):
    below = AgencyFactory(code="XA1", name="Xã Một", parent=units.agency)
    client = client_of(PostFactory(unit=below, role=Role.ADMIN).person)
    page = send(client, workbook(row("Người Lạ", unit="NV1"))).content.decode()
    assert "Không có đơn vị này trong phạm vi" in page
    assert not Person.objects.filter(full_name="Người Lạ").exists()


@pytest.mark.parametrize("who", ["office", "leader", "head", "clerk"])
def test_only_the_admin_imports(who, cast, client_of):
    answer = send(client_of(getattr(cast, who)), workbook(row("Người Lạ")))
    assert answer.status_code == 403
    assert not Person.objects.filter(full_name="Người Lạ").exists()


def test_the_template_can_be_filled_in_and_read_back(admin, units):
    content = admin.get(reverse("organization:people_template")).content
    book = load_workbook(BytesIO(content))
    assert [cell.value for cell in book["Người"][1]] == HEADINGS
    words = [[cell.value for cell in line] for line in book["Danh mục"].iter_rows(min_row=2, max_row=3)]
    assert words[0][0] == "TTr"
    book["Người"].append(["Trần Thị An", "NV1", "Văn thư"])
    out = BytesIO()
    book.save(out)
    send(admin, out.getvalue())
    assert Post.objects.get(person__full_name="Trần Thị An").role == Role.CLERK


def far_cell() -> bytes:
    content = workbook(row("Người Xa"))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "rỗng"),
        (b"Ho va ten,Don vi", "a.csv", "không phải tệp Excel"),
        (b"PK\x03\x04nonsense", "a.xlsx", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xlsx", "không phải tệp Excel"),
        (workbook(["a", "b"], headings=["Tên", "Phòng"]), "a.xlsx", "Không trang tính nào"),
        (workbook(), "a.xlsx", "không có dòng người nào"),
        (far_cell(), "a.xlsx", ""),
    ],
    ids=["empty", "csv", "broken", "old", "no header", "no rows", "far cell"],
)
def test_files_that_are_no_list_of_people_are_refused_quickly(content, name, words, admin):
    start = time.monotonic()
    page = send(admin, content, name).content.decode()
    assert "Chưa ghi được" in page
    assert words in page
    assert time.monotonic() - start < 3
    assert not Person.objects.filter(full_name="Người Xa").exists()


def test_more_rows_than_an_agency_has_people_are_refused(admin):
    page = send(admin, workbook(*(row(f"Người {n}") for n in range(700)))).content.decode()
    assert "Chưa ghi được" in page
