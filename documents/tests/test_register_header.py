"""Headers stand anywhere, are worded freely and may span two rows."""

import pytest

from base.reading.headers import find_header
from base.reading.workbook import open_workbook
from base.tests.workbooks import workbook
from documents.reading.columns import REGISTER_COLUMNS


def header_of(rows, merges=()):
    with open_workbook(workbook({"Sổ": rows}, merges={"Sổ": merges})) as book:
        return find_header(book.rows("Sổ"), REGISTER_COLUMNS)


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("Số, ký hiệu văn bản", "symbol"),
        ("SỐ KÝ HIỆU", "symbol"),
        ("Số/ký hiệu", "symbol"),
        ("Số văn bản đi", "symbol"),
        ("so, ky hieu", "symbol"),
        ("Số", "number"),
        ("Số thứ tự", None),
        ("Số TT", None),
        ("Số lượng bản", "copies"),
        ("Ký hiệu", "sign"),
        ("Ký nhận", "receipt"),
        ("Ngày tháng văn bản", "date"),
        ("Ngày ban hành", "date"),
        ("Ngày ký", "date"),
        ("Ngày chuyển", "sent_on"),
        ("Ngày", "date"),
        ("Ngày VB", "date"),
        ("Ngày BH", "date"),
        ("Ngày phát hành", "date"),
        ("Ngày đi", "date"),
        ("Ngày tháng năm", "date"),
        ("Ngày, tháng đến", "incoming"),
        ("Ngày ký nhận", None),
        ("Ngày ban hành chuyển", None),
        ("Ngày văn bản nhận", None),
        ("Ngày đến", "incoming"),
        ("Ngày đến hạn", None),
        ("Số đến", "incoming"),
        ("Số VB đến", "incoming"),
        ("Số CV", "symbol"),
        ("Số hiệu VB", "symbol"),
        ("Số KH", "symbol"),
        ("Số và ký hiệu", "symbol"),
        ("Số đi", "symbol"),
        ("Ký hiệu VB", "symbol"),
        ("Số (của văn bản)", "number"),
        ("Ký hiệu (của văn bản)", "sign"),
        ("ND trích yếu", "title"),
        ("Về việc", "title"),
        ("V/v", "title"),
        ("Nội dung chuyển", None),
        ("Bộ phận soạn thảo", "unit"),
        ("Đơn vị chủ trì", "unit"),
        ("Phòng", None),
        ("Số\u200b, ký\u00adhiệu", None),
        ("Số\u200b, ký hiệu\u200e", "symbol"),
        ("Tên loại và trích yếu nội dung văn bản", "title"),
        ("Trích yếu", "title"),
        ("Nội dung", "title"),
        ("Nội dungg", None),
        ("Loại văn bản", "type"),
        ("Đơn vị soạn thảo", "unit"),
        ("Đơn vị, người nhận bản lưu", "keeper"),
        ("Người soạn thảo", "drafter"),
        ("Người ký", "signer"),
        ("Nơi nhận văn bản", "recipients"),
        ("Ghi chú", "note"),
        (5, None),
        (None, None),
    ],
)
def test_what_a_heading_means(cell, field):
    match = REGISTER_COLUMNS.match(cell)
    assert (match[0] if match else None) == field


def test_a_header_below_titles_and_blank_rows():
    header, _ = header_of([["SỔ VĂN BẢN"], [], [None, "Trích yếu", "Ngày ký", "Số ký hiệu"], ["x"]])
    assert header.columns == {"title": 1, "date": 2, "symbol": 3}
    assert header.last_row == 3


def test_the_longest_name_wins_between_columns():
    header, _ = header_of([["Số ký hiệu", "Ngày ký", "Ngày ban hành", "Nội dung", "Tên loại và trích yếu nội dung"]])
    assert header.columns == {"symbol": 0, "date": 2, "title": 4}


def test_number_and_sign_in_two_columns():
    header, _ = header_of([["TT", "Số", "Ký hiệu", "Ngày văn bản", "Trích yếu"]])
    assert header.columns == {"number": 1, "sign": 2, "date": 3, "title": 4}


def test_number_and_sign_below_one_merged_heading():
    rows = [
        ["TT", "Số, ký hiệu", None, "Ngày ban hành", "Trích yếu"],
        [None, "Số", "Ký hiệu", None, None],
        [1, 5, "BC-TTr"],
    ]
    header, _ = header_of(rows, ["A1:A2", "B1:C1", "D1:D2", "E1:E2"])
    assert header.columns == {"number": 1, "sign": 2, "date": 3, "title": 4}
    assert header.last_row == 2


def test_parts_below_a_heading_that_says_nothing_itself():
    rows = [
        ["TT", "Văn bản", None, None, "Ghi chú"],
        [None, "Số ký hiệu", "Ngày tháng", "Trích yếu", None],
        [1, "5/BC-TTr"],
    ]
    header, _ = header_of(rows, ["A1:A2", "B1:D1", "E1:E2"])
    assert header.columns == {"symbol": 1, "date": 2, "title": 3, "note": 4}
    assert header.last_row == 2


def test_a_wide_heading_takes_no_row_below_it():
    rows = [["Số ký hiệu", "Ngày ký", "Trích yếu", None], ["5/BC-TTr", "5/3/2026", "Báo cáo", "tiếp"]]
    header, _ = header_of(rows, ["C1:D1"])
    assert header.columns == {"symbol": 0, "date": 1, "title": 2}
    assert header.last_row == 1


def test_no_header_names_what_was_found():
    header, found = header_of([["Số ký hiệu", "Trích yếu"], ["5/BC-TTr", "Báo cáo"]])
    assert header is None
    assert set(found.columns) == {"symbol", "title"}
    assert found.seen == ("Số ký hiệu", "Trích yếu")


def test_a_second_column_of_a_field_answers_where_the_first_is_empty():
    header, _ = header_of([["Số ký hiệu", "Ngày tháng văn bản", "Ngày ký", "Trích yếu"], ["x"]])
    assert (header.columns["date"], header.others) == (1, {"date": (2,)})


def test_headings_that_mean_no_field_are_kept():
    header, _ = header_of([["STT", "Số ký hiệu", "Ngày ký", "Trích yếu", None, "Độ mật"]])
    assert header.unread == {0: "STT", 5: "Độ mật"}
