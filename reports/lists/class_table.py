"""The Office's table: units × classes of their tasks, each task in exactly one column."""

from collections.abc import Callable
from typing import Any

from base.lists import Cell, ListColumn, ListDeclaration, Phone
from reports.pages.addresses import tasks_url
from tasks.enums import DONE_CLASSES, TaskClass
from tasks.queries.class_table import ClassRow, ClassTable

# One class or several in a column: key, heading, classes, tone.
COLUMNS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("overdue", "Quá hạn", (TaskClass.OVERDUE,), "red"),
    ("due_soon", "Sắp đến hạn", (TaskClass.DUE_SOON,), "amber"),
    ("in_term", "Trong hạn", (TaskClass.IN_TERM,), ""),
    ("no_deadline", "Chưa có hạn", (TaskClass.NO_DEADLINE,), ""),
    ("continuous", "Thường xuyên", (TaskClass.CONTINUOUS,), ""),
    ("suspended", "Tạm dừng", (TaskClass.SUSPENDED,), ""),
    ("done", "Hoàn thành", tuple(DONE_CLASSES), ""),
    ("nil", "Không phát sinh", (TaskClass.NIL,), ""),
    ("withdrawn", "Thôi giao", (TaskClass.WITHDRAWN,), ""),
)
ALWAYS = 7  # the columns that stand there even when they are empty


def class_table_list(table: ClassTable) -> ListDeclaration:
    """Columns in which nothing stands anywhere are left out."""
    shown = [*COLUMNS[:ALWAYS], *(column for column in COLUMNS[ALWAYS:] if table.of(*column[2]))]
    return ListDeclaration(
        id="class-table",
        title="Đơn vị và việc đến hạn",
        columns=(
            ListColumn("unit", "Đơn vị", lambda row: row.unit.name, width=34, phone=Phone.MAIN, is_row_heading=True),
            *(
                ListColumn(key, heading, _number(classes), "int", 11, cell=_cell(classes, tone))
                for key, heading, classes, tone in shown
            ),
            ListColumn(
                "total",
                "Cộng",
                lambda row: row.total,
                "int",
                10,
                cell=lambda row: Cell(row.total, url=tasks_url(unit=row.unit.code), is_strong=True),
            ),
        ),
    )


def class_sums(declared: ListDeclaration, table: ClassTable) -> dict[str, Any]:
    sums = {key: table.of(*classes) for key, _, classes, _ in COLUMNS if key in declared.by_key}
    return {**sums, "total": table.total}


def _number(classes: tuple[str, ...]) -> Callable[[ClassRow], int]:
    return lambda row: row.of(*classes)


def _cell(classes: tuple[str, ...], tone: str) -> Callable[[ClassRow], Cell]:
    return lambda row: Cell(row.of(*classes), url=tasks_url(classes=classes, unit=row.unit.code), tone=tone)
