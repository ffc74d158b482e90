"""How does a count of tasks say what belongs to it, so that no two pages seem to differ?

The plan counts what is given and not withdrawn; tables that add up hold every task in one class, withdrawn ones too.
"""

from collections.abc import Sequence

from tasks.enums import TaskClass
from tasks.queries.class_table import ClassTable
from tasks.queries.plan import PlanBoard


def given_words(board: PlanBoard) -> str:
    """ "86 nhiệm vụ, không kể 1 nhiệm vụ thôi giao": what was made of the plan."""
    left_out = f", không kể {board.withdrawn} nhiệm vụ thôi giao" if board.withdrawn else ""
    return f"{board.tasks} nhiệm vụ{left_out}"


def included_words(table: ClassTable, board: PlanBoard | None = None) -> str:
    """ "kể cả 1 nhiệm vụ thôi giao, 2 nhiệm vụ ngoài Kế hoạch": what a table of every task has beside the plan's.

    "" where it has nothing else; without a board nothing is said of the plan.
    """
    outside = table.total - board.tasks - board.withdrawn if board else 0
    parts: Sequence[tuple[int, str]] = ((table.of(TaskClass.WITHDRAWN), "thôi giao"), (outside, "ngoài Kế hoạch"))
    said = ", ".join(f"{number} nhiệm vụ {words}" for number, words in parts if number > 0)
    return f"kể cả {said}" if said else ""
