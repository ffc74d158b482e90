"""What does an edited assignment workbook say, and on which row and in which column is it wrong?"""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

from base.reading.cells import choice_of, date_of, text_of, whole_number
from base.reading.errors import BadCell, FileRefused
from base.reading.headers import Header, KnownColumns, find_header, plain_words
from base.reading.report import RowError
from base.reading.workbook import Cell, Row, UnreadCell, open_workbook
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.lists.assignment import READ_BACK, sheet_heading
from tasks.queries.grid import Grid, GridRow, person_word
from tasks.rules.proposal import DraftValues

MOST_ROWS = 5_000
HEADER_WITHIN = 30
NAMES = {key: (sheet_heading(key),) for key in READ_BACK}
KNOWN = KnownColumns(NAMES, required=tuple((name,) for name in NAMES))


class SheetRow:
    """One good row: which row of the grid it is about, the version it was taken out with, its values."""

    def __init__(self, number: int, row: GridRow, version: int, values: DraftValues) -> None:
        self.number = number
        self.row = row
        self.version = version
        self.values = values


def read_assignment(stream: BinaryIO, *, name: str, grid: Grid, today: date) -> tuple[list[SheetRow], list[RowError]]:
    """The rows of the workbook and every error in it. Raises FileRefused where it cannot be opened at all."""
    with open_workbook(stream, name=name) as book:
        for title in book.visible_sheets:
            rows = book.rows(title)
            head = [row for _, row in zip(range(HEADER_WITHIN), rows, strict=False)]
            header, _ = find_header(iter(head), KNOWN)
            if header is None:
                continue
            data = [row for row in head if row.number > header.last_row]
            return _Reader(grid, title, header, today, uses_1904=book.uses_1904).read([*data, *rows])
    names = ", ".join(known[0] for known in NAMES.values())
    raise FileRefused(f"Không thấy bảng giao việc trong tệp. Cần đủ các cột: {names}.")


class _Reader:
    def __init__(self, grid: Grid, title: str, header: Header, today: date, *, uses_1904: bool) -> None:
        self.rows = {(row.clause.code, row.unit.code): row for row in grid.rows}
        self.parties = _parties(grid)
        self.title = title
        self.header = header
        self.today = today
        self.uses_1904 = uses_1904
        self.errors: list[RowError] = []

    def read(self, rows: list[Row]) -> tuple[list[SheetRow], list[RowError]]:
        found: list[SheetRow] = []
        seen: dict[tuple[str, str], int] = {}
        if len(rows) > MOST_ROWS:
            raise FileRefused(f"Tệp có hơn {MOST_ROWS} dòng, không phải bảng giao việc.")
        for row in rows:
            if row.is_blank:
                continue
            if unread := [name for name in self.header.columns if isinstance(self._cell(row, name), UnreadCell)]:
                for name in unread:
                    self._complain(row, name, self._cell(row, name).message)
                continue
            place = (text_of(self._cell(row, "clause")), text_of(self._cell(row, "unit")))
            target = self.rows.get(place)
            if target is None:
                words = f"mục {place[0] or '(trống)'} cho {place[1] or '(trống)'}"
                self._complain(row, "clause", f"Bảng không còn việc {words}: đã giao, đã đóng hoặc không có.")
                continue
            if place in seen:
                self._complain(row, "unit", f"Việc này đã có ở dòng {seen[place]}. Mỗi đơn vị một dòng cho mỗi mục.")
                continue
            seen[place] = row.number
            before = len(self.errors)
            version, values = self._values(row, target)
            if len(self.errors) == before:
                found.append(SheetRow(row.number, target, version, values))
        return found, self.errors

    def _values(self, row: Row, target: GridRow) -> tuple[int, DraftValues]:
        kind = self._choice(row, "deadline_kind", DeadlineKind.choices) or DeadlineKind.NONE.value
        due: date | None = None
        if self._cell(row, "due") is not None:
            try:
                due = date_of(self._cell(row, "due"), today=self.today, may_lie_ahead=True, uses_1904=self.uses_1904)
            except BadCell as error:
                self._complain(row, "due", str(error))
        frequency = self._choice(row, "frequency", Frequency.choices) if self._cell(row, "frequency") else ""
        if kind == DeadlineKind.DATE and self._cell(row, "due") is None:
            self._complain(row, "due", "Ghi ngày hạn, hoặc đổi loại thời hạn thành “Chưa có hạn”.")
        if kind != DeadlineKind.DATE and due is not None:
            self._complain(
                row, "deadline_kind", "Có ngày hạn thì loại thời hạn phải là “Theo ngày”. Sửa một trong hai."
            )
        if kind == DeadlineKind.RECURRING and not frequency:
            self._complain(row, "frequency", "Việc định kỳ cần chu kỳ.")
        title = self._line(row, "title")
        if not title:
            self._complain(row, "title", "Ghi nội dung việc.")
        units, groups, partners = self._coordinators(row)
        values = DraftValues(
            title=title,
            deliverable=self._line(row, "deliverable"),
            authority=self._choice(row, "authority", Authority.choices),
            responsible_id=self._person(row, target),
            deadline_kind=kind,
            due=due,
            frequency=frequency,
            unit_ids=units,
            group_ids=groups,
            partner_ids=partners,
        )
        return self._version(row), values

    def _cell(self, row: Row, name: str) -> Cell:
        return row.cell(self.header.columns.get(name))

    def _complain(self, row: Row, name: str, message: str) -> None:
        value = text_of(self._cell(row, name))
        self.errors.append(RowError(message, row.number, self.title, self.header.heading(name), value))

    def _line(self, row: Row, name: str) -> str:
        text = text_of(self._cell(row, name))
        if len(text) > 300:
            self._complain(row, name, f"Dài {len(text)} ký tự, tối đa 300.")
        return text

    def _choice(self, row: Row, name: str, choices: list[tuple[str, str]]) -> str:
        words = {plain_words(str(label)): str(value) for value, label in choices}
        try:
            return choice_of(self._cell(row, name), words, labels=", ".join(str(label) for _, label in choices))
        except BadCell as error:
            self._complain(row, name, str(error))
            return ""

    def _version(self, row: Row) -> int:
        try:
            return whole_number(self._cell(row, "version"), least=0, most=999_999)
        except BadCell:
            self._complain(row, "version", "Giữ nguyên số đã có khi tải tệp, hoặc tải tệp mới.")
            return 0

    def _person(self, row: Row, target: GridRow) -> int | None:
        name = text_of(self._cell(row, "responsible"))
        if not name:
            return None
        found = [one for one in target.people if name in (one.full_name, person_word(one, target.people))]
        if len(found) == 1:
            return int(found[0].pk)
        if found:
            both = ", ".join(person_word(one, target.people) for one in found)
            self._complain(row, "responsible", f"{target.unit.name} có {len(found)} người tên này. Ghi rõ: {both}.")
        else:
            self._complain(row, "responsible", f"Không có người này ở {target.unit.name}. Ghi đúng họ và tên.")
        return None

    def _coordinators(self, row: Row) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        found: dict[str, set[int]] = {"unit": set(), "group": set(), "partner": set()}
        for word in text_of(self._cell(row, "coordinators")).split(";"):
            if not word.strip():
                continue
            party = self.parties.get(plain_words(word))
            if party is None:
                self._complain(row, "coordinators", f"Không có đơn vị hay cơ quan “{word.strip()}”.")
            else:
                found[party[0]].add(party[1])
        return frozenset(found["unit"]), frozenset(found["group"]), frozenset(found["partner"])


def _parties(grid: Grid) -> Mapping[str, tuple[str, int]]:
    """Units by name and code, groups and partners by name, folded."""
    parties: dict[str, tuple[str, int]] = {}
    for partner in grid.parties.partners:
        parties[plain_words(partner.name)] = ("partner", partner.pk)
    for group in grid.parties.groups:
        parties[plain_words(group.name)] = ("group", group.pk)
        parties.setdefault(plain_words(group.code), ("group", group.pk))
    for unit in grid.parties.units:
        parties[plain_words(unit.name)] = ("unit", unit.pk)
        parties[plain_words(unit.code)] = ("unit", unit.pk)
    return parties
