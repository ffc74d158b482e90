"""Rows of workbooks grow with their wrapped texts."""

from io import BytesIO

from openpyxl import load_workbook

from base.table_workbook import LINE_HEIGHT, MOST_POINTS, Column, row_height, table_workbook

COLUMNS = (Column("Nội dung", width=20), Column("Số", "int"))


def test_a_row_that_fits_one_line_keeps_the_usual_height():
    assert row_height(("ngắn", 12), COLUMNS) is None


def test_a_row_grows_with_its_longest_text_and_its_line_breaks():
    assert row_height(("x" * 40, 1), COLUMNS) == 3 * LINE_HEIGHT
    assert row_height(("một\nhai", 1), COLUMNS) == 2 * LINE_HEIGHT


def test_a_row_never_grows_beyond_what_excel_can_hold():
    assert row_height(("x" * 40_000, 1), COLUMNS) == MOST_POINTS


def test_lists_set_the_height_of_the_row_that_needs_it():
    content = table_workbook("Bảng", [], COLUMNS, [("ngắn", 1), ("x" * 40, 2)])

    sheet = load_workbook(BytesIO(content)).active
    assert sheet.row_dimensions[4].height is None
    assert sheet.row_dimensions[5].height == 3 * LINE_HEIGHT
