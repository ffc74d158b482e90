"""A register handed in on a page: kept, checked, written, by the choices made with it."""

from typing import Any, BinaryIO

from base.reading.report import ImportReport
from documents.models import Book
from documents.rules.register_access import can_keep_register
from documents.services.register_import import Progress, RegisterWishes, import_register
from organization.models import ImportFile, ImportKind, Unit
from organization.rules.access import Actor
from organization.services.import_files import Run, check_file, keep_file, write_file


def keep_register(*, by: Actor, agency: Unit, upload: BinaryIO, name: str, options: dict[str, Any]) -> ImportFile:
    """Keep a register for checking. `options`: `unit` and `book` (ids or None), `update`."""
    post = can_keep_register(by, agency.path)
    return keep_file(
        by=by, post=post, agency=agency, kind=ImportKind.REGISTER, upload=upload, name=name, options=options
    )


def check_register(*, by: Actor, source: ImportFile, progress: Progress | None = None) -> ImportReport:
    """Say what writing the file would do."""
    return check_file(source=source, run=_runner(by, source, progress))


def write_register(
    *, by: Actor, source: ImportFile, leave_out_errors: bool, progress: Progress | None = None
) -> ImportReport:
    """Write the file into the books."""
    return write_file(source=source, run=_runner(by, source, progress), leave_out_errors=leave_out_errors)


def _runner(by: Actor, source: ImportFile, progress: Progress | None) -> Run:
    unit = Unit.objects.filter(pk=source.options.get("unit")).first()
    book = Book.objects.select_related("agency").filter(pk=source.options.get("book"), agency=source.agency).first()

    def run(stream: BinaryIO, dry_run: bool, leave_out_errors: bool) -> ImportReport:
        return import_register(
            by=by,
            agency=source.agency,
            stream=stream,
            name=source.name,
            wishes=RegisterWishes(
                unit=unit,
                book=book,
                update=bool(source.options.get("update")),
                leave_out_errors=leave_out_errors,
                dry_run=dry_run,
            ),
            source=None if dry_run else source,
            progress=progress,
        )

    return run
