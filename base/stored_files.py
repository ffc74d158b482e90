"""Files are stored whole or not at all, and only with the rows that name them.

A write that breaks off (disk full, folder read-only) leaves no piece behind. A file whose transaction came to
nothing is dropped by `drop_unwritten`, which is called where an act ends in an error.
"""

import threading
from functools import partial
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction


class _Waiting(threading.local):
    """The files of this thread whose transaction is still open: (storage, name)."""

    def __init__(self) -> None:
        self.files: set[tuple[FileSystemStorage, str]] = set()


_waiting = _Waiting()


class WholeFileStorage(FileSystemStorage):
    """The usual folder, without leftovers."""

    def _save(self, name: str, content: File) -> str:
        was_there = self.exists(name)
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc] # the stubs leave out what Django calls
        except OSError:
            if not was_there:
                Path(self.path(name)).unlink(missing_ok=True)
            raise
        if connection.in_atomic_block:
            _waiting.files.add((self, kept))
            transaction.on_commit(partial(_waiting.files.discard, (self, kept)))
        return kept


def begin_waiting() -> None:
    """A new act begins: what an earlier one of this thread left open is not its business."""
    _waiting.files.clear()


def drop_unwritten() -> None:
    """Delete the files whose rows were not written, after an act that ended in an error."""
    for storage, name in list(_waiting.files):
        storage.delete(name)
    _waiting.files.clear()
