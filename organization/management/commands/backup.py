"""backup FILE: everything the application holds, in one verified archive, while people work."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from base.errors import Refused
from organization.services.backup import make_backup


class Command(BaseCommand):
    help = "Writes database and files to one archive and proves it by restoring it into a scratch database."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="for example /mnt/backup/kehoach226.zip")

    def handle(self, *args, file, verbosity, **options):
        def say(percent, step):
            if verbosity:
                self.stdout.write(f"{percent:3d}% {step} …")
                self.stdout.flush()

        try:
            run = make_backup(path=file, say=say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(run.counts.values()) - run.counts["files"]
        self.stdout.write(
            f"Đã sao lưu và khôi phục thử: {run.path} ({run.size:,} byte), "
            f"{len(run.counts) - 1} bảng, {rows} dòng, {run.counts['files']} tệp."
        )
        if run.missing_files:
            self.stderr.write(
                f"Chú ý: {run.missing_files} tệp có tên trong cơ sở dữ liệu nhưng không còn trong MEDIA_ROOT."
            )
