"""Imports and hand entries at the same time lose no count, on either database."""

import io
import threading
import time
from datetime import date

import pytest
from django.db import connection, transaction

from base.tests.workbooks import workbook
from documents.models import DocumentCount, RegisterRow
from documents.services.counts import find_drift
from documents.services.register_import import REGISTER, RegisterWishes, import_register
from organization.models import AuditEvent, ImportFile, UnitHalfMonth
from organization.rules.access import system_actor
from organization.rules.import_kinds import IMPORT_KINDS
from organization.services.half_months import lock_open
from organization.services.import_files import check_file, keep_file, write_file

HEADER = ["Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Đơn vị soạn thảo"]
TODAY = date(2026, 6, 17)


def together(*acts):
    """Run all acts at once, each on a connection of its own; raises what any of them raised."""
    gate, failures = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def register(first, last, *, kind="BC", unit="NV1"):
    rows = [(f"{number}/{kind}-TTr", date(2026, 3, 1 + number % 28), "Văn bản", unit) for number in range(first, last)]
    return workbook({"Sổ": [HEADER, *rows]}).getvalue()


def importing(agency, content, reports):
    def act():
        reports.append(
            import_register(
                by=system_actor(TODAY),
                agency=agency,
                stream=io.BytesIO(content),
                name="so.xlsx",
                wishes=RegisterWishes(),
            )
        )

    return act


@pytest.mark.django_db(transaction=True)
def test_imports_of_different_rows_into_the_same_half_months(units):
    reports = []
    files = [register(1, 60, kind=kind) for kind in ("BC", "KH", "TB", "QĐ")]
    together(*(importing(units.agency, content, reports) for content in files))
    assert sum(report.imported for report in reports) == 4 * 59
    assert RegisterRow.objects.count() == 4 * 59
    assert sum(DocumentCount.objects.values_list("count", flat=True)) == 4 * 59
    assert find_drift() == []


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_written_once(units):
    reports = []
    content = register(1, 80)
    together(*(importing(units.agency, content, reports) for _ in range(3)))
    assert sorted((report.imported, report.skipped) for report in reports) == [(0, 79), (0, 79), (79, 0)]
    assert sum(DocumentCount.objects.values_list("count", flat=True)) == 79
    assert find_drift() == []


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_leave_one_receipt_and_a_killed_job_finds_it(cast, actor, units):
    """The state and the balance of a file are written with its rows; whoever comes second gets the same balance."""
    rows = [HEADER, ["901/BC-TTr", date(2026, 6, 15), "Báo cáo kết quả rà soát", "NV1"]]
    kept = keep_file(
        by=actor(cast.clerk),
        kind=IMPORT_KINDS[REGISTER],
        agency=units.agency,
        upload=workbook({"Sổ": rows}),
        name="so.xlsx",
        options={"update": False, "unit": None, "book": None},
    )
    check_file(by=actor(cast.clerk), source=kept)
    answers = []

    def press():
        source = ImportFile.objects.select_related("agency").get(pk=kept.pk)
        answers.append(write_file(by=actor(cast.clerk), source=source, leave_out_errors=False))

    together(press, press)

    assert [(one["imported"], one["skipped"]) for one in answers] == [(1, 0), (1, 0)]
    assert AuditEvent.objects.filter(action="register.import").count() == 1
    # A worker that was killed after the commit runs the job again.
    again = ImportFile.objects.select_related("agency").get(pk=kept.pk)
    assert write_file(by=actor(cast.clerk), source=again, leave_out_errors=False) == answers[0]


def wait_until_somebody_waits():
    """Return once another connection waits for a lock that this transaction holds."""
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
        time.sleep(0.01)
    raise AssertionError("Nobody came to the lock.")


@pytest.mark.postgres  # on SQLite one who writes waits before comparing, so nothing can happen in between
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("befallen", "words"),
    [({"method": "hand"}, "đã nhập số đếm bằng tay"), ({"closed_by": "2026-03"}, "đã chốt số liệu (kỳ 2026-03)")],
)
def test_what_befalls_a_half_month_between_comparing_and_locking_refuses_the_file(units, befallen, words):
    reports = []
    importer = threading.Thread(target=together, args=(importing(units.agency, register(1, 60), reports),))
    with transaction.atomic():
        held = lock_open(units.nv1, date(2026, 3, 1))
        importer.start()
        wait_until_somebody_waits()
        UnitHalfMonth.objects.filter(pk=held.pk).update(**befallen)
    importer.join()

    (report,) = reports
    assert (report.imported, report.refused) == (0, 59)
    assert len(report.errors) == sum(1 + number % 28 < 15 for number in range(1, 60))
    assert all(words in error.message for error in report.errors)
    assert not RegisterRow.objects.exists()
