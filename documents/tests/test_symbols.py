"""What symbols say, word by word of NĐ 30/2020, and where TTr means two things."""

import unicodedata

import pytest

from documents.enums import DocumentClass
from documents.rules.document_types import SHIPPED_TYPES
from documents.rules.symbols import AgencySymbols, parse_symbol, read_symbol
from documents.tests.facts import BBT, NV1, SYMBOLS, TYPES, VP

ADMINISTRATIVE, LEGAL, SPECIALISED = DocumentClass.ADMINISTRATIVE, DocumentClass.LEGAL, DocumentClass.SPECIALISED


@pytest.mark.parametrize(
    ("text", "type_code", "document_class", "unit_id"),
    [
        ("05/TTr-NV1", "cong_van", ADMINISTRATIVE, NV1),
        ("05/TTr.NV1", "cong_van", ADMINISTRATIVE, NV1),
        ("05/ttr-nv1", "cong_van", ADMINISTRATIVE, NV1),
        ("05/TTr–VP", "cong_van", ADMINISTRATIVE, VP),
        ("05 / TTr - BBT", "cong_van", ADMINISTRATIVE, BBT),
        ("05/TTr-NV1.LH", "cong_van", ADMINISTRATIVE, NV1),
        ("12/TTr-TTr", "to_trinh", ADMINISTRATIVE, None),
        ("12/TTr-TTr.NV1", "to_trinh", ADMINISTRATIVE, NV1),
        ("12/TTr-UBND", "to_trinh", ADMINISTRATIVE, None),
        ("05/KH-TTr", "ke_hoach", ADMINISTRATIVE, None),
        ("05/KH-TTr.NV1", "ke_hoach", ADMINISTRATIVE, NV1),
        ("05/KH-TTr-NV1", "ke_hoach", ADMINISTRATIVE, NV1),
        ("05/ĐA-TTr", "de_an", ADMINISTRATIVE, None),
        ("05/đa-TTr", "de_an", ADMINISTRATIVE, None),
        ("05/DA-TTr", "du_an", ADMINISTRATIVE, None),
        ("05/QĐ-TTr", "quyet_dinh", ADMINISTRATIVE, None),
        ("05/QyĐ-TTr", "quy_dinh", ADMINISTRATIVE, None),
        ("05/CTr-TTr", "chuong_trinh", ADMINISTRATIVE, None),
        ("05/CT-TTr", "chi_thi", ADMINISTRATIVE, None),
        ("12/2026/QĐ-UBND", "quyet_dinh", LEGAL, None),
        ("12/2026/NQ-HĐND", "nghi_quyet", LEGAL, None),
        ("12/2026/CT-UBND", "chi_thi", LEGAL, None),
        ("01/2024/TT-TTCP", "thong_tu", LEGAL, None),
        ("12/2026/BC-TTr", "bao_cao", ADMINISTRATIVE, None),
        ("12/TT-TTr", None, None, None),
        ("08/KL-TTr", "ket_luan", SPECIALISED, None),
        ("08/KL-TTr.NV1", "ket_luan", SPECIALISED, NV1),
        ("08/ABC-TTr", None, None, None),
        ("08/ABC-NV1", None, None, NV1),
        ("08/NV1", None, None, NV1),
    ],
)
def test_what_a_symbol_says(text, type_code, document_class, unit_id):
    for form in ("NFC", "NFD"):
        meaning = read_symbol(parse_symbol(unicodedata.normalize(form, text)), SYMBOLS, TYPES)
        assert (meaning.type.code if meaning.type else None) == type_code
        assert meaning.document_class == document_class
        assert meaning.unit_id == unit_id


@pytest.mark.parametrize("line", [line for line in SHIPPED_TYPES if line.abbreviation and not line.needs_year])
def test_every_abbreviation_stands_for_its_type_whatever_its_case(line):
    for letters in (line.abbreviation, line.abbreviation.upper(), line.abbreviation.lower()):
        assert read_symbol(parse_symbol(f"05/{letters}-TTr"), SYMBOLS, TYPES).type.code == line.code


def test_the_29_types_are_there_once():
    administrative = [line for line in SHIPPED_TYPES if line.document_class == ADMINISTRATIVE]
    assert len(administrative) == 29
    assert len({line.abbreviation.casefold() for line in administrative if line.abbreviation}) == 27


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5/BC-TTr", "05/BC-TTr"),
        ("0005/BC-TTr", "5/bc-ttr"),
        ("5/ BC-TTr", "5/BC–TTr"),
        (unicodedata.normalize("NFD", "5/QĐ-TTr"), "5/QĐ-TTr"),
        ("Số: 5/BC-TTr", "5/BC-TTr"),
        ("5/\u00d0A-TTr", "5/ĐA-TTr"),
    ],
)
def test_one_number_written_in_two_ways(one, other):
    assert parse_symbol(one).key == parse_symbol(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5/BC-TTr", "50/BC-TTr"),
        ("5/ĐA-TTr", "5/DA-TTr"),
        ("5a/BC-TTr", "5/BC-TTr"),
        ("5/BC-TTr", "5/BC-TTr.NV1"),
        ("5/2026/QĐ-TTr", "5/QĐ-TTr"),
    ],
)
def test_two_numbers(one, other):
    assert parse_symbol(one).key != parse_symbol(other).key


@pytest.mark.parametrize(
    "text", ["", "15", "BC-TTr", "/BC-TTr", "5/", "5/12", "x/BC-TTr", "5-BC-TTr", f"5/{'B' * 200}"]
)
def test_what_is_no_symbol(text):
    assert parse_symbol(text) is None


def test_agencies_whose_symbol_has_joints_of_its_own():
    symbols = AgencySymbols("UBND.KT", {"tc": 7})
    assert read_symbol(parse_symbol("5/UBND.KT-TC"), symbols, TYPES).unit_id == 7
    assert read_symbol(parse_symbol("5/BC-UBND.KT"), symbols, TYPES).type.code == "bao_cao"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Báo cáo kết quả", "bao_cao"),
        ("BÁO CÁO", "bao_cao"),
        ("Báo cáo: kết quả", "bao_cao"),
        ("“Kế hoạch” công tác", "ke_hoach"),
        ("Giấy uỷ quyền ký", "giay_uy_quyen"),
        ("Bản thoả thuận", "ban_thoa_thuan"),
        ("Kết luận thanh tra việc", "ket_luan_thanh_tra"),
        ("Công văn về việc", "cong_van"),
        ("Báo cáoo", None),
        ("Thủ công nghiệp", None),
        ("Để an toàn", None),
        ("V/v phối hợp", None),
        ("", None),
    ],
)
def test_the_first_words_of_a_title(title, code):
    for form in ("NFC", "NFD"):
        found = TYPES.named_at_start(unicodedata.normalize(form, title))
        assert (found.code if found else None) == code
