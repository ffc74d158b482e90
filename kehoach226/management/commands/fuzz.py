"""fuzz: does the site answer whatever it is asked, without ever breaking?

Makes a database of its own beside the one of DATABASE_URL (SQLite or PostgreSQL), fills it with the demo of a
fixed day, asks, and throws it away.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from kehoach226.demo.clock import at, moment
from kehoach226.fuzz.asking import ask_all

DEMO_DAY = date(2026, 6, 17)
PEOPLE = ("lanhdao", "pho1", "vanphong", "truong.vp", "vanthu", "truong.nv1", "truong.bbt", "chuyenvien.nv1", "quantri")


class Command(BaseCommand):
    help = "Asks the site for thousands of things no browser asks for; an answer of 500 or above is a failure."

    def add_arguments(self, parser):
        parser.add_argument("--requests", type=int, default=5_000)
        parser.add_argument("--seed", type=int, default=226)
        parser.add_argument("--only", type=int, help="repeat this one request, with its traceback")

    def handle(self, *args, requests, seed, only, **options):
        logging.disable(logging.CRITICAL)
        with TemporaryDirectory(prefix="fuzz-") as folder, _site_of_its_own(Path(folder)), at(moment(DEMO_DAY)):
            self.stderr.write(f"{requests} requests on {connection.vendor}, seed {seed} …")
            found = ask_all(people=PEOPLE, requests=requests, seed=seed, only=only, say=self.stdout.write)
        if only is not None:
            self.stdout.write("\n".join(trace for _, _, trace in found.broken))
        self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in sorted(found.counts.items())))
        if found.broken:
            raise CommandError(f"{len(found.broken)} of {found.counts.total()} requests broke the site (seed {seed}).")


@contextmanager
def _site_of_its_own(folder: Path) -> Iterator[None]:
    """The demo in a database and folders that exist only as long as the fuzz."""
    real_name = connection.settings_dict["NAME"]
    name = f"fuzz_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = str(folder / name) if connection.vendor == "sqlite" else name
    (folder / "static").mkdir()
    with override_settings(
        ALLOWED_HOSTS=["*"],
        DEBUG=False,
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
        BACKUP_DIR=str(folder / "backups"),
        BROKER_DIR=folder / "broker",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "base.stored_files.WholeFileStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            call_command("load_plan", stdout=StringIO())
            call_command("load_demo", today=DEMO_DAY, force=True, stdout=StringIO())
            yield
        finally:
            connection.creation.destroy_test_db(real_name, verbosity=0)
