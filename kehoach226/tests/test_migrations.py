"""Migrations go back and forth on the demo's data and lose nothing, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Where the site stood before its tables moved between apps, and before half-months kept what was confirmed.
BEFORE_THE_MOVES = {"organization": "0005", "documents": "0001", "tasks": "0003", "meetings": "0001", "reports": "0002"}
BEFORE_CONFIRMED_COUNTS = {"organization": "0004"}
FACTS = """
import json
from organization.services.backup.rows import applied_migrations, facts_of_tables
found = {facts.table: [facts.rows, facts.digest] for facts in facts_of_tables(applied_migrations())}
if "tasks_taskspan" in found:  # filled anew from the events: the same spans under other numbers
    from tasks.models import TaskSpan
    fields = [field.attname for field in TaskSpan._meta.concrete_fields if field.attname != "id"]
    found["tasks_taskspan"] = sorted(str(row) for row in TaskSpan.objects.values_list(*fields))
print(json.dumps(found))
"""
# Django's own bookkeeping: numbers of content types and times of migrations change without a row of ours changing.
NOT_OURS = {"django_content_type", "auth_permission", "django_migrations"}


class Site:
    """A site of its own, run by commands as an administrator would."""

    def __init__(self, database_url: str, folder: Path):
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": "",
            "MEDIA_ROOT": str(folder / "media"),
            "DEBUG": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-500:]} {done.stderr[-1500:]}"
        return done.stdout

    def migrate_to(self, leaves: dict[str, str]) -> None:
        for app, name in leaves.items():
            self.run("migrate", app, name, "--verbosity", "0")

    def facts(self) -> dict[str, list]:
        """Rows and digest of every table of ours."""
        found = json.loads(self.run("shell", "--no-imports", "-c", FACTS).splitlines()[-1])
        return {table: facts for table, facts in found.items() if table not in NOT_OURS}


@pytest.fixture
def site(tmp_path):
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        yield Site(f"sqlite:///{tmp_path / 'site.sqlite3'}", tmp_path)
        return
    database = settings.DATABASES["default"]
    name = f"migrations_{os.getpid()}"
    server = psycopg2.connect(
        dbname="postgres",
        host=database["HOST"],
        port=database["PORT"] or 5432,
        user=database["USER"],
        password=database["PASSWORD"] or None,
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    where = f"{database['HOST']}:{database['PORT'] or 5432}"
    try:
        yield Site(f"postgres://{database['USER']}:{database['PASSWORD']}@{where}/{name}", tmp_path)
    finally:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.close()


def test_going_back_and_forth_loses_nothing(site):
    site.run("migrate", "--verbosity", "0")
    site.run("load_plan")
    site.run("load_demo", "--today", "2026-06-17")
    full = site.facts()
    assert full["organization_unithalfmonth"][0] > 0

    for leaves in (BEFORE_THE_MOVES, BEFORE_CONFIRMED_COUNTS):
        site.migrate_to(leaves)
        site.run("migrate", "--verbosity", "0")
        again = site.facts()
        assert {table for table in full if again.get(table) != full[table]} == set()


def test_a_backup_from_before_the_moves_restores(site):
    """Made by the software that still kept baselines in documents and daily figures in reports."""
    site.run("migrate", "--verbosity", "0")
    site.run("restore", str(Path(__file__).parent / "data" / "before-the-moves.kh226"))

    figures = json.loads(site.run("targets", "--year", "2026", "--as-of", "2026-06-17", "--json"))

    documents = figures["documents"]
    assert [documents[name] for name in ("used", "since", "ceiling", "baseline")] == [412, 12, 852, 1003]
    assert site.facts()["documents_baseline"][0] > 0
