"""Posts that wait for a second person: asked for by an admin, agreed to or declined by a leader, or recorded.

Who agrees is a leader over the unit who neither asked for the post nor gets it. The Office may write down that
such a leader agreed elsewhere, if whoever writes neither asked nor gets.
"""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from base.errors import Conflict, Forbidden, Refused
from base.text import clean_line
from organization.enums import ProposalState, Role
from organization.models import Person, Post, PostProposal, RecordedDecision
from organization.queries.actors import actor_of, local_day
from organization.queries.people import leaders_over
from organization.queries.post_proposals import was_ever_led
from organization.rules.access import Actor, PostFact
from organization.rules.permissions import can_agree_to_post, require_admin
from organization.services.audit import record
from organization.services.decisions import DecisionFacts, record_decision
from organization.services.leaders_told import tell_leaders
from organization.services.notifications import notify
from organization.services.post_writing import (
    PostFacts,
    check_post,
    shown,
    span_words,
    write_changed_post,
    write_new_post,
)

OVER = "Đề nghị này đã được xử lý. Tải lại trang để xem."
NOT_A_SECOND = (
    "Chức vụ này phải do một lãnh đạo khác đồng ý: không phải người đề nghị, cũng không phải người được giao chức vụ."
)


def propose(by: Actor, right: PostFact | None, person: Person, facts: PostFacts, *, post: Post | None) -> PostProposal:
    """Ask for a post (or, with `post`, for a change of it); the leaders who may agree are told.

    An agency that never had a leader has nobody who could agree: its first takes effect with its decision.
    """
    wanted = Post(pk=post.pk if post else None, person=person, **facts.values())
    check_post(wanted)
    proposal = PostProposal(
        person=person,
        **facts.values(),
        post=post,
        post_version=post.version if post else None,
        proposed_by_id=by.person_id,
        proposed_at=timezone.now(),
    )
    if facts.role == Role.LEADER and post is None and not was_ever_led(facts.unit.path):
        return _first_leader(by, right, proposal, facts)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        raise Refused(
            "Chức vụ này đã được đề nghị và đang chờ lãnh đạo đồng ý. Rút đề nghị cũ trước.", field="role"
        ) from error
    proposal.charge_units.set(facts.charge_units)
    record(
        by=by,
        post=right,
        action="post.propose",
        subject=person,
        unit=facts.unit,
        summary=f"đề nghị giao {person.full_name} chức vụ {proposal}, chờ lãnh đạo đồng ý",
        after=shown(facts.values()),
    )
    said = f"{by.name} đề nghị giao {person.full_name} chức vụ {proposal}{span_words(proposal)}"
    tell_leaders(
        by,
        facts.unit.path,
        f"{said}; chờ đồng chí cho ý kiến.",
        kind="post.propose",
        about=person.pk,
        url=proposal_url(proposal),
    )
    return proposal


def _first_leader(by: Actor, right: PostFact | None, proposal: PostProposal, facts: PostFacts) -> PostProposal:
    if not facts.values()["basis_number"] or facts.basis_date is None:
        raise Refused(
            "Đây là lãnh đạo đầu tiên của cơ quan, chưa ai đồng ý được: ghi số và ngày quyết định.",
            field="basis_date" if facts.basis_number else "basis_number",
        )
    note = "lãnh đạo đầu tiên của cơ quan, có hiệu lực theo quyết định, chưa có người thứ hai đồng ý"
    proposal.post = write_new_post(by, right, proposal.person, facts, note=note)
    proposal.state = ProposalState.FIRST
    proposal.decided_on = by.day
    proposal.save()
    return proposal


@transaction.atomic
def agree_to_post(*, by: Actor, proposal_id: int) -> PostProposal:
    """A leader agrees: the post takes effect."""
    proposal = _locked(proposal_id)
    right = _second_person(by, proposal)
    return _put_in_force(by, right, proposal, decided_by=by.person_id, recorded=None)


@transaction.atomic
def record_agreement_to_post(*, by: Actor, proposal_id: int, facts: DecisionFacts) -> PostProposal:
    """The Office writes down that a leader agreed elsewhere; the leader is told and can answer that it is not so."""
    proposal = _locked(proposal_id)
    if by.person_id in (proposal.proposed_by_id, proposal.person_id):
        raise Forbidden("Người đề nghị và người được giao chức vụ không tự ghi nhận ý kiến đồng ý.")
    decision = record_decision(
        by=by,
        facts=facts,
        text=f"đồng ý giao {proposal.person.full_name} chức vụ {proposal}{span_words(proposal)}.",
        subject=proposal,
        unit=proposal.unit,
        since=local_day(proposal.proposed_at),
        since_words="ngày đề nghị",
        url=proposal_url(proposal),
    )
    leader = actor_of(decision.leader, on=decision.decided_on)
    if decision.leader_id in (proposal.proposed_by_id, proposal.person_id) or (
        can_agree_to_post(leader, proposal.unit.path) is None
    ):
        raise Refused(NOT_A_SECOND, field="leader")
    right = can_agree_to_post(leader, proposal.unit.path)
    return _put_in_force(by, right, proposal, decided_by=decision.leader_id, recorded=decision)


@transaction.atomic
def decline_post(*, by: Actor, proposal_id: int, answer: str) -> PostProposal:
    """A leader does not agree and says why; nothing changes."""
    proposal = _locked(proposal_id)
    right = _second_person(by, proposal)
    if not clean_line(answer):
        raise Refused("Ghi ý kiến để quản trị biết vì sao chưa đồng ý.", field="answer")
    proposal.state = ProposalState.DECLINED
    proposal.answer = clean_line(answer)[:500]
    proposal.decided_by_id, proposal.decided_on = by.person_id, by.day
    proposal.save(update_fields=["state", "answer", "decided_by", "decided_on"])
    words = f"không đồng ý giao {proposal.person.full_name} chức vụ {proposal}"
    _record(by, right, proposal, "post.decline", words, note=proposal.answer)
    notify(
        people=[proposal.proposed_by_id] if proposal.proposed_by_id else [],
        kind="post.decline",
        text=f"{by.name} {words}: {proposal.answer}",
        url=proposal_url(proposal),
        by=by,
    )
    return proposal


@transaction.atomic
def withdraw_proposal(*, by: Actor, proposal_id: int) -> PostProposal:
    """The admin takes it back."""
    proposal = _locked(proposal_id)
    right = require_admin(by, proposal.unit.path)
    proposal.state = ProposalState.WITHDRAWN
    proposal.decided_by_id, proposal.decided_on = by.person_id, by.day
    proposal.save(update_fields=["state", "decided_by", "decided_on"])
    _record(by, right, proposal, "post.withdraw", f"rút đề nghị giao {proposal.person.full_name} chức vụ {proposal}")
    return proposal


def proposal_url(proposal: PostProposal) -> str:
    return reverse("organization:post_proposal", args=[proposal.pk])


def _locked(pk: int) -> PostProposal:
    found = PostProposal.objects.select_for_update(of=("self",)).select_related("person", "unit", "post__person")
    proposal = found.get(pk=pk)
    if proposal.state != ProposalState.WAITING:
        raise Conflict(OVER)
    return proposal


def _second_person(by: Actor, proposal: PostProposal) -> PostFact | None:
    right = can_agree_to_post(by, proposal.unit.path)
    if right is None:
        raise Forbidden("Chỉ lãnh đạo cơ quan cho ý kiến về chức vụ lãnh đạo, Văn phòng (tổng hợp).")
    if by.person_id in (proposal.proposed_by_id, proposal.person_id):
        raise Forbidden(NOT_A_SECOND)
    return right


def _put_in_force(
    by: Actor,
    right: PostFact | None,
    proposal: PostProposal,
    *,
    decided_by: int | None,
    recorded: RecordedDecision | None,
) -> PostProposal:
    facts = PostFacts(
        unit=proposal.unit,
        role=proposal.role,
        title=proposal.title,
        is_acting=proposal.is_acting,
        start=proposal.start,
        end=proposal.end,
        basis_number=proposal.basis_number,
        basis_date=proposal.basis_date,
        charge_units=tuple(proposal.charge_units.all()),
    )
    note = "lãnh đạo đồng ý" if recorded is None else "theo ý kiến lãnh đạo được ghi nhận"
    if proposal.post is None:
        person = Person.objects.select_for_update().get(pk=proposal.person_id)
        proposal.post = write_new_post(by, right, person, facts, note=note, proposed_by=proposal.proposed_by_id)
    else:
        post = Post.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=proposal.post.pk)
        if post.version != proposal.post_version:
            raise Refused("Chức vụ này đã được sửa sau khi đề nghị. Quản trị rút đề nghị và làm lại.")
        write_changed_post(by, right, post, facts.values(), note=note)
        notify(
            people=[person for person in (post.person_id, proposal.proposed_by_id) if person],
            kind="post.change",
            text=f"Chức vụ của {post.person.full_name} nay là: {post}{span_words(post)}.",
            by=by,
        )
    proposal.state = ProposalState.AGREED
    proposal.decided_by_id, proposal.recorded_decision = decided_by, recorded
    proposal.decided_on = recorded.decided_on if recorded else by.day
    proposal.save(update_fields=["state", "post", "decided_by", "decided_on", "recorded_decision"])
    return proposal


def _record(
    by: Actor, right: PostFact | None, proposal: PostProposal, action: str, summary: str, note: str = ""
) -> None:
    record(by=by, post=right, action=action, subject=proposal.person, unit=proposal.unit, summary=summary, note=note)


def may_somebody_agree(proposal: PostProposal) -> bool:
    """Is there a leader today who may? Else the post can only be given by a command on the server."""
    leaders = {post.person_id for post in leaders_over(proposal.unit.path, local_day())}
    return bool(leaders - {proposal.proposed_by_id, proposal.person_id})
