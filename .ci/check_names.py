"""Does every name that code and templates write as a string point at something?

Url names in `{% url %}`, `reverse()`, `redirect()` and `url_name=`, templates in `{% include %}`,
`{% extends %}`, `render()` and `template=`, jobs in `enqueue(name=…)`. Exit code 1 where one leads nowhere.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach226.settings")

import django  # noqa: E402 - the site must be found first

django.setup()

from django.template.loader import get_template  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from organization.jobs import HANDLERS  # noqa: E402

APPS = ("base", "organization", "documents", "tasks", "meetings", "figures", "reports", "kehoach226")
URL_NAMES = (
    re.compile(r"{%\s*url\s+[\"']([\w:-]+)[\"']"),
    re.compile(r"\b(?:reverse|reverse_lazy|redirect)\(\s*[\"']([\w:-]+)[\"']"),
    re.compile(r"\b(?:pattern_name|url_name)=[\"']([\w:-]+)[\"']"),
)
TEMPLATES = (
    re.compile(r"{%\s*(?:include|extends)\s+[\"']([\w/.-]+\.html)[\"']"),
    re.compile(r"[\"']([\w-]+(?:/[\w-]+)+\.html)[\"']"),
)
JOBS = (re.compile(r"\benqueue\(\s*name=[\"']([\w.]+)[\"']"),)


def files() -> list[Path]:
    own = [ROOT / "templates", *(ROOT / app for app in APPS)]
    found = [path for folder in own for kind in ("*.py", "*.html") for path in folder.rglob(kind)]
    return [path for path in found if "tests" not in path.parts and "migrations" not in path.parts]


def url_names() -> set[str]:
    """Every full name of the site's addresses."""

    def names_of(resolver, prefix: str) -> set[str]:
        found = {f"{prefix}{name}" for name in resolver.reverse_dict if isinstance(name, str)}
        for space, (_, inner) in resolver.namespace_dict.items():
            found |= names_of(inner, f"{prefix}{space}:")
        return found

    return names_of(get_resolver(), "")


def is_template(name: str) -> bool:
    try:
        get_template(name)
    except Exception:
        return False
    return True


def main() -> int:
    urls, faults = url_names(), []
    for path in files():
        text, place = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        faults += [f"{place}: no page is named {n}" for p in URL_NAMES for n in p.findall(text) if n not in urls]
        faults += [f"{place}: there is no {n}" for p in TEMPLATES for n in p.findall(text) if not is_template(n)]
        faults += [f"{place}: no job is named {n}" for p in JOBS for n in p.findall(text) if n not in HANDLERS]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
