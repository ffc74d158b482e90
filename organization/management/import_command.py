"""What the import commands have in common: flags, the object on standard output, and the exit code."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from base.errors import Refused
from base.reading.report import ImportReport, report_lines


class ImportCommand(BaseCommand):
    """A command says in `run` how a file is read; everything else is the same for all of them."""

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--update", action="store_true", help="take over rows that differ from those held")
        parser.add_argument("--leave-out-errors", action="store_true", help="write the right rows, leave out the rest")
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
        parser.add_argument("--json", action="store_true", help="print the object and nothing else")

    def handle(self, *args, **options):
        try:
            report = self.run(Path(options["file"]), options)
        except (Refused, OSError) as error:
            message = str(error) if isinstance(error, Refused) else f"Không mở được tệp {options['file']}."
            if options["json"]:
                self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
            else:
                self.stderr.write(message)
            raise SystemExit(1) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for line in report_lines(report):
                self.stdout.write(line)
        if report.is_refused:
            raise SystemExit(1)

    def run(self, path: Path, options) -> ImportReport:
        raise NotImplementedError
