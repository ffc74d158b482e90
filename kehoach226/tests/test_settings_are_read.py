"""Every open point that an app makes known is asked for somewhere; a setting nobody reads would be a lie."""

from pathlib import Path

from django.conf import settings

from organization.rules.settings import SETTINGS

APPS = ("base", "organization", "documents", "tasks", "meetings", "figures", "reports")


def test_every_setting_is_read_somewhere():
    code = [
        path.read_text(encoding="utf-8")
        for app in APPS
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if path.name != "registrations.py" and "tests" not in path.parts and "migrations" not in path.parts
    ]

    unread = [one.key for one in SETTINGS if not any(f'"{one.key}"' in text for text in code)]

    assert unread == []


def test_no_text_claims_counting_rules_that_nobody_approved():
    roots = [Path(settings.BASE_DIR) / name for name in (*APPS, "docs", "templates")]
    claims = [
        str(path)
        for root in roots
        for path in root.rglob("*")
        if path.suffix in (".py", ".html", ".md") and "tests" not in path.parts
        if "quy tắc tính đã duyệt" in path.read_text(encoding="utf-8")
    ]

    assert claims == []
