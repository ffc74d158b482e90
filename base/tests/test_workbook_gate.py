"""Hostile and unsuitable files are refused with a sentence before they cost anything."""

import io
import re
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from base.reading.errors import FileRefused
from base.reading.gate import OLE_MAGIC, Limits
from base.reading.workbook import open_workbook
from base.tests.workbooks import entry, with_entries, workbook

SHEET = "xl/worksheets/sheet1.xml"
PLAIN = {"Sổ": [["a", "b"], [1, 2], [3, 4]]}


def read_all(stream, *, name="so.xlsx", **limits):
    with open_workbook(stream, name=name, limits=Limits(**limits)) as book:
        return {sheet: [row.cells for row in book.rows(sheet)] for sheet in book.visible_sheets}


def refusal(stream, **options):
    """The sentence; measured, so that a refusal that costs seconds or memory fails the test."""
    tracemalloc.start()
    started = time.perf_counter()
    try:
        with pytest.raises(FileRefused) as refused:
            read_all(stream, **options)
        assert time.perf_counter() - started < 10
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
    return str(refused.value)


@pytest.fixture(autouse=True)
def clock():
    """The real clock: these tests measure time."""


def test_a_plain_workbook_is_read():
    assert read_all(workbook(PLAIN)) == {"Sổ": [["a", "b"], [1, 2], [3, 4]]}


def test_a_far_cell_is_refused_with_its_place():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", "b"
    out = io.BytesIO()
    book.save(out)
    assert "XFD1048576" in refusal(out)


def test_far_cells_that_hold_only_a_format_do_no_harm():
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    assert read_all(out) == {"Sheet": [["a"]]}


def test_a_far_cell_behind_a_prefix_or_without_a_reference_is_seen():
    xml = entry(workbook(PLAIN), SHEET)
    prefixed = xml.replace(
        b"<worksheet ", b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    )
    prefixed = prefixed.replace(
        b"</sheetData>", b'<x:row r="999999"><x:c r="A999999"><x:v>1</x:v></x:c></x:row></sheetData>'
    )
    assert "A999999" in refusal(with_entries(workbook(PLAIN), {SHEET: prefixed}))
    bare = xml.replace(b"</sheetData>", b'<row r="999999"><c><v>1</v></c></row></sheetData>')
    assert "A999999" in refusal(with_entries(workbook(PLAIN), {SHEET: bare}))


def test_a_bomb_is_refused_on_the_directory():
    bomb = with_entries(workbook(PLAIN), {"xl/media/x.xml": b" " * (200 << 20)})
    assert len(bomb.getvalue()) < 1 << 20
    assert "200 MB" in refusal(bomb)


def test_a_directory_that_lies_about_sizes_is_found_out():
    out = with_entries(workbook(PLAIN), {SHEET: entry(workbook(PLAIN), SHEET) + b"<!--" + b" " * 100_000 + b"-->"})
    with zipfile.ZipFile(out) as archive:
        true_size = archive.getinfo(SHEET).file_size
    lying = out.getvalue().replace(true_size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert "khai gian" in refusal(io.BytesIO(lying))


def test_one_long_text_shared_by_many_cells_is_refused():
    book = workbook(PLAIN)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = b'<sst xmlns="' + main + b'"><si><t>' + b"x" * 30_000 + b"</t></si></sst>"
    xml = entry(book, SHEET)
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(1, 9_000))
    xml = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + cells + b"</sheetData>", xml)
    xml = re.sub(rb'<dimension ref="[^"]*" ?/>', b"", xml)
    assert "quá nhiều dữ liệu" in refusal(with_entries(book, {SHEET: xml, "xl/sharedStrings.xml": shared}))


def test_a_comment_that_never_seems_to_end_is_refused():
    import random

    noise = bytes(random.Random(1).choices(b"abcdefghijklmnop", k=3 << 20))
    xml = entry(workbook(PLAIN), SHEET).replace(b"<sheetData>", b"<!--" + noise + b"--><sheetData>")
    assert "bất thường" in refusal(with_entries(workbook(PLAIN), {SHEET: xml}))


def test_entities_are_refused():
    xml = b'<!DOCTYPE a [<!ENTITY b "c">]>' + entry(workbook(PLAIN), SHEET).split(b"?>", 1)[-1]
    assert "kiểu lạ" in refusal(with_entries(workbook(PLAIN), {SHEET: xml}))


@pytest.mark.parametrize("claim", [b"A1:A2", b"A1:B2", b"A1:XFD1048576"])
def test_a_false_dimension_is_refused(claim):
    xml = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + claim + b'"', entry(workbook(PLAIN), SHEET))
    assert "không đúng với các ô" in refusal(with_entries(workbook(PLAIN), {SHEET: xml}))


def test_a_dimension_nobody_reckoned_hides_no_row():
    """Some exporters of document systems write A1 whatever follows."""
    xml = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', entry(workbook(PLAIN), SHEET))
    assert len(read_all(with_entries(workbook(PLAIN), {SHEET: xml}))["Sổ"]) == 3


def test_encrypted_and_old_files_are_told_apart():
    assert "mật khẩu" in refusal(io.BytesIO(OLE_MAGIC + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")))
    assert ".xls" in refusal(io.BytesIO(OLE_MAGIC + b"\0" * 600))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"a;b;c\n1;2;3\n", b"<html><table></table></html>", b"PK\x03\x04 broken"]
)
def test_other_kinds_are_refused(content):
    assert "Excel" in refusal(io.BytesIO(content))


def test_an_empty_file_is_refused():
    assert "rỗng" in refusal(io.BytesIO(b""))


def test_a_word_file_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
    assert "không phải tệp Excel" in refusal(out)


def test_macros_are_refused_by_name_part_and_type():
    assert "macro" in refusal(workbook(PLAIN), name="so.xlsm")
    assert "macro" in refusal(with_entries(workbook(PLAIN), {"xl/vbaProject.bin": b"x"}))
    types = entry(workbook(PLAIN), "[Content_Types].xml")
    types = types.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert "macro" in refusal(with_entries(workbook(PLAIN), {"[Content_Types].xml": types}))


def test_a_truncated_file_is_refused():
    assert "hỏng" in refusal(io.BytesIO(workbook(PLAIN).getvalue()[:-40]))


def test_too_many_rows_are_refused():
    assert "tối đa 2 dòng" in refusal(workbook(PLAIN), rows=2)


# --- What is read --------------------------------------------------------------------------------


def test_row_numbers_are_those_of_excel_whatever_is_empty_above():
    book = openpyxl.Workbook()
    book.active["C4"] = "x"
    out = io.BytesIO()
    book.save(out)
    with open_workbook(out) as opened:
        rows = list(opened.rows("Sheet"))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[3].cells == [None, None, "x"]


def test_hidden_sheets_are_known_and_not_among_the_visible():
    stream = workbook({"Hiện": [["a"]], "Ẩn": [["b"]]}, hidden=("Ẩn",))
    with open_workbook(stream) as opened:
        assert opened.visible_sheets == ["Hiện"]
        assert opened.hidden_sheets == ["Ẩn"]


def test_a_cell_merged_downwards_stands_in_each_row_and_one_merged_across_only_in_its_first():
    stream = workbook(
        {"Sổ": [["a", "b", "c"], [None, "d", None], [None, "e", None], ["f", "g", "h"]]},
        merges={"Sổ": ["A1:A3", "B1:C1"]},
    )
    with open_workbook(stream) as opened:
        rows = list(opened.rows("Sổ"))
    assert [row.cells for row in rows] == [["a", "b", None], ["a", "d", None], ["a", "e", None], ["f", "g", "h"]]
    assert rows[0].spread == ["a", "b", "b"]
