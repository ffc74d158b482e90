"""What is to be done, how far is it, what happened, and what can I do now?"""

from django.shortcuts import render

from tasks.queries.tasks import get_visible_task


def task(request, pk):
    """The page of one task."""
    return render(request, "tasks/task.html", {"task": get_visible_task(request.actor, pk)})
