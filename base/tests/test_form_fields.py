"""Typed text and dates arrive the way Vietnamese offices type them."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from base.form_fields import BlockField, LineField, VietnameseDateField, XlsxField


def test_text_is_composed_trimmed_and_free_of_control_characters():
    decomposed = unicodedata.normalize("NFD", "  Đường\u00a0 dài\x00\n ")
    assert LineField().clean(decomposed) == "Đường dài"
    assert BlockField().clean(" một  \r\nhai\x07\r") == "một\nhai"
    assert LineField(required=False).clean(None) == ""
    with pytest.raises(ValidationError):
        LineField().clean("\u200b \u00a0")


@pytest.mark.parametrize(
    "typed", ["05/03/2026", "5/3/2026", " 5/3/26 ", "5-3-2026", "5.3.2026", "2026-03-05", "05032026", "5/3", "05-03"]
)
def test_the_day_comes_first(typed):
    assert VietnameseDateField().clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "13/13/2026", "31/02", "99112026", "hôm nay", "2511202", "5/3/0026", "5/3/9999"]
)
def test_days_that_are_none_are_refused(typed):
    with pytest.raises(ValidationError) as error:
        VietnameseDateField().clean(typed)
    assert "05/03/2026" in error.value.messages[0]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("a.xlsx", b"", "rỗng"), ("a.xlsx", b"<html>", "không phải"), ("a.xls", b"PK\x03\x04", "không phải"),
     ("a.xlsx", b"PK\x03\x04" + b"x" * 200, "lớn hơn")],
)  # fmt: skip
def test_only_a_small_xlsx_passes(name, content, word):
    with pytest.raises(ValidationError) as error:
        XlsxField(most_bytes=100).clean(SimpleUploadedFile(name, content))
    assert word in error.value.messages[0]


def test_a_day_without_a_year_lies_in_the_running_year(clock):
    assert VietnameseDateField().clean("25/11") == date(2026, 11, 25)
    assert VietnameseDateField().clean("25112026") == date(2026, 11, 25)
    clock.move_to("2027-01-05T02:00:00Z")
    assert VietnameseDateField().clean("25/11") == date(2027, 11, 25)
