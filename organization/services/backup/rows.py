"""How does a row become text and a row again, the same on every database?

Tables are those of the migrations applied to the database at hand, not those of today's models, so
that an old backup can be read by newer software and then be migrated.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.utils.duration import duration_iso_string

from base.errors import Refused
from organization.services.backup.archive import TABLES, Archive, Manifest, TableFacts, Writer

ROWS_AT_ONCE = 2000
DIGEST_MODULUS = 2**256


# --- Which tables ---------------------------------------------------------------------------------


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def plan_to(wanted: Iterable[tuple[str, str]]) -> list[tuple[Migration, bool]]:
    """The migrations named, in the order in which an empty database takes them.

    Refused if this software does not know one of them: the backup is of a newer version.
    """
    executor = MigrationExecutor(connection)
    wanted = set(wanted)
    if unknown := wanted - set(executor.loader.graph.nodes):
        app, name = min(unknown)
        raise Refused(
            "Bản sao lưu này do phiên bản phần mềm mới hơn tạo ra "
            f"(phiên bản đang chạy không biết bước {app}.{name}). Hãy nâng cấp phần mềm rồi khôi phục lại."
        )
    full = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [(step, back) for step, back in full if (step.app_label, step.name) in wanted]


def models_of(migrations: Iterable[tuple[str, str]]) -> list[type[models.Model]]:
    """A model for each table as it is after these migrations, in the order of their names."""
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state([])
    for step, _ in plan_to(migrations):
        step.mutate_state(state, preserve=False)
    found = state.apps.get_models(include_auto_created=True)
    return sorted((m for m in found if m._meta.managed and not m._meta.proxy), key=lambda m: m._meta.db_table)


def stored_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


# --- Out ------------------------------------------------------------------------------------------


def write_tables(writer: Writer) -> set[str]:
    """Write every table of the default database; answers the names of the files its rows mention.

    Call it where nothing changes meanwhile (a snapshot).
    """
    mentioned: set[str] = set()
    for model in models_of(writer.manifest.migrations):
        with writer.member(f"{TABLES}{model._meta.db_table}.jsonl") as write:
            digest = Digest()
            for lines in _batches(_lines(model, mentioned)):
                for line in lines:
                    digest.add(line)
                write(b"".join(line + b"\n" for line in lines))
        writer.manifest.tables.append(_facts(model, digest))
    writer.manifest.sequences = last_numbers()
    return mentioned


def facts_of_tables(migrations: Iterable[tuple[str, str]]) -> list[TableFacts]:
    """What `write_tables` would put into the manifest, without writing it."""
    found = []
    for model in models_of(migrations):
        digest = Digest()
        for line in _lines(model, set()):
            digest.add(line)
        found.append(_facts(model, digest))
    return found


class Digest:
    """Rows and a sum of their hashes: equal for equal rows, whatever order a database gives them in."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % DIGEST_MODULUS

    def __str__(self) -> str:
        return f"{self._sum:064x}"


def _facts(model: type[models.Model], digest: Digest) -> TableFacts:
    columns = [str(field.column) for field in stored_fields(model)]
    return TableFacts(table=model._meta.db_table, columns=columns, rows=digest.rows, digest=str(digest))


def _lines(model: type[models.Model], mentioned: set[str]) -> Iterator[bytes]:
    fields = stored_fields(model)
    file_places = [place for place, field in enumerate(fields) if isinstance(field, models.FileField)]
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        mentioned.update(row[place] for place in file_places if row[place])
        yield as_text(row).encode()


def _plain(value: Any) -> str:
    """A value that JSON cannot hold, as text that loses no microsecond and no decimal."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"A backup does not know how to write {type(value)}.")


# One encoder for all rows: it is asked millions of times.
as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode


# --- In -------------------------------------------------------------------------------------------


def load_tables(archive: Archive) -> None:
    """Bring an empty default database to the archive's migrations and fill it; Refused unless it comes out equal."""
    manifest = archive.manifest
    executor = MigrationExecutor(connection)
    executor.migrate([], plan=plan_to(manifest.migrations))
    tables = models_of(manifest.migrations)
    if [_facts(model, Digest()).columns for model in tables] != [facts.columns for facts in manifest.tables]:
        raise Refused("Các cột trong bản sao lưu khác với các cột của phần mềm. Hãy dùng đúng phiên bản phần mềm.")
    names = [model._meta.db_table for model in tables]
    # Migrations ship rows of their own; the archive holds them as the agency has since changed them.
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), names, reset_sequences=True))
    with transaction.atomic(), without_triggers(names):
        for model in tables:
            for lines in _batches(archive.lines(model._meta.db_table)):
                _insert(model, lines)
        connection.check_constraints()
    set_last_numbers(tables, manifest.sequences)
    refuse_difference(manifest, facts_of_tables(manifest.migrations))


def refuse_difference(manifest: Manifest, found: list[TableFacts]) -> None:
    """Refused if the tables at hand are not those of the manifest, row for row."""
    for wanted, got in zip(manifest.tables, found, strict=True):
        if wanted != got:
            raise Refused(
                f"Bản sao lưu khi khôi phục thử không khớp: bảng {wanted.table} có {got.rows} dòng, "
                f"bảng kê ghi {wanted.rows} dòng hoặc nội dung khác. Bản này không dùng được."
            )


@contextmanager
def without_triggers(tables: list[str]) -> Iterator[None]:
    """Triggers guard what people write (a closed half-month); a restore puts back what was allowed then.

    Inside a transaction: if it fails, the triggers come back with everything else.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {_quoted(table)} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with waiting checks cannot be altered
            for table in tables:
                cursor.execute(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {_quoted(name)}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def _is_stored_as_written(field: models.Field) -> bool:
    """Numbers, words and yes-or-no reach the database as JSON gives them; most columns are of this kind."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, models.IntegerField | models.CharField | models.TextField | models.BooleanField)


def _insert(model: type[models.Model], lines: list[bytes]) -> None:
    fields = stored_fields(model)
    changing = [(place, field) for place, field in enumerate(fields) if not _is_stored_as_written(field)]
    rows = [json.loads(line) for line in lines]
    for row in rows:
        for place, field in changing:
            row[place] = field.get_db_prep_save(field.to_python(row[place]), connection)
    columns = ", ".join(_quoted(str(field.column)) for field in fields)
    insert = " ".join(("INSERT INTO", _quoted(model._meta.db_table), f"({columns})", "VALUES "))
    one_row = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # at most so many values in one statement, but many quick statements
            cursor.executemany(insert + one_row, rows)
        else:
            cursor.execute(insert + ", ".join([one_row] * len(rows)), list(chain.from_iterable(rows)))


# --- Numbers given out so far ---------------------------------------------------------------------


def last_numbers() -> dict[str, int]:
    """The last number each table has given out: one that was deleted must not be given again, history names it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT t.relname, pg_sequence_last_value(s.oid) FROM pg_class s "
            "JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid "
            "WHERE s.relkind = 'S' AND t.relkind = 'r' AND s.relnamespace = current_schema()::regnamespace "
            "ORDER BY t.relname"
        )
        return {table: last for table, last in cursor.fetchall() if last is not None}


def set_last_numbers(tables: list[type[models.Model]], numbers: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            table, last = model._meta.db_table, numbers.get(model._meta.db_table)
            if not last:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            elif model._meta.pk is not None:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [_quoted(table), model._meta.pk.column, last]
                )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while batch := list(islice(lines, ROWS_AT_ONCE)):
        yield batch
