"""Which database is at work: the live one, a snapshot of it, or a scratch one beside it?

Migrations and models speak to the default connection. `at_work` puts another connection in its place
for this thread, so that they run against a snapshot or a scratch database and can never touch the
live one by mistake. Nothing else may run inside: no progress, no audit event.
"""

import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from base.errors import Refused

SCRATCH = "restore_scratch_"
SECONDS_A_LEFTOVER_MAY_BE_IN_USE = 24 * 60 * 60
SECONDS_TO_WAIT_FOR_A_LOCK, ATTEMPTS_TO_REPLACE = 10, 6


@contextmanager
def at_work(settings: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """The database with these settings is the default one of this thread, until the block ends."""
    live = connections[DEFAULT_DB_ALIAS]
    other = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield other
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = live
        ContentType.objects.clear_cache()  # it remembers numbers of the other database


@contextmanager
def snapshot(folder: Path) -> Iterator[None]:
    """The default database as it is at this moment; writers go on meanwhile. `folder` takes a copy of SQLite."""
    if connection.vendor == "postgresql":
        with at_work(_settings()), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with scratch_folder(folder) as place:
        copy = place / "snapshot.sqlite3"
        connection.ensure_connection()
        target = sqlite3.connect(copy)
        try:
            # The backup interface sees only whole transactions; copying the file does not.
            connection.connection.backup(target)
        finally:
            target.close()
        with at_work(_settings(NAME=str(copy), OPTIONS={})):
            yield


class Scratch(Protocol):
    """An empty database of the same kind as the live one."""

    settings: dict[str, Any]

    def replace_live(self) -> None:
        """Put this database in the place of the live one, all at once."""


@contextmanager
def scratch_database(folder: Path) -> Iterator[Scratch]:
    """An empty database that is gone after the block. `folder` takes the file of an SQLite one."""
    if connection.vendor == "postgresql":
        with _scratch_schema() as schema:
            yield SchemaScratch(schema)
        return
    with scratch_folder(folder) as place:
        yield FileScratch(place / "scratch.sqlite3")


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A folder of our own, removed afterwards; those of runs that were killed go as well, a day later."""
    for leftover in beside.glob(f".{SCRATCH}*"):
        if time.time() - leftover.stat().st_mtime > SECONDS_A_LEFTOVER_MAY_BE_IN_USE:
            shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{SCRATCH}", dir=beside, ignore_cleanup_errors=True) as place:
        yield Path(place)


class FileScratch:
    """An SQLite file. It need not survive a power cut, so it does not wait for the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fast = {"init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"}
        self.settings = _settings(NAME=str(path), OPTIONS=fast)

    def replace_live(self) -> None:
        """Through the backup interface: one transaction for every process that has the live file open."""
        connection.ensure_connection()
        source = sqlite3.connect(self.path)
        try:
            source.backup(connection.connection)
        except sqlite3.Error as error:
            raise Refused(
                f"Không thay được cơ sở dữ liệu ({error}). Dữ liệu cũ còn nguyên. Hãy dừng phần mềm rồi làm lại."
            ) from error
        finally:
            source.close()
        connection.close()


class SchemaScratch:
    """A schema of the live PostgreSQL database: it needs no right to create databases."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        # Only this schema is on the path: a table that is missing here is never found in the live one.
        options = _settings()["OPTIONS"]
        path = f"{options.get('options', '')} -c search_path={schema}".strip()
        self.settings = _settings(OPTIONS={**options, "options": path})

    def replace_live(self) -> None:
        """Drop the live tables and move these into their schema, in one transaction.

        Somebody who still works may hold the very lock we wait for and wait for one of ours; then the
        database ends one of the two, and we try again.
        """
        for attempt in range(1, ATTEMPTS_TO_REPLACE + 1):
            try:
                self._replace()
            except DatabaseError as error:
                if attempt == ATTEMPTS_TO_REPLACE or not isinstance(error, OperationalError):
                    raise Refused(
                        f"Không thay được cơ sở dữ liệu ({str(error).strip()}). Dữ liệu cũ còn nguyên. "
                        "Hãy dừng phần mềm (web, worker, scheduler) rồi làm lại."
                    ) from error
            else:
                break
        connection.close()

    def _replace(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT_FOR_A_LOCK}s'")
            cursor.execute("SELECT current_schema()")
            live = cursor.fetchone()[0]
            if old := _tables(cursor, live):
                cursor.execute(f"LOCK TABLE {', '.join(old)} IN ACCESS EXCLUSIVE MODE")
                cursor.execute(f"DROP TABLE {', '.join(old)} CASCADE")
            for routine in _routines(cursor, self.schema):
                cursor.execute(f"DROP ROUTINE IF EXISTS {_name(live)}.{routine} CASCADE")
                cursor.execute(f"ALTER ROUTINE {_name(self.schema)}.{routine} SET SCHEMA {_name(live)}")
            for table in _tables(cursor, self.schema):
                cursor.execute(f"ALTER TABLE {table} SET SCHEMA {_name(live)}")
            cursor.execute(f"DROP SCHEMA {_name(self.schema)}")  # fails, and undoes all, if anything was left


@contextmanager
def _scratch_schema() -> Iterator[str]:
    schema = f"{SCRATCH}{int(time.time())}_{secrets.token_hex(3)}"
    with at_work(_settings()), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", [f"{SCRATCH}%"])
        for (leftover,) in cursor.fetchall():
            began = leftover.removeprefix(SCRATCH).split("_")[0]
            if time.time() - int(began) > SECONDS_A_LEFTOVER_MAY_BE_IN_USE:
                cursor.execute(f"DROP SCHEMA {_name(leftover)} CASCADE")
        cursor.execute(f"CREATE SCHEMA {_name(schema)}")
    try:
        yield schema
    finally:
        with at_work(_settings()), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {_name(schema)} CASCADE")


def _tables(cursor: Any, schema: str) -> list[str]:
    """The tables of a schema, quoted and with its name."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
    return [f"{_name(schema)}.{_name(table)}" for (table,) in cursor.fetchall()]


def _routines(cursor: Any, schema: str) -> list[str]:
    """The functions and procedures of a schema, with their arguments, without the schema's name."""
    cursor.execute(
        "SELECT quote_ident(proname) || '(' || pg_get_function_identity_arguments(oid) || ')' "
        "FROM pg_proc WHERE pronamespace = %s::regnamespace ORDER BY 1",
        [schema],
    )
    return [routine for (routine,) in cursor.fetchall()]


def _settings(**changed: Any) -> dict[str, Any]:
    """The settings of the live connection with some of them changed."""
    return deepcopy(connection.settings_dict) | changed


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
