"""Which column of a table names units, where no heading says so?

Exporters head it "Phòng", "Bộ phận", "Nơi làm" or not at all. The one column not known otherwise whose
filled cells all name known units is it; cells are kept only for columns that may still be.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from base.reading.cell_scan import column_letters
from base.reading.cells import says_nothing, text_of
from base.reading.headers import Header
from base.reading.workbook import Cell, Row, UnreadCell
from organization.reading.units import UnitNames

_MOST_STRANGE = 3


@dataclass
class _Candidate:
    named: int = 0
    strange: list[int] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)


class UnitColumnSearch:
    """Watches the data rows of one table; ask `found` once all were seen."""

    def __init__(self, header: Header, units: UnitNames) -> None:
        self.header = header
        self.units = units
        read = {*header.columns.values(), *(column for others in header.others.values() for column in others)}
        self._read = read
        self._candidates: dict[int, _Candidate] = {}
        self._dropped: set[int] = set()

    def see(self, row: Row) -> None:
        for column, cell in enumerate(row.cells):
            if cell is None or column in self._read or column in self._dropped:
                continue
            candidate = self._candidates.get(column)
            if candidate is None:
                candidate = self._candidates[column] = _Candidate()
            if isinstance(cell, UnreadCell):
                candidate.cells[row.number] = cell
                continue
            text = text_of(cell) if isinstance(cell, str) else ""
            if text and says_nothing(text):
                continue
            if text and self.units.knows(text):
                candidate.named += 1
                candidate.cells[row.number] = cell
                continue
            candidate.strange.append(row.number)
            if len(candidate.strange) > max(candidate.named, _MOST_STRANGE):
                self._dropped.add(column)
                del self._candidates[column]

    @property
    def found(self) -> int | None:
        """The column, if there is exactly one."""
        columns = [column for column, one in self._candidates.items() if one.named and not one.strange]
        return columns[0] if len(columns) == 1 else None

    def cell(self, column: int, row_number: int) -> Cell:
        return self._candidates[column].cells.get(row_number)

    def heading(self, column: int) -> str:
        return self.header.unread.get(column) or f"cột {column_letters(column + 1)}"

    def doubts(self) -> Iterable[tuple[int, str]]:
        """(first row, sentence) for columns that seem to name units and yet are not read."""
        several = [column for column, one in self._candidates.items() if one.named and not one.strange]
        if len(several) > 1:
            names = ", ".join(f"“{self.heading(column)}”" for column in several)
            yield (
                min(self._candidates[several[0]].cells),
                f"Các cột {names} đều ghi tên đơn vị nên không cột nào được đọc. "
                "Đặt tên cột cần lấy là Đơn vị soạn thảo.",
            )
        for column, one in self._candidates.items():
            if one.strange and one.named > len(one.strange):
                yield (
                    one.strange[0],
                    f"Cột “{self.heading(column)}” phần lớn ghi tên đơn vị nhưng không được đọc, vì dòng này ghi khác. "
                    "Sửa ô, hoặc đặt tên cột là Đơn vị soạn thảo.",
                )
