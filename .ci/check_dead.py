"""Is there code that nobody calls? Names used by templates, settings and Django itself count as used.

vulture reads the Python without the tests (what only a test calls is dead); this drops what templates or
settings name, and what Django, Celery or openpyxl look up by its name. Templates that nobody draws are named
too. Exit code 1 where anything is left.
"""

import re
import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
APPS = ("base", "organization", "documents", "tasks", "meetings", "figures", "reports", "kehoach226")
WORD = re.compile(r"[A-Za-z_]\w*")
# Whole kinds of names that a framework looks up.
LOOKED_UP = re.compile(
    r"Command|.*Config|verbose_name|app_configs|sender|handle_\w+|redirect_authenticated_user|Meta|handle|add_arguments|ready|clean(_\w+)?|default_error_messages|field_order|queryset"
    r"|requires_\w+|help|urlpatterns|app_name|old_addresses|handler\d+|process_\w+|media|template_name|widget_type"
    r"|success_url|authentication_form|form_class|use_required_attribute|order_fields|dispatch|form_valid"
    r"|get_\w+|has_\w+_permission|value_from_datadict|format_value|prepare_value|to_python|bound_data"
)
# Attributes of objects of libraries that are set and never read by us; the library is the reader.
SET_FOR_A_LIBRARY = {"attribute"}
# Files whose names are read by Django, Celery or kombu.
READ_BY_A_LIBRARY = (
    "kehoach226/settings.py",
    "kehoach226/formats",
    "kehoach226/celery.py",
    "kehoach226/wsgi.py",
    "kehoach226/transport.py",  # kombu calls its methods
    "organization/sign_in.py",  # axes does
)


def words_of_templates() -> set[str]:
    """Every name that some template, the settings or a script mentions."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html"), ROOT / "kehoach226/settings.py"]
    return set(WORD.findall("\n".join(path.read_text(encoding="utf-8") for path in files)))


def python_files() -> list[Path]:
    return [
        path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
    ]


def dead_names() -> list[str]:
    """One line for each function, class, property or variable that nobody uses."""
    known = words_of_templates()
    reader = Vulture(
        ignore_decorators=["@register.*", "@job", "@shared_task", "@*.connect", "@fixture", "@register", "@shows_once"]
    )
    for path in [*python_files(), *ROOT.glob("*/migrations/*.py")]:  # what a migration calls is alive
        reader.scan(path.read_text(encoding="utf-8"), filename=str(path.relative_to(ROOT)))
    found = []
    for item in reader.get_unused_code(min_confidence=60):
        if item.typ in SET_FOR_A_LIBRARY or item.name in known or LOOKED_UP.fullmatch(item.name):
            continue
        if str(item.filename).startswith(READ_BY_A_LIBRARY) or "/migrations/" in str(item.filename) or _is_field(item):
            continue
        found.append(f"{item.filename}:{item.first_lineno}: {item.typ} {item.name} is used by nobody")
    return found


def _is_field(item) -> bool:
    """Fields of models, forms and dataclasses, members of enums: written and stored as a whole."""
    return item.typ == "variable" and any(
        part in str(item.filename) for part in ("/models/", "/forms/", "/enums.py", "/demo/", "part_gallery.py")
    )


def dead_templates() -> list[str]:
    """Templates that no Python file and no template names."""
    templates = {
        str(path.relative_to(folder)): path
        for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in APPS))
        if folder.exists()
        for path in folder.rglob("*.html")
    }
    said = "\n".join(path.read_text(encoding="utf-8") for path in [*python_files(), *templates.values()])
    taken_by_name = ("registration/", "bootstrap5/", "django/", "400.html", "403", "404.html", "500.html")
    return [
        f"{path.relative_to(ROOT)}: drawn by nobody"
        for name, path in sorted(templates.items())
        if name not in said and not name.startswith(taken_by_name)
    ]


def main() -> int:
    faults = dead_names() + dead_templates()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
