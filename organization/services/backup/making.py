"""Making a backup: snapshot, files, manifest, then a full restore into a scratch database before it counts."""

import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection
from django.utils import timezone

from base.errors import Refused
from organization.models import BackupRun
from organization.services.backup import databases, files, rows
from organization.services.backup.archive import UNFINISHED, Manifest, Writer, checked_archive

logger = logging.getLogger(__name__)

Say = Callable[[int, str], None]
UNEXPECTED = "Việc sao lưu dừng vì một lỗi của phần mềm; xem nhật ký của máy chủ."


def make_backup(*, path: Path, say: Say = lambda percent, step: None) -> BackupRun:
    """Write everything the application holds to `path`; answers the finished, verified run.

    The file appears under its name only after it was restored into a scratch database and came out
    equal, row for row and byte for byte. Raises Refused with a sentence; then `path` is as before.
    `say` is told percent and step, between transactions.
    """
    path = path.expanduser().absolute()
    run = BackupRun(at=timezone.now(), path=str(path))
    # Before an upgrade is migrated the table may not be there yet, and a backup is wanted most of all.
    has_table = BackupRun._meta.db_table in connection.introspection.table_names()
    if has_table:
        run.save()
    try:
        manifest = _write_verified(path, run.pk, say)
    except Exception as error:
        run.error = str(error) if isinstance(error, Refused) else UNEXPECTED
        run.finished_at = timezone.now()
        if has_table:
            run.save(update_fields=["error", "finished_at"])
        raise
    run.verified = True
    run.size = path.stat().st_size
    run.counts = manifest.counts
    run.missing_files = len(manifest.missing_files)
    run.finished_at = timezone.now()
    if has_table:
        run.save(update_fields=["verified", "size", "counts", "missing_files", "finished_at"])
    return run


def _write_verified(path: Path, run_id: int | None, say: Say) -> Manifest:
    if path.is_dir():
        raise Refused(f"{path} là một thư mục. Hãy cho tên tệp, ví dụ {path / 'sao-luu.zip'}.")
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _own(unfinished) as stream:
            manifest = _write(stream, path.parent, run_id, say)
            say(60, "Khôi phục thử vào cơ sở dữ liệu nháp")
            _verify(unfinished, path.parent, manifest)
            os.replace(unfinished, path)
            _sync_folder(path.parent)
    except OSError as error:
        raise Refused(
            f"Không ghi được bản sao lưu vào {path.parent}: {error.strerror or error}. "
            "Hãy kiểm tra chỗ trống và quyền ghi của thư mục."
        ) from error
    return manifest


@contextmanager
def _own(unfinished: Path) -> Iterator[IO[bytes]]:
    """The unfinished file, empty and ours alone until it is closed; a lock dies with its process, a file does not."""
    with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(os.fstat(stream.fileno()), unfinished.stat())
        except (BlockingIOError, FileNotFoundError):
            is_ours = False  # another run writes it, or has just given it its final name
        if not is_ours:
            raise Refused(f"Một lần sao lưu khác đang ghi {unfinished.name}. Hãy đợi lần đó xong.")
        stream.truncate(0)
        try:
            yield stream
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _write(stream: IO[bytes], folder: Path, run_id: int | None, say: Say) -> Manifest:
    manifest = Manifest(
        made_at=timezone.now().isoformat(),
        database=connection.vendor,
        migrations=rows.applied_migrations(),
        run_id=run_id,
    )
    writer = Writer(stream, manifest)
    say(5, "Sao chép cơ sở dữ liệu")
    with databases.snapshot(folder):
        manifest.migrations = rows.applied_migrations()
        mentioned = rows.write_tables(writer)
    say(40, "Sao chép các tệp")
    files.write_files(writer, mentioned)
    writer.finish()
    stream.flush()
    os.fsync(stream.fileno())
    return manifest


def _verify(unfinished: Path, folder: Path, manifest: Manifest) -> None:
    """Read the file back from the disk, restore it, and compare what comes out with what went in."""
    with checked_archive(unfinished) as archive:
        if archive.manifest != manifest:
            raise Refused("Bản sao lưu vừa ghi đọc lại không giống. Hãy kiểm tra ổ đĩa rồi sao lưu lại.")
        with databases.scratch_database(folder) as scratch, databases.at_work(scratch.settings):
            rows.load_tables(archive)


def _sync_folder(folder: Path) -> None:
    """After a power cut the new name must be there, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
