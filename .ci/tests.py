"""Runs every test this machine can run, and says in one closing line what was left out.

First on SQLite with the embedded broker; then again with whatever DATABASE_URL and REDIS_URL name.
TEST_PROCESSES sets how many run at once.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("DATABASE_URL", "REDIS_URL")


def run_tests(title: str, environment: dict[str, str]) -> tuple[int, set[str]]:
    """The exit code of one run and what it had to leave out."""
    print(f"\n=== {title} ===", flush=True)
    processes = os.environ.get("TEST_PROCESSES", "2")
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "left-out"
        command = [sys.executable, "-m", "pytest", "-q", "-n", processes, *sys.argv[1:]]
        code = subprocess.call(command, cwd=ROOT, env={**environment, "LEFT_OUT_FILE": str(note)})
        left_out = set(note.read_text(encoding="utf-8").splitlines()) if note.exists() else set()
    return code, left_out


def main() -> int:
    without_services = {**os.environ, **dict.fromkeys(SERVICES, "")}
    codes, left_out = [], []
    code, missing = run_tests("SQLite and the embedded broker", without_services)
    codes.append(code)
    left_out.append(missing)
    if any(os.environ.get(name) for name in SERVICES):
        code, missing = run_tests("DATABASE_URL and REDIS_URL", dict(os.environ))
        codes.append(code)
        left_out.append(missing)
    never_run = sorted(set.intersection(*left_out))
    failed = any(codes)
    if failed:
        print("\nSome tests failed.")
    print(f"\nLeft out: {'; '.join(never_run)}." if never_run else "\nLeft out: nothing.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
