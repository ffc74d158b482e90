"""How do numbers and days stand inside a sentence that is put together before it reaches a page?"""

from datetime import date


def grouped(value: int) -> str:
    """1003 → 1.003, with the typographic minus."""
    return f"{value:,}".replace(",", ".").replace("-", "\u2212")


def day_month(day: date) -> str:
    """17/6, where the year is plain."""
    return f"{day.day}/{day.month}"


def full_day(day: date) -> str:
    """17/6/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def share_of(part: int, whole: int) -> str:
    """ "73,7 %", rounded half up on whole numbers; `whole` is not nought."""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}\u00a0%"
