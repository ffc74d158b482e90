"""A whole site of its own for each test of backup and restore: a database on the configured engine, and files."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import override_settings

from organization.enums import UnitKind
from organization.models import AuditEvent, Person, RecordedDecision, Setting, Unit
from organization.services.backup import databases, rows
from organization.tests.factories import AgencyFactory, PostFactory, UnitFactory

ODD_TEXT = 'Dòng một\nDòng hai\t"ngoặc" \\ gạch; đ Đ ộ 𝄞 \u2028 {"a": 1} [null], %s'


@dataclass
class Site:
    """One installation. `settings` is its connection, `environment` what a process of it starts with."""

    settings: dict
    media: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: object, expect: int = 0) -> str:
        """A management command on this site; answers all it said."""
        said = StringIO()
        code = 0
        with self.at_work():
            try:
                call_command(*map(str, words), stdout=said, stderr=said)
            except CommandError as error:
                said.write(str(error))
                code = error.returncode
        assert code == expect, said.getvalue()
        return said.getvalue()

    def start(self, *words: object) -> subprocess.Popen:
        """The same in a process of its own, which can be killed."""
        return subprocess.Popen(
            self._command(words), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    @staticmethod
    def _command(words):
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *map(str, words)]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Models and MEDIA_ROOT of this thread are those of this site."""
        with override_settings(MEDIA_ROOT=str(self.media)), databases.at_work(self.settings):
            yield

    def counts(self) -> dict[str, int]:
        """Rows of every table, asked of the database itself."""
        with self.at_work(), connection.cursor() as cursor:
            names = sorted(connection.introspection.table_names(cursor))
            found = {}
            for name in names:
                cursor.execute(" ".join(("SELECT COUNT(*) FROM", connection.ops.quote_name(name))))
                found[name] = cursor.fetchone()[0]
        return found

    def contents(self) -> dict[str, tuple[int, str]]:
        """Rows and digest of every table."""
        with self.at_work():
            return {
                facts.table: (facts.rows, facts.digest) for facts in rows.facts_of_tables(rows.applied_migrations())
            }

    def files(self) -> dict[str, bytes]:
        if not self.media.exists():
            return {}
        return {p.relative_to(self.media).as_posix(): p.read_bytes() for p in self.media.rglob("*") if p.is_file()}


class Sites:
    """Makes sites, and removes their databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_postgres = connections["default"].vendor == "postgresql"
        self._made: list[str] = []

    def make(self, like: Site | None = None, *, on_sqlite: bool = False) -> Site:
        """A site with an empty database, or one with the rows and files of another."""
        name = f"kh_backup_{uuid.uuid4().hex[:12]}"
        media = self.folder / name / "media"
        if self.is_postgres and not on_sqlite:
            self._ask(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like.settings["NAME"]}"' if like else ""))
            self._made.append(name)
            base = connections["default"].settings_dict
            login = f"{quote(base['USER'])}:{quote(base['PASSWORD'])}"
            url = f"postgres://{login}@{base['HOST']}:{base['PORT'] or 5432}/{name}"
            made = base | {"NAME": name}
        else:
            media.parent.mkdir(parents=True)
            path = media.parent / "site.sqlite3"
            if like:
                shutil.copy(like.settings["NAME"], path)
            url = f"sqlite:///{path}"
            made = sqlite_settings(path)
        if like:
            shutil.copytree(like.media, media)
        environment = os.environ | {
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(media),
            "BACKUP_DIR": str(self.folder / name / "backups"),
            "SECRET_KEY": settings.SECRET_KEY,
            "REDIS_URL": "",
        }
        return Site(settings=made, media=media, environment=environment)

    def remove_all(self) -> None:
        for name in self._made:
            self._ask(f'DROP DATABASE "{name}" WITH (FORCE)')

    @staticmethod
    def _ask(sql: str) -> None:
        base = connections["default"].settings_dict
        asked = psycopg2.connect(
            host=base["HOST"],
            port=base["PORT"] or 5432,
            user=base["USER"],
            password=base["PASSWORD"],
            dbname="postgres",
        )
        asked.autocommit = True
        with asked.cursor() as cursor:
            cursor.execute(sql)
        asked.close()


def sqlite_settings(path: Path) -> dict:
    """As the site's own settings say it for SQLite."""
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    base = connections["default"].settings_dict
    return base | {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def fill(site: Site) -> None:
    """People, units, history, a decision with its file; texts, times and numbers that are easily lost on the way."""
    with site.at_work():
        call_command("migrate", verbosity=0)
        agency = AgencyFactory(code="TTr", name="Thanh tra tỉnh Bắc Ninh")
        offices = [UnitFactory(code=f"NV{n}", parent=agency, kind=UnitKind.DEPARTMENT) for n in range(1, 4)]
        posts = [
            PostFactory(person__username=f"nguoi.{n}", person__full_name=f"Người Thứ {n}", unit=offices[n % 3])
            for n in range(30)
        ]
        Setting.objects.create(key="report_periods", value=["half", {"b": 1.5, "a": None}, "năm"])
        moment = datetime(2026, 6, 17, 2, 3, 4, 567891, tzinfo=UTC)
        AuditEvent.objects.bulk_create(
            AuditEvent(
                at=moment,
                day=date(2026, 6, 17),
                by=posts[n % 30].person,
                by_name="Người Thứ Nhất",
                action="unit.change",
                subject_kind="organization.unit",
                subject_id=n,
                summary=f"việc {n}",
                note=ODD_TEXT,
                after={"z": n, "a": [True, None, ODD_TEXT]},
            )
            for n in range(5000)
        )
        RecordedDecision.objects.create(
            leader=posts[0].person,
            leader_post=posts[0],
            decided_on=date(2026, 6, 1),
            channel="phone",
            file="decisions/but-phe.pdf",
            text="đồng ý",
            subject_kind="x",
            subject_id=1,
            recorded_by=posts[1].person,
            recorded_at=moment,
        )
        # The last numbers given out belong to rows that are gone: they must not be given again.
        Person.objects.create(username="da.nghi", full_name="Đã Nghỉ").delete()
        Unit.objects.get(pk=UnitFactory(code="TAM", parent=agency).pk).delete()
    folder = site.media / "decisions" / "2026"
    folder.mkdir(parents=True)
    (site.media / "decisions" / "but-phe.pdf").write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 400)
    (folder / "Quyết định số 5 (bản ký).docx").write_bytes(b"")


@pytest.fixture(scope="package")
def sites(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = Sites(tmp_path_factory.mktemp("sites"))
        yield made
        made.remove_all()


@pytest.fixture(scope="package")
def original(sites) -> Site:
    """A site with rows and files; tests only read it."""
    made = sites.make()
    fill(made)
    return made


@pytest.fixture(scope="package")
def archive(original, tmp_path_factory) -> Path:
    """A good backup of the original."""
    path = tmp_path_factory.mktemp("archive") / "good.zip"
    original.run("backup", path)
    return path


@pytest.fixture(scope="package")
def restored(sites, archive) -> Site:
    """Another site, restored from the good backup; tests only read it, or add to it."""
    made = sites.make()
    assert "Đã khôi phục bản sao lưu lúc" in made.run("restore", archive)
    return made
