"""Background work of meetings: large files."""

from django.urls import reverse

from base.reading.report import balance_sentence
from meetings.services.meeting_files import check_meetings, write_meetings
from organization.jobs import Run, job
from organization.models import ImportFile


@job("meetings.check_file", label="Kiểm tra danh sách hội nghị")
def check(run: Run):
    """args: `file`, the id of a kept file."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    report = check_meetings(by=run.by, source=source, progress=run.report)
    return _result(source, f"{balance_sentence(report)}. Chưa ghi gì.")


@job("meetings.write_file", label="Ghi danh sách hội nghị")
def write(run: Run):
    """args: `file`, `leave_out_errors`. Run again it finds its meetings held and skips them."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    report = write_meetings(
        by=run.by, source=source, leave_out_errors=run.args["leave_out_errors"], progress=run.report
    )
    return _result(source, f"{balance_sentence(report)}.")


def _result(source: ImportFile, text: str) -> dict:
    return {
        "text": text,
        "links": [{"text": "Xem kết quả", "url": reverse("meetings:import_result", args=[source.pk])}],
    }
