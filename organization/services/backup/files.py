"""The stored files (MEDIA_ROOT): out into the archive, and back in their place.

A stored file is never changed once it is written, only files are added. So every file that a snapshot
of the database names is there when it is copied afterwards.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from organization.services.backup.archive import BLOCK, FILES, Archive, Writer

NEW, OLD = ".restore-new-", ".restore-old-"


def stored_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Name (with forward slashes) and path of every stored file, in order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((NEW, OLD)))
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file():
                yield path.relative_to(root).as_posix(), path


def write_files(writer: Writer, mentioned: set[str]) -> None:
    """Copy every stored file, and note those that rows mention and that are not there."""
    found = set()
    for name, path in stored_files(media_root()):
        try:
            source = path.open("rb")
        except FileNotFoundError:  # removed since the folder was listed
            continue
        with source, writer.member(FILES + name, compress=False) as write:
            while block := source.read(BLOCK):
                write(block)
        found.add(name)
    writer.manifest.missing_files = sorted(mentioned - found)


@contextmanager
def staged_files(archive: Archive) -> Iterator[Path]:
    """The archive's files in a folder inside MEDIA_ROOT, so that putting them in place is renaming alone.

    The folder lies inside because MEDIA_ROOT may be a mounted volume of its own.
    """
    root = media_root()
    root.mkdir(parents=True, exist_ok=True)
    staged = root / f"{NEW}{secrets.token_hex(4)}"
    staged.mkdir()
    try:
        for name in archive.manifest.file_names:
            target = staged / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                for block in archive.blocks(name):
                    out.write(block)
            if settings.FILE_UPLOAD_PERMISSIONS is not None:
                target.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def put_in_place(staged: Path) -> None:
    """Move the present files aside, the staged ones in, then delete the old ones."""
    root = staged.parent
    aside = root / f"{OLD}{secrets.token_hex(4)}"
    aside.mkdir()
    for entry in sorted(root.iterdir()):
        if not entry.name.startswith((NEW, OLD)):
            entry.rename(aside / entry.name)
    for entry in sorted(staged.iterdir()):
        entry.rename(root / entry.name)
    for leftover in root.iterdir():
        if leftover.name.startswith((NEW, OLD)):
            shutil.rmtree(leftover, ignore_errors=True)


def media_root() -> Path:
    return Path(settings.MEDIA_ROOT)
