"""The figures of a day are kept once, and people hear when a unit's state becomes worse."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from conftest import TODAY
from figures.models import DailyFigure
from figures.services.daily_figures import store_figures
from figures.tests.figures_world import approve, issue
from organization.jobs import run_queued
from organization.models import Job, Notification
from organization.rules.access import system_actor
from organization.services.jobs import enqueue

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 10)


@pytest.fixture
def nv2_on_track(units, cast):
    issue(units.nv2, date(2025, 3, 3), count=20)
    issue(units.nv2, date(2025, 9, 9), count=20)
    approve(units.nv2, 2025, "register", "documents", 40)
    issue(units.nv2, date(2026, 3, 3), count=10)
    return units.nv2


def kept() -> list[tuple]:
    rows = DailyFigure.objects.order_by("unit__code", "calendar", "day")
    return list(rows.values_list("unit__code", "calendar", "day", "documents", "conferences", "online"))


def worse() -> list[tuple[str, str]]:
    told = Notification.objects.filter(kind="targets.worse").order_by("pk")
    return [(n.recipient.username, n.text.split(" (")[0]) for n in told]


def test_every_unit_is_kept_in_both_calendars(nv2_on_track):
    done = store_figures(day=DAY)

    assert (done.written, done.unchanged, done.worse) == (10, 0, 0)
    row = DailyFigure.objects.get(unit=nv2_on_track, calendar="register")
    assert (row.day, row.year, row.documents["used"], row.documents["state"]) == (DAY, 2026, 10, "on_track")
    assert row.online["held"] == 0


def test_run_twice_changes_nothing(nv2_on_track):
    store_figures(day=DAY)
    before = kept()

    done = store_figures(day=DAY)

    assert (done.written, done.unchanged) == (0, 10)
    assert kept() == before


def test_a_worse_state_is_told_once_to_those_it_concerns(nv2_on_track, cast):
    store_figures(day=DAY)
    issue(nv2_on_track, DAY + timedelta(days=1), count=10)
    store_figures(day=DAY + timedelta(days=5))
    store_figures(day=DAY + timedelta(days=5))
    issue(nv2_on_track, DAY, count=1)

    store_figures(day=DAY + timedelta(days=5))

    words = "Văn bản hành chính của Phòng Nghiệp vụ 2: từ “Trong mức” thành “Có nguy cơ vượt”"
    assert {who for who, _ in worse()} == {"lanhdao", "truong.nv2", "vanphong", "truong.vp"}
    assert [text for who, text in worse() if who == "truong.nv2"] == [words]


def test_a_better_state_is_not_told(nv2_on_track, cast):
    issue(nv2_on_track, date(2026, 4, 4), count=30)
    store_figures(day=DAY)
    approve(nv2_on_track, 2025, "reporting", "documents", 400)
    nv2_on_track.baselines.filter(calendar="register").update(figure=400)

    store_figures(day=DAY + timedelta(days=1))

    assert worse() == []


def test_the_nightly_job_keeps_yesterday(nv2_on_track):
    enqueue(name="figures.nightly", key="2026-06-17", by=system_actor(TODAY), label="Số liệu trong ngày")
    run_queued()

    job = Job.objects.get()
    assert job.state == "done", job.error
    assert "16/06/2026: ghi 10 dòng" in job.result["text"]
    assert set(DailyFigure.objects.values_list("day", flat=True)) == {TODAY - timedelta(days=1)}


def test_the_command_keeps_a_day_by_hand(nv2_on_track, capsys):
    call_command("store_figures", "--as-of", "2026-06-10")
    call_command("store_figures", "--as-of", "2026-06-10")

    said = capsys.readouterr().out
    assert "ghi 10 dòng, 0 dòng đã có sẵn" in said
    assert "ghi 0 dòng, 10 dòng đã có sẵn" in said
    with pytest.raises(SystemExit):
        call_command("store_figures", "--as-of", "hôm nay")
