"""serve: the whole site on one machine — web, worker and scheduler — until Ctrl-C."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

SECONDS_TO_STOP = 5
SECONDS_BETWEEN_RESTARTS = 2
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass
class Child:
    """One process of the site; it is started again if it dies while the site runs."""

    name: str
    command: list[str]
    niceness: int = 0  # background work gives way to pages
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0

    def start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches `serve` alone, which then stops all in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=self._settle_in)
        self.started = time.monotonic()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _settle_in(self) -> None:
        """Runs in the child: Linux is asked to end it if `serve` itself is killed; other systems do without."""
        os.nice(self.niceness)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)

    def ask_to_stop(self) -> None:
        """The child itself stops its own processes; a pool process asked directly would drop its job."""
        if self.is_alive():
            self.process.terminate()

    def end(self) -> None:
        """The whole group, so that no grandchild (a pool process, a web worker) stays behind."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Command(BaseCommand):
    help = "Migrates, loads the plan (and the demo where the site is empty), then runs web, worker and scheduler."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="never load demo data")

    def handle(self, *args, host, port, no_demo, **options):
        _refuse_taken_port(host, port)
        self._prepare(load_demo=settings.DEBUG and not no_demo)
        children = [
            Child("web", _web_command(host, port)),
            Child("worker", _celery_command("worker", "--concurrency=2", "--without-gossip", "--without-mingle"), 5),
            Child("scheduler", _celery_command("beat"), 5),
        ]
        stop = StopSignal()
        for child in children:
            child.start()
        try:
            self.stdout.write(f"\n  Kế hoạch 226: http://{host}:{port}/   (Ctrl-C stops it)\n")
            self.stdout.flush()
            _keep_alive(children, stop, say=self.stderr.write)
        finally:
            self.stdout.write("Stopping …")
            _stop(children)
        self.stdout.write("Stopped.")

    def _prepare(self, *, load_demo: bool) -> None:
        """Bring the database up to date; every step may be repeated without doubling anything."""
        call_command("migrate", verbosity=0)
        call_command("load_plan", stdout=self.stdout)
        if load_demo:
            try:
                call_command("load_demo", stdout=self.stdout)  # prints the accounts, loaded now or earlier
            except CommandError as refusal:
                self.stdout.write(str(refusal))
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)


class StopSignal:
    """Becomes true at the first Ctrl-C, kill or closed terminal."""

    def __init__(self) -> None:
        self.received = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._receive)

    def _receive(self, number, frame) -> None:
        self.received = True

    def __bool__(self) -> bool:
        return self.received


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Take another: make run PORT={port + 1}"
            ) from error


def _web_command(host: str, port: int) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "kehoach226.wsgi", "--bind", f"{host}:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60"]
    command += ["--no-control-socket", "--log-level", "error"]
    return command + (["--reload"] if settings.DEBUG else [])


def _celery_command(*words: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "kehoach226", "--quiet", *words, "--loglevel", "WARNING"]


def _keep_alive(children: list[Child], stop: StopSignal, *, say) -> None:
    while not stop:
        for child in children:
            if not child.is_alive() and time.monotonic() - child.started > SECONDS_BETWEEN_RESTARTS:
                say(f"The {child.name} process ended; starting it again.")
                child.start()
        time.sleep(0.2)


def _stop(children: list[Child]) -> None:
    """Ask first; whoever still runs after a while is ended. A job cut off here is resumed at the next start."""
    for child in reversed(children):
        child.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    while any(child.is_alive() for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    for child in children:
        child.end()
