"""How is a share or a change rounded, so that every page, workbook and script gives the same digits?"""

SCALE = 10_000


def ratio(numerator: int, denominator: int) -> float | None:
    """numerator / denominator at 4 places, a half rounded away from zero; None where the denominator is 0.

    Reckoned on integers, since a float division first would move exact halves: 1 of 32 is 0.0313.
    The denominator counts something and is never negative.
    """
    if denominator == 0:
        return None
    return _scaled(numerator, denominator, SCALE) / SCALE


def percent_text(numerator: int, denominator: int) -> str:
    """A share as it is printed: 5 of 9 is "55,6 %" (the blank never breaks); "–" where the denominator is 0.

    Rounded once from the two counts: rounding the rounded ratio again could move a digit.
    """
    if denominator == 0:
        return "–"
    tenths = _scaled(numerator, denominator, 1000)
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'−' if tenths < 0 else ''}{whole},{tenth}\u00a0%"


def _scaled(numerator: int, denominator: int, scale: int) -> int:
    """numerator × scale / denominator as a whole number, a half rounded away from zero."""
    size = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size
