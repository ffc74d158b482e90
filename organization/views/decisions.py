"""Answering what the Office recorded in a leader's name, and reading the paper behind it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse

from base.errors import Forbidden, Refused
from organization.http import PageRequest
from organization.models import RecordedDecision
from organization.services.decisions import answer_decision
from organization.views.responses import only_post, redirect_back


@only_post
def decision_answer(request: PageRequest, pk: int) -> HttpResponse:
    """`answer` is "right" or "wrong", with a `note`; then back to where the leader came from."""
    decision = RecordedDecision.objects.filter(pk=pk, leader_id=request.actor.person_id).first()
    if decision is None:
        raise Http404
    is_right = request.POST.get("answer") == "right"
    try:
        answer_decision(by=request.actor, decision_id=pk, is_right=is_right, note=request.POST.get("note", ""))
    except Forbidden:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        words = (
            "Đã xác nhận ý kiến được ghi nhận." if is_right else "Đã báo Văn phòng: ý kiến được ghi nhận không đúng."
        )
        messages.success(request, words)
    return redirect_back(request, decision.url or "home")


def decision_file(request: PageRequest, pk: int) -> FileResponse:
    """The paper of a recorded decision: for the leader, whoever recorded it, and those who see the unit's work."""
    decision = RecordedDecision.objects.filter(pk=pk).exclude(file="").select_related("unit").first()
    if decision is None or not _may_read(request.actor, decision):
        raise Http404
    response = FileResponse(decision.file.open("rb"), as_attachment=True, filename=decision.file_name)
    response["Cache-Control"] = "private, no-store"
    return response


def _may_read(actor: Any, decision: RecordedDecision) -> bool:
    if actor.person_id in (decision.leader_id, decision.recorded_by_id):
        return True
    return decision.unit is not None and actor.sees(decision.unit.path)
