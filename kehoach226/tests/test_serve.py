"""`make run` in miniature: one command serves the site, one signal ends all of it, a second start doubles nothing."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def site(tmp_path, port):
    """`site()` starts `serve` on a fresh SQLite file; what still runs at the end is killed."""
    environment = {
        **os.environ,
        "DEBUG": "1",
        "SECRET_KEY": "only-for-this-test",
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "REDIS_URL": "",
        "BROKER_DIR": str(tmp_path / "broker"),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "BACKUP_DIR": str(tmp_path / "backups"),
    }
    command = [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(port)]
    started = []

    def start():
        output = (tmp_path / f"output-{len(started)}").open("wb")
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until(is_true, *, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def processes_of(folder: Path) -> list[int]:
    """Every process that was started for this folder's site."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(folder / "broker").encode() in environment:
                found.append(int(entry.name))
    return found


LOADED = ("tasks_", "documents_", "meetings_", "organization_unit", "organization_group", "organization_p")


def rows(folder: Path) -> dict[str, int]:
    """How many rows each table holds that the start may fill; jobs and pulses come with time."""
    with sqlite3.connect(folder / "site.sqlite3") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if name.startswith(LOADED)]
        return {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}


def test_one_signal_ends_everything_and_a_second_start_doubles_nothing(site, port, tmp_path):
    held = []
    for _ in range(2):
        process = site()
        wait_until(lambda: answers(port))
        assert len(processes_of(tmp_path)) >= 4  # serve, web, worker, scheduler and what they started
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        assert processes_of(tmp_path) == []
        held.append(rows(tmp_path))
    assert held[0] == held[1]
    assert held[0]["tasks_clause"] > 27


def test_a_part_that_dies_is_started_again_and_none_outlives_a_killed_serve(site, port, tmp_path):
    process = site()
    wait_until(lambda: answers(port))
    web = next(
        number
        for number in processes_of(tmp_path)
        if b"gunicorn" in Path(f"/proc/{number}/cmdline").read_bytes()
        and int(Path(f"/proc/{number}/stat").read_text().split()[3]) == process.pid
    )
    os.killpg(web, signal.SIGKILL)
    wait_until(lambda: not answers(port))
    wait_until(lambda: answers(port))
    process.kill()
    process.wait()
    wait_until(lambda: processes_of(tmp_path) == [])


def test_a_taken_port_is_named_before_anything_starts(site, port, tmp_path):
    with socket.create_server(("127.0.0.1", port)):
        process = site()
        assert process.wait(timeout=60) == 1
    assert f"PORT={port + 1}" in (tmp_path / "output-0").read_text(encoding="utf-8")
    assert not (tmp_path / "site.sqlite3").exists()
