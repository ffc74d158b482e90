"""The life of a file that was handed in: kept, checked, written once, dropped."""

from collections.abc import Callable
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.reading.report import ImportReport
from organization.models import ImportFile, ImportState, Unit
from organization.rules.access import Actor, PostFact

Run = Callable[[BinaryIO, bool, bool], ImportReport]  # stream, dry_run, leave_out_errors


@transaction.atomic
def keep_file(
    *, by: Actor, post: PostFact | None, agency: Unit, kind: str, upload: BinaryIO, name: str, options: dict[str, Any]
) -> ImportFile:
    """Keep a handed-in file for checking; the person's earlier unwritten files of this kind are dropped."""
    if post is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được nhập từ tệp.")
    for old in ImportFile.objects.filter(kind=kind, uploaded_by_id=by.person_id).exclude(file=""):
        if old.state != ImportState.WRITTEN:
            _drop(old)
    kept = ImportFile(
        kind=kind,
        agency=agency,
        name=name[:255],
        options=options,
        uploaded_by_id=by.person_id,
        uploaded_at=timezone.now(),
    )
    kept.file.save("so.xlsx", File(upload), save=False)
    kept.save()
    return kept


def check_file(*, source: ImportFile, run: Run) -> ImportReport:
    """Read a kept file without writing, and keep what came of it."""
    report = _run(source, run, dry_run=True, leave_out_errors=False)
    source.report, source.state = report.as_json(), ImportState.CHECKED
    ImportFile.objects.filter(pk=source.pk).exclude(state=ImportState.WRITTEN).update(
        report=source.report, state=source.state
    )
    return report


def write_file(*, source: ImportFile, run: Run, leave_out_errors: bool) -> ImportReport:
    """Write a checked file; what changed meanwhile is judged again. The stored file goes once its rows are in."""
    if source.state == ImportState.WRITTEN:
        raise Refused("Tệp này đã được ghi vào sổ.")
    report = _run(source, run, dry_run=False, leave_out_errors=leave_out_errors)
    source.report = report.as_json()
    if report.is_refused:
        ImportFile.objects.filter(pk=source.pk).update(report=source.report, state=ImportState.CHECKED)
        return report
    source.state, source.written_at = ImportState.WRITTEN, source.written_at or timezone.now()
    ImportFile.objects.filter(pk=source.pk).update(
        report=source.report, state=source.state, written_at=source.written_at
    )
    _drop(source)
    return report


def _run(source: ImportFile, run: Run, *, dry_run: bool, leave_out_errors: bool) -> ImportReport:
    if not source.file:
        raise Refused("Tệp này không còn được giữ. Tải tệp lên lại.")
    with source.file.open("rb") as stream:
        return run(stream.file, dry_run, leave_out_errors)


def _drop(source: ImportFile) -> None:
    """Let go of the stored file; its row and report stay."""
    name, storage = str(source.file.name), source.file.storage
    ImportFile.objects.filter(pk=source.pk).update(file="")
    source.file = ""
    transaction.on_commit(lambda: storage.delete(name))
