"""Cells that hold something no reader can tell, rows that look hidden or struck, headings anywhere."""

import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from base.reading.headers import KnownColumns, find_header, numbers_columns, walk
from base.reading.report import FileReading, ImportReport, RowError, report_lines
from base.reading.workbook import Row, UnreadCell, open_workbook
from base.tests.workbooks import entry, with_entries, workbook

SHEET = "xl/worksheets/sheet1.xml"


def rows_of(stream):
    with open_workbook(stream) as book:
        return list(book.rows(book.visible_sheets[0]))


@pytest.mark.parametrize(
    ("cell", "is_unread"),
    [
        (b"<f>1+1</f>", True),
        (b"<f>1+1</f><v></v>", True),
        (b"<f>1+1</f><v/>", True),
        (b"<f>1+1</f><v>2</v>", False),
    ],
)
def test_a_formula_without_its_stored_value(cell, is_unread):
    stream = workbook({"Sổ": [["=1+1", "x"]]})
    content = entry(stream, SHEET).replace(b"<f>1+1</f><v></v>", cell)
    [row] = rows_of(with_entries(stream, {SHEET: content}))
    assert isinstance(row.cells[0], UnreadCell) is is_unread


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell():
    stream = workbook({"Sổ": [['=""', "x"]]})
    content = entry(stream, SHEET).replace(b'<c r="A1"><f>""</f><v></v>', b'<c r="A1" t="str"><f>""</f><v></v>')
    [row] = rows_of(with_entries(stream, {SHEET: content}))
    assert row.cells == [None, "x"]


def test_formulas_alone_before_and_behind_all_values():
    rows = rows_of(workbook({"Sổ": [["=1"], [None, "x"], ["=2", None, "=3"]]}))
    places = [[cell.place for cell in row.cells if isinstance(cell, UnreadCell)] for row in rows]
    assert places == [["A1"], [], ["A3", "C3"]]


def test_a_sheet_of_nothing_but_formulas():
    assert [row.number for row in rows_of(workbook({"Sổ": [["=1"], ["=2"]]}))] == [1, 2]


def test_error_values_as_errors_and_as_texts():
    stream = workbook({"Sổ": [["a", "#N/A", "#ref!", "#1"]]})
    [row] = rows_of(stream)
    assert [isinstance(cell, UnreadCell) for cell in row.cells] == [False, True, True, False]


def styled(change):
    book = openpyxl.Workbook()
    for number in (1, 2, 3):
        book.active.append([f"dòng {number}", "x"])
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return rows_of(out)


def test_rows_struck_through_by_cell_and_by_part_of_a_text():
    def change(sheet):
        sheet["B2"].font = Font(strike=True)
        sheet["A3"] = CellRichText("giữ ", TextBlock(InlineFont(strike=True), "bỏ"))
        sheet["C1"].font = Font(strike=True)  # an empty cell strikes nothing

    assert [row.is_struck for row in styled(change)] == [False, True, True]


def test_hidden_rows():
    def change(sheet):
        sheet.row_dimensions[2].hidden = True

    assert [row.is_hidden for row in styled(change)] == [False, True, False]


def test_a_cell_of_invisible_characters_is_empty():
    [row] = rows_of(workbook({"Sổ": [["x", "\u200b\u00ad"]]}))
    assert row.cells == ["x", None]


# --- Headings ------------------------------------------------------------------------------------

KNOWN = KnownColumns(names={"name": ("Họ và tên",), "day": ("Ngày văn bản", "Ngày")}, required=(("name",), ("day",)))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên cán bộ", "name"),
        ("Họ tên", "name"),
        ("Họ và tên đệm", None),
        ("Họ và tên người nhận", "name"),
        ("Ngày VB", "day"),
        ("Ngày văn bản đến", None),
        ("Ngày văn bản chuyển", None),
        ("Ngày ký", None),
    ],
)
def test_a_known_name_that_goes_on_as_another_thing(heading, field):
    match = KNOWN.match(heading)
    assert (match[0] if match else None) == field


def test_the_best_attempt_tells_the_headings_seen():
    rows = [Row(1, ["TIÊU ĐỀ"]), Row(2, ["Họ tên", "Hạn", None]), Row(3, ["a", "b", "c"])]
    header, attempt = find_header(rows, KNOWN)
    assert (header, attempt.seen) == (None, ("Họ tên", "Hạn"))


def test_tables_below_each_other():
    rows = [
        Row(1, ["Họ tên", "Ngày"]),
        Row(2, ["A", "1"]),
        Row(3, ["Ngày", "Họ tên"]),
        Row(4, ["2", "B"]),
    ]
    seen = [(row.number, header.columns["name"], is_header) for row, header, is_header in walk(rows, KNOWN, _never)]
    assert seen == [(1, 0, True), (2, 0, False), (3, 1, True), (4, 1, False)]


def _never(row, header):
    return False


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["(1)", "(2)", "(3)"], True),
        (["(A)", "(1)", "(2)", "(3)=(1)+(2)"], True),
        ([1, 2, 3], True),
        (["1", "5", "9"], False),
        (["1", "2", "Báo cáo"], False),
    ],
)
def test_rows_of_column_numbers(cells, expected):
    assert numbers_columns(Row(1, cells)) is expected


# --- The report ----------------------------------------------------------------------------------


def test_the_object_of_an_import_has_the_fixed_keys():
    keys = {
        "rows", "imported", "updated", "skipped", "refused", "passed_over", "errors", "warnings", "passed_rows",
        "unread_columns", "years",
    }  # fmt: skip
    assert keys <= set(ImportReport().as_json())


def test_no_line_on_the_terminal_is_endless():
    long = "rất dài " * 4000
    reading = FileReading(errors=[RowError(long, 2, "Sổ", long, long)], data_rows=1, wrong_rows=1, sheets=["Sổ"])
    reading.warn(long, row=3, sheet="Sổ", column=long)
    reading.pass_over("Sổ", Row(4, [long, long]), "không có ngày")
    reading.name_unread("Sổ", [long, *(f"Cột {number}" for number in range(500))])
    report = reading.balance(imported=0, updated=0, skipped=0, errors=[], leaves_out_errors=False, dry_run=True)
    report.missing = [f"{number}/BC-TTr (05/03/2026)" for number in range(5000)]
    assert max(len(line) for line in report_lines(report)) < 2500
