"""What a window of days was handed, ended and hands on, by unit."""

from collections.abc import Mapping
from typing import Any

from base.lists import Cell, ListColumn, ListDeclaration, Phone
from tasks.pages.addresses import carry_over_url
from tasks.queries.class_table import CarryOver
from tasks.rules.carry_over import CARRY_OVER_PARTS


def carry_over_list(window: Mapping[str, Any]) -> ListDeclaration:
    """What came, ended and was carried over by unit in a window (`start`, `end`); each number opens its tasks."""
    start, end = (window[name].isoformat() if window.get(name) else "" for name in ("start", "end"))

    def column(name: str, label: str) -> ListColumn:
        return ListColumn(
            name,
            label,
            lambda line: getattr(line, name),
            "int",
            13,
            cell=lambda line: Cell(getattr(line, name), url=_url(line, name)),
        )

    def _url(line: CarryOver, name: str) -> str:
        return carry_over_url(line.unit.code, name, start, end)

    return ListDeclaration(
        id="flow",
        title="Nhiệm vụ chuyển kỳ",
        columns=(
            ListColumn("unit", "Đơn vị", lambda line: line.unit.name, width=34, phone=Phone.MAIN, is_row_heading=True),
            *(column(name, label) for name, label in CARRY_OVER_PARTS.items()),
        ),
    )


def carry_over_sums(lines: list[CarryOver]) -> dict[str, int]:
    """The last row: the sum of every column."""
    return {name: sum(getattr(line, name) for line in lines) for name in CARRY_OVER_PARTS}
