"""How many working days is something late?"""

from datetime import date

from base.working_days import WorkingCalendar


def days_late(due: date, day: date, calendar: WorkingCalendar) -> int:
    """How many working days `day` lies after the deadline (0 if not after it)."""
    return max(0, calendar.between(due, day))
