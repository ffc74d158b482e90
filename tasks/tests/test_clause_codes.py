"""Clause codes: four forms, Vietnamese letters, one order."""

import pytest

from tasks.rules.clause_codes import is_clause_code, parent_of, position_of


@pytest.mark.parametrize("code", ["I", "IV", "II.2", "II.1.b", "II.1.đ", "II.3.a-5", "III.12.q-10"])
def test_lawful_codes(code):
    assert is_clause_code(code)


@pytest.mark.parametrize(
    "code", ["", "IIII", "IC", "2", "II.", "II.0", "II.1.f", "II.1.w", "II.1.A", "II.1.a-0", "II.1-1"]
)
def test_unlawful_codes(code):
    assert not is_clause_code(code)


def test_parents():
    assert [parent_of(c) for c in ("II.3.a-5", "II.3.a", "II.3", "II")] == ["II.3.a", "II.3", "II", ""]


def test_order_follows_the_vietnamese_outline():
    codes = ["II.1.e", "II.10", "II.1.đ", "II.2", "II.1.d", "I.1", "II.3.a-10", "II.3.a-2", "IV", "III"]
    ordered = ["I.1", "II.1.d", "II.1.đ", "II.1.e", "II.2", "II.3.a-2", "II.3.a-10", "II.10", "III", "IV"]
    assert sorted(codes, key=position_of) == ordered


def test_position_of_nonsense_is_an_error():
    with pytest.raises(ValueError, match="not a clause code"):
        position_of("II.x")
