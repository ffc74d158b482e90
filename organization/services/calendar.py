"""Writing days off and make-up working days."""

from datetime import date, timedelta

from django.db import transaction

from base.errors import Refused
from base.text import clean_line
from organization.enums import CalendarExceptionKind
from organization.models import CalendarException
from organization.rules.access import Actor
from organization.services.audit import record
from organization.services.settings import require_settings

LONGEST_SPAN = 31
SATURDAY = 5


@transaction.atomic
def add_exceptions(*, by: Actor, kind: str, first: date, last: date, note: str) -> list[CalendarException]:
    """Enter the days from `first` to `last` as days off or make-up days; answers the rows written.

    A holiday that runs over a weekend takes its working days only; a make-up day must fall on a weekend.
    Raises Refused where nothing would change or a day is entered already.
    """
    post = require_settings(by)
    if last < first:
        raise Refused("Ngày cuối đứng trước ngày đầu. Sửa một trong hai ngày.", field="last")
    if (last - first).days >= LONGEST_SPAN:
        raise Refused(f"Mỗi lần nhập tối đa {LONGEST_SPAN} ngày.", field="last")
    span = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    is_off = kind == CalendarExceptionKind.DAY_OFF
    days = [day for day in span if (day.weekday() < SATURDAY) == is_off]
    if not days:
        words = "là thứ Bảy, Chủ nhật, vốn đã nghỉ" if is_off else "là ngày làm việc bình thường"
        raise Refused(f"Các ngày này {words}; không cần nhập.", field="first")
    held = list(CalendarException.objects.filter(day__in=days).order_by("day").values_list("day", flat=True))
    if held:
        raise Refused(f"Đã nhập ngày {', '.join(f'{day:%d/%m/%Y}' for day in held)}. Xóa rồi nhập lại nếu cần.")
    note = clean_line(note)
    rows = [CalendarException.objects.create(day=day, kind=kind, note=note) for day in days]
    for row in rows:
        record(
            by=by,
            post=post,
            action="calendar.add",
            subject=row,
            summary=f"nhập {row.get_kind_display().lower()} {row.day:%d/%m/%Y}",
            note=note,
            after={"day": row.day, "kind": row.kind},
        )
    return rows


@transaction.atomic
def remove_exception(*, by: Actor, exception_id: int) -> None:
    """Take one day out; one that is gone already stays gone."""
    post = require_settings(by)
    row = CalendarException.objects.select_for_update().filter(pk=exception_id).first()
    if row is None:
        return
    record(
        by=by,
        post=post,
        action="calendar.remove",
        subject=row,
        summary=f"xóa {row.get_kind_display().lower()} {row.day:%d/%m/%Y}",
        note=row.note,
        before={"day": row.day, "kind": row.kind},
    )
    row.delete()
