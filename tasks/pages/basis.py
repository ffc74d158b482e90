"""In which words is the basis of an assignment named?"""

from tasks.enums import BasisKind
from tasks.models import Assignment


def basis_words(assignment: Assignment) -> str:
    """ "Quyết định 74/QĐ-TTr ngày 16/06/2026", or whose recorded decision of which day."""
    decision = assignment.recorded_decision
    if decision is not None:
        day = decision.decided_on
        return f"ý kiến của {decision.leader.full_name} ngày {day:%d/%m/%Y}"
    kind, signed = BasisKind(assignment.basis_kind).label, assignment.signed_on
    return f"{kind} {assignment.number}" + (f" ngày {signed:%d/%m/%Y}" if signed else "")
