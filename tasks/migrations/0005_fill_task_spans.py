"""How the tasks that are there stood until today: by their audit events, else by their own dates."""

from collections import defaultdict
from dataclasses import asdict

from django.db import migrations

from tasks.rules.spans import from_events

BATCH = 1000


def fill(apps, schema_editor):
    """Spans for every task without any, a thousand tasks at a time."""
    Task = apps.get_model("tasks", "Task")
    TaskSpan = apps.get_model("tasks", "TaskSpan")
    AuditEvent = apps.get_model("organization", "AuditEvent")
    waiting = list(Task.objects.filter(spans=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), BATCH):
        ids = waiting[start : start + BATCH]
        events = defaultdict(list)
        told = AuditEvent.objects.filter(subject_kind="tasks.task", subject_id__gte=ids[0], subject_id__lte=ids[-1])
        for event in told.order_by("id").only("day", "action", "before", "after", "subject_id").iterator():
            events[event.subject_id].append(event)
        TaskSpan.objects.bulk_create(
            (
                TaskSpan(task_id=task.pk, **asdict(stretch))
                for task in Task.objects.filter(pk__gte=ids[0], pk__lte=ids[-1], spans=None)
                for stretch in from_events(task, events[task.pk])
            ),
            batch_size=BATCH,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0003_backup_and_pulse"),
        ("tasks", "0004_task_spans"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
