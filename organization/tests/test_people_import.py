"""People from a workbook: all of them or none, every error by row and column, hostile files refused quickly."""

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from base.reading.errors import FileRefused
from organization.enums import Role
from organization.models import AuditEvent, Person, Post
from organization.reading.people import LABELS, read_people
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


def check(client, content: bytes, name: str = "nguoi.xlsx"):
    """The page that says what writing the file would do; nothing is written yet."""
    address = reverse("organization:people_import")
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def send(client, content: bytes, name: str = "nguoi.xlsx"):
    """Hand the file in and, where it is right, write it: the last page."""
    page = check(client, content, name)
    if "result" not in (page.context or {}) or not page.context["result"].would_write:
        return page
    return client.post(page.context["result"].urls.write, follow=True)


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
        cells = f'<b>{line}</b></td><td data-label="Cột">{heading}</td>'
        assert cells in page, (line, heading)
    assert "Trùng với dòng 2" in page


def test_what_only_the_rules_of_posts_refuse_is_named_too(admin, units):
    content = workbook(
        row("Người Tốt"),
        row("Phụ Trách", is_acting="x"),
        row("Lãnh Đạo Sai Chỗ", role="Lãnh đạo Thanh tra tỉnh"),
    )
    page = send(admin, content).content.decode()
    assert '<b>3</b></td><td data-label="Cột">Đến hết</td>' in page
    assert '<b>4</b></td><td data-label="Cột">Vai trò</td>' in page
    assert not Person.objects.filter(full_name="Người Tốt").exists()


def test_a_checked_file_writes_nobody_before_the_word_is_given(admin, units):
    page = check(admin, workbook(row(username="an.tt"), row("Người Hai", unit="NV2")))
    assert "Lưu 2 dòng" in page.content.decode()
    assert not Person.objects.filter(full_name="Trần Thị An").exists()
    made = admin.post(page.context["result"].urls.write, follow=True).content.decode()
    assert made.count('class="panel slip"') == 1
    assert Person.objects.get(username="an.tt").has_usable_password()
    assert admin.get(page.request["PATH_INFO"]).context["result"].heading == "Đã ghi 2 dòng từ tệp"


def test_writing_a_checked_file_again_makes_nobody_twice_and_shows_no_password_again(admin, units):
    page = check(admin, workbook(row(username="an.tt")))
    admin.post(page.context["result"].urls.write)
    again = admin.post(page.context["result"].urls.write, follow=True).content.decode()
    assert "slip" not in again
    assert Post.objects.filter(person__username="an.tt").count() == 1


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
    page = send(admin, content, name).content.decode().replace("\xa0", " ")
    assert "hưa ghi" in page
    assert words in page
    assert time.monotonic() - start < 3
    assert not Person.objects.filter(full_name="Người Xa").exists()


def test_more_rows_than_an_agency_has_people_are_refused(admin):
    page = check(admin, workbook(*(row(f"Người {n}") for n in range(700)))).content.decode()
    assert "Không đọc được tệp, chưa ghi gì" in page


# --- Lists as offices write them -----------------------------------------------------------------


def people_in(*rows, headings, sheets=1):
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"Trang {number + 1}")
        sheet.append(headings)
        for cells in rows:
            sheet.append(cells)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return read_people(out, name="nguoi.xlsx", today=date(2026, 6, 17))


SHORT = ["Họ và tên", "Đơn vị", "Vai trò", "Điện thoại", "Tên đăng nhập"]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        (2223821234, "02223821234"),
        (84912345678, "0912345678"),
        ("912345678", "0912345678"),
        ("0912.345.679", "0912.345.679"),
        ("0912345678", "0912345678"),
        ("'0912345678", "0912345678"),
        (113, "113"),
        (None, ""),
    ],
)
def test_a_numeric_telephone_keeps_its_0(cell, phone):
    found = people_in(["Nguyễn Thị Thử", "NV1", "Công chức", cell], headings=SHORT)
    assert (found.rows[0].values["phone"], found.errors) == (phone, [])


@pytest.mark.parametrize("family", ["Họ và tên đệm", "Họ đệm", "Họ và chữ đệm", "Họ"])
def test_a_name_in_two_columns(family):
    found = people_in(["Nguyễn Thị", "Thử", "NV1", "Công chức"], headings=[family, "Tên", "Đơn vị", "Vai trò"])
    assert found.rows[0].values["full_name"] == "Nguyễn Thị Thử"


def test_a_missing_name_in_two_columns_is_told():
    found = people_in([None, None, "NV1", "Công chức"], headings=["Họ đệm", "Tên", "Đơn vị", "Vai trò"])
    assert [(error.row, error.column) for error in found.errors] == [(2, "Họ đệm")]


def test_invisible_characters_are_dropped():
    cells = ["Nguyễn\u200e Thị Thử", "NV1\u00ad", "Công\u200b chức", None, "thu\u200e.nv1"]
    values = people_in(cells, headings=SHORT).rows[0].values
    assert (values["full_name"], values["unit"], values["username"]) == ("Nguyễn Thị Thử", "NV1", "thu.nv1")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Chuyên viên", Role.STAFF),
        ("Chuyên viên chính", Role.STAFF),
        ("Thanh tra viên", Role.STAFF),
        ("Trưởng phòng Nghiệp vụ 1", Role.HEAD),
        ("Phó Trưởng phòng", Role.HEAD),
        ("Phó Chánh Văn phòng", Role.HEAD),
        ("Chánh Thanh tra tỉnh", Role.LEADER),
        ("Phó Chánh Thanh tra", Role.LEADER),
        ("Văn thư", Role.CLERK),
        ("Lái xe", Role.STAFF),
    ],
)
def test_a_title_stands_for_its_role(title, role):
    found = people_in(["Nguyễn Thị Thử", "NV1", title], headings=SHORT)
    assert (found.rows[0].values["role"], found.errors) == (role, [])


@pytest.mark.parametrize("title", ["Sếp", "Lãnh đạo Ban Biên tập"])
def test_an_unknown_title_lists_the_roles(title):
    [error] = people_in(["Nguyễn Thị Thử", "NV1", title], headings=SHORT).errors
    assert (error.column, "Văn thư" in error.message) == ("Vai trò", True)


def test_a_formula_without_its_value_is_an_error_of_its_cell():
    found = people_in(["Nguyễn Thị Thử", "=B1", "Công chức"], headings=SHORT)
    assert [(error.row, error.column) for error in found.errors] == [(2, "Đơn vị")]
    assert "Ô B2 là công thức" in found.errors[0].message


def test_every_sheet_with_the_header_is_read(admin, units):
    book = Workbook()
    book.active.append(SHORT)
    book.active.append(["Người Một", "NV1", "Công chức"])
    sheet = book.create_sheet("Phòng khác")
    sheet.append(["Đơn vị", "Họ tên", "Vai trò"])
    sheet.append(["NV2", "Người Hai", "Công chức"])
    out = BytesIO()
    book.save(out)
    send(admin, out.getvalue())
    assert Post.objects.get(person__full_name="Người Một").unit == units.nv1
    assert Post.objects.get(person__full_name="Người Hai").unit == units.nv2


def test_what_is_missing_is_said_with_what_was_seen():
    with pytest.raises(FileRefused, match="Họ tên; Phòng; Ghi chú"):
        people_in(["a", "b", "c"], headings=["Họ tên", "Phòng", "Ghi chú"])
