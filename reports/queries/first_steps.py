"""Is the agency still empty, and which of the first steps are done? A fixed, small number of reads."""

from dataclasses import dataclass

from documents.models import DocumentCount, RegisterRow
from figures.models import Baseline
from meetings.models import Meeting
from organization.enums import Role
from organization.models import Post, Unit
from organization.rules.access import Actor
from tasks.models import Task
from tasks.queries.plan import plan_of


@dataclass(frozen=True)
class FirstSteps:
    """What an agency without tasks, documents and meetings has done so far."""

    agency: Unit
    has_heads: bool
    has_plan: bool
    has_baseline: bool


def first_steps(agency: Unit | None, actor: Actor) -> FirstSteps | None:
    """The steps of an empty agency; None once it holds a task, a document or a meeting."""
    if agency is None:
        return None
    below = {"unit__path__startswith": agency.path}
    if Task.objects.filter(lead_unit__path__startswith=agency.path).exists():
        return None
    if any(model.objects.filter(**below).exists() for model in (RegisterRow, DocumentCount, Meeting)):
        return None
    heads = Post.objects.valid_on(actor.day).filter(**below, role=Role.HEAD)
    return FirstSteps(
        agency=agency,
        has_heads=heads.exists(),
        has_plan=plan_of(actor) is not None,
        has_baseline=Baseline.objects.filter(**below).exists(),
    )
