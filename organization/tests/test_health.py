"""The light: what each part is judged by, what machines read, and who may see the page."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from organization.models import BackupRun, Job, Notification, WorkerHeartbeat
from organization.rules.health import (
    DISK_FULL,
    DISK_LOW,
    judge_backup,
    judge_database,
    judge_disk,
    judge_mail,
    judge_worker,
)

PAGE = "organization:health_page"


def hours(number):
    return timedelta(hours=number)


def pulse(ago=timedelta(0)):
    WorkerHeartbeat.objects.create(name="sweep", at=timezone.now() - ago)


def verified_backup(tmp_path, ago=timedelta(0), **changed):
    path = tmp_path / "good.zip"
    path.touch()
    values = {"at": timezone.now() - ago, "path": str(path), "verified": True, "counts": {"files": 3}, "size": 2048}
    return BackupRun.objects.create(**values | changed)


@pytest.fixture
def well(tmp_path, db):
    """A worker that beats and a fresh backup."""
    pulse()
    return verified_backup(tmp_path)


# --- Judgements -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silence", "waiting", "status"),
    [
        (None, 0, "warn"),
        (timedelta(seconds=120), 0, "ok"),
        (timedelta(seconds=121), 0, "warn"),
        (timedelta(minutes=10), 0, "warn"),
        (timedelta(minutes=10, seconds=1), 0, "fail"),
        (timedelta(0), 1, "warn"),
    ],
)
def test_a_worker_is_judged_by_its_last_sign_and_by_what_waits(silence, waiting, status):
    now = timezone.now()
    last = None if silence is None else now - silence
    assert judge_worker(now=now, last_sign=last, waiting_too_long=waiting).status == status


@pytest.mark.parametrize(
    ("free", "status"), [(DISK_LOW, "ok"), (DISK_LOW - 1, "warn"), (DISK_FULL, "warn"), (DISK_FULL - 1, "fail")]
)
def test_a_disk_is_judged_by_what_is_free(free, status):
    assert judge_disk(free=free, total=10 * DISK_LOW).status == status


@pytest.mark.parametrize(
    ("age", "is_present", "has_failed_since", "missing", "status"),
    [
        (None, False, False, 0, "warn"),
        (None, False, True, 0, "warn"),
        (hours(26), True, False, 0, "ok"),
        (hours(26.1), True, False, 0, "warn"),
        (hours(74), True, False, 0, "warn"),
        (hours(74.1), True, False, 0, "fail"),
        (hours(1), False, False, 0, "warn"),
        (hours(1), True, True, 0, "warn"),
        (hours(1), True, False, 2, "warn"),
    ],
)
def test_a_backup_is_judged_by_age_place_and_what_came_after(age, is_present, has_failed_since, missing, status):
    now = timezone.now()
    found = judge_backup(
        now=now,
        last_verified=None if age is None else now - age,
        is_present=is_present,
        has_failed_since=has_failed_since,
        missing_files=missing,
    )
    assert found.status == status


@pytest.mark.parametrize(
    ("is_on", "minutes", "status"), [(False, None, "ok"), (True, None, "ok"), (True, 15, "ok"), (True, 16, "warn")]
)
def test_mail_is_judged_by_what_waits(is_on, minutes, status):
    now = timezone.now()
    oldest = None if minutes is None else now - timedelta(minutes=minutes)
    assert judge_mail(is_on=is_on, now=now, waiting=1, oldest=oldest).status == status


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.9, "chưa đầy 1 phút"),
        (1, "1 phút"),
        (119, "119 phút"),
        (120, "2 giờ"),
        (48 * 60 - 1, "47 giờ"),
        (48 * 60, "2 ngày"),
        (72 * 60 - 1, "2 ngày"),
        (72 * 60, "3 ngày"),
    ],
)
def test_how_long_ago_is_said_in_the_unit_that_fits(minutes, words):
    now = timezone.now()
    found = judge_backup(
        now=now,
        last_verified=now - timedelta(minutes=minutes),
        is_present=True,
        has_failed_since=False,
        missing_files=0,
    )
    assert found.fact == f"Bản gần nhất đã khôi phục thử cách đây {words}"


def test_what_is_wrong_names_a_cure_and_what_is_well_names_none():
    assert judge_database(answers=False).cure
    assert not judge_database(answers=True).cure


# --- The answer for machines ----------------------------------------------------------------------


@pytest.fixture
def of_admin(client_of, cast):
    """A client of somebody who may see the parts."""
    return client_of(cast.admin)


@pytest.mark.parametrize(("days", "word"), [(0, "ok"), (2, "warn"), (5, "down")])
def test_a_stranger_learns_one_word(client, well, days, word):
    BackupRun.objects.update(at=timezone.now() - timedelta(days=days))
    assert client.get("/health/").json() == {"status": word}


@pytest.mark.parametrize("who", ["leader", "clerk", "head", "staff"])
def test_so_does_who_may_not_see_the_page(client_of, cast, well, who):
    assert client_of(getattr(cast, who)).get("/health/").json() == {"status": "ok"}


def test_a_well_site_names_its_parts(of_admin, well):
    response = of_admin.get("/health/")
    assert response.status_code == 200
    found = response.json()
    assert found["status"] == "ok"
    assert {part: found[part]["status"] for part in ("database", "worker", "disk", "backup", "mail")} == dict.fromkeys(
        ("database", "worker", "disk", "backup", "mail"), "ok"
    )


def test_the_whole_is_as_well_as_its_worst_part(of_admin, well):
    BackupRun.objects.update(at=timezone.now() - hours(100))
    found = of_admin.get("/health/").json()
    assert (found["status"], found["backup"]["status"], found["worker"]["status"]) == ("down", "fail", "ok")


def test_the_answer_holds_no_path_and_no_error_text(of_admin, well):
    BackupRun.objects.create(at=timezone.now() + hours(1), path="/srv/bi-mat/x.zip", error="Không ghi được /srv/bi-mat")
    body = of_admin.get("/health/").content.decode()
    assert "bi-mat" not in body
    assert "không thành công" in body


def test_a_database_that_is_away_gives_503_to_everybody(client, of_admin, well, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("away")

    for who in (client, of_admin):
        with monkeypatch.context() as away:
            away.setattr(connection, "cursor", refuse)
            response = who.get("/health/")
        assert (response.status_code, response.json()) == (503, {"status": "down"})


def test_a_long_job_is_a_sign_of_life_while_no_sweep_gets_its_turn(of_admin, well):
    WorkerHeartbeat.objects.update(at=timezone.now() - hours(1))
    Job.objects.create(name="x", label="x", requested_at=timezone.now() - hours(1), heartbeat_at=timezone.now())
    Job.objects.update(state="running")
    assert of_admin.get("/health/").json()["worker"]["status"] == "ok"


def test_a_backup_whose_file_is_gone_gives_way_to_an_older_one_that_is_there(of_admin, well, tmp_path):
    verified_backup(tmp_path, path=str(tmp_path / "gone.zip"), at=timezone.now() + timedelta(minutes=1))
    assert of_admin.get("/health/").json()["backup"]["status"] == "ok"
    (tmp_path / "good.zip").unlink()
    assert of_admin.get("/health/").json()["backup"]["status"] == "warn"


def test_mail_that_waits_is_counted_for_people_with_an_address_only(of_admin, well, cast, settings):
    settings.MAIL_IS_ON = True
    long_ago = timezone.now() - hours(2)
    Notification.objects.create(recipient=cast.head, kind="x", text="x", created_at=long_ago)
    type(cast.head).objects.filter(pk=cast.head.pk).update(email="")
    assert of_admin.get("/health/").json()["mail"]["status"] == "ok"
    type(cast.head).objects.filter(pk=cast.head.pk).update(email="truong@example.vn")
    assert of_admin.get("/health/").json()["mail"] == {
        "status": "warn",
        "fact": "1 thư chưa gửi được, thư đầu tiên chờ đã 2 giờ",
        "is_on": True,
        "waiting": 1,
    }


# --- The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("office_head", 200), ("admin", 200), ("leader", 403), ("head", 403), ("clerk", 403)],
)
def test_the_page_is_for_office_and_admin(client_of, cast, well, who, status):
    assert client_of(getattr(cast, who)).get(reverse(PAGE)).status_code == status


def test_the_page_asks_strangers_to_sign_in(client, db):
    assert client.get(reverse(PAGE)).status_code == 302


def test_a_well_site_needs_no_sentence(client_of, cast, well):
    page = client_of(cast.office).get(reverse(PAGE)).content.decode()
    assert "Không cần báo bộ phận kỹ thuật" in page
    assert "Bình thường" in page


def test_what_is_wrong_becomes_the_sentence_to_send(client_of, cast, well):
    WorkerHeartbeat.objects.update(at=timezone.now() - hours(3))
    page = client_of(cast.office).get(reverse(PAGE)).content.decode()
    assert "Có sự cố" in page
    assert "Đề nghị bộ phận kỹ thuật xem giúp phần mềm Kế hoạch 226." in page
    assert "Việc chạy nền: không thấy dấu hiệu đã 3 giờ" in page
    assert "worker và scheduler" in page


def test_the_page_shows_a_run_that_was_cut_off_and_one_that_failed(client_of, cast, well):
    BackupRun.objects.create(at=timezone.now(), path="/a.zip")
    BackupRun.objects.create(at=timezone.now(), path="/b.zip", error="Ổ đĩa đầy.")
    page = client_of(cast.admin).get(reverse(PAGE)).content.decode()
    assert "Chưa xong hoặc bị ngắt" in page
    assert "Ổ đĩa đầy." in page


def test_a_fresh_site_says_that_nothing_was_backed_up_yet(client_of, cast):
    page = client_of(cast.admin).get(reverse(PAGE)).content.decode()
    assert "Chưa có lần nào." in page
    assert "Cần chú ý" in page


def test_the_way_to_the_page_is_shown_to_those_who_may_open_it(client_of, cast, well):
    address = reverse(PAGE)
    assert address in client_of(cast.office).get(address).content.decode()
    assert address not in client_of(cast.head).get(address).content.decode()
