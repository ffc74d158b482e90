"""One file per noun; import models from here."""

from tasks.models.instruction import Instruction
from tasks.models.plan import Assignment, Clause, LegalBasis, Plan, PlanTarget
from tasks.models.request import ExtensionRequest
from tasks.models.span import TaskSpan
from tasks.models.task import AssignmentDraft, Contribution, Evidence, Task, TaskSeries

__all__ = [
    "Assignment",
    "AssignmentDraft",
    "Clause",
    "Contribution",
    "Evidence",
    "ExtensionRequest",
    "Instruction",
    "LegalBasis",
    "Plan",
    "PlanTarget",
    "Task",
    "TaskSeries",
    "TaskSpan",
]
