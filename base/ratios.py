"""How is a share or a change rounded, so that every page, workbook and script shows the same digits?"""

SCALE = 10_000


def ratio(numerator: int, denominator: int) -> float | None:
    """numerator / denominator at 4 places, a half rounded away from zero; None where the denominator is 0.

    Reckoned on integers, since a float division first would move exact halves: 1 of 32 is 0.0313.
    The denominator counts something and is never negative.
    """
    if denominator == 0:
        return None
    size = (2 * abs(numerator) * SCALE + denominator) // (2 * denominator)
    return (size if numerator >= 0 else -size) / SCALE
