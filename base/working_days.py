"""Which days are working days?

Monday to Friday, with two kinds of exceptions kept as data: days off and make-up working days
(Bộ luật Lao động 2019 art. 112 and the yearly decisions on swapped days).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days by weekday and by `exceptions`: day → is it a working day?"""

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add(self, day: date, working_days: int) -> date:
        """The `working_days`-th working day after `day` (`day` itself for 0)."""
        step = ONE_DAY if working_days >= 0 else -ONE_DAY
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; negative if `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        whole_weeks, rest = divmod((end - start).days, 7)
        count = whole_weeks * 5 + sum((start + timedelta(days=i + 1)).weekday() < 5 for i in range(rest))
        for day, works in self.exceptions.items():
            if start < day <= end:
                count += int(works) - int(day.weekday() < 5)
        return count
