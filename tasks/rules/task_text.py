"""By which words is a task found?"""

from collections.abc import Iterable

from base.text import fold


def folded_text(*, codes: Iterable[str], title: str, deliverable: str, unit_code: str, unit_name: str) -> str:
    """The searched twin of a task: its clauses, work, product and lead unit, without diacritics.

    `codes` are the clause of the task and those tied to it.
    """
    return fold(" ".join([*codes, title, deliverable, unit_code, unit_name]))
