"""Background work of the register: large files, and the nightly comparison of counts with rows."""

from datetime import time

from django.urls import reverse

from base.reading.report import balance_sentence
from documents.services.counts import find_drift, tell_drift
from documents.services.register_files import check_register, write_register
from organization.jobs import Run, job
from organization.models import ImportFile

NIGHT = time(2, 30)


@job("documents.check_register", label="Kiểm tra sổ văn bản đi")
def check(run: Run):
    """args: `file`, the id of a kept file."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    report = check_register(by=run.by, source=source, progress=run.report)
    return _result(source, f"{balance_sentence(report)}. Chưa ghi gì vào sổ.")


@job("documents.write_register", label="Ghi sổ văn bản đi")
def write(run: Run):
    """args: `file`, `leave_out_errors`. Run again it finds its rows held and skips them."""
    source = ImportFile.objects.select_related("agency").get(pk=run.args["file"])
    report = write_register(
        by=run.by, source=source, leave_out_errors=run.args["leave_out_errors"], progress=run.report
    )
    return _result(source, f"{balance_sentence(report)}.")


@job("documents.check_counts", label="Đối chiếu số đếm với sổ văn bản đi", daily_at=NIGHT)
def check_counts(run: Run):
    """Compare every stored count with the rows it stands for; says where they differ, changes nothing."""
    return {"text": tell_drift(drifts=find_drift(), day=run.day)}


def _result(source: ImportFile, text: str) -> dict:
    return {
        "text": text,
        "links": [{"text": "Xem kết quả", "url": reverse("documents:import_result", args=[source.pk])}],
    }
