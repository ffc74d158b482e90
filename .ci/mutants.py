"""Which small changes of rules and services would no test notice?

Takes a sample of them, the same for the same seed: a comparison turned or widened, `and` for `or`, a condition
without its `not`, plus for minus, True for False, nothing returned. Each is put into a copy of the tree and tried
with the tests that name its module, those that name what uses it and all others of its app (on SQLite; where
DATABASE_URL points too, if it is set), until one fails. Prints those that survive; exit code 1 where more than
5 of 100 do.

    python .ci/mutants.py [--sample 100] [--seed 226] [--only documents/services]

Changes that make no difference are listed in `.ci/mutants.equivalent`, each with the reason; they do not count.
"""

import argparse
import ast
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = ROOT / ".ci" / "mutants.equivalent"
APPS = ("base", "organization", "documents", "tasks", "meetings", "figures", "reports")
MOST_OF_HUNDRED = 5
PATIENCE = 1800  # seconds; a change that makes the tests hang longer than this is noticed
NEEDS_NO_BROWSER = "not browser and not office_suite"

COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
RECKONED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}
FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)
HANGS = "tests that hang"
POSTGRES = Lock()  # one test database there


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(frozen=True)
class Mutant:
    """One change: the bytes of a file from `start` to `end` become `new`.

    `words` name it whatever its line; so it stands in the list of those that make no difference.
    """

    path: str
    line: int
    start: int
    end: int
    new: str
    words: str

    @property
    def module(self) -> str:
        return module_of(self.path)


# --- The changes ----------------------------------------------------------------------------------


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """The node in every way it may be wrong by a little."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARED:
            yield ast.Compare(left, [COMPARED[type(op)]()], [right])
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in RECKONED:
            yield ast.BinOp(left, RECKONED[type(op)](), right)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))


def walk(node: ast.AST, within: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Every node that runs, with the function it stands in: no decorators, no annotations."""
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                named = isinstance(child, ast.FunctionDef | ast.ClassDef)
                inside = f"{within}.{child.name}".strip(".") if named else within
                yield child, inside
                yield from walk(child, inside)


def mutants_of(path: Path) -> Iterator[Mutant]:
    source = path.read_bytes()
    starts, met = [0], Counter[str]()
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, within in walk(ast.parse(source)):
        for other in changed(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + node.end_col_offset
            new = ast.unparse(ast.fix_missing_locations(other))
            new = new if isinstance(node, ast.Return) else f"({new})"
            old = source[start:end].decode()
            where = path.relative_to(ROOT).as_posix()
            words = f"{where} {within}: {' '.join(old.split())} -> {' '.join(new.split())}"
            met[words] += 1
            yield Mutant(where, node.lineno, start, end, new, words + f" ({met[words]})" * (met[words] > 1))


def sample(size: int, seed: str, only: str) -> list[Mutant]:
    """So many of all changes; one that stays in the code stays in the sample, whatever else is written."""
    files = [path for app in APPS for room in ("rules", "services") for path in (ROOT / app / room).rglob("*.py")]
    found = [mutant for path in sorted(files) for mutant in mutants_of(path) if mutant.path.startswith(only)]
    return sorted(found, key=lambda one: hashlib.sha256(f"{seed} {one.words}".encode()).digest())[:size]


# --- The tests ------------------------------------------------------------------------------------


def naming(module: str, files: dict[str, str]) -> list[str]:
    """Those of the files, paths with their text, that name a module."""
    package, _, name = module.rpartition(".")
    return [path for path, text in files.items() if module in text or f"from {package} import {name}" in text]


@cache
def texts() -> tuple[dict[str, str], dict[str, str]]:
    """Path and text of every test file, and of the modules that they test."""
    paths = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
    every = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    tests = {path: text for path, text in every.items() if Path(path).name.startswith("test_")}
    return tests, {path: text for path, text in every.items() if "tests" not in Path(path).parts}


def tests_of(mutant: Mutant) -> list[list[str]]:
    """The test files nearest first: those that name the module, those that name what uses it, the app's others."""
    tests, modules = texts()
    near = naming(mutant.module, tests)
    users = [module_of(path) for path in naming(mutant.module, modules) if path != mutant.path]
    next_to = sorted({path for user in users for path in naming(user, tests)} - {*near})
    app = mutant.path.partition("/")[0]
    rest = [path for path in tests if path.startswith(f"{app}/") and path not in (*near, *next_to)]
    return [files for files in (near, next_to, rest) if files]


def copy_of_the_tree(folder: Path) -> Path:
    listed = subprocess.check_output(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, text=True)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def who_fails(tree: Path, tests: list[str], *, services: bool = False) -> str:
    """The first of these tests that does not pass in the tree, or the file that does not load; '' where all do."""
    own = {"SECRET_KEY": "mutants-" * 8, "DEBUG": "1", **({} if services else {"DATABASE_URL": "", "REDIS_URL": ""})}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", NEEDS_NO_BROWSER, *tests]
    try:
        done = subprocess.run(
            command, cwd=tree, env={**os.environ, **own}, timeout=PATIENCE, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        return HANGS
    if done.returncode in (0, 5):  # 5: every test of these files needs what this run does not have
        return ""
    return next(iter(FAILED.findall(done.stdout)), tests[0])


def who_notices(mutant: Mutant, tree: Path) -> str:
    """The test that fails with the change and not without it; '' where it survives."""
    target = tree / mutant.path
    source = target.read_bytes()
    runs = [(tests, False) for tests in tests_of(mutant)]
    if os.environ.get("DATABASE_URL"):
        runs.append((runs[0][0], True))
    for tests, services in runs:
        with POSTGRES if services else nullcontext():
            put(target, source[: mutant.start] + mutant.new.encode() + source[mutant.end :])
            failing = who_fails(tree, tests, services=services)
            put(target, source)
            if failing and failing != HANGS and who_fails(tree, [failing], services=services):
                raise SystemExit(f"{failing} fails without any change: mend it first.")
        if failing:
            return failing
    return ""


def put(target: Path, source: bytes) -> None:
    Path(cache_from_source(str(target))).unlink(missing_ok=True)  # same size, same second: Python would not look
    target.write_bytes(source)


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--sample", type=int, default=100)
    reader.add_argument("--seed", default="226")
    reader.add_argument("--only", default="", help="only files whose path begins so")
    reader.add_argument("--list", action="store_true", help="print the sample and try nothing")
    wishes = reader.parse_args()
    listed = [line.partition("  #")[0] for line in EQUIVALENT.read_text("utf-8").splitlines()]
    chosen = sample(wishes.sample, wishes.seed, wishes.only)
    tried = [mutant for mutant in chosen if mutant.words not in listed]
    if wishes.list:
        print("\n".join(f"line {mutant.line} of {mutant.words}" for mutant in tried))
        return 0
    survivors, workers = [], int(os.environ.get("TEST_PROCESSES", "2"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for number in range(workers):
            trees.put(copy_of_the_tree(Path(folder) / str(number)))

        def attempt(mutant: Mutant) -> str:
            tree = trees.get()
            try:
                return who_notices(mutant, tree)
            finally:
                trees.put(tree)

        for mutant, noticing in zip(tried, pool.map(attempt, tried), strict=True):
            verdict = f"noticed by {noticing}" if noticing else "SURVIVES"
            print(f"line {mutant.line} of {mutant.words}\n    {verdict}", flush=True)
            survivors += [] if noticing else [mutant]
    print(f"\n{len(survivors)} of {len(tried)} survive; {len(chosen) - len(tried)} more make no difference.")
    print("\n".join(f"  {mutant.words}" for mutant in survivors))
    return 1 if len(survivors) * 100 > MOST_OF_HUNDRED * len(tried) else 0


if __name__ == "__main__":
    raise SystemExit(main())
