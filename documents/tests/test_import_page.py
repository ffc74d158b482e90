"""Handing in a register on the page: checked first, written on a word, by a worker where it is large."""

import io
from datetime import date

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base.tests.workbooks import workbook
from documents.models import Book, RegisterRow
from organization.jobs import run_queued
from organization.models import ImportFile, Job, Notification
from organization.tests.factories import AgencyFactory, PostFactory
from organization.views import imports

pytestmark = pytest.mark.django_db

HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo"]
GOOD = [(f"{number}/BC-TTr", date(2026, 3, 5), "Báo cáo", "NV1") for number in range(1, 5)]
BAD = [*GOOD, ("5/BC-TTr", "31/4/2026", "Báo cáo", "NV1"), ("6/BC-TTr", date(2026, 3, 5), "Báo cáo", "Phòng 9")]


def upload(rows, name="so.xlsx"):
    return SimpleUploadedFile(name, workbook({"Sổ 2026": [HEADER, *rows]}).getvalue())


@pytest.fixture
def hand_in(cast, client_of):
    """`hand_in(rows)` sends the file as the clerk and gives the result page."""

    def send(rows, *, person=None, **choices):
        client = client_of(person or cast.clerk)
        return client.post(reverse("documents:import"), {"file": upload(rows), **choices}, follow=True)

    return send


def write(client, response, **choices):
    return client.post(response.context["result"].urls.write, choices, follow=True)


def test_a_right_file_is_checked_and_then_written(hand_in, cast, client_of):
    response = hand_in(GOOD)
    page = response.context["result"]
    assert page.heading == "Tệp đúng: 4 dòng chờ ghi"
    assert page.balance == "4 = 4 + 0 + 0 + 0 + 0"
    assert not RegisterRow.objects.exists()
    response = write(client_of(cast.clerk), response)
    assert response.context["result"].heading == "Đã ghi 4 dòng từ tệp"
    assert RegisterRow.objects.count() == 4
    assert RegisterRow.objects.first().import_file == response.context["result"].file


def test_a_file_with_errors_names_each_and_writes_the_rest_only_on_a_word(hand_in, cast, client_of):
    hand_in(GOOD[:1])
    write(client_of(cast.clerk), hand_in(GOOD[:1]))
    response = hand_in(BAD)
    page = response.context["result"]
    assert page.heading == "Tệp còn 2 dòng lỗi, chưa ghi gì"
    assert page.balance == "6 = 0 + 0 + 1 + 2 + 3"
    text = response.content.decode()
    for words in ("31/4/2026", "Không có ngày này trong lịch", "Phòng 9", "Sổ 2026"):
        assert words in text
    response = write(client_of(cast.clerk), response)
    assert RegisterRow.objects.count() == 1
    response = write(client_of(cast.clerk), response, leave_out_errors="1")
    assert response.context["result"].balance == "6 = 3 + 0 + 1 + 2 + 0"
    assert RegisterRow.objects.count() == 4


def test_the_errors_come_as_a_workbook(hand_in, cast, client_of):
    page = hand_in(BAD).context["result"]
    response = client_of(cast.clerk).get(page.urls.xlsx)
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[:4] for row in rows if row[0] == "Sổ 2026"] == [
        ("Sổ 2026", 6, "Ngày tháng văn bản", "31/4/2026"),
        ("Sổ 2026", 7, "Đơn vị soạn thảo", "Phòng 9"),
    ]


def test_differing_rows_are_taken_over_when_asked(hand_in, cast, client_of):
    write(client_of(cast.clerk), hand_in(GOOD))
    changed = [(*GOOD[0][:2], "Báo cáo mới", "NV1")]
    assert hand_in(changed).context["result"].wrong_rows == 1
    write(client_of(cast.clerk), hand_in(changed, update="on"))
    assert RegisterRow.objects.get(symbol="1/BC-TTr").title == "Báo cáo mới"


def test_unit_and_book_of_the_file_can_be_chosen(hand_in, cast, client_of, units):
    book = Book.objects.create(code="TTr.BG-2025", agency=units.agency, predecessor="Cơ quan cũ", year=2025)
    rows = [("1/BC-TTr", date(2025, 3, 5), "Báo cáo", None)]
    write(client_of(cast.clerk), hand_in(rows, unit="VP", book=book.pk))
    row = RegisterRow.objects.get()
    assert (row.book, row.unit) == (book, units.vp)


def test_a_hostile_file_is_refused_with_a_sentence(cast, client_of):
    client = client_of(cast.clerk)
    response = client.post(reverse("documents:import"), {"file": SimpleUploadedFile("so.xlsx", b"%PDF-1.7 x")})
    assert "không phải tệp Excel" in response.content.decode()
    response = client.post(reverse("documents:import"), {"file": SimpleUploadedFile("so.xlsm", upload(GOOD).read())})
    assert response.context["form"].errors
    response = client.post(
        reverse("documents:import"), {"file": SimpleUploadedFile("so.xlsx", upload(GOOD).read()[:-60])}, follow=True
    )
    assert "Không đọc được tệp" in response.content.decode()
    assert client.post(reverse("documents:import"), {"update": "on"}).context["form"].errors


def test_the_stored_file_goes_with_the_writing_and_with_the_next_one(
    hand_in, cast, client_of, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = hand_in(BAD).context["result"].file
    stored = first.file.path
    assert settings.MEDIA_ROOT in stored
    assert "so" not in stored.rpartition("/")[2].removesuffix(".xlsx")
    with django_capture_on_commit_callbacks(execute=True):
        response = hand_in(GOOD)
    assert not ImportFile.objects.get(pk=first.pk).file
    with django_capture_on_commit_callbacks(execute=True):
        write(client_of(cast.clerk), response)
    assert not ImportFile.objects.get(pk=response.context["result"].file.pk).file
    response = write(client_of(cast.clerk), response)
    assert RegisterRow.objects.count() == 4


def test_a_large_file_is_read_and_written_by_a_worker(hand_in, cast, client_of, monkeypatch):
    monkeypatch.setattr(imports, "READ_AT_ONCE", 100)
    client = client_of(cast.clerk)
    asked = client.post(reverse("documents:import"), {"file": upload(GOOD)})
    job = Job.objects.get()
    assert asked.url == reverse("organization:job", args=[job.pk])
    [done] = run_queued()
    assert done.error == ""
    assert "4 dòng dữ liệu = 4 nhập mới" in done.result["text"]
    result = client.get(done.result["links"][0]["url"])
    assert not RegisterRow.objects.exists()
    client.post(result.context["result"].urls.write)
    [done] = run_queued()
    assert done.error == ""
    assert RegisterRow.objects.count() == 4
    assert client.get(reverse("documents:register")).context["last_import"] is not None


@pytest.mark.parametrize("person", ["head", "staff", "leader", "admin", "outsider"])
def test_only_clerk_and_office_import(hand_in, cast, client_of, person):
    kept = hand_in(BAD).context["result"].file
    client = client_of(getattr(cast, person))
    assert client.post(reverse("documents:import"), {"file": upload(GOOD)}).status_code == 403
    assert client.get(reverse("documents:book_add")).status_code == 403
    for name in ("import_result", "import_errors"):
        assert client.get(reverse(f"documents:{name}", args=[kept.pk])).status_code == 404
    assert client.post(reverse("documents:import_write", args=[kept.pk]), {"leave_out_errors": "1"}).status_code == 404
    assert not RegisterRow.objects.exists()


def test_the_office_sees_what_the_clerk_handed_in_and_another_agency_does_not(hand_in, cast, client_of):
    kept = hand_in(BAD).context["result"].file
    address = reverse("documents:import_result", args=[kept.pk])
    assert client_of(cast.office).get(address).status_code == 200
    stranger = PostFactory(unit=AgencyFactory(), role="clerk").person
    assert client_of(stranger).get(address).status_code == 404


def test_a_book_of_a_predecessor_is_opened_once(cast, client_of):
    client = client_of(cast.clerk)
    book = {"code": "TTr.BG-2025", "predecessor": "Thanh tra tỉnh cũ", "year": "2025", "symbol": ""}
    assert client.post(reverse("documents:book_add"), book).status_code == 302
    assert "code" in client.post(reverse("documents:book_add"), book).context["form"].errors


def test_the_night_tells_the_office_where_counts_drift(hand_in, cast, client_of):
    from django.core.management import call_command

    from documents.models import DocumentCount
    from organization.rules.access import system_actor
    from organization.services.jobs import enqueue

    write(client_of(cast.clerk), hand_in(GOOD))
    DocumentCount.objects.update(count=3)
    enqueue(name="documents.check_counts", by=system_actor(date(2026, 6, 17)), label="Đối chiếu")
    [done] = run_queued()
    assert "lệch với sổ ở 1 chỗ: Phòng Nghiệp vụ 1" in done.result["text"]
    assert Notification.objects.filter(recipient=cast.office, kind="register.drift").exists()
    call_command("recount", stdout=io.StringIO())
    enqueue(name="documents.check_counts", by=system_actor(date(2026, 6, 17)), label="Đối chiếu")
    [done] = run_queued()
    assert "khớp" in done.result["text"]


def test_a_check_that_was_killed_leaves_a_page_that_can_be_opened(hand_in, cast, client_of):
    kept = hand_in(GOOD).context["result"].file
    ImportFile.objects.update(report={})
    for name in ("import_result", "import_errors"):
        assert client_of(cast.clerk).get(reverse(f"documents:{name}", args=[kept.pk])).status_code == 200


def test_the_page_says_how_the_file_was_read_in_its_own_words(hand_in, cast, client_of):
    hand_in(GOOD)
    write(client_of(cast.clerk), hand_in(GOOD))
    symbol, day, title, *rest = GOOD[0]
    text = hand_in([(symbol, day, f"{title} (sửa)", *rest)]).content.decode()
    assert "--update" not in text
    assert "đánh dấu ô “Dòng khác với dòng đã có thì lấy theo tệp”" in text
    assert "Đã đọc" in text and "Không đọc" in text


def test_rows_of_two_years_are_written_only_after_the_years_were_confirmed(hand_in, cast, client_of):
    _, day, *rest = GOOD[0]
    older = ("77/BC-TTr", day.replace(year=day.year - 1), *rest)
    response = hand_in([GOOD[0], older])
    assert response.context["result"].asks_for_years
    response = write(client_of(cast.clerk), response)
    assert "nhiều năm" in response.content.decode()
    assert not RegisterRow.objects.exists()
    write(client_of(cast.clerk), response, years_are_right="1")
    assert RegisterRow.objects.count() == 2
