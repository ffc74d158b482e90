"""The assignment grid as a workbook that can be edited and read back."""

from base.table_workbook import Column, table_workbook
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.queries.grid import Grid, GridRow, person_word
from tasks.rules.assignment_columns import (
    AUTHORITY,
    CLAUSE,
    CONTENT,
    COORDINATORS,
    DELIVERABLE,
    DUE,
    FREQUENCY,
    KIND,
    RESPONSIBLE,
    TITLE,
    UNIT,
    UNIT_NAME,
    VERSION,
)

COLUMNS = (
    Column(CLAUSE, width=10),
    Column(CONTENT, width=32),
    Column(UNIT, width=10),
    Column(UNIT_NAME, width=22),
    Column(TITLE, width=36),
    Column(RESPONSIBLE, width=24),
    Column(DELIVERABLE, width=32),
    Column(KIND, width=14),
    Column(DUE, "date", width=12),
    Column(FREQUENCY, width=16),
    Column(AUTHORITY, width=12),
    Column(COORDINATORS, width=30),
    Column(VERSION, "int", width=8),
)


def assignment_workbook(grid: Grid, made: str) -> bytes:
    """The rows of the grid; `made` says who took them out and when."""
    lines = [
        made,
        f"{KIND}: {', '.join(str(label) for label in DeadlineKind.labels)}. "
        f"{FREQUENCY}: {', '.join(str(label) for label in Frequency.labels)}. "
        f"{AUTHORITY}: {', '.join(str(label) for label in Authority.labels)}.",
        f"{COORDINATORS}: tên cách nhau bằng dấu chấm phẩy. Không sửa các cột {CLAUSE}, {UNIT}, {VERSION}.",
    ]
    return table_workbook("Bảng giao việc", lines, COLUMNS, (_values(grid, row) for row in grid.rows))


def coordinator_names(grid: Grid, row: GridRow) -> list[str]:
    """The names of those who coordinate a row: units, groups, partners."""
    values = row.values
    return [
        *(unit.name for unit in grid.units if unit.pk in values.unit_ids),
        *(group.name for group in grid.groups if group.pk in values.group_ids),
        *(partner.name for partner in grid.partners if partner.pk in values.partner_ids),
    ]


def _values(grid: Grid, row: GridRow) -> tuple:
    values = row.values
    person = next((one for one in row.people if one.pk == values.responsible_id), None)
    return (
        row.clause.code,
        row.clause.title,
        row.unit.code,
        row.unit.name,
        values.title,
        person_word(person, row.people) if person else None,
        values.deliverable or None,
        str(DeadlineKind(values.deadline_kind).label),
        values.due,
        str(Frequency(values.frequency).label) if values.frequency else None,
        str(Authority(values.authority).label),
        "; ".join(coordinator_names(grid, row)) or None,
        row.version,
    )
