"""People work while the backup runs: no write fails, and the backup holds whole transactions and their files."""

import threading
import time

import pytest
from django.db import DatabaseError, transaction

from organization.models import AuditEvent, Partner, RecordedDecision
from organization.services.backup import databases, open_archive

WRITERS = 4
SECONDS_OF_THOUGHT = 0.01
SECONDS_AT_MOST = 300


class Writers:
    """Threads that write rows in pairs, and each file before the row that names it."""

    def __init__(self, site) -> None:
        self.site = site
        self.over = threading.Event()
        self.errors: list[Exception] = []
        self.written = [0] * WRITERS
        self._threads = [threading.Thread(target=self._work, args=(n,)) for n in range(WRITERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        while min(self.written) < 3 and not self.errors:
            time.sleep(0.02)
        return self

    def __exit__(self, *error):
        self.stop()

    def stop(self):
        self.over.set()
        for thread in self._threads:
            thread.join()

    def _work(self, number):
        with databases.at_work(self.site.settings) as connection:
            pattern = RecordedDecision.objects.earliest("id")
            event = AuditEvent.objects.earliest("id")
            while not self.over.is_set():
                time.sleep(SECONDS_OF_THOUGHT)
                try:
                    self._write_once(number, pattern, event)
                    self.written[number] += 1
                except (DatabaseError, OSError) as error:
                    self.errors.append(error)
                    connection.close()  # as a web process does after its request

    def _write_once(self, number, pattern, event):
        name = f"decisions/{number}-{self.written[number]}.pdf"
        (self.site.media / name).write_bytes(name.encode() * 100)
        with transaction.atomic():
            pattern.pk, pattern.file = None, name
            pattern.save(force_insert=True)
            event.pk, event.action, event.note = None, "pair", name
            event.save(force_insert=True)
            Partner.objects.create(name=name)


@pytest.fixture
def busy(sites, original):
    site = sites.make(like=original)
    with Writers(site) as writers:
        yield site, writers


def test_a_backup_under_write_load_is_whole_and_stops_nobody(busy, sites, tmp_path):
    site, writers = busy
    before = sum(writers.written)
    process = site.start("backup", tmp_path / "busy.zip")
    said, _ = process.communicate(timeout=SECONDS_AT_MOST)
    assert process.returncode == 0, said
    during = sum(writers.written) - before
    assert writers.errors == []
    assert during > 20  # they went on all the while
    with open_archive(tmp_path / "busy.zip") as opened:
        counts, names = opened.manifest.counts, set(opened.manifest.file_names)
        assert opened.manifest.missing_files == []
        assert counts["organization_partner"] >= before
        assert counts["organization_partner"] == counts["organization_recordeddecision"] - 1
    elsewhere = sites.make()
    elsewhere.run("restore", tmp_path / "busy.zip")
    files = elsewhere.files()
    with elsewhere.at_work():
        pairs = set(AuditEvent.objects.filter(action="pair").values_list("note", flat=True))
        assert pairs == set(Partner.objects.values_list("name", flat=True))
        assert pairs < set(files) == names
        assert all(files[name] == name.encode() * 100 for name in pairs)


def test_a_restore_under_load_is_seen_by_every_open_connection(busy, archive):
    """The services should be stopped first; whoever is still connected nevertheless writes into the restored rows."""
    site, writers = busy
    process = site.start("restore", archive, "--force")
    said, _ = process.communicate(timeout=SECONDS_AT_MOST)
    assert process.returncode == 0, said
    written = sum(writers.written)
    while sum(writers.written) < written + 20:
        time.sleep(0.02)
    writers.stop()
    with site.at_work():
        partners = Partner.objects.count()
        assert 20 <= partners < sum(writers.written)  # what was written before the restore is gone
        assert RecordedDecision.objects.count() == partners + 1
        assert AuditEvent.objects.filter(action="pair").count() == partners
