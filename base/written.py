"""How do numbers and days stand inside a sentence that is put together before it reaches a page?"""

from datetime import date


def grouped(value: int) -> str:
    """1003 → 1.003, with the typographic minus."""
    return f"{value:,}".replace(",", ".").replace("-", "\u2212")


def day_month(day: date) -> str:
    """17/06, where the year is plain."""
    return f"{day:%d/%m}"


def full_day(day: date) -> str:
    """17/06/2026."""
    return f"{day:%d/%m/%Y}"


def paper_day(day: date) -> str:
    """05/3/2026 and 14/01/2026: on paper a nought stands before days below 10 and the months 1 and 2 (NĐ 30)."""
    month = f"0{day.month}" if day.month < 3 else str(day.month)
    return f"{day:%d}/{month}/{day.year}"


def share_of(part: int, whole: int) -> str:
    """ "73,7%", rounded half up on whole numbers; `whole` is not nought."""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}%"
