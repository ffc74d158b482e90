"""Colours that can be read, and static files that the manifest of a server can hash."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (CSS / "tokens.css").read_text(encoding="utf-8")))
TONES = ["red", "amber", "green", "violet", "grey"]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((tone, f"{tone}-bg") for tone in TONES),
        *((tone, "surface") for tone in TONES),
        *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("page", "surface", "sunk", "tint")),
        ("accent-strong", "tint"),
        ("quiet", "surface"),
        ("surface", "accent"),
    ],
)
def test_text_has_enough_contrast_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("edge", ["control", "bar-green", "bar-amber", "bar-accent", "red", "ink"])
def test_edges_and_bars_stand_out_from_a_panel(edge):
    assert contrast(edge, "surface") >= 3


def test_no_page_carries_an_inline_style_or_script():
    folders = [Path(settings.BASE_DIR) / "templates", *Path(settings.BASE_DIR).glob("*/templates")]
    found = [
        f"{path}: {match}"
        for folder in folders
        for path in folder.rglob("*.html")
        for match in re.findall(r"\sstyle=\"|\son\w+=\"|<script(?![^>]*\bsrc=)[^>]*>|<style", path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_every_static_file_can_be_collected_for_a_server(tmp_path):
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    tokens = next((tmp_path / "css").glob("tokens.*.css")).read_text(encoding="utf-8")
    fonts = re.findall(r'url\("(\.\./vendor/fonts/[^"]+)"', tokens)
    assert fonts
    assert all((tmp_path / "css" / font).resolve().exists() for font in fonts)
