"""The page of a job: who may look, what it shows in each state, and asking again."""

import pytest
from django.urls import reverse

from conftest import TODAY
from organization import jobs
from organization.enums import JobState
from organization.models import Job
from organization.rules.access import system_actor
from organization.services import jobs as job_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(cast, actor):
    return job_services.enqueue(name="count", key="2026", by=actor(cast.office), label="Lập báo cáo 6 tháng")


@pytest.fixture
def address(job):
    return reverse("organization:job", args=[job.pk])


def test_the_person_who_asked_sees_progress_that_can_be_renewed_with_and_without_scripts(client_of, cast, job, address):
    running = job_services.claim(job.pk)
    job_services.report_progress(running, percent=40, step="Ghi trang Văn bản")
    page = client_of(cast.office).get(address).content.decode()
    assert "Lập báo cáo 6 tháng" in page
    assert 'value="40"' in page
    assert "Ghi trang Văn bản" in page
    assert 'hx-trigger="every 2s"' in page
    assert f'<a href="{address}">Xem lại tiến độ</a>' in page


def test_htmx_gets_the_progress_alone(client_of, cast, job, address):
    page = client_of(cast.office, headers={"HX-Request": "true"}).get(address).content.decode()
    assert "<html" not in page
    assert 'id="job-' in page


def test_a_finished_job_shows_its_words_and_files_and_asks_no_more(client_of, cast, job, address):
    link = {"text": "bao-cao-2026-H1.xlsx", "url": "/reports/1/workbook/"}
    job_services.finish(job_services.claim(job.pk), result={"text": "Đã lập xong.", "links": [link]})
    page = client_of(cast.office).get(address).content.decode()
    assert "Đã lập xong." in page
    assert 'href="/reports/1/workbook/"' in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize("name", ["outsider", "head", "leader", "admin"])
def test_nobody_else_sees_it(client_of, cast, address, name):
    assert client_of(getattr(cast, name)).get(address).status_code == 404


def test_anonymous_is_asked_to_sign_in(client_of, address):
    assert client_of().get(address).url.startswith(reverse("login"))


def test_the_admin_sees_the_scheduled_jobs(client_of, cast):
    nightly = job_services.enqueue(name="backup", by=system_actor(TODAY), label="Sao lưu hằng đêm")
    address = reverse("organization:job", args=[nightly.pk])
    assert client_of(cast.admin).get(address).status_code == 200
    assert client_of(cast.office).get(address).status_code == 404


def test_a_failed_job_says_why_and_can_be_asked_for_again(client_of, cast, job, address):
    job_services.fail(job_services.claim(job.pk), message="Chưa có số liệu của NV1.")
    client = client_of(cast.office)
    assert "Chưa có số liệu của NV1." in client.get(address).content.decode()
    answer = client.post(reverse("organization:job_again", args=[job.pk]))
    again = Job.objects.exclude(pk=job.pk).get()
    assert answer.url == reverse("organization:job", args=[again.pk])
    assert (again.name, again.key, again.state) == (job.name, job.key, JobState.QUEUED)


def test_asking_again_for_a_job_that_runs_starts_no_second(client_of, cast, job):
    client_of(cast.office).post(reverse("organization:job_again", args=[job.pk]))
    assert Job.objects.count() == 1


def test_asking_again_needs_a_form(client_of, cast, job):
    assert client_of(cast.office).get(reverse("organization:job_again", args=[job.pk])).status_code == 405


def test_run_jobs_does_the_queue_in_the_foreground(cast, actor, monkeypatch, capsys):
    from django.core.management import call_command

    monkeypatch.setattr(jobs, "HANDLERS", {})
    jobs.job("count", label="Đếm")(lambda run: {"text": "3"})
    job_services.enqueue(name="count", by=actor(cast.office), label="Đếm")
    call_command("run_jobs", "--queued-only")
    assert "Đếm: Đã xong" in capsys.readouterr().out
    job_services.enqueue(name="unknown", by=actor(cast.office), label="Lạ")
    with pytest.raises(SystemExit):
        call_command("run_jobs", "--queued-only")
