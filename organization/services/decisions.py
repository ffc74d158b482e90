"""Recording what a leader decided outside the application: by note, at a briefing, by telephone, in another system.

The Office writes it down with who, when, how and where it can be checked; the leader is told and can
answer that it is not so.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.apps import apps
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.text import clean_line
from organization.enums import Role
from organization.models import DecisionChannel, Post, RecordedDecision, Unit
from organization.queries import agency_of, office_people
from organization.querysets import valid_on
from organization.rules.access import Actor, PostFact
from organization.rules.organization_rights import OrganizationRight
from organization.rules.permissions import can_record_decision
from organization.rules.rights import first_post_with
from organization.services.audit import record
from organization.services.notifications import notify


@dataclass(frozen=True)
class DecisionFacts:
    """Which leader (by post) decided on which day, by which channel, and the number or file that shows it."""

    leader_post_id: int
    decided_on: date
    channel: str
    reference: str = ""
    file: File | None = None


@transaction.atomic
def record_decision(
    *,
    by: Actor,
    facts: DecisionFacts,
    text: str,
    subject: models.Model,
    unit: Unit,
    since: date | None,
    since_words: str,
    url: str = "",
) -> RecordedDecision:
    """Write down a leader's decision about `subject`; `text` says what was decided, `unit` whose work it is about.

    `since` is the day from which there was something to decide ("ngày nộp kết quả" in `since_words`); None where
    the thing has no day of its own. Raises Forbidden without an office post in the agency, Refused for a decision
    that cannot be checked (no number, no file), lies ahead or before `since`, or names somebody who was no leader
    of the agency on that day.
    """
    post = can_record(by, unit)
    if post is None or by.person_id is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi nhận ý kiến lãnh đạo.")
    check_day(facts.decided_on, by.day, since, since_words)
    leader = (
        Post.objects.filter(valid_on(facts.decided_on), pk=facts.leader_post_id, role=Role.LEADER)
        .filter(unit__path__startswith=post.agency_path)
        .select_related("person")
        .first()
    )
    if leader is None:
        raise Refused(
            "Người này không giữ chức vụ lãnh đạo vào ngày cho ý kiến. Chọn lại người hoặc ngày.", field="leader"
        )
    if facts.channel not in DecisionChannel.values:
        raise Refused("Chọn hình thức cho ý kiến: bút phê, giao ban, điện thoại hay hệ thống văn bản.", field="channel")
    reference = clean_line(facts.reference)
    if not reference and facts.file is None:
        raise Refused(
            "Ghi số, ký hiệu (hoặc nơi lưu) hay đính kèm tệp để kiểm chứng được ý kiến này.", field="reference"
        )
    decision = RecordedDecision(
        leader=leader.person,
        leader_post=leader,
        decided_on=facts.decided_on,
        channel=facts.channel,
        reference=reference[:200],
        text=clean_line(text)[:500],
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        url=url,
        unit=unit,
        recorded_by_id=by.person_id,
        recorded_at=timezone.now(),
    )
    if facts.file is not None:
        name = PurePath(facts.file.name or "").name
        decision.file_name = clean_line(name)[:200]
        decision.file.save(f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}", facts.file, save=False)
    decision.save()
    record(
        by=by,
        post=post,
        action="decision.record",
        subject=subject,
        unit=unit,
        summary=f"ghi nhận ý kiến của {leader.person.full_name}",
        note=decision.text,
        after={"decided_on": facts.decided_on, "channel": decision.get_channel_display(), "reference": reference},
    )
    notify(
        people=[leader.person_id],
        kind="decision.recorded",
        text=f"{by.name} ghi nhận ý kiến của đồng chí: {decision.text} Nếu không đúng, mở ra và trả lời “không đúng”.",
        url=url,
        by=by,
    )
    return decision


def check_day(decided_on: date, today: date, since: date | None, since_words: str) -> None:
    """A decision lies between the thing it decides and today, both included. Raises Refused."""
    if decided_on > today:
        raise Refused("Ngày cho ý kiến đang ở sau hôm nay. Ghi lại ngày.", field="decided_on")
    if since is not None and decided_on < since:
        raise Refused(
            f"Ngày cho ý kiến ({decided_on:%d/%m/%Y}) đang ở trước {since_words} ({since:%d/%m/%Y}). "
            "Ghi lại ngày lãnh đạo cho ý kiến.",
            field="decided_on",
        )


def can_record(by: Actor, unit: Unit) -> PostFact | None:
    """The office post that may write down decisions about this unit's work."""
    return can_record_decision(by, unit.path)


@transaction.atomic
def answer_decision(*, by: Actor, decision_id: int, is_right: bool, note: str = "") -> RecordedDecision:
    """The leader says whether what was recorded in their name is so; "không đúng" goes to the Office at once.

    The act that rests on the decision is not undone by this: the Office settles it with the leader.
    """
    decision = RecordedDecision.objects.select_for_update(of=("self",)).select_related("unit").get(pk=decision_id)
    if decision.leader_id != by.person_id:
        raise Forbidden("Chỉ lãnh đạo được ghi tên trả lời được ý kiến này.")
    if decision.disputed_at is not None:
        raise Refused("Đồng chí đã trả lời “không đúng”; Văn phòng đã được báo.")
    now = timezone.now()
    decision.seen_at = now
    if not is_right:
        decision.disputed_at, decision.dispute_note = now, clean_line(note)[:500]
    decision.save(update_fields=["seen_at", "disputed_at", "dispute_note"])
    subject = apps.get_model(decision.subject_kind)(pk=decision.subject_id)
    record(
        by=by,
        post=first_post_with(by, OrganizationRight.DECIDE),
        action="decision.accept" if is_right else "decision.dispute",
        subject=subject,
        unit=decision.unit_id,
        summary="xác nhận ý kiến được ghi nhận là đúng" if is_right else "trả lời: ý kiến được ghi nhận không đúng",
        note=f"{decision.text} {decision.dispute_note}".strip(),
    )
    if not is_right:
        _tell_office(by, decision)
    return decision


def _tell_office(by: Actor, decision: RecordedDecision) -> None:
    agency = agency_of(decision.unit) if decision.unit else None
    office = office_people(agency.path, by.day) if agency else []
    note = f" {decision.dispute_note}" if decision.dispute_note else ""
    notify(
        people={decision.recorded_by_id, *office},
        kind="decision.disputed",
        text=f"{by.name} trả lời ý kiến được ghi nhận “{decision.text}” là không đúng.{note}",
        url=decision.url,
        by=by,
    )
