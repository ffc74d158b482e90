"""Many people save one task at the same moment: one wins, the others are told, nothing is lost in silence."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from base.errors import Conflict
from organization.models import AuditEvent
from tasks.services.work import update_progress
from tasks.tests.factories import TaskFactory

WRITERS = 6


@pytest.mark.django_db(transaction=True)
def test_of_many_writers_with_the_same_version_exactly_one_wins(units, cast, actor):
    task = TaskFactory(lead_unit=units.nv1)
    by = actor(cast.head)

    def write(number: int) -> str:
        try:
            update_progress(by=by, task_id=task.pk, version=1, percent=number, situation=f"Bản {number}")
        except Conflict:
            return "told"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = list(pool.map(write, range(1, WRITERS + 1)))
    assert sorted(outcomes) == ["saved"] + ["told"] * (WRITERS - 1)
    task.refresh_from_db()
    assert (task.version, task.situation) == (2, f"Bản {task.percent}")
    assert AuditEvent.objects.filter(action="task.update").count() == 1
