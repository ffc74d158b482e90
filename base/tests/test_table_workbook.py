"""Every list as a workbook: reopened and compared cell by cell."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from base.table_workbook import Column, cell_text, sheet_name, table_workbook

COLUMNS = [
    Column("Nội dung", width=40),
    Column("Số", "int"),
    Column("Ngày", "date"),
    Column("Tỷ lệ", "ratio"),
    Column("Lúc", "datetime"),
]


def sheet_of(*rows, title="Danh sách", lines=(), plain=False):
    return load_workbook(BytesIO(table_workbook(title, list(lines), COLUMNS, rows, plain=plain))).active


@pytest.mark.parametrize("plain", [False, True])
def test_values_stay_real_numbers_and_dates(plain):
    moment = datetime(2026, 6, 16, 20, 30, tzinfo=UTC)
    sheet = sheet_of(("Đường", 1003, date(2026, 3, 5), 0.5556, moment), plain=plain)
    text, number, day, share, at = sheet[4]
    assert text.value == "Đường"
    assert (number.value, number.number_format) == (1003, "#,##0")
    assert (day.value, day.number_format) == (datetime(2026, 3, 5), "dd/mm/yyyy")
    assert (share.value, share.number_format) == (0.5556, "0.0%")
    assert (at.value, at.number_format) == (datetime(2026, 6, 17, 3, 30), "dd/mm/yyyy hh:mm")


def test_text_never_becomes_a_formula_or_an_error():
    for text in ("=1+1", "+84 912", "-5", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x","y")'):
        cell = sheet_of((text, None, None, None, None))["A4"]
        assert (cell.value, cell.data_type) == (text, "s")


def test_what_excel_cannot_hold_does_no_harm():
    sheet = sheet_of(
        ("a\x00b\x0bc\ud800", None, None, None, None), ("x" * 40_000, "chưa có", date(1899, 1, 2), None, None)
    )
    assert sheet["A4"].value == "abc"
    assert len(sheet["A5"].value) == 32_767
    assert sheet["B5"].value == "chưa có"
    assert sheet["C5"].value == "02/01/1899"


def test_page_header_and_filters():
    sheet = sheet_of(("a", 1, None, None, None), ("b", 2, None, None, None), lines=["Thanh tra tỉnh", "Lọc: tất cả"])
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["Danh sách", "Thanh tra tỉnh", "Lọc: tất cả"]
    assert [cell.value for cell in sheet[5]] == [column.label for column in COLUMNS]
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:E7"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.column_dimensions["A"].width == 40


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nhiệm vụ [2026]/6: a?*\\", "Nhiệm vụ 2026 6 a"),
        ("", "Bảng"),
        ("History", "Bảng"),
        ("'x'", "x"),
        ("a" * 50, "a" * 31),
    ],
)
def test_sheet_names_are_such_as_excel_accepts(title, name):
    assert sheet_name(title) == name


def test_text_that_looks_like_an_escape_stays_itself():
    assert cell_text("_x0041_") == "_x005F_x0041_"


@pytest.mark.parametrize("plain", [False, True])
def test_no_rows_and_many_rows_make_whole_workbooks(plain):
    empty = sheet_of(plain=plain)
    assert (empty.max_row, empty.auto_filter.ref) == (3, "A3:E3")
    many = sheet_of(*((f"dòng <{n}> & “x”", n, None, None, None) for n in range(3000)), plain=plain)
    assert (many.max_row, many.auto_filter.ref) == (3003, "A3:E3003")
    assert many["A3003"].value == "dòng <2999> & “x”"


def test_lines_and_blanks_of_a_text_stay_and_the_row_grows():
    sheet = sheet_of(("  một\nhai\nba ", True, False, None, None))
    assert sheet["A4"].value == "  một\nhai\nba "
    assert (sheet["B4"].value, sheet["C4"].value) == ("có", "không")
    assert sheet.row_dimensions[4].height == 45
