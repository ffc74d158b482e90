"""bench: how fast is the site, as ratios within one run, at the size of an agency and of a province?

Each size gets a database of its own and a process of its own, so that one does not warm the other up.
`docs/performance.md` says what was reached.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SIZES = ("agency", "province")
GOAL_PAGE, GOAL_GROWTH = 2.0, 2.0


class Command(BaseCommand):
    help = "Loads both sizes into databases of their own and prints queries, p50, p95 and memory as ratios."

    def add_arguments(self, parser):
        parser.add_argument("--runs", type=int, default=30, help="requests measured for each page")
        parser.add_argument("--keep", action="store_true", help="use databases an earlier run has loaded")

    def handle(self, *args, runs, keep, **options):
        found = {size: self._measure(size, runs, keep) for size in SIZES}
        self._print_pages(found)
        self._print_figures(found)

    def _measure(self, size: str, runs: int, keep: bool) -> dict:
        folder = Path(settings.VAR_DIR) / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / f"{size}.sqlite3"
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{database}",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "DEBUG": "0",  # with DEBUG on every query is kept in memory
            "LOG_LEVEL": "WARNING",
        }
        self._run(["collectstatic", "--noinput", "-v0"], environment)
        if not (keep and database.exists()):
            for left in folder.glob(f"{size}.sqlite3*"):
                left.unlink()
            self.stderr.write(f"Loading the demo of the size “{size}” …")
            for command in (["migrate", "-v0"], ["load_plan"], ["load_demo", "--size", size, "--force"]):
                self._run(command, environment)
        self.stderr.write(f"Measuring “{size}” …")
        return json.loads(self._run(["bench_size", "--runs", str(runs)], environment))

    @staticmethod
    def _run(command: list[str], environment: dict[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def _print_pages(self, found: dict) -> None:
        small, large = (found[size] for size in SIZES)
        self.stdout.write(
            f"\nReference page (signed-in list of 25 rows, two joins): p50 {small['reference']['p50']:.1f} ms, "
            f"p95 {small['reference']['p95']:.1f} ms, {small['reference']['queries']} queries\n"
        )
        head = f"{'page':<26}{'queries':>14}{'p50/ref':>9}{'p95/ref':>9}{'province/agency':>17}{'peak MB':>16}  goals"
        self.stdout.write(head)
        for name, one in small["pages"].items():
            other = large["pages"][name]
            ratio, tail = one["p50"] / one["reference"], one["p95"] / one["reference"]
            growth = other["p50"] / one["p50"]
            missed = [
                word
                for word, is_missed in (
                    ("queries differ", one["queries"] != other["queries"]),
                    (f"p50 > {GOAL_PAGE:g} × ref", ratio > GOAL_PAGE),
                    (f"growth > {GOAL_GROWTH:g} ×", growth > GOAL_GROWTH),
                )
                if is_missed
            ]
            self.stdout.write(
                f"{name:<26}{one['queries']:>6} / {other['queries']:<5}{ratio:>9.2f}{tail:>9.2f}{growth:>17.2f}"
                f"{one['peak_mb']:>8.1f} / {other['peak_mb']:<5.1f}  {', '.join(missed) or 'met'}"
            )

    def _print_figures(self, found: dict) -> None:
        self.stdout.write(f"\n{'figures':<46}{'agency':>14}{'province':>14}")
        for name in found["agency"]["figures"]:
            row = [found[size]["figures"][name] for size in SIZES]
            self.stdout.write(f"{name:<46}{row[0]:>14.2f}{row[1]:>14.2f}")
        for size in SIZES:
            self.stdout.write(f"Data, {size}: {found[size]['data']}")
