"""The life of a file that was handed in: kept, checked, written once, dropped. The same for every kind."""

from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.reading.report import ImportReport
from organization.models import ImportFile, ImportState, Unit
from organization.rules.access import Actor
from organization.rules.import_kinds import IMPORT_KINDS, HandedIn, ImportKind, Progress
from organization.rules.rights import post_with

ALREADY_WRITTEN = "Tệp này đã được ghi."


@transaction.atomic
def keep_file(
    *, by: Actor, kind: ImportKind, agency: Unit, upload: BinaryIO, name: str, options: dict[str, Any]
) -> ImportFile:
    """Keep a handed-in file for checking; the person's earlier unwritten files of this kind are dropped."""
    if post_with(by, kind.right, agency.path) is None:
        raise Forbidden(kind.refusal)
    for old in ImportFile.objects.filter(kind=kind.key, uploaded_by_id=by.person_id).exclude(file=""):
        if old.state != ImportState.WRITTEN:
            _drop(old)
    kept = ImportFile(
        kind=kind.key,
        agency=agency,
        name=name[:255],
        options=options,
        uploaded_by_id=by.person_id,
        uploaded_at=timezone.now(),
    )
    kept.file.save("so.xlsx", File(upload), save=False)
    kept.save()
    return kept


def check_file(*, by: Actor, source: ImportFile, progress: Progress | None = None) -> ImportReport:
    """Read a kept file without writing, and keep what came of it."""
    report = _read(by, source, dry_run=True, leave_out_errors=False, progress=progress)
    source.report, source.state = report.as_json(), ImportState.CHECKED
    ImportFile.objects.filter(pk=source.pk).exclude(state=ImportState.WRITTEN).update(
        report=source.report, state=source.state
    )
    return report


def write_file(
    *,
    by: Actor,
    source: ImportFile,
    leave_out_errors: bool,
    progress: Progress | None = None,
    told: list[Any] | None = None,
) -> dict[str, Any]:
    """Write a checked file and answer its balance; what changed meanwhile is judged again.

    A file that is written already answers the balance of that time: whoever comes second, and a job that was
    killed after its commit, find the one true receipt. The stored file goes once its rows are in. `told` receives
    what is shown once and kept nowhere.
    """
    source.refresh_from_db()
    if source.state != ImportState.WRITTEN:
        try:
            report = _read(by, source, dry_run=False, leave_out_errors=leave_out_errors, progress=progress, told=told)
        except AlreadyWritten:
            source.refresh_from_db()
        else:
            if report.is_refused:
                source.report = report.as_json()
                ImportFile.objects.filter(pk=source.pk).exclude(state=ImportState.WRITTEN).update(
                    report=source.report, state=ImportState.CHECKED
                )
                return source.report
            mark_written(source, report)  # nothing was new: there was no transaction of rows to do it in
    if source.file:
        _drop(source)
    return dict(source.report)


class AlreadyWritten(Refused):
    """Somebody else wrote the file a moment ago."""


def take_for_writing(source: ImportFile | None) -> None:
    """Inside the transaction that writes the rows: only one writer takes a file. Raises AlreadyWritten."""
    if source is None or source.pk is None:
        return
    held = ImportFile.objects.select_for_update().get(pk=source.pk)
    if held.state == ImportState.WRITTEN:
        raise AlreadyWritten(ALREADY_WRITTEN)


def mark_written(source: ImportFile, report: ImportReport) -> None:
    """The file is written, with its balance; in the transaction of its rows, so that neither is without the other."""
    source.report, source.state = report.as_json(), ImportState.WRITTEN
    source.written_at = source.written_at or timezone.now()
    source.save()


def _read(
    by: Actor,
    source: ImportFile,
    *,
    dry_run: bool,
    leave_out_errors: bool,
    progress: Progress | None,
    told: list[Any] | None = None,
) -> ImportReport:
    if not source.file:
        raise Refused("Tệp này không còn được giữ. Tải tệp lên lại.")
    with source.file.open("rb") as stream:
        return IMPORT_KINDS[source.kind].read(
            HandedIn(
                by=by,
                agency=source.agency,
                stream=stream.file,
                name=source.name,
                options=source.options,
                dry_run=dry_run,
                leave_out_errors=leave_out_errors,
                source=None if dry_run else source,
                progress=progress,
                told=[] if told is None else told,
            )
        )


def _drop(source: ImportFile) -> None:
    """Let go of the stored file; its row and report stay."""
    name, storage = str(source.file.name), source.file.storage
    ImportFile.objects.filter(pk=source.pk).update(file="")
    source.file = ""
    transaction.on_commit(lambda: storage.delete(name))
