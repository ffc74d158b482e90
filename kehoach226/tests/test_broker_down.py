"""A page that asks for a job answers at once, whatever has become of Redis."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RING_THREE_TIMES = """
import django, json, logging, time
django.setup()
logging.disable(logging.CRITICAL)
from organization.jobs import run_job
from organization.services.jobs import ring
run_job.app.finalize()
run_job.app.connection().transport_cls  # a web process loads its libraries once; the page pays for the waiting
took = []
for job_id in (1, 2, 3):
    start = time.monotonic()
    ring(job_id)
    took.append(time.monotonic() - start)
print(json.dumps(took))
"""


@pytest.fixture
def deaf_server():
    """A port that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize("redis", ["closed_port", "deaf_server"])
def test_ringing_gives_up_within_two_seconds_and_then_stays_silent(redis, request):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kehoach226.settings",
        "REDIS_URL": f"redis://127.0.0.1:{request.getfixturevalue(redis)}/0",
    }
    answer = subprocess.run(
        [sys.executable, "-c", RING_THREE_TIMES], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    first, second, third = json.loads(answer.stdout)
    assert first < 2
    assert second + third < 0.1
