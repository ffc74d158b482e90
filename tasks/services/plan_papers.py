"""The signed plan as a paper: its number, its day and the scanned file."""

import secrets
from datetime import date
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction

from base.errors import Conflict, Forbidden, Refused
from base.text import clean_line
from organization.rules.access import Actor
from organization.services.audit import changes, record
from tasks.models import Plan
from tasks.rules.pdf import is_pdf
from tasks.rules.plan_access import can_edit_plan

MOST_BYTES = 20 << 20


@transaction.atomic
def record_signed_plan(
    *, by: Actor, plan_id: int, version: int, number: str, signed_on: date | None, file: File | None = None
) -> Plan:
    """Enter number and day of the signed plan and attach the signed PDF (None keeps the one there is).

    Raises Refused for anything that is not a PDF by ending and by content.
    """
    plan = Plan.objects.select_for_update().select_related("agency").get(pk=plan_id)
    post = can_edit_plan(by, plan.agency.path)
    if post is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi số, ngày ký và đính kèm bản ký.")
    if plan.version != version:
        raise Conflict("Thông tin bản ký vừa được người khác sửa. Xem bản mới rồi sửa tiếp.", current=plan)
    if signed_on and signed_on > by.day:
        raise Refused("Ngày ký đang ở sau hôm nay. Ghi lại ngày.", field="signed_on")
    new = {"number": clean_line(number)[:60], "signed_on": signed_on}
    if file is not None:
        new["signed_file_name"] = _checked_name(file)
    before, after = changes(plan, new)
    if not after and file is None:
        return plan
    for name, value in new.items():
        setattr(plan, name, value)
    if file is not None:
        plan.signed_file.save(f"{secrets.token_hex(16)}.pdf", file, save=False)
    plan.version += 1
    plan.save(update_fields=[*new, "signed_file", "version"])
    record(
        by=by,
        post=post,
        action="plan.signed",
        subject=plan,
        unit=plan.agency,
        summary="đính kèm bản ký của Kế hoạch" if file is not None else "ghi số, ngày ký của Kế hoạch",
        before=before,
        after=after,
    )
    return plan


def _checked_name(file: File) -> str:
    name = clean_line(PurePath((file.name or "").replace("\\", "/")).name)
    if file.size > MOST_BYTES:
        raise Refused(f"Tệp lớn hơn {MOST_BYTES >> 20} MB. Quét lại ở độ phân giải thấp hơn.", field="file")
    file.seek(0)
    head = file.read(1024)
    file.seek(max(0, file.size - 2048))
    tail = file.read(2048)
    file.seek(0)
    if not name.casefold().endswith(".pdf") or not is_pdf(head, tail):
        raise Refused("Đây không phải tệp PDF. Xuất hoặc quét bản ký thành PDF rồi chọn lại.", field="file")
    return name[-200:]
