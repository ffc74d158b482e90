"""The period report: what the workbook says is what the database says, cell by cell."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from openpyxl import load_workbook

from base.errors import Forbidden
from base.periods import month_periods, parse_period
from conftest import DEMO_DAY
from documents.models import DocumentCount
from documents.rules.counting_year import counting_year
from figures.queries.targets import targets_under
from meetings.models import Meeting
from organization.models import Job, Person, Unit
from organization.queries import actor_of
from organization.rules.access import system_actor
from organization.services.jobs import enqueue
from reports.exports import workbook as sheets
from reports.exports.workbook.sheet import HEAD_ROWS
from reports.forms.builder import expected_period, offered_periods
from reports.models import BuiltReport
from reports.queries.period.documents import document_lines
from reports.services.report_building import build_report
from tasks.enums import TaskStatus
from tasks.models import Task, TaskSpan

pytestmark = pytest.mark.django_db

H1 = parse_period("2026-H1")


@pytest.fixture
def agency(demo_site):
    return Unit.objects.get(code="TTr")


@pytest.fixture
def built(agency):
    return build_report(by=system_actor(DEMO_DAY), agency=agency, period=H1)


@pytest.fixture
def book(built):
    with built.workbook.open("rb") as file:
        return load_workbook(BytesIO(file.read()))


def table(sheet, first_heading):
    """Rows under the header that begins with `first_heading`, to the first empty row."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row and row[0] == first_heading)
    found = []
    for row in rows[start + 1 :]:
        if not row or row[0] in (None, ""):
            break
        found.append(row)
    return found


def test_workbook_has_its_six_sheets_ready_for_a4(book):
    assert book.sheetnames == [
        sheets.summary.NAME,
        sheets.tasks.NAME,
        sheets.documents.NAME,
        sheets.meetings.NAME,
        sheets.targets.NAME,
        sheets.sources.NAME,
    ]
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.print_title_rows
    for name in (sheets.tasks.NAME, sheets.documents.NAME, sheets.meetings.NAME, sheets.sources.NAME):
        assert book[name].freeze_panes
        assert book[name].auto_filter.ref


def test_tasks_sheet_holds_every_task_as_it_stood_on_the_last_day_of_the_period(book):
    rows = [row for row in book[sheets.tasks.NAME].iter_rows(min_row=HEAD_ROWS + 2, values_only=True) if row[1]]

    spans = TaskSpan.objects.filter(from_day__lte=H1.end, to_day__gt=H1.end).select_related("task__clause")
    assert 0 < len(rows) == len(spans)
    assert {(row[0], row[1], row[2], row[11]) for row in rows} == {
        (one.task.code, one.task.title, one.task.lead_unit.name, TaskStatus(one.status).label) for one in spans
    }
    assert sorted(row[10].date() for row in rows if row[10]) == sorted(one.due for one in spans if one.due)
    changed_since = [one for one in spans if one.status != one.task.status]
    assert changed_since, "the demo must hold a task that changed after the period"


def test_documents_sheet_adds_up_to_the_counts_of_the_period(book):
    rows = [row for row in book[sheets.documents.NAME].iter_rows(min_row=HEAD_ROWS + 2, values_only=True) if row[0]]
    *lines, total = rows

    counted = sum(DocumentCount.objects.within(H1.start, H1.end).values_list("count", flat=True))
    before = sum(DocumentCount.objects.within(date(2024, 12, 15), date(2025, 6, 14)).values_list("count", flat=True))
    assert total[0] == "Cộng"
    assert total[-2] == counted == sum(line[-2] for line in lines)
    assert total[-1] == before == sum(line[-1] for line in lines)
    for line in rows:
        assert sum(line[2:-2]) == line[-2]


def test_meetings_sheet_names_every_meeting_of_the_period_and_what_counts(book):
    rows = [row for row in book[sheets.meetings.NAME].iter_rows(min_row=HEAD_ROWS + 2, values_only=True) if row[1]]

    meetings = Meeting.objects.within(H1.start, H1.end)
    assert len(rows) == meetings.count()
    assert sum(row[9] == "tính" for row in rows) == meetings.counted_conferences("all").count()


def test_targets_sheet_says_what_the_targets_command_says(book, agency):
    rows = table(book[sheets.targets.NAME], "Đơn vị")
    tree = targets_under(agency, counting_year("register", 2026, H1.end))

    def dash(value):
        return "–" if value is None else value

    by_name = {row[0]: row for row in rows}
    for child in [*tree.children(), tree.root]:
        row = by_name["Cộng" if child is tree.root else child.unit.name]
        figures = child.documents
        assert row[1:8] == tuple(
            dash(value)
            for value in (
                figures.baseline,
                figures.ceiling,
                figures.same_period,
                figures.used,
                figures.since,
                figures.remaining,
                figures.projected,
            )
        )
    assert tree.root.documents.used == 412


def test_targets_sheet_has_an_excel_chart_over_the_curve(book):
    (chart,) = book[sheets.targets.NAME]._charts

    assert len(chart.series) == 3
    assert sheets.targets.NAME in chart.series[0].val.numRef.f


def test_summary_sheet_says_the_five_sentences_and_sums_every_class(book):
    sheet = book[sheets.summary.NAME]
    words = [row[0] for row in sheet.iter_rows(values_only=True) if row and isinstance(row[0], str)]

    assert [word[:2] for word in words if word[:2] in ("1.", "2.", "3.", "4.", "5.")] == ["1.", "2.", "3.", "4.", "5."]
    *lines, total = [row for row in table(sheet, "Đơn vị") if isinstance(row[1], int)]
    assert total[0] == "Cộng"
    assert total[-1] == Task.objects.count() == sum(line[-1] for line in lines if line[-1])


def test_no_cell_of_the_workbook_is_a_formula(built):
    Task.objects.filter(pk=Task.objects.first().pk).update(title="=1+1", situation="x" * 40_000, result="")
    again = build_report(by=system_actor(DEMO_DAY), agency=built.agency, period=H1)

    assert again.version == built.version + 1
    with again.workbook.open("rb") as file:
        opened = load_workbook(BytesIO(file.read()))
    cells = [cell for sheet in opened.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}
    assert max(len(cell.value) for cell in cells if isinstance(cell.value, str)) <= 32_767


def test_building_again_without_a_change_gives_the_same_version(built):
    again = build_report(by=system_actor(DEMO_DAY), agency=built.agency, period=H1)

    assert again.pk == built.pk
    assert BuiltReport.objects.count() == 1


def test_a_job_that_runs_twice_builds_once(agency):
    office = actor_of(Person.objects.get(username="vanphong"), on=DEMO_DAY)
    job = enqueue(name="report.build", by=office, label="Báo cáo", args={})
    first = build_report(by=office, agency=agency, period=H1, job_id=job.pk)
    Task.objects.filter(pk=Task.objects.first().pk).update(title="Đổi giữa hai lần chạy")

    second = build_report(by=office, agency=agency, period=H1, job_id=job.pk)

    assert second.pk == first.pk
    assert BuiltReport.objects.count() == 1


def test_two_builders_at_once_give_two_versions_and_no_gap(agency, monkeypatch):
    made = []

    def other_builder_is_faster(report):
        if not made:
            made.append(True)
            Task.objects.filter(pk=Task.objects.first().pk).update(title="Đổi trong lúc lập")
            build_report(by=system_actor(DEMO_DAY), agency=agency, period=H1)
        return sheets.period_workbook(report)

    monkeypatch.setattr("reports.services.report_building.period_workbook", other_builder_is_faster)
    slow = build_report(by=system_actor(DEMO_DAY), agency=agency, period=H1)

    assert sorted(BuiltReport.objects.values_list("version", flat=True)) == [1, 2]
    assert slow.version == 2
    with slow.workbook.open("rb") as file:
        assert "dự thảo lần 2" in load_workbook(BytesIO(file.read()))[sheets.summary.NAME]["A3"].value


def test_a_build_that_breaks_leaves_nothing_to_be_found(agency, monkeypatch):
    def breaks(*args, **kwargs):
        raise OSError("đĩa đầy")

    monkeypatch.setattr(default_storage, "_save", breaks)
    with pytest.raises(OSError, match="đĩa đầy"):
        build_report(by=system_actor(DEMO_DAY), agency=agency, period=H1)

    assert not BuiltReport.objects.exists()


def test_a_head_may_not_build_the_agencys_report(agency):
    head = actor_of(Person.objects.get(username="truong.nv1"), on=DEMO_DAY)

    with pytest.raises(Forbidden):
        build_report(by=head, agency=agency, period=H1)


# --- Pages ----------------------------------------------------------------------------------------


def test_two_clicks_ask_for_one_job(agency, client_of):
    client = client_of(Person.objects.get(username="vanphong"))

    pages = [client.post("/reports/", {"period": "2026-H1"}) for _ in range(2)]

    assert {page.status_code for page in pages} == {302}
    assert pages[0]["Location"] == pages[1]["Location"]
    assert Job.objects.filter(name="report.build").count() == 1


def test_builder_refuses_a_period_that_is_not_offered_with_a_sentence(agency, client_of):
    page = client_of(Person.objects.get(username="vanphong")).post("/reports/", {"period": "2026-13"})

    assert page.status_code == 422
    assert not Job.objects.filter(name="report.build").exists()


@pytest.mark.parametrize(
    ("username", "status"), [("lanhdao", 200), ("vanthu", 200), ("truong.nv1", 404), ("quantri", 404)]
)
def test_built_file_is_for_those_who_see_the_whole_agency(built, client_of, username, status):
    answer = client_of(Person.objects.get(username=username)).get(f"/reports/built/{built.pk}/file/")

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_clerk_reads_reports_but_may_not_build_one(agency, client_of):
    client = client_of(Person.objects.get(username="vanthu"))

    assert client.get("/reports/").status_code == 200
    assert client.post("/reports/", {"period": "2026-H1"}).status_code == 403


def test_command_writes_the_workbook_and_tells_where(agency, tmp_path, capsys):
    call_command("build_report", "2026-H1", output=str(tmp_path / "out"), json=True)

    answer = capsys.readouterr().out
    assert '"word": null' in answer
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".xlsx"]


@pytest.mark.parametrize("period", ["2026-13", "2026-5", "", "2026-H3"])
def test_command_answers_a_bad_period_with_a_sentence(agency, tmp_path, capsys, period):
    with pytest.raises(SystemExit) as stopped:
        call_command("build_report", period, output=str(tmp_path), json=True)

    assert stopped.value.code == 1
    assert '"error"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 6, 17), "2026-H1"),
        (date(2026, 8, 1), "2026-H2"),
        (date(2026, 12, 15), "2026"),
        (date(2026, 1, 20), "2026-H1"),
    ],
)
def test_builder_offers_what_just_closed_first_else_what_runs(day, code):
    periods = offered_periods(day, ("half", "year"))

    assert expected_period(periods, day).code == code


def test_a_running_period_sets_like_half_months_beside_each_other(demo_site):
    """On 17 June the half-year H2 has no complete half-month yet; on 1 July it has one, in both years."""
    agency = Unit.objects.get(code="TTr")
    period = parse_period("2026-H2")
    months = month_periods(period.start, period.end)
    assert list(document_lines(agency, months, period, DEMO_DAY)) == []

    lines = list(document_lines(agency, months, period, date(2026, 7, 1)))

    same = DocumentCount.objects.within(date(2025, 6, 15), date(2025, 6, 30)).values_list("count", flat=True)
    assert sum(line.same_period for line in lines) == sum(same) > 0
