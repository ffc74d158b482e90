"""Registers as offices and exporters really write them: kinds of files that were once read wrongly."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font

from base.reading.errors import FileRefused
from base.tests.workbooks import workbook
from documents.enums import NumberState
from documents.reading.register import read_register
from documents.tests.facts import NV1, NV2, VP, facts

HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo", "Ghi chú"]
DAY = date(2026, 3, 5)


def read(rows, *, header=HEADER, **known):
    return read_register(workbook({"Sổ": [header, *rows]}), name="so.xlsx", facts=facts(**known))


def read_book(change, rows, *, header=HEADER):
    """Read a workbook that `change(sheet)` has touched."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sổ"
    for row in (header, *rows):
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return read_register(out, name="so.xlsx", facts=facts(unit_id=VP))


def told(entries):
    return [(entry.row, entry.column) for entry in entries]


# --- Cells that cannot be read -------------------------------------------------------------------


@pytest.mark.parametrize("place", [3, 4], ids=["in the middle", "at the end"])
def test_a_row_of_formulas_without_values_is_an_error_never_a_gap(place):
    rows = [["1/KH-TTr.NV1", DAY, "Kế hoạch một"], ["3/KH-TTr.NV1", DAY, "Kế hoạch ba"]]
    rows.insert(place - 2, ['="2/KH-TTr.NV"&"1"', "=B2+1", '="Kế hoạch "&"hai"'])
    reading = read(rows)
    assert told(reading.errors) == [(place, heading) for heading in HEADER[:3]]
    assert f"Ô A{place} là công thức chưa có giá trị" in reading.errors[0].message
    assert (reading.data_rows, reading.wrong_rows) == (3, 1)


@pytest.mark.parametrize("value", ["=VLOOKUP(1,A1:B2,2,0)", "#N/A", "#REF!"])
def test_a_unit_that_cannot_be_read_is_never_the_unit_of_the_file(value):
    reading = read([["4/KH-TTr", DAY, "Kế hoạch", value]], unit_id=VP)
    assert told(reading.errors) == [(2, "Đơn vị soạn thảo")]


@pytest.mark.parametrize("column", [0, 1, 2, 4])
def test_an_error_value_is_an_error_of_its_cell(column):
    row = ["4/KH-TTr.NV1", DAY, "Kế hoạch", None, None]
    row[column] = "#VALUE!"
    assert told(read([row]).errors) == [(2, HEADER[column])]


def test_a_formula_in_a_column_that_is_not_read_does_not_matter():
    assert read([["4/KH-TTr.NV1", DAY, "Kế hoạch", None, None, "=A2"]], header=[*HEADER, "Mã"]).errors == []


def test_a_total_made_of_a_formula_is_a_total():
    reading = read([["4/KH-TTr.NV1", DAY, "Kế hoạch"], ["Tổng cộng", None, "=COUNTA(A2:A2)"]])
    assert (reading.errors, reading.data_rows) == ([], 1)


# --- What people do not see ----------------------------------------------------------------------


def test_rows_hidden_by_a_filter_are_read_and_told():
    def hide(sheet):
        sheet.auto_filter.ref = "A1:E4"
        sheet.row_dimensions[3].hidden = True

    rows = [[f"{number}/KH-TTr.NV1", DAY, "Kế hoạch"] for number in (1, 2, 3)]
    reading = read_book(hide, rows)
    assert len(reading.rows) == 3
    [warning] = reading.warnings
    assert (warning.row, warning.sheet) == (3, "Sổ")
    assert warning.message.startswith("1 dòng")


def test_rows_struck_through_are_read_and_named():
    def strike(sheet):
        sheet["C3"].font = Font(strike=True)

    reading = read_book(strike, [[f"{number}/KH-TTr.NV1", DAY, "Kế hoạch"] for number in (1, 2)])
    assert [row.number for row in reading.rows] == [2, 3]
    assert [(warning.row, "gạch ngang" in warning.message) for warning in reading.warnings] == [(3, True)]


def test_invisible_characters_make_no_second_number():
    rows = [["501/KH-TTr.NV1", DAY, "Kế hoạch a"], ["501/KH-TTr\u00ad.NV1", date(2026, 3, 6), "Kế hoạch a"]]
    [error] = read(rows).errors
    assert (error.row, "dòng 2" in error.message) == (3, True)


def test_texts_in_an_old_encoding_are_named_and_not_guessed():
    reading = read([["90/KH-TTr.NV1", DAY, "KÕ ho¹ch c«ng t¸c"], ["91/BC-TTr.NV1", DAY, "Báo cáo"]])
    assert told(reading.warnings) == [(2, "Tên loại và trích yếu nội dung")]
    assert reading.rows[0].title == "KÕ ho¹ch c«ng t¸c"


# --- Dates that jump, years ----------------------------------------------------------------------


def test_days_and_months_swapped_in_real_dates_between_texts():
    days = [date(2026, 1, 3), "13/03/2026", date(2026, 2, 3), "25/03/2026", date(2026, 4, 3), "28/03/2026"]
    reading = read([[f"{50 + at}/KH-TTr.NV1", day, "Kế hoạch"] for at, day in enumerate(days)])
    [warning] = reading.warnings
    assert "dòng 2, 4, 6" in warning.message
    assert reading.errors == []


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        (["5/1/2026", "6/1/2026", "1/6/2026", "8/1/2026"], [4]),
        (["5/2/2026", "6/2/2026", "2/1/2026", "8/2/2026"], [4]),
        (["5/1/2026", "6/1/2026", "4/1/2026", "8/1/2026"], []),
        (["5/1/2026", "6/3/2026", "6/3/2026", "8/5/2026"], []),
    ],
)
def test_a_date_far_from_its_neighbours_is_named(days, rows):
    reading = read([[f"{5 + at}/BC-TTr.NV1", day, "Báo cáo"] for at, day in enumerate(days)])
    assert [warning.row for warning in reading.warnings] == rows


def test_each_symbol_has_its_own_run_of_numbers():
    rows = [
        ["10/BC-TTr", "5/1/2026", "Báo cáo", "VP"],
        ["1/KH-TTr", "6/1/2026", "Kế hoạch", "VP"],
        ["11/BC-TTr", "9/3/2026", "Báo cáo", "VP"],
        ["2/KH-TTr", "7/1/2026", "Kế hoạch", "VP"],
    ]
    assert read(rows).warnings == []


def test_a_lone_date_of_another_year_is_warned_of():
    reading = read([[f"{at}/KH-TTr.NV1", f"5/3/{year}", "x"] for at, year in enumerate((2026, 2025, 2026), start=1)])
    assert (reading.years, reading.main_year) == ({2026: 2, 2025: 1}, 2026)
    [warning] = reading.warnings
    assert warning.row == 3
    assert "2025: 1 dòng, 2026: 2 dòng" in warning.message


# --- Rows that are none, second tables, several sheets -------------------------------------------


def test_rows_passed_over_are_listed_with_a_reason():
    reading = read(
        [
            ["THÁNG 01/2026"],
            ["60/KH-TTr.NV1", DAY, "Kế hoạch"],
            [],
            ["Cộng", None, "1 văn bản"],
            [None, None, "Bắc Ninh, ngày 31 tháng 12 năm 2026"],
            [None, None, None, None, "VĂN THƯ"],
        ]
    )
    assert reading.data_rows == 1
    assert [(passed.row, passed.text) for passed in reading.passed_rows] == [
        (2, "THÁNG 01/2026"), (5, "Cộng | 1 văn bản"), (6, "Bắc Ninh, ngày 31 tháng 12 năm 2026"), (7, "VĂN THƯ"),
    ]  # fmt: skip
    assert all(passed.reason for passed in reading.passed_rows)


def test_a_second_header_begins_a_table_of_its_own():
    other = ["Trích yếu", "Phòng soạn thảo", "Ngày ký", "Số ký hiệu"]
    reading = read([["1/KH-TTr", DAY, "Kế hoạch", "NV1"], [], other, ["Kế hoạch hai", "NV2", "6/3/2026", "2/KH-TTr"]])
    assert reading.errors == []
    assert [(row.number, row.symbol.text, row.unit_id) for row in reading.rows] == [
        (2, "1/KH-TTr", NV1), (5, "2/KH-TTr", NV2),
    ]  # fmt: skip


def test_a_second_header_of_two_rows():
    stream = workbook(
        {
            "Sổ": [
                HEADER,
                ["1/KH-TTr.NV1", DAY, "Kế hoạch"],
                ["Văn bản", None, "Ngày ban hành", "Trích yếu"],
                ["Số", "Ký hiệu", None, None],
                [2, "KH-TTr.NV1", "6/3/2026", "Kế hoạch hai"],
            ]
        },
        merges={"Sổ": ["A3:B3", "C3:C4", "D3:D4"]},
    )
    reading = read_register(stream, name="so.xlsx", facts=facts())
    assert [(row.number, row.symbol.text) for row in reading.rows] == [(2, "1/KH-TTr.NV1"), (5, "2/KH-TTr.NV1")]


def test_the_identical_row_on_another_sheet_is_one_document():
    sheets = {name: [HEADER, ["92/KH-TTr", DAY, "Kế hoạch", "NV1"]] for name in ("Tổng hợp", "Tháng 3")}
    reading = read_register(workbook(sheets), name="so.xlsx", facts=facts())
    assert (reading.errors, reading.data_rows, reading.same_rows, len(reading.rows)) == ([], 2, 1, 1)
    [passed] = reading.passed_rows
    assert (passed.sheet, passed.row) == ("Tháng 3", 2)
    assert "dòng 2 của trang Tổng hợp" in passed.reason


def test_a_register_of_incoming_documents_is_refused():
    header = ["Số đến", "Ngày đến", "Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung"]
    with pytest.raises(FileRefused, match="sổ văn bản đến"):
        read([["7", "06/03/2026", "45/KH-TTr", "05/03/2026", "Kế hoạch"]], header=header)


def test_a_sheet_of_incoming_documents_beside_ours_is_named():
    sheets = {
        "Đi": [HEADER, ["1/KH-TTr", DAY, "Kế hoạch", "NV1"]],
        "Đến": [["Số VB đến", *HEADER], ["7", "45/KH-UBND", DAY, "Kế hoạch", "NV1"]],
    }
    reading = read_register(workbook(sheets), name="so.xlsx", facts=facts())
    assert (len(reading.rows), reading.sheets_not_read) == (1, ["Đến"])
    assert [warning.sheet for warning in reading.warnings] == ["Đến"]


# --- Columns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        ["Số CV", "Ngày", "Trích yếu"],
        ["Số hiệu văn bản", "Ngày phát hành", "Nội dung trích yếu"],
        ["Số/Ký hiệu", "Ngày tháng", "Trích yếu nội dung"],
        ["Ký hiệu văn bản", "Ngày tháng năm", "V/v"],
        ["Số VB đi", "Ngày VB", "Về việc"],
        ["SỐ KH", "NGÀY BH", "ND"],
    ],
)
def test_other_headings(header):
    [row] = read([["66/KH-TTr.NV1", DAY, "Kế hoạch"]], header=header).rows
    assert (row.symbol.text, row.day, row.title) == ("66/KH-TTr.NV1", DAY, "Kế hoạch")


@pytest.mark.parametrize(
    "header",
    [
        ["Số của văn bản", "Ký hiệu của văn bản", "Ngày ký", "Trích yếu"],
        ["Số (của văn bản)", "Ký hiệu (của văn bản)", "Ngày ký", "Trích yếu"],
        ["Số văn bản", "Ký hiệu văn bản", "Ngày ký", "Trích yếu"],
        ["Số đi", "Ký hiệu", "Ngày ký", "Trích yếu"],
        ["Số", "Ký hiệu VB", "Ngày ký", "Trích yếu"],
    ],
)
def test_number_and_sign_apart(header):
    [row] = read([[66, "KH-TTr.NV1", DAY, "Kế hoạch"]], header=header).rows
    assert row.symbol.text == "66/KH-TTr.NV1"


def test_where_two_columns_match_the_next_answers_for_an_empty_cell():
    header = ["Số, ký hiệu", "Ngày tháng văn bản", "Ngày ký", "Trích yếu", "Nội dung"]
    rows = [
        ["1/KH-TTr.NV1", None, "7/3/2026", "Kế hoạch", "khác"],
        ["2/KH-TTr.NV1", "-", "7/3/2026", None, "Kế hoạch hai"],
        ["3/KH-TTr.NV1", "8/3/2026", "7/3/2026", "Kế hoạch", None],
    ]
    found = read(rows, header=header).rows
    assert [(row.day.day, row.title) for row in found] == [(7, "Kế hoạch"), (7, "Kế hoạch hai"), (8, "Kế hoạch")]


def test_what_is_missing_is_said_with_what_was_seen():
    with pytest.raises(FileRefused) as refusal:
        read([["5/BC-TTr", "x", "y"]], header=["Số ký hiệu", "Trích yếu", "Hạn xử lý"])
    assert "thiếu cột Ngày tháng văn bản" in str(refusal.value)
    assert "Số ký hiệu; Trích yếu; Hạn xử lý" in str(refusal.value)


def test_columns_that_are_not_read_are_named():
    reading = read([["5/BC-TTr", DAY, "x", "VP", None, "Thường"]], header=[*HEADER, "Độ mật"])
    assert [(column.sheet, column.heading) for column in reading.unread_columns] == [("Sổ", "Độ mật")]


@pytest.mark.parametrize("heading", ["Phòng", "Bộ phận", "Nơi làm", None])
def test_a_column_whose_cells_all_name_units_is_the_unit_column(heading):
    header = [*HEADER[:3], heading, "Độ mật"]
    rows = [["65/KH-TTr", DAY, "x", "Phòng Nghiệp vụ 1", "Thường"], ["66/KH-TTr", DAY, "x", "-", "Mật"],
            ["67/KH-TTr", DAY, "x", "P.NV2", None]]  # fmt: skip
    reading = read(rows, header=header, unit_id=VP)
    assert reading.errors == []
    assert [row.unit_id for row in reading.rows] == [NV1, VP, NV2]
    assert [column.heading for column in reading.unread_columns] == ["Độ mật"]


def test_a_formula_in_such_a_column_is_an_error_of_its_cell():
    rows = [["65/KH-TTr", DAY, "x", "NV1"], ["66/KH-TTr", DAY, "x", "=D2"]]
    assert told(read(rows, header=[*HEADER[:3], "Phòng"], unit_id=VP).errors) == [(3, "Phòng")]


def test_a_column_that_only_mostly_names_units_is_warned_of():
    rows = [[f"{at}/KH-TTr", DAY, "x", name] for at, name in enumerate(("NV1", "NV2", "Phòng Lạ"), start=1)]
    reading = read(rows, header=[*HEADER[:3], "Phòng"], unit_id=VP)
    assert [row.unit_id for row in reading.rows] == [VP] * 3
    assert [(warning.row, "“Phòng”" in warning.message) for warning in reading.warnings] == [(4, True)]


def test_two_such_columns_are_warned_of_and_neither_is_read():
    reading = read([["65/KH-TTr", DAY, "x", "NV1", "NV2"]], header=[*HEADER[:3], "Phòng", "Nơi gửi"], unit_id=VP)
    assert [row.unit_id for row in reading.rows] == [VP]
    assert len(reading.warnings) == 1


# --- Numbers that were cancelled -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("Đã hủy", NumberState.CANCELLED),
        ("Đã huỷ", NumberState.CANCELLED),
        ("Văn bản hủy", NumberState.CANCELLED),
        ("HỦY số", NumberState.CANCELLED),
        ("Huỷ bỏ", NumberState.CANCELLED),
        ("không phát hành", NumberState.CANCELLED),
        ("Số này không sử dụng nữa", NumberState.CANCELLED),
        ("Bỏ số", NumberState.CANCELLED),
        ("Bỏ trống", NumberState.CANCELLED),
        ("Số trống", NumberState.CANCELLED),
        ("Để trống", NumberState.CANCELLED),
        ("Cấp nhầm số", NumberState.CANCELLED),
        ("Hủy theo 12/QĐ-TTr", NumberState.CANCELLED),
        ("(Hủy)", NumberState.CANCELLED),
        ("Theo đề nghị của phòng: hủy số này", NumberState.CANCELLED),
        ("Dự trữ số", NumberState.RESERVED),
        ("Tiêu hủy tài liệu hết giá trị", NumberState.ISSUED),
        ("Phát huy", NumberState.ISSUED),
        ("Chưa hủy", NumberState.ISSUED),
    ],
)
def test_words_of_a_note(note, state):
    [row] = read([["100/KH-TTr.NV1", DAY, "Kế hoạch", None, note]]).rows
    assert (row.number_state, row.day) == (state, DAY)


@pytest.mark.parametrize("note", ["Lùi số", "Trùng số", "Thu hồi", "Đã thu hồi văn bản"])
def test_a_note_that_speaks_of_the_number_otherwise_is_counted_and_warned_of(note):
    reading = read([["100/KH-TTr.NV1", DAY, "Kế hoạch", None, note]])
    assert reading.rows[0].number_state == NumberState.ISSUED
    assert told(reading.warnings) == [(2, "Ghi chú")]


@pytest.mark.parametrize("title", ["Hủy - cấp nhầm", "Số trống", "Giữ số cho phòng Nghiệp vụ 1"])
def test_without_a_date_the_title_need_only_begin_with_such_a_word(title):
    [row] = read([["100/KH-TTr.NV1", None, title]]).rows
    assert row.number_state != NumberState.ISSUED


# --- Symbols of others ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "part"),
    [
        ("183/TTr-P5", "P5"),
        ("184/TTr-GSKTXLSTT", "GSKTXLSTT"),
        ("185/TTr-NV9", "NV9"),
        ("186/TTr-TTr.NV9", "NV9"),
        ("187/KH-TTr.NV9", "NV9"),
        ("112/BC-SNV", "SNV"),
        ("45/KH-UBND", "UBND"),
        ("12/QĐ-UBND", "UBND"),
        ("88/KH-TT.NV1", "TT"),
        ("74/KHTTr", "KHTTr"),
        ("12/2026/QĐ-BNV", "BNV"),
    ],
)
def test_a_document_of_another_body_or_an_unknown_unit_is_an_error_that_names_the_part(symbol, part):
    [error] = read([[symbol, DAY, "Kế hoạch", "Phòng Nghiệp vụ 1"]]).errors
    assert (error.row, error.column) == (2, "Số, ký hiệu")
    assert f"“{part}”" in error.message
    assert "Gần nhất:" in error.message


@pytest.mark.parametrize("symbol", ["12/2026/QĐ-UBND", "05/2026/NQ-HĐND", "5/BC-NV1", "5/TTr-NV1.LH", "5/XYZ-TTr"])
def test_symbols_that_are_ours(symbol):
    assert read([[symbol, DAY, "Kế hoạch", "NV1"]]).errors == []


def test_a_predecessor_is_ours():
    from documents.rules.symbols import AgencySymbols

    symbols = AgencySymbols("TTr", {"nv1": NV1}, frozenset({"TTT"}))
    reading = read([["5/KH-TTT", DAY, "x", "NV1"], ["6/TTT-NV1", DAY, "x"]], symbols=symbols)
    assert [(row.type.code, row.unit_id) for row in reading.rows] == [("ke_hoach", NV1), ("cong_van", NV1)]


@pytest.mark.parametrize(
    ("symbol", "words"),
    [
        ("77 - 78/KH-TTr.NV1", "hai số"),
        ("77, 78/KH-TTr.NV1", "hai số"),
        ("77 và 78/KH-TTr.NV1", "hai số"),
        ("86/KH-TTr.NV1;87/KH-TTr.NV1", "hai số"),
        ("86/KH-TTr.NV1\n87/KH-TTr.NV1", "hai số"),
        ("87/KH-TTr (thay 86/KH-TTr)", "hai số"),
        ("84/KH-TTr.NV1 ngày 5/3", "“ngày 5/3”"),
        ("226-KL/TW", "cơ quan khác"),
        ("71KH-TTr.NV1", "Thiếu dấu /"),
    ],
)
def test_a_symbol_that_is_not_understood_says_what(symbol, words):
    [error] = read([[symbol, DAY, "V/v triển khai", "NV1"]]).errors
    assert words in error.message


@pytest.mark.parametrize(
    "symbol",
    [
        "72\\KH-TTr.NV1",
        "72／KH-TTr.NV1",
        "72.0/KH-TTr.NV1",
        "Số: 72/KH-TTr.NV1 ",
        "72/KH-TTr.NV1 (Hỏa tốc)",
        "72/KH-TTr.NV1\n(bản sao)",
        "72 /KH - TTr . NV1",
        "72/KH-TTr.NV1.",
        "72/K\u200bH-TTr\u00ad.NV1",
        "'72/KH-TTr.NV1",
    ],
)
def test_symbols_as_people_type_them(symbol):
    [row] = read([[symbol, DAY, "V/v triển khai"]]).rows
    assert (row.symbol.text, row.type.code, row.unit_id) == ("72/KH-TTr.NV1", "ke_hoach", NV1)


# --- Long texts ----------------------------------------------------------------------------------


def test_no_message_is_as_long_as_a_cell():
    long = "rất dài " * 4000
    reading = read([["5/BC-TTr", long, "x", long], [long, DAY, long, "VP"], [None, None, long]], header=HEADER)
    entries = [*reading.errors, *reading.warnings]
    assert max(len(entry.message) for entry in entries) <= 600
    assert max(len(entry.value) for entry in entries) <= 200
    assert max(len(passed.text) for passed in reading.passed_rows) <= 200
