"""import_meetings: take a list of meetings (.xlsx) in, all or nothing."""

from pathlib import Path

from base.errors import Refused
from base.reading.report import ImportReport
from meetings.services.meeting_import import MeetingWishes, import_meetings
from organization.management.import_command import ImportCommand
from organization.queries import local_day, root_unit
from organization.rules.access import system_actor


class Command(ImportCommand):
    help = "Reads a list of meetings; without flags one changed or wrong row refuses the whole file."

    def run(self, path: Path, options) -> ImportReport:
        agency = root_unit()
        if agency is None:
            raise Refused("Chưa có đơn vị nào. Chạy `load_plan` hoặc thêm đơn vị trước.")
        wishes = MeetingWishes(
            update=options["update"], leave_out_errors=options["leave_out_errors"], dry_run=options["dry_run"]
        )
        with path.open("rb") as stream:
            return import_meetings(
                by=system_actor(local_day()), agency=agency, stream=stream, name=path.name, wishes=wishes
            )
