"""How is a deadline said in words: how late, how near, and what the product's day means for it?"""

from dataclasses import dataclass
from datetime import date

from base.marks import Mark
from base.working_days import WorkingCalendar
from tasks.enums import TaskClass


def day_words(day: date) -> str:
    """12/06/2026, as days stand in a sentence."""
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True)
class DeadlineFacts:
    """The dates of one task that its lag is reckoned from."""

    task_class: str
    due: date | None
    judged_on: date | None
    submitted_on: date | None
    waits: bool


def lag_words(facts: DeadlineFacts, day: date, calendar: WorkingCalendar) -> str:
    """ "3 ngày làm việc" for what is late, "còn 2 ngày làm việc" for what is near; "" where nothing is to say.

    A deadline that falls on the day itself is "hôm nay"; a lag without a working day in it is told in plain days.
    """
    if facts.due is None:
        return ""
    if facts.task_class == TaskClass.DONE_LATE and facts.judged_on:
        return _late(facts.due, facts.judged_on, calendar)
    if facts.task_class == TaskClass.OVERDUE:
        reckoned = facts.submitted_on if facts.waits and facts.submitted_on else day
        return _late(facts.due, reckoned, calendar)
    if facts.task_class == TaskClass.DUE_SOON:
        if facts.waits:
            return ""
        left = calendar.between(day, facts.due)
        return f"còn {left} ngày làm việc" if left > 0 else "hôm nay"
    return ""


def _late(due: date, day: date, calendar: WorkingCalendar) -> str:
    working = calendar.between(due, day)
    return f"{working} ngày làm việc" if working > 0 else f"{(day - due).days} ngày"


def consequence(product_date: date | None, due: date | None, submitted_on: date, by_submission: bool) -> Mark | None:
    """What the product's day means once the result is accepted; None where the task has no deadline.

    `by_submission`: the agency judges by the day of submission, whatever the product's day is.
    """
    if due is None or (product_date is None and not by_submission):
        return None
    judged = submitted_on if by_submission or product_date is None else product_date
    what = "Nộp" if by_submission else "Sản phẩm"
    if judged <= due:
        return Mark(
            "green", "circle-check", f"{what} không sau hạn {day_words(due)}: được chấp nhận thì tính là đúng hạn."
        )
    return Mark("amber", "alert-triangle", f"{what} sau hạn {day_words(due)}: được chấp nhận thì tính là quá hạn.")
