"""Tasks for tests, in their smallest valid form."""

from datetime import date

import factory

from base.text import sort_key
from tasks.enums import DeadlineKind
from tasks.models import Task
from tasks.rules.task_text import folded_text
from tasks.services.spans import start_spans


class TaskFactory(factory.django.DjangoModelFactory):
    """A task of one unit due on 30/6/2026; `due=None` gives one without a deadline."""

    class Meta:
        model = Task

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        task = super()._create(model_class, *args, **kwargs)
        start_spans([task], recorded_on=task.assigned_on)
        return task

    clause = None
    title = factory.Sequence(lambda n: f"Việc số {n}")
    deliverable = "Báo cáo"
    assigned_on = date(2026, 5, 22)
    due = date(2026, 6, 30)
    deadline_kind = factory.LazyAttribute(lambda task: DeadlineKind.DATE if task.due else DeadlineKind.NONE)
    original_due = factory.LazyAttribute(lambda task: task.due)
    sort_key = factory.LazyAttribute(lambda task: sort_key(task.title))
    folded = factory.LazyAttribute(
        lambda task: folded_text(
            codes=[task.clause.code] if task.clause else [],
            title=task.title,
            deliverable=task.deliverable,
            unit_code=task.lead_unit.code,
            unit_name=task.lead_unit.name,
        )
    )
