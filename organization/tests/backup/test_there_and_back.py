"""What goes into a backup comes out again: here, elsewhere, on the other database, after an upgrade."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from base.errors import Refused
from organization.models import BackupRun, Person, Unit
from organization.services.backup import open_archive, restore_backup, rows
from organization.services.backup.archive import Writer
from organization.tests.factories import UnitFactory

OWN_TABLE = "django_migrations"  # written by the migrations themselves


def test_restored_elsewhere_every_row_and_file_is_equal(original, restored):
    assert restored.counts() == original.counts()
    assert restored.files() == original.files()
    ours, theirs = original.contents(), restored.contents()
    del ours["organization_backuprun"], theirs["organization_backuprun"]  # it says where the data came from
    assert theirs == ours


def test_a_restored_site_knows_its_backup_and_starts_without_further_steps(restored):
    restored.run("migrate", "--check")
    with restored.at_work():
        run = BackupRun.objects.get()
        assert run.verified
        assert run.restored_at is not None


def test_every_table_is_in_the_archive(original, archive):
    with open_archive(archive) as opened:
        assert opened.manifest.counts.keys() - {"files"} == original.counts().keys() - {OWN_TABLE}


def test_a_backup_may_be_read_by_its_owner_alone_and_leaves_nothing_else(archive):
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_number_that_was_given_out_is_not_given_again(sites, original, restored):
    site = sites.make(like=restored)
    with original.at_work():
        last = Unit.objects.latest("id").pk
    with site.at_work():
        assert Unit.objects.latest("id").pk == last
        assert UnitFactory(code="MOI").pk > last + 1  # last + 1 was given to a unit that is gone


def test_a_used_database_is_left_alone_without_force(sites, original, archive):
    used = sites.make(like=original)
    before, files = used.contents(), used.files()
    said = used.run("restore", archive, expect=1)
    assert "30 người" in said
    assert "--force" in said
    assert used.contents() == before
    assert used.files() == files


def test_a_backup_of_an_older_version_is_brought_up_to_date(sites, tmp_path):
    """Also the way of an upgrade: new code, old tables, and a backup before `migrate`."""
    old, new = sites.make(), sites.make()
    with old.at_work():
        call_command("migrate", "organization", "0002", verbosity=0)
        models = {model._meta.db_table: model for model in rows.models_of(rows.applied_migrations())}
        models["organization_unit"].objects.create(
            code="CU", name="Cũ", kind="agency", path="1/", folded="cu", sort_key="cu"
        )
    old.run("backup", tmp_path / "old.zip")
    new.run("restore", tmp_path / "old.zip")
    new.run("migrate", "--check")
    with new.at_work():
        assert Unit.objects.get().name == "Cũ"


def test_a_backup_of_newer_software_is_refused(sites, original, archive, tmp_path):
    newer = tmp_path / "newer.zip"
    with open_archive(archive) as opened, newer.open("wb") as stream, ZipFile(archive) as source:
        manifest = opened.manifest
        names, manifest.members = list(manifest.members), {}
        manifest.migrations.append(("organization", "9999_from_the_future"))
        writer = Writer(stream, manifest)
        for name in names:
            with writer.member(name) as write:
                write(source.read(name))
        writer.finish()
    used = sites.make(like=original)
    before = used.contents()
    assert "phiên bản phần mềm mới hơn" in used.run("restore", newer, "--force", expect=1)
    assert used.contents() == before
    assert used.files() == original.files()


def test_a_database_shared_with_other_software_is_left_alone(sites, original, archive):
    shared = sites.make(like=original)
    with shared.at_work(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE phan_mem_khac (id integer)")
    before = shared.counts()
    assert "phan_mem_khac" in shared.run("restore", archive, "--force", expect=1)
    assert shared.counts() == before


def test_triggers_do_not_stop_a_restore_and_come_back(sites, original):
    site = sites.make(like=original)
    refuse = {
        "sqlite": [
            "CREATE TRIGGER no_people BEFORE INSERT ON organization_person BEGIN SELECT RAISE(ABORT, 'closed'); END"
        ],
        "postgresql": [
            "CREATE FUNCTION no_people() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed'; END $$",
            "CREATE TRIGGER no_people BEFORE INSERT ON organization_person FOR EACH ROW EXECUTE FUNCTION no_people()",
        ],
    }
    with site.at_work():
        with connection.cursor() as cursor:
            for sql in refuse[connection.vendor]:
                cursor.execute(sql)
        with rows.transaction.atomic(), rows.without_triggers(["organization_person"]):
            Person.objects.create(username="khoi.phuc", full_name="Khôi Phục")
        with pytest.raises(DatabaseError, match="closed"), connection.cursor() as cursor:
            cursor.execute("INSERT INTO organization_person (full_name) VALUES ('x')")


def test_restoring_names_a_file_that_is_not_there(sites):
    with sites.make().at_work(), pytest.raises(Refused, match="Không có tệp"):
        restore_backup(path=Path("/khong/co.zip"))


@pytest.mark.postgres
def test_a_backup_moves_between_the_two_databases(sites, original, archive, tmp_path):
    """From PostgreSQL to SQLite and back: the same rows, the same files."""
    small, large = sites.make(on_sqlite=True), sites.make()
    small.run("restore", archive)
    assert small.counts() == original.counts()
    small.run("backup", tmp_path / "small.zip")
    large.run("restore", tmp_path / "small.zip")
    ours, theirs = original.contents(), large.contents()
    for history in ("organization_backuprun", "django_content_type", "auth_permission"):
        del ours[history], theirs[history]
    assert theirs == ours
    assert large.files() == original.files()
