"""How a row of the figures by unit is named, and what its state says."""

from base.marks import Mark, mark_of
from figures.pages.marks import state_mark
from figures.queries.target_rows import NamedUnit, OnlineRow, RowKind, TargetRow
from figures.rules.baselines import CONFERENCES
from organization.enums import UnitKind


def row_name(row: TargetRow | OnlineRow) -> str:
    if row.kind is RowKind.TOTAL:
        return "Cộng"
    if row.kind is RowKind.OTHERS or row.unit is None:
        return "Các đơn vị khác"
    if row.kind is RowKind.UNIT:
        return row.unit.name
    name = own_name(row.unit)
    return f"{name} và dự phòng" if isinstance(row, TargetRow) and row.has_reserve else name


def own_name(root: NamedUnit) -> str:
    return "Chung của cơ quan" if root.kind == UnitKind.AGENCY else "Chung của đơn vị"


def row_mark(row: TargetRow) -> Mark | None:
    return state_mark(row.state, row.remaining)


def row_state(row: TargetRow) -> str:
    """The state in words; a row without one says why there is none."""
    if mark := row_mark(row):
        return mark.text
    if row.kind is RowKind.OWN and row.ceiling is not None:
        return "Dự phòng" if row.has_reserve else "Mức chung"
    if row.is_binding:
        return ""
    return "Tính chung" if row.measure == CONFERENCES else "Không giao mức"


def online_row_mark(row: OnlineRow) -> Mark | None:
    return mark_of(row.state) if row.state else None
