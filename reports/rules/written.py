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
