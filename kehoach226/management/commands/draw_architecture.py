"""draw_architecture: write docs/architecture.svg from the code: floors, imports between them, rooms of an app."""

import ast
import re
import tomllib
from html import escape
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PICTURE = Path("docs") / "architecture.svg"
INK, GREY, ACCENT, EDGE, PAPER = "#18222E", "#4A5666", "#0B5566", "#B9C2CD", "#FFFFFF"
# What each room of an app is for; the rooms and their order are read from the contract.
ROOM_WORDS = {
    "urls": "addresses",
    "views": "visible object, rule, form, service, render",
    "jobs": "background work by name",
    "forms": "parse and check | every write, audited",
    "exports": "facts to files | files to facts",
    "lists": "each list declared once",
    "pages": "facts to words, marks, addresses",
    "templatetags": "how values look",
    "queries": "reads, answered as facts",
    "models": "fields, constraints",
    "querysets": "visible_to(actor), rows on a day",
    "rules": "pure: may this person, does the state allow",
    "enums": "fixed words",
}
HIDDEN_ROOMS = {"home_urls", "account_urls", "admin", "filters", "tables", "sign_in", "context_processors"}
# The processes of a running site: x, y, width, name, lines.
PROCESSES = (
    (790, 84, 360, "browser", ("pages, htmx, no build step",)),
    (790, 176, 170, "web", ("gunicorn, threads", "strict CSP")),
    (980, 176, 170, "scheduler", ("Celery beat: the sweep", "every 30 seconds")),
    (790, 310, 360, "doorbell", ("Redis, or files in var/broker: only a job's number",)),
    (790, 430, 360, "worker", ("claims the Job row, runs it, writes progress",)),
    (790, 552, 230, "database", ("PostgreSQL or SQLite: the", "truth, Job rows and audit too")),
    (1030, 552, 120, "files", ("evidence,", "reports")),
)
WAYS = ((875, 150, 875, 174), (1065, 262, 1065, 308), (875, 262, 875, 308), (970, 376, 970, 428), (905, 496, 905, 550))


class Command(BaseCommand):
    help = "Writes docs/architecture.svg from the code; with --check only compares."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="fail if the picture differs from the code")

    def handle(self, *args, check, **options):
        path, drawn = settings.BASE_DIR / PICTURE, picture(settings.BASE_DIR)
        if not check:
            path.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"Đã ghi {PICTURE}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{PICTURE} khác mã nguồn. Chạy lại: python manage.py draw_architecture")


def floors_and_rooms(root: Path) -> tuple[list[str], list[list[str]]]:
    """The packages from top to bottom, and the rooms of an app, a line of neighbours each, from the contracts."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    by_name = {contract["name"]: contract["layers"] for contract in contracts}
    floors = next(layers for name, layers in by_name.items() if name.startswith("Apps"))
    lines = next(layers for name, layers in by_name.items() if name.startswith("Modules"))
    rooms = [[room for room in re.findall(r"\w+", line) if room not in HIDDEN_ROOMS] for line in lines]
    return floors, [line for line in rooms if line]


def imports_between(root: Path, floors: list[str]) -> dict[str, set[str]]:
    """For each package the others it imports, by its own import statements (tests and migrations aside)."""
    found: dict[str, set[str]] = {floor: set() for floor in floors}
    for floor in floors:
        for path in (root / floor).rglob("*.py"):
            if {"tests", "migrations"} & set(path.parts):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found[floor].add(node.module.partition(".")[0])
    return {floor: (names & set(floors)) - {floor} for floor, names in found.items()}


def picture(root: Path) -> str:
    floors, rooms = floors_and_rooms(root)
    used = imports_between(root, floors)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1180 760" width="1180" height="760" '
        'font-family="Be Vietnam Pro, Segoe UI, Helvetica, Arial, sans-serif" role="img" aria-labelledby="t d">',
        '<title id="t">Architecture of Kế hoạch 226</title>',
        '<desc id="d">Left: the packages, each importing only those below it. Middle: the rooms of an app in import '
        "order. Right: the processes of a running site.</desc>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 L8 4 L0 8 z" fill="{ACCENT}"/></marker></defs>',
        '<rect width="1180" height="760" fill="#F5F7F9"/>',
        *_head(30, "Packages", "each imports only what stands below"),
        *_head(410, "Inside an app", "from the outside door to the words"),
        *_head(790, "A running site", "make run starts web, scheduler, worker"),
    ]
    for number, floor in enumerate(floors):
        top = 84 + number * 82
        words = (ast.get_docstring(ast.parse((root / floor / "__init__.py").read_text(encoding="utf-8"))) or "").split(
            "\n"
        )[0]
        parts += _box(30, top, 340, 70, floor, _wrapped(words, 44))
    for number, (floor, below) in enumerate(pairwise(floors)):
        if below in used[floor]:
            parts.append(_arrow(195, 154 + number * 82, 195, 164 + number * 82))
    height = min(60, 650 // len(rooms))
    for number, line in enumerate(rooms):
        parts += _box(
            410, 84 + number * height, 340, height - 8, " · ".join(line), [ROOM_WORDS.get(line[0], "")], small=True
        )
    for x, y, width, name, lines in PROCESSES:
        parts += _box(x, y, width, 46 + 20 * len(lines), name, list(lines))
    parts += [_arrow(*way) for way in WAYS]
    return "\n".join([*parts, "</svg>", ""])


def _head(x: int, title: str, words: str) -> list[str]:
    return [_text(x, 40, 18, title, bold=True), _text(x, 62, 14, words, color=GREY)]


def _box(x: int, y: int, width: int, height: int, name: str, lines: list[str], *, small: bool = False) -> list[str]:
    first, step, size = (18, 15, 12) if small else (25, 18, 13)
    return [
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{PAPER}" stroke="{EDGE}"/>',
        _text(x + 14, y + first, 14 if small else 16, name, bold=True),
        *(_text(x + 14, y + first + step * (n + 1), size, line, color=GREY) for n, line in enumerate(lines) if line),
    ]


def _text(x: int, y: int, size: int, words: str, *, bold: bool = False, color: str = INK) -> str:
    weight = 600 if bold else 400
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{color}">{escape(words)}</text>'


def _arrow(x1: int, y1: int, x2: int, y2: int) -> str:
    return f'<path d="M{x1} {y1} L{x2} {y2}" stroke="{ACCENT}" stroke-width="2" marker-end="url(#tip)"/>'


def _wrapped(words: str, most: int) -> list[str]:
    lines = [""]
    for word in words.rstrip(".").split():
        if len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:2]
