"""Imports and hand entries at the same time lose no count, on either database."""

import io
import threading
from datetime import date

import pytest
from django.db import connection

from base.tests.workbooks import workbook
from documents.models import DocumentCount, RegisterRow
from documents.services.counts import find_drift
from documents.services.register_import import RegisterWishes, import_register
from organization.rules.access import system_actor

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
