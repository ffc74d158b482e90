"""A disk or a database that takes nothing: a sentence, the words again, no leftovers, and reading goes on."""

import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from base.stored_files import WholeFileStorage, begin_waiting, drop_unwritten
from base.unwritable import FULL, READ_ONLY
from conftest import PASSWORD
from kehoach226.tests.walking import walk
from meetings.models import Meeting
from organization.models import AuditEvent, Person
from tasks.models import Evidence
from tasks.tests import files
from tasks.tests.factories import TaskFactory

WORDS = "Họp giao ban tuần, nội dung đã gõ rất lâu"


@contextmanager
def read_only_database():
    """The database itself takes nothing, as after a failover or on a disk that went read-only."""
    on, off = (
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def no_file_larger_than(size: int):
    """Every write beyond `size` bytes of a file fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def meeting(units, **changed):
    return {
        "kind": "meeting",
        "content": WORDS,
        "unit": units.nv1.code,
        "first_day": "20/06/2026",
        "status": "planned",
    } | changed


def stored(folder) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]


# --- A database that can only be read ---------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_every_page_can_be_read_from_a_database_that_takes_nothing(cast, client_of):
    clients = {who: client_of(getattr(cast, who)) for who in ("leader", "office", "head", "admin")}
    with read_only_database():
        for who, client in clients.items():
            assert walk(client).dead == [], who


@pytest.mark.django_db(transaction=True)
def test_an_act_says_so_and_keeps_what_was_typed(cast, units, client_of):
    client, address = client_of(cast.head), reverse("meetings:meeting_add")
    events = AuditEvent.objects.count()
    with read_only_database():
        answer = client.post(address, meeting(units))
        page = answer.content.decode()
    assert answer.status_code == 503 and READ_ONLY in page
    assert WORDS in page and f'action="{address}"' in page and "Gửi lại" in page
    assert (Meeting.objects.count(), AuditEvent.objects.count()) == (0, events)
    again = {field.name: field.value for field in answer.context["fields"]}
    assert client.post(address, again).status_code == 302
    assert Meeting.objects.get().content == WORDS


@pytest.mark.django_db(transaction=True)
def test_no_password_stands_on_the_page_that_says_so(cast, client):
    Person.objects.filter(pk=cast.head.pk).update(must_change_password=False)
    with read_only_database():
        answer = client.post(reverse("login"), {"username": cast.head.username, "password": PASSWORD})
    assert answer.status_code in (200, 503)
    assert PASSWORD not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_health_tells_a_database_that_takes_nothing(cast, client, client_of):
    office = client_of(cast.office)
    assert office.get("/health/").json()["database"]["writes"] is True
    with read_only_database():
        told, answer = client.get("/health/"), office.get("/health/").json()
    assert (told.status_code, told.json()["status"]) == (200, "down")
    assert answer["database"]["status"] == "fail" and answer["database"]["writes"] is False


# --- A disk that is full ------------------------------------------------------------------------------


def test_a_write_that_breaks_off_leaves_no_piece(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    with no_file_larger_than(1_000), pytest.raises(OSError, match="File too large"):
        storage.save("a/tep", ContentFile(b"x" * 5_000))
    assert stored(tmp_path) == []
    storage.save("a/tep", ContentFile(b"x" * 5_000))
    assert [path.stat().st_size for path in stored(tmp_path)] == [5_000]


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_again_with_the_transaction_that_named_it(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    begin_waiting()
    with transaction.atomic():
        storage.save("kept", ContentFile(b"x"))
    with transaction.atomic():
        storage.save("undone", ContentFile(b"x"))
        transaction.set_rollback(True)
    drop_unwritten()
    assert [path.name for path in stored(tmp_path)] == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_a_photo_on_a_full_disk_is_refused_without_a_leftover(cast, units, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    task = TaskFactory(lead_unit=units.nv1)
    typed = {"version": "1", "result": WORDS, "add_files": "1"}
    photo = SimpleUploadedFile("ảnh.jpg", files.JPG + b"x" * 2_000_000)
    address = reverse("tasks:act", args=[task.pk, "submit"])
    client = client_of(cast.head)
    with no_file_larger_than(1_000_000):
        answer = client.post(address, {**typed, "files": photo})
    page = answer.content.decode()
    assert answer.status_code == 503 and FULL in page and WORDS in page and "Tệp đính kèm cần chọn lại" in page
    assert stored(tmp_path) == [] and not Evidence.objects.exists()


@pytest.mark.django_db
def test_an_upload_too_large_for_the_temporary_folder_is_refused(cast, client_of, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    register = SimpleUploadedFile("so.xlsx", b"PK\x03\x04" + b"x" * 4_000_000)
    with no_file_larger_than(3_000_000):
        answer = client_of(cast.clerk).post(reverse("documents:import"), {"file": register})
    assert answer.status_code == 503 and FULL in answer.content.decode()
    assert stored(tmp_path) == []


@pytest.mark.django_db
def test_health_tells_a_folder_that_takes_no_byte(cast, client_of):
    client = client_of(cast.office)
    assert client.get("/health/").json()["disk"]["writes"] is True
    with no_file_larger_than(100):
        disk = client.get("/health/").json()["disk"]
    assert (disk["status"], disk["writes"]) == ("fail", False)
    assert "thư mục tệp đính kèm" in disk["fact"] and "/" not in disk["fact"]
