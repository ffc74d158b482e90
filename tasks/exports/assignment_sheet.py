"""The assignment grid as a workbook that can be edited and read back."""

from base.lists import list_workbook
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.lists.assignment import ASSIGNMENT, KEPT, sheet_heading
from tasks.queries.grid import Grid


def assignment_workbook(grid: Grid, made: str) -> bytes:
    """The rows of the grid; `made` says who took them out and when."""
    choices = (("deadline_kind", DeadlineKind), ("frequency", Frequency), ("authority", Authority))
    words = (f"{sheet_heading(key)}: {', '.join(str(label) for label in kind.labels)}." for key, kind in choices)
    kept = ", ".join(sheet_heading(key) for key in KEPT)
    lines = [
        made,
        " ".join(words),
        f"{sheet_heading('coordinators')}: tên cách nhau bằng dấu chấm phẩy. Không sửa các cột {kept}.",
    ]
    return list_workbook(ASSIGNMENT, lines, grid.rows)
