"""Ratios are rounded once, on integers, half away from zero."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.ratios import ratio


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(1, 32, 0.0313), (-1, 32, -0.0313), (3, 32, 0.0938), (-3, 84, -0.0357), (5, 9, 0.5556), (0, 7, 0.0), (2, 1, 2.0)],
)
def test_a_half_goes_away_from_zero(numerator, denominator, rounded):
    assert ratio(numerator, denominator) == rounded


def test_no_denominator_gives_no_ratio():
    assert ratio(3, 0) is None


@given(st.integers(-10_000, 10_000), st.integers(1, 5_000))
def test_ratio_equals_decimal_rounding(numerator, denominator):
    with localcontext() as context:
        context.prec = 60
        expected = (Decimal(numerator) / denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP)

    assert ratio(numerator, denominator) == float(expected)
