"""Dates, numbers and words as offices really type them."""

import unicodedata
from datetime import date, datetime

import pytest

from base.reading.cells import (
    choice_of,
    date_of,
    days_of,
    hour_in,
    looks_like_date,
    says_nothing,
    text_of,
    whole_number,
)
from base.reading.encodings import legacy_encoding
from base.reading.errors import BadCell
from base.reading.workbook import UnreadCell

TODAY = date(2026, 6, 17)


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 3, 5),
        datetime(2026, 3, 5, 23, 59),
        46086,
        46086.75,
        "46086",
        "5/3/2026",
        "05/03/2026",
        "5/3/26",
        "05-03-2026",
        "5.3.2026",
        "2026-03-05",
        "2026-03-05T08:30:00",
        "05/03/2026 08:30",
        "\u00a05/3/2026\u00a0",
        "5 / 3 / 2026",
        "ngày 05 tháng 3 năm 2026",
        unicodedata.normalize("NFD", "Ngày 05 tháng 3 năm 2026"),
        "2026/3/5",
        "'05/03/2026",
        "05/03/\u200b2026",
        "Thứ Năm, 05/03/2026",
        "Thứ 5, 05/03/2026",
        "T5 05/03/26",
        "05/03/2026 8:30 SA",
        "8h30 ngày 5/3/2026",
        "14 giờ 00 phút, ngày 5/3/2026",
        "Bắc Ninh, ngày 05 tháng 3 năm 2026",
        "2026-03-05T08:30:00+07:00",
    ],
)
def test_every_way_to_write_a_day(cell):
    assert date_of(cell, today=TODAY) == date(2026, 3, 5)
    assert looks_like_date(cell) or cell == "46086"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/4/2026", "Không có ngày này"),
        ("29/02/2025", "Không có ngày này"),
        ("13/13/2026", "Không có ngày này"),
        ("01/01/1970", "Trước năm 2000"),
        (date(1970, 1, 1), "Trước năm 2000"),
        (25569, "Trước năm 2000"),
        (0, "Trước năm 2000"),
        ("31/12/1999", "Trước năm 2000"),
        ("18/6/2026", "Sau ngày nhập"),
        (46191, "Sau ngày nhập"),
        ("5/3-2026", "Không đọc được"),
        ("5/3/2026, số 7", "Không đọc được"),
        ("5/3/2026 (thay 4/3/2026)", "nhiều hơn một ngày"),
        ("5-6/3/2026", "nhiều hơn một ngày"),
        ("05/03/2026-06/03/2026", "nhiều hơn một ngày"),
        (UnreadCell("B3", is_formula=True), "Ô B3 là công thức"),
        ("tháng 3", "Không đọc được"),
        (True, "Không đọc được"),
        (9e9, "Không đọc được"),
        (-1, "Không đọc được"),
    ],
)
def test_what_is_no_day_of_the_register(cell, reason):
    with pytest.raises(BadCell, match=reason):
        date_of(cell, today=TODAY)


def test_the_day_itself_and_the_first_of_2000_are_good():
    assert date_of("17/6/2026", today=TODAY) == TODAY
    assert date_of("1/1/2000", today=TODAY) == date(2000, 1, 1)
    assert date_of("29/2/2024", today=TODAY) == date(2024, 2, 29)


def test_a_day_may_lie_ahead_where_that_makes_sense():
    assert date_of("18/6/2026", today=TODAY, may_lie_ahead=True) == date(2026, 6, 18)


def test_serials_of_workbooks_from_old_macs():
    assert date_of(46086 - 1462, today=TODAY, uses_1904=True) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cell", "is_date"), [(96, False), ("96", False), (None, False), ("Báo cáo", False), ("31/4/2026", True)]
)
def test_a_count_in_a_date_column_is_no_date(cell, is_date):
    assert looks_like_date(cell) is is_date


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (5, "5"), (2.5, "2.5"), ("a\u00a0 b\n c", "a b c"), (date(2026, 3, 5), "5/3/2026")]
)
def test_text_of_any_cell(cell, text):
    assert text_of(cell) == text


def test_text_is_nfc():
    assert text_of(unicodedata.normalize("NFD", "Đường")) == "Đường"


@pytest.mark.parametrize("cell", [2, "2", "2.0", "02", 2.0])
def test_whole_numbers(cell):
    assert whole_number(cell, least=1, most=9) == 2


@pytest.mark.parametrize("cell", [0, 10, "hai", 1.5, "-2", True, date(2026, 1, 1)])
def test_what_is_no_whole_number_within_bounds(cell):
    with pytest.raises(BadCell):
        whole_number(cell, least=1, most=9)


def test_choices_are_folded():
    words = {"truc tuyen": "online"}
    assert choice_of("TRỰC TUYẾN.", words, labels="Trực tuyến") == "online"
    with pytest.raises(BadCell, match="Trực tuyến"):
        choice_of("qua mạng", words, labels="Trực tuyến")


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("5-6/3/2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("5 - 6/3/2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("05/03/2026 - 06/03/2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("05/03/2026–06/03/2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("05-03-2026 - 06-03-2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("từ ngày 28/2 đến hết ngày 1/3/2026", date(2026, 2, 28), date(2026, 3, 1)),
        ("30/12/2025 - 2/1/2026", date(2025, 12, 30), date(2026, 1, 2)),
        ("5 và 6 tháng 3 năm 2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("8h00 ngày 5, 6/3/2026", date(2026, 3, 5), date(2026, 3, 6)),
        ("5/3/2026", date(2026, 3, 5), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5), date(2026, 3, 5)),
    ],
)
def test_two_days_in_one_cell(cell, first, last):
    assert days_of(cell, today=TODAY) == (first, last)


@pytest.mark.parametrize("cell", ["6-5/3/2026", "5, 6, 7/3/2026", "5-31/4/2026", "5-18/6/2026"])
def test_two_days_that_cannot_be(cell):
    with pytest.raises(BadCell):
        days_of(cell, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("8h30 ngày 5/3/2026", "08:30"),
        ("05/03/2026 14:00", "14:00"),
        ("7 giờ, 5/3/2026", "07:00"),
        (datetime(2026, 3, 5, 8, 30), "08:30"),
        ("5/3/2026", ""),
        (date(2026, 3, 5), ""),
        ("25h00", ""),
    ],
)
def test_the_hour_in_a_cell(cell, hour):
    assert hour_in(cell) == hour


@pytest.mark.parametrize("text", ["", "-", "–", "Không", "KHÔNG CÓ", "…"])
def test_words_that_say_nothing(text):
    assert says_nothing(text)


def test_words_that_say_something():
    assert not says_nothing("Không gian số")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("NV1\u00ad", "NV1"),
        ("thu\u200e.nv1", "thu.nv1"),
        ("\u200bA\ufeffB", "AB"),
        ("dòng một\x0bdòng hai", "dòng một dòng hai"),
        ("'0912", "0912"),
        ("a\x07b", "ab"),
    ],
)
def test_invisible_characters_and_the_apostrophe_are_dropped(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("KÕ ho¹ch c«ng t¸c thanh tra n¨m 2026", "TCVN3"),
        ("B¸o c¸o", "TCVN3"),
        ("Keá hoaïch coâng taùc", "VNI"),
        ("Tôø trình veà vieäc", "VNI"),
        ("BÃ¡o cÃ¡o káº¿t quáº£", "UTF-8 đọc sai bảng mã"),
        ("B\ufffdo c\ufffdo", "UTF-8 đọc sai bảng mã"),
        ("K? ho?ch c?ng t?c", "chữ đã mất dấu"),
    ],
)
def test_texts_in_an_old_encoding_are_seen(text, encoding):
    assert legacy_encoding(text) == encoding


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch công tác thanh tra năm 2026",
        "Về việc hoán đổi, huỷ bỏ, thoả thuận uỷ quyền, khuôn khổ tuân thủ, thuý, quý, hoà",
        "TỜ TRÌNH VỀ VIỆC ĐÃ HOÀN THÀNH TOÀN BỘ KHOẢN CHI",
        "Diện tích 5 m², theo § 5, ½ ngày, ±2, «Nhà đất»",
        "Report on what? Why?",
    ],
)
def test_plain_vietnamese_is_no_old_encoding(text):
    assert legacy_encoding(text) == ""
