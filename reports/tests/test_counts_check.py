"""The nightly check of the counts: silent when they agree, heard when they do not."""

from datetime import date

import pytest
from django.core.management import call_command

from conftest import TODAY
from documents.models import DocumentCount
from organization.jobs import run_queued
from organization.models import Job, Notification
from organization.rules.access import system_actor
from organization.services.jobs import enqueue
from reports.tests.figures_world import issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(units):
    issue(units.nv1, date(2026, 3, 3), count=4)
    issue(units.nv2, date(2026, 3, 20), count=2)
    return units


def check() -> Job:
    enqueue(name="counts.check", key="2026-06-17", by=system_actor(TODAY), label="Đối chiếu")
    run_queued()
    return Job.objects.latest("pk")


def test_counts_that_agree_are_said_to_agree(counted, cast):
    assert check().result["text"] == "Số đếm khớp với sổ."
    assert not Notification.objects.exists()
    call_command("check_counts")


def test_a_drift_is_told_listed_and_repaired(counted, cast, capsys):
    DocumentCount.objects.filter(unit=counted.nv1).update(count=5)
    DocumentCount.objects.filter(unit=counted.nv2).delete()

    job = check()

    assert job.state == "done"
    assert "2 dòng lệch" in job.result["text"]
    assert [n.recipient for n in Notification.objects.all()] == [cast.admin]
    with pytest.raises(SystemExit):
        call_command("check_counts")
    assert "NV1, Công văn, nửa tháng từ 01/03/2026: đang ghi 5, sổ có 4." in capsys.readouterr().out
    call_command("check_counts", "--repair")
    call_command("check_counts")
    assert dict(DocumentCount.objects.values_list("unit__code", "count")) == {"NV1": 4, "NV2": 2}
