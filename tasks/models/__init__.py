"""One file per noun; import models from here."""

from tasks.models.plan import Assignment, Clause, LegalBasis, Plan, PlanTarget
from tasks.models.task import AssignmentDraft, Contribution, Evidence, Task, TaskSeries

__all__ = [
    "Assignment",
    "AssignmentDraft",
    "Clause",
    "Contribution",
    "Evidence",
    "LegalBasis",
    "Plan",
    "PlanTarget",
    "Task",
    "TaskSeries",
]
