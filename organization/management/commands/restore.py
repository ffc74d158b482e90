"""restore FILE: a backup back into the configured database and MEDIA_ROOT, here or elsewhere."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from base.errors import Refused
from organization.services.backup import restore_backup


class Command(BaseCommand):
    help = "Puts a backup in the place of the configured database (DATABASE_URL) and files (MEDIA_ROOT)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace a database that holds data")

    def handle(self, *args, file, force, verbosity, **options):
        def say(percent, step):
            if verbosity:
                self.stdout.write(f"{percent:3d}% {step} …")
                self.stdout.flush()

        try:
            restored = restore_backup(path=file, force=force, say=say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        manifest = restored.manifest
        self.stdout.write(
            f"Đã khôi phục bản sao lưu lúc {manifest.moment.astimezone():%H:%M %d/%m/%Y}: "
            f"{len(manifest.tables)} bảng, {manifest.row_count} dòng, {len(manifest.file_names)} tệp."
        )
        if not restored.replaced.is_empty:
            self.stdout.write(f"Đã thay: {restored.replaced.words}.")
