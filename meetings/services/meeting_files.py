"""A list of meetings handed in on a page: kept, checked, written, by the choices made with it."""

from typing import BinaryIO

from base.reading.report import ImportReport
from meetings.rules.meeting_access import can_import_meetings
from meetings.services.meeting_import import MeetingWishes, Progress, import_meetings
from organization.models import ImportFile, ImportKind, Unit
from organization.rules.access import Actor
from organization.services.import_files import Run, check_file, keep_file, write_file


def keep_meetings(*, by: Actor, agency: Unit, upload: BinaryIO, name: str, update: bool) -> ImportFile:
    """Keep a list for checking."""
    return keep_file(
        by=by,
        post=can_import_meetings(by, agency.path),
        agency=agency,
        kind=ImportKind.MEETINGS,
        upload=upload,
        name=name,
        options={"update": update},
    )


def check_meetings(*, by: Actor, source: ImportFile, progress: Progress | None = None) -> ImportReport:
    """Say what writing the file would do."""
    return check_file(source=source, run=_runner(by, source, progress))


def write_meetings(
    *, by: Actor, source: ImportFile, leave_out_errors: bool, progress: Progress | None = None
) -> ImportReport:
    """Write the file into the list."""
    return write_file(source=source, run=_runner(by, source, progress), leave_out_errors=leave_out_errors)


def _runner(by: Actor, source: ImportFile, progress: Progress | None) -> Run:
    def run(stream: BinaryIO, dry_run: bool, leave_out_errors: bool) -> ImportReport:
        return import_meetings(
            by=by,
            agency=source.agency,
            stream=stream,
            name=source.name,
            wishes=MeetingWishes(
                update=bool(source.options.get("update")), leave_out_errors=leave_out_errors, dry_run=dry_run
            ),
            source=None if dry_run else source,
            progress=progress,
        )

    return run
