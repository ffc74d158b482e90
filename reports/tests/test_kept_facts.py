"""A built report keeps its facts as data: they come back as they were, and their hash is the fingerprint."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from base.kept_facts import from_json, hash_of, to_json
from base.periods import parse_period
from conftest import DEMO_DAY
from organization.jobs import run_job
from organization.models import Person, Unit
from organization.queries import actor_of
from organization.rules.access import system_actor
from organization.services.jobs import enqueue
from reports.exports import workbook as sheets
from reports.exports.workbook import period_workbook
from reports.models import BuiltReport
from reports.pages.period_report import kept_report
from reports.pages.version_changes import changes_in_words
from reports.services.report_building import build_report
from tasks.models import Task

pytestmark = pytest.mark.django_db

H1 = parse_period("2026-H1")


@pytest.fixture
def built(demo_site):
    return build_report(by=system_actor(DEMO_DAY), agency=Unit.objects.get(code="TTr"), period=H1)


def cells(content):
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def test_the_kept_facts_write_the_same_workbook_again(built):
    kept = BuiltReport.objects.get(pk=built.pk)

    report = kept_report(kept.facts, kept.version, kept.built_at)

    with kept.workbook.open("rb") as file:
        assert cells(period_workbook(report)) == cells(file.read())
    assert report.as_json() == kept.facts


def test_the_fingerprint_is_the_hash_of_the_facts(built):
    kept = BuiltReport.objects.get(pk=built.pk)

    assert kept.fingerprint == hash_of(kept.facts)
    assert (kept.facts["start"], kept.facts["document_targets"][-1]["used"]) == ("2025-12-15", 412)
    assert not {"version", "built_at"} & kept.facts.keys()


def test_two_versions_can_be_compared_figure_by_figure(built):
    task = Task.objects.filter(due__isnull=False).first()
    Task.objects.filter(pk=task.pk).update(title="Đổi tên", deliverable="Sản phẩm khác")

    again = build_report(by=system_actor(DEMO_DAY), agency=built.agency, period=H1)

    first, second = (kept_report(one.facts, one.version, one.built_at) for one in (built, again))
    changed = [(old, new) for old, new in zip(first.tasks, second.tasks, strict=True) if old != new]
    assert [(new.title, new.deliverable) for _, new in changed] == [("Đổi tên", "Sản phẩm khác")]
    assert changes_in_words(first, second) == "So với lần 1: đổi 1 nhiệm vụ."
    assert changes_in_words(first, first) == "So với lần 1: các bảng không đổi."


def test_the_job_says_what_changed_since_the_version_before(built):
    office = actor_of(Person.objects.get(username="vanphong"), on=DEMO_DAY)
    Task.objects.filter(pk=Task.objects.first().pk).update(title="Đổi tên")
    job = enqueue(name="report.build", by=office, label="Báo cáo", args={"agency": built.agency_id, "period": H1.code})

    run_job(job.pk)

    job.refresh_from_db()
    assert "dự thảo lần 2. So với lần 1: đổi 1 nhiệm vụ." in job.result["text"]


def test_a_version_from_before_facts_were_kept_can_still_be_downloaded(built, client_of):
    BuiltReport.objects.filter(pk=built.pk).update(facts=None)

    client = client_of(Person.objects.get(username="vanphong"))
    assert client.get(f"/reports/built/{built.pk}/file/").status_code == 200
    assert build_report(by=system_actor(DEMO_DAY), agency=built.agency, period=H1).pk == built.pk


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError):
        to_json({"unit": object()})
    assert from_json(date | None, None) is None


def test_the_sheets_are_named_once():
    names = [sheet.NAME for sheet in sheets.SHEETS]

    assert len(set(names)) == len(names) == 6
