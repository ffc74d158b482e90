"""The Word annex of the assignment, given out or still proposed."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from organization.http import PageRequest
from tasks.exports.annex import assignment_annex
from tasks.queries.annex import Annex, annex_of_given, annex_of_proposed
from tasks.queries.plan import get_visible_plan
from tasks.rules.plan_access import can_assign

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def given_docx(request: PageRequest) -> HttpResponse:
    """What was given out; it tells of every unit, so only those who see the whole agency get it."""
    plan = get_visible_plan(request.actor)
    if not request.actor.sees(plan.agency.path):
        raise Http404
    return _answer(annex_of_given(plan, request.day), "phu-luc-phan-cong-nhiem-vu.docx")


def proposed_docx(request: PageRequest) -> HttpResponse:
    """What the grid proposes, to go with the draft of the decision; for those who assign."""
    plan = get_visible_plan(request.actor)
    if can_assign(request.actor, plan.agency.path) is None:
        raise Http404
    return _answer(annex_of_proposed(plan, request.day), "du-thao-phu-luc-phan-cong.docx")


def _answer(annex: Annex, name: str) -> HttpResponse:
    response = HttpResponse(assignment_annex(annex), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
