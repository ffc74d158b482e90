"""Posts that wait until a leader agrees: what is asked for, and who answers how."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from base.errors import Forbidden, Refused
from base.page_parts import Link
from organization.forms.decisions import DecisionFields, DeclineForm
from organization.http import PageRequest
from organization.models import PostProposal
from organization.pages.directory import person_link
from organization.queries.people import leaders_over
from organization.queries.post_proposals import get_listed_proposal
from organization.rules.permissions import can_agree_to_post, can_manage_people, can_record_decision, require_admin
from organization.services.decisions import DecisionFacts
from organization.services.post_proposals import (
    NOT_A_SECOND,
    agree_to_post,
    decline_post,
    may_somebody_agree,
    proposal_url,
    record_agreement_to_post,
    withdraw_proposal,
)
from organization.views.responses import only_post, redirect_back
from organization.views.saving import FormPage, attempt, show_form


def post_proposal(request: PageRequest, pk: int) -> HttpResponse:
    """What is asked for, by whom, and what this person may answer."""
    found = get_listed_proposal(request.actor, pk)
    is_second = _is_second(request, found)
    path = found.unit.path
    context = {
        "proposal": found,
        "may_answer": found.is_waiting and is_second and can_agree_to_post(request.actor, path),
        "may_record": found.is_waiting and is_second and can_record_decision(request.actor, path),
        "may_withdraw": found.is_waiting and can_manage_people(request.actor, path),
        "somebody_may_agree": may_somebody_agree(found),
        "charge_units": found.charge_units.all(),
    }
    return render(request, "organization/post_proposal.html", context)


@only_post
def proposal_agree(request: PageRequest, pk: int) -> HttpResponse:
    found = get_listed_proposal(request.actor, pk)
    try:
        agree_to_post(by=request.actor, proposal_id=pk)
        messages.success(request, f"Đã đồng ý: {found.person.full_name} giữ chức vụ {found}.")
    except Forbidden:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect_back(request, proposal_url(found))


def proposal_decline(request: PageRequest, pk: int) -> HttpResponse:
    """A leader does not agree, and says why."""
    found = get_listed_proposal(request.actor, pk)
    if can_agree_to_post(request.actor, found.unit.path) is None:
        raise Forbidden("Chỉ lãnh đạo cơ quan cho ý kiến về chức vụ lãnh đạo, Văn phòng (tổng hợp).")
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if attempt(form, lambda: decline_post(by=request.actor, proposal_id=pk, answer=answer)):
            messages.success(request, "Đã ghi ý kiến; chức vụ này không có hiệu lực.")
            return redirect(proposal_url(found))
    return show_form(request, form, _page(found, "Không đồng ý", "Ghi ý kiến"))


def proposal_record(request: PageRequest, pk: int) -> HttpResponse:
    """The Office writes down that a leader agreed elsewhere."""
    found = get_listed_proposal(request.actor, pk)
    if can_record_decision(request.actor, found.unit.path) is None:
        raise Forbidden("Chỉ Văn phòng (tổng hợp) được ghi nhận ý kiến lãnh đạo.")
    if not _is_second(request, found):
        raise Forbidden(NOT_A_SECOND)
    seconds = {found.proposed_by_id, found.person_id}
    leaders = [post for post in leaders_over(found.unit.path, request.day) if post.person_id not in seconds]
    form = DecisionFields(request.POST or None, leaders=leaders, initial={"decided_on": request.day})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = DecisionFacts(values["leader"], values["decided_on"], values["channel"], values["reference"])
        if attempt(form, lambda: record_agreement_to_post(by=request.actor, proposal_id=pk, facts=facts)):
            messages.success(request, "Đã ghi nhận ý kiến lãnh đạo; lãnh đạo được báo và trả lời được nếu không đúng.")
            return redirect(proposal_url(found))
    return show_form(request, form, _page(found, "Ghi nhận ý kiến lãnh đạo", "Ghi nhận"))


@only_post
def proposal_withdraw(request: PageRequest, pk: int) -> HttpResponse:
    found = get_listed_proposal(request.actor, pk)
    require_admin(request.actor, found.unit.path)
    try:
        withdraw_proposal(by=request.actor, proposal_id=pk)
        messages.success(request, "Đã rút đề nghị.")
    except Forbidden:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(person_link(found.person).url)


def _is_second(request: PageRequest, proposal: PostProposal) -> bool:
    return request.actor.person_id not in (proposal.proposed_by_id, proposal.person_id)


def _page(proposal: PostProposal, heading: str, submit: str) -> FormPage:
    back = Link(f"Chức vụ đề nghị cho {proposal.person.full_name}", proposal_url(proposal))
    return FormPage(f"{heading}: {proposal.person.full_name}, {proposal}", submit, back, path=(back,))
