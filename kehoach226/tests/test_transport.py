"""The broker in a folder: every message arrives once, whole, and only at the site it was meant for."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from django.db import connection
from kombu import Connection

from kehoach226.celery import app, queue_of_database, route

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(tmp_path, settings):
    """An own folder; `broker()` is a new connection to it."""
    settings.BROKER_DIR = tmp_path
    return lambda: Connection("folder://")


def test_messages_leave_in_the_order_they_came(broker):
    with broker() as connection_:
        queue = connection_.SimpleQueue("bell")
        for number in range(5):
            queue.put({"job": number})
        assert [queue.get(timeout=1).payload["job"] for _ in range(5)] == [0, 1, 2, 3, 4]


def test_several_writers_and_readers_lose_and_double_nothing(broker):
    writers, readers, each = 4, 4, 60

    def write(writer):
        with broker() as connection_:
            queue = connection_.SimpleQueue("bell")
            for number in range(each):
                queue.put([writer, number])

    def read(reader):
        got = []
        with broker() as connection_:
            queue = connection_.SimpleQueue("bell")
            while True:
                try:
                    message = queue.get(timeout=1)
                except Empty:
                    return got
                message.ack()
                got.append(tuple(message.payload))

    with ThreadPoolExecutor(writers + readers) as pool:
        for done in [pool.submit(write, writer) for writer in range(writers)]:
            done.result()
        read_by = [pool.submit(read, reader) for reader in range(readers)]
        received = Counter(message for done in read_by for message in done.result())
    assert set(received.values()) == {1}
    assert len(received) == writers * each


def test_a_message_that_is_not_whole_yet_is_left_alone(broker):
    with broker() as connection_:
        queue = connection_.SimpleQueue("bell")
        queue.put("whole")
        (Path(settings.BROKER_DIR) / "bell" / "0-half.part").write_text('{"bo', encoding="utf-8")
        assert queue.qsize() == 1
        assert queue.get(timeout=1).payload == "whole"
        with pytest.raises(Empty):
            queue.get(timeout=0.1)


def test_a_site_and_its_tests_use_different_queues():
    test_name = connection.settings_dict["NAME"]
    here = queue_of_database()
    try:
        connection.settings_dict["NAME"] = "the-real-site"
        assert queue_of_database() != here
    finally:
        connection.settings_dict["NAME"] = test_name
    assert route("organization.run_job", (), {}, {}) == {"queue": here}


def test_celery_runs_as_the_house_needs_it():
    assert app.conf.task_acks_late
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_ignore_result
    assert not app.conf.worker_enable_remote_control
    assert app.conf.result_backend is None
