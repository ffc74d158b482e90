"""Does the lock alone meet every requirement of every package in it, whatever is released tomorrow?

With hashes pip takes no requirement that the lock does not pin as it is asked for: a package that wants
`coverage[toml]` needs the line `coverage[toml]==…`, not `coverage==…`. This reads what the installed
packages ask for, extras included, and names whatever the lock does not answer. It also names packages of
the environment that stand in no lock. Exit code 1 where anything is wrong.
"""

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"^([A-Za-z0-9][^\s;\\]*==[^\s;\\]+)\s*(;[^\\]*)?")
BROUGHT_BY_PYTHON = {"pip", "setuptools", "wheel"}

Lock = dict[str, tuple[Version, set[str]]]


def read_lock(path: Path) -> Lock:
    """Name to version and extras of every line of the lock that counts for this Python and system."""
    pins: Lock = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not (found := PINNED.match(line)):
            continue
        requirement = Requirement(f"{found[1]}{found[2] or ''}")
        if requirement.marker is None or requirement.marker.evaluate():
            version = next(iter(requirement.specifier)).version
            pins[canonicalize_name(requirement.name)] = (Version(version), set(requirement.extras))
    return pins


def wishes_of(package: Distribution, extras: set[str]) -> list[Requirement]:
    """What the package needs here, with the extras the lock names for it."""
    environments = [{**default_environment(), "extra": extra} for extra in ("", *extras)]
    wishes = [Requirement(text) for text in package.requires or ()]
    return [wish for wish in wishes if wish.marker is None or any(wish.marker.evaluate(e) for e in environments)]


def faults_of(lock: Lock, installed: dict[str, Distribution]) -> list[str]:
    """One sentence for each requirement that the lock does not meet."""
    faults = []
    for name, (version, extras) in lock.items():
        if (package := installed.get(name)) is None:
            faults.append(f"{name} is locked and not installed")
            continue
        if Version(package.version) != version:
            faults.append(f"{name} is locked at {version} and installed at {package.version}")
        for wish in wishes_of(package, extras):
            pinned = lock.get(canonicalize_name(wish.name))
            if pinned is None:
                faults.append(f"{name} asks for {wish}, which is not locked")
            elif not wish.specifier.contains(pinned[0], prereleases=True):
                faults.append(f"{name} asks for {wish}, locked is {pinned[0]}")
            elif missing := wish.extras - pinned[1]:
                faults.append(f"{name} asks for {wish}, locked without the extra {', '.join(sorted(missing))}")
    return faults


def main() -> int:
    installed = {canonicalize_name(package.name): package for package in distributions()}
    locks = {name: read_lock(ROOT / name) for name in LOCKS}
    faults = [f"{name}: {fault}" for name, lock in locks.items() for fault in faults_of(lock, installed)]
    known = set().union(*locks.values()) | BROUGHT_BY_PYTHON
    faults += [f"{name} is installed and stands in no lock" for name in sorted(set(installed) - known)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
