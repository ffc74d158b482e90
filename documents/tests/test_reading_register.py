"""From cells to rows: which rows are data, what each cell must hold, and whose row it is."""

import unicodedata
from datetime import date

import pytest

from base.reading.errors import FileRefused
from base.tests.workbooks import workbook
from documents.enums import DocumentClass, NumberState
from documents.reading.register import read_register
from documents.tests.facts import BBT, NV1, NV2, OLD, VP, facts

HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo", "Ghi chú"]
DAY = date(2026, 3, 5)


def read(rows, *, header=HEADER, merges=(), **known):
    stream = workbook({"Sổ 2026": [header, *rows]}, merges={"Sổ 2026": merges})
    return read_register(stream, name="so.xlsx", facts=facts(**known))


def one(*cells, **options):
    reading = read([cells], **options)
    assert reading.errors == []
    [row] = reading.rows
    return row


def errors(rows, **options):
    return [(error.row, error.column, error.message) for error in read(rows, **options).errors]


# --- Rows ----------------------------------------------------------------------------------------


def test_a_register_as_it_is_exported():
    reading = read_register(
        workbook(
            {
                "Bìa": [["SỔ ĐĂNG KÝ VĂN BẢN ĐI"]],
                "Sổ": [
                    ["THANH TRA TỈNH"],
                    ["SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM 2026"],
                    [],
                    HEADER,
                    [f"({number})" for number in range(1, 6)],
                    ["05/TTr-NV1", DAY, "V/v phối hợp"],
                    [],
                    ["06/BC-TTr", "6/3/2026", "Báo cáo tuần", "VP"],
                    HEADER,
                    ["07/BC-TTr", 46088, "Báo cáo tuần", "văn phòng"],
                    ["Cộng", None, "3 văn bản"],
                    [None, None, None, None, "Người lập"],
                ],
                "Nháp": [HEADER, ["99/BC-TTr", DAY, "Báo cáo", "VP"]],
            },
            hidden=("Nháp",),
        ),
        name="so.xlsx",
        facts=facts(),
    )
    assert reading.errors == []
    assert [(row.number, row.symbol.text, row.day, row.unit_id) for row in reading.rows] == [
        (6, "05/TTr-NV1", DAY, NV1),
        (8, "06/BC-TTr", date(2026, 3, 6), VP),
        (10, "07/BC-TTr", date(2026, 3, 7), VP),
    ]
    assert (reading.data_rows, reading.passed_over) == (3, 9)
    assert reading.sheets == ["Sổ"]
    assert reading.sheets_not_read == ["Bìa", "Nháp"]


def test_every_visible_sheet_with_a_header_is_read():
    sheets = {name: [HEADER, [f"{number}/BC-TTr", DAY, "Báo cáo", "VP"]] for number, name in ((1, "Q1"), (2, "Q2"))}
    reading = read_register(workbook(sheets), name="so.xlsx", facts=facts())
    assert [(row.sheet, row.number) for row in reading.rows] == [("Q1", 2), ("Q2", 2)]


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cộng", None, "12 văn bản"],
        ["TỔNG SỐ:", 96, None],
        ["cộng trang", None, None],
        [unicodedata.normalize("NFD", "Tổng cộng"), None, None],
        [None, None, "Cộng"],
        [None, None, 5, None, "Tổng số"],
        [1, 2, 3, 4, 5],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [None, None, None, "NV1", "gì đó"],
        [None, None, "Công văn về việc"],
        ["Công", None, None],
        ["Tháng 3", None, None],
        ["THÁNG 01/2026", None, None],
        [None, None, "Bắc Ninh, ngày 31 tháng 12 năm 2026"],
        [None, "Bắc Ninh, ngày 31 tháng 12 năm 2026", None],
        ["Danh sách có 01 văn bản./.", None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)"],
        HEADER,
        ["SỐ KÝ HIỆU", "Ngày ban hành", "Trích yếu"],
    ],
)
def test_rows_that_are_no_data(row):
    reading = read([row])
    assert (reading.data_rows, reading.passed_over) == (0, 2)


@pytest.mark.parametrize(
    "row",
    [
        ["05/TTr-NV1", DAY, "Cộng tác viên"],
        [None, DAY, "Tổng cộng"],
        ["05/TTr-NV1", None, "Tổng số"],
        [None, "31/4/2026", "Cộng"],
        ["226-KL/TW", None, "Kết luận"],
        [None, "5/3/2026", None],
        ["5/BC-TTr", None, None],
        ["5/BC-TTr; 6/BC-TTr", None, None],
    ],
)
def test_rows_that_are_data_right_or_wrong(row):
    assert read([row]).data_rows == 1


def test_a_unit_merged_over_several_rows_holds_for_each():
    rows = [["1/BC-TTr", DAY, "Báo cáo", "NV1"], ["2/BC-TTr", DAY, "Báo cáo"], ["3/BC-TTr", DAY, "Báo cáo", "NV2"]]
    reading = read(rows, merges=["D2:D3"])
    assert [row.unit_id for row in reading.rows] == [NV1, NV1, NV2]


def test_a_merged_total_row_is_passed_over():
    assert read([["Tổng cộng", None, None, 5]], merges=["A2:C2"]).data_rows == 0


# --- Symbol, date, title must be there -----------------------------------------------------------


def test_each_of_the_three_is_missed_by_name():
    rows = [[None, DAY, "Báo cáo", "VP"], ["2/BC-TTr", None, "Báo cáo", "VP"], ["3/BC-TTr", DAY, None, "VP"]]
    assert errors(rows) == [
        (2, "Số, ký hiệu", "Thiếu số, ký hiệu."),
        (3, "Ngày tháng văn bản", "Thiếu ngày tháng văn bản."),
        (4, "Tên loại và trích yếu nội dung", "Thiếu trích yếu nội dung."),
    ]


def test_a_row_tells_all_its_errors_and_counts_once():
    reading = read([["5/XYZ-TTr", "31/4/2026", "Gì đó", "NV8"]])
    assert {error.column for error in reading.errors} == {"Ngày tháng văn bản", "Số, ký hiệu", "Đơn vị soạn thảo"}
    assert (reading.data_rows, reading.wrong_rows, reading.rows) == (1, 1, [])


def test_an_error_says_what_the_file_says():
    [error] = read([["5/BC-TTr", "31/4/2026", "Báo cáo", "VP"]]).errors
    assert (error.sheet, error.row, error.value) == ("Sổ 2026", 2, "31/4/2026")


@pytest.mark.parametrize("header", [HEADER[:2], HEADER[1:], [HEADER[0], *HEADER[2:]]])
def test_a_table_without_one_of_the_three_columns_is_refused(header):
    with pytest.raises(FileRefused):
        read([], header=header)


def test_a_missing_column_is_named():
    with pytest.raises(FileRefused, match="thiếu cột Ngày tháng văn bản"):
        read([["5/BC-TTr", "Báo cáo"]], header=["Số ký hiệu", "Trích yếu"])


# --- Text ----------------------------------------------------------------------------------------


def test_text_is_nfc_clean_and_whole():
    long = "Báo cáo " + "rất dài " * 400
    row = one(unicodedata.normalize("NFD", "05/QĐ-TTr"), DAY, unicodedata.normalize("NFD", f"{long}\u00a0\n hết"), "VP")
    assert row.symbol.text == "05/QĐ-TTr"
    assert row.title == f"{long.strip()} hết"


def test_numbers_as_text_and_text_as_numbers():
    header = ["Số", "Ký hiệu", "Ngày ký", "Trích yếu", "Số lượng bản", "Đơn vị trình"]
    for number in (5, "05", "5 ", "5"):
        row = one(number, "BC-TTr", "46086", 2026, 3.0, "VP", header=header)
        assert (row.symbol.number, row.symbol.rest, row.day, row.title) == (5, "BC-TTr", DAY, "2026")
        assert row.texts["copies"] == "3"
    assert one(5, "/BC-TTr", DAY, "x", 1, "VP", header=header).symbol.text == "5/BC-TTr"
    assert one(5, "05/BC-TTr", DAY, "x", 1, "VP", header=header).symbol.text == "05/BC-TTr"


def test_a_formula_is_text_like_any_other():
    assert one("5/BC-TTr", DAY, '\'=HYPERLINK("x")', "VP").title.endswith('=HYPERLINK("x")')


# --- Numbers cancelled or kept free --------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "note", "state"),
    [
        ("Báo cáo", "Hủy do trùng", NumberState.CANCELLED),
        ("Báo cáo", "huỷ", NumberState.CANCELLED),
        ("Hủy", None, NumberState.CANCELLED),
        ("(HỦY)", None, NumberState.CANCELLED),
        ("Giữ số", None, NumberState.RESERVED),
        ("giữ số.", None, NumberState.RESERVED),
        (unicodedata.normalize("NFD", "Giữ số"), None, NumberState.RESERVED),
        ("Báo cáo", "Giữ số cho phòng NV1", NumberState.RESERVED),
        ("Hủy bỏ quyết định", None, NumberState.ISSUED),
        ("Báo cáo", "Thay cho số đã hủy", NumberState.ISSUED),
        ("Báo cáo", "Huy ký thay", NumberState.ISSUED),
    ],
)
def test_numbers_that_were_cancelled_or_kept_free(title, note, state):
    assert one("5/BC-TTr", DAY, title, "VP", note).number_state == state


def test_such_a_number_needs_no_date_and_belongs_to_the_book_of_the_rows_around_it():
    rows = [
        ["1/BC-TTr", None, "Giữ số", "VP"],
        ["2/BC-TTr", date(2025, 3, 1), "Báo cáo", "VP"],
        ["3/BC-TTr", None, "Hủy", "VP"],
        ["4/BC-TTr", date(2026, 3, 1), "Báo cáo", "VP"],
        ["5/BC-TTr", None, "", "VP", "Hủy"],
    ]
    reading = read(rows)
    assert reading.errors == []
    assert [(row.day, row.year) for row in reading.rows] == [
        (None, 2025), (date(2025, 3, 1), 2025), (None, 2025), (date(2026, 3, 1), 2026), (None, 2026),
    ]  # fmt: skip


def test_a_wrong_date_stays_wrong_on_a_cancelled_number():
    assert errors([["5/BC-TTr", "31/4/2026", "Hủy", "VP"]])[0][1] == "Ngày tháng văn bản"


# --- Type and class ------------------------------------------------------------------------------


def test_the_symbol_tells_the_type_before_column_and_title():
    header = [*HEADER, "Loại văn bản"]
    assert one("12/TTr-TTr", DAY, "Báo cáo", "VP", None, "Kế hoạch", header=header).type.code == "to_trinh"
    assert one("12/ABC-TTr", DAY, "Báo cáo", "VP", None, "Kế hoạch", header=header).type.code == "ke_hoach"
    assert one("12/ABC-TTr", DAY, "Báo cáo", "VP", None, None, header=header).type.code == "bao_cao"


def test_no_type_is_an_error():
    [(row, column, message)] = errors([["12/ABC-TTr", DAY, "Về việc gì đó", "VP"]])
    assert (row, column) == (2, "Số, ký hiệu")
    assert "loại văn bản" in message


def test_legal_and_specialised_rows_are_kept():
    assert one("12/2026/QĐ-UBND", DAY, "Quyết định", "VP").document_class == DocumentClass.LEGAL
    assert one("12/KL-TTr", DAY, "Kết luận", "VP").document_class == DocumentClass.SPECIALISED


# --- Unit ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "unit_id"),
    [
        ("NV1", NV1),
        ("nv1", NV1),
        ("PHÒNG NGHIỆP VỤ 1", NV1),
        ("phong nghiep vu 1", NV1),
        ("Phòng NV 1", NV1),
        ("Thanh tra tỉnh", 1),
    ],
)
def test_a_unit_by_code_name_or_short_name(cell, unit_id):
    assert one("5/BC-TTr", DAY, "Báo cáo", cell).unit_id == unit_id


def test_the_column_comes_before_the_symbol_and_the_symbol_before_the_given_unit():
    assert one("5/TTr-NV1", DAY, "V/v", "NV2", unit_id=VP).unit_id == NV2
    assert one("5/TTr-NV1", DAY, "V/v", None, unit_id=VP).unit_id == NV1
    assert one("5/BC-TTr", DAY, "Báo cáo", None, unit_id=VP).unit_id == VP


def test_an_unknown_unit_is_an_error_even_if_the_symbol_knows():
    [(_, column, message)] = errors([["5/TTr-NV1", DAY, "V/v", "Phòng NV 8"]], unit_id=VP)
    assert column == "Đơn vị soạn thảo"
    assert "Không có đơn vị này" in message


def test_no_unit_at_all_names_the_option():
    [(_, column, message)] = errors([["5/BC-TTr", DAY, "Báo cáo", None]])
    assert "--unit" in message
    assert column == "Đơn vị soạn thảo"


def test_of_two_units_of_one_name_the_day_decides():
    assert one("5/BC-TTr", date(2026, 1, 5), "Báo cáo", "Ban Biên tập").unit_id == BBT
    assert one("5/BC-TTr", date(2025, 1, 5), "Báo cáo", "Ban Biên tập").unit_id == OLD


def test_the_drafter_stands_for_their_unit_on_that_day():
    header = [*HEADER[:3], "Người soạn thảo"]
    assert one("5/BC-TTr", date(2026, 1, 5), "Báo cáo", "Bùi Thị Viên", header=header).unit_id == NV2
    assert one("5/BC-TTr", date(2026, 2, 5), "Báo cáo", "BÙI THỊ VIÊN", header=header).unit_id == NV1
    assert one("5/TTr-NV1", DAY, "V/v", None, header=header).unit_id == NV1
    assert errors([["5/BC-TTr", DAY, "Báo cáo", "Người Lạ"]], header=header)[0][1] == "Người soạn thảo"


# --- Repeated numbers ----------------------------------------------------------------------------


def test_the_first_of_a_repeated_number_stands_and_each_later_one_names_it():
    rows = [["05/BC-TTr", DAY, "Báo cáo", "VP"], ["5/BC-TTr", DAY, "Báo cáo", "VP"], ["5/bc-ttr", DAY, "Khác", "VP"]]
    reading = read(rows)
    assert [row.number for row in reading.rows] == [2]
    assert [(error.row, "dòng 2" in error.message) for error in reading.errors] == [(3, True), (4, True)]


def test_the_same_number_in_another_year_or_series_is_another_number():
    rows = [["5/BC-TTr", DAY, "x", "VP"], ["5/BC-TTr", date(2025, 3, 5), "x", "VP"], ["5/KH-TTr", DAY, "x", "VP"]]
    assert read(rows).errors == []


def test_a_number_repeated_on_another_sheet_names_that_sheet():
    sheets = {name: [HEADER, ["5/BC-TTr", DAY, f"Báo cáo {name}", "VP"]] for name in ("Q1", "Q2")}
    [error] = read_register(workbook(sheets), name="so.xlsx", facts=facts()).errors
    assert "dòng 2 của trang Q1" in error.message


def test_a_book_takes_only_its_own_year():
    reading = read([["5/BC-TTr", DAY, "x", "VP"], ["6/BC-TTr", date(2025, 3, 5), "x", "VP"]], book_year=2025)
    assert [error.row for error in reading.errors] == [2]
