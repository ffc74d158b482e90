"""Restoring a backup: refuse a bad one before anything is touched, build beside, then swap."""

from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from base.errors import Refused
from organization.models import AuditEvent, BackupRun, Person
from organization.services.backup import databases, files, rows
from organization.services.backup.archive import FILES, Manifest, open_archive
from organization.services.backup.making import Say

MIGRATIONS = MigrationRecorder.Migration._meta.db_table


@dataclass(frozen=True)
class Target:
    """What stands where the backup is to go; `strangers` are tables that are not ours, in order."""

    strangers: list[str]
    people: int
    events: int
    files: int

    @property
    def is_empty(self) -> bool:
        """Nobody has worked here: every write leaves an event, and nobody signs in without a person."""
        return not (self.people or self.events or self.files)

    @property
    def words(self) -> str:
        return f"{self.people} người, {self.events} sự kiện trong nhật ký, {self.files} tệp"


@dataclass(frozen=True)
class Restored:
    """What was put back, and what stood there before."""

    manifest: Manifest
    replaced: Target


def restore_backup(*, path: Path, force: bool = False, say: Say = lambda percent, step: None) -> Restored:
    """Replace the configured database and MEDIA_ROOT by the backup, and bring it to today's migrations.

    Raises Refused before anything is touched if the file is damaged, of newer software, or the target
    is in use and `force` is not set.
    """
    path = path.expanduser().absolute()
    say(0, "Kiểm tra từng phần của bản sao lưu")
    with open_archive(path) as archive:
        target = present_target()
        if target.strangers:
            raise Refused(
                f"Cơ sở dữ liệu này còn có bảng của phần mềm khác ({', '.join(target.strangers[:5])}). "
                "Hãy khôi phục vào một cơ sở dữ liệu riêng."
            )
        if not target.is_empty and not force:
            raise Refused(
                f"Nơi khôi phục đang có dữ liệu ({target.words}). "
                "Muốn thay toàn bộ bằng bản sao lưu này, chạy lại với --force."
            )
        if not target.is_empty:
            say(10, f"Sẽ thay toàn bộ dữ liệu đang có ({target.words})")
        say(20, "Chép các tệp ra cạnh nơi để tệp")
        with files.staged_files(archive) as staged, databases.scratch_database(_scratch_folder()) as scratch:
            say(40, "Dựng cơ sở dữ liệu bên cạnh")
            with databases.at_work(scratch.settings):
                rows.load_tables(archive)
                call_command("migrate", interactive=False, verbosity=0)
                _mark_restored(archive.manifest)
            say(80, "Thay cơ sở dữ liệu")
            scratch.replace_live()
            say(90, "Thay các tệp")
            files.put_in_place(staged)
        _check(archive.manifest)
        return Restored(manifest=archive.manifest, replaced=target)


def present_target() -> Target:
    tables = set(connection.introspection.table_names())
    return Target(
        strangers=sorted(tables - set(connection.introspection.django_table_names()) - {MIGRATIONS}),
        people=Person.objects.count() if Person._meta.db_table in tables else 0,
        events=AuditEvent.objects.count() if AuditEvent._meta.db_table in tables else 0,
        files=sum(1 for _ in files.stored_files(files.media_root())),
    )


def _mark_restored(manifest: Manifest) -> None:
    """In the backup its own run stands unfinished; here we know that it was good, and that we came from it."""
    if manifest.run_id is not None:
        BackupRun.objects.filter(pk=manifest.run_id).update(
            verified=True, finished_at=manifest.moment, counts=manifest.counts, restored_at=timezone.now()
        )


def _scratch_folder() -> Path:
    """Beside an SQLite database, where there is room for another one of its size; PostgreSQL needs none."""
    return Path(connection.settings_dict["NAME"]).absolute().parent if connection.vendor == "sqlite" else Path.cwd()


def _check(manifest: Manifest) -> None:
    """The live database has every migration, and every file is in its place."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("Đã khôi phục, nhưng cơ sở dữ liệu còn thiếu bước nâng cấp. Hãy chạy: python manage.py migrate")
    root, members = files.media_root(), manifest.members
    absent = [name for name in manifest.file_names if not _has_size(root / name, members[FILES + name].size)]
    if absent:
        raise Refused(
            f"Đã khôi phục cơ sở dữ liệu, nhưng thiếu {len(absent)} tệp, tệp đầu tiên là {absent[0]}. "
            "Hãy kiểm tra MEDIA_ROOT rồi khôi phục lại với --force."
        )


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size
