"""Where do the pages of this app stand?"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from tasks.enums import TaskClass
from tasks.rules.available_acts import AvailableAct
from tasks.rules.permissions import Way


def task_url(task_id: int) -> str:
    return reverse("tasks:task", args=[task_id])


def act_url(task_id: int, act: AvailableAct) -> str:
    """The address of the form of one act in one way."""
    if act.way == Way.OWN:
        return reverse("tasks:act", args=[task_id, act.action.value])
    return reverse("tasks:act_for", args=[task_id, act.action.value, act.way.value])


def evidence_url(task_id: int, evidence_id: int) -> str:
    return reverse("tasks:evidence", args=[task_id, evidence_id])


def clause_url(code: str) -> str:
    return reverse("tasks:clause", args=[code])


def assign_url(code: str = "") -> str:
    return reverse("tasks:assign") + (f"?{urlencode({'clause': code})}" if code else "")


def clause_tasks_url(code: str, classes: Sequence[TaskClass]) -> str:
    """The tasks of a clause that stand in some classes, on the clause's own page."""
    return f"{clause_url(code)}?{urlencode([('class', one.value) for one in classes])}#nhiem-vu"


def given_url() -> str:
    """The list of every task that counts as given: all but those withdrawn."""
    classes = ",".join(one.value for one in TaskClass if one != TaskClass.WITHDRAWN)
    return f"{reverse('tasks:list')}?{urlencode({'class': classes}, safe=',')}"


def withdrawn_url() -> str:
    """The list of the tasks that were withdrawn."""
    return f"{reverse('tasks:list')}?{urlencode({'class': TaskClass.WITHDRAWN.value})}"


def carry_over_url(unit_code: str, part: str, start: str, end: str) -> str:
    """The tasks behind one number of the carry-over table (days in ISO)."""
    query = {"unit": unit_code, "own": "1", "flow_from": start, "flow_to": end, "flow": part}
    return f"{reverse('tasks:list')}?{urlencode(query)}"
