"""From the sheets of a workbook to meetings and errors by sheet, row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from base.reading.cells import choice_of, date_of, looks_like_date, text_of, whole_number
from base.reading.errors import BadCell, FileRefused
from base.reading.headers import (
    Header,
    find_header,
    is_total,
    numbers_columns,
    plain_words,
    repeats_header,
)
from base.reading.report import FileReading, RowError
from base.reading.workbook import Cell, OpenWorkbook, Row, open_workbook
from meetings.enums import MeetingStatus
from meetings.reading.columns import (
    CHAIR,
    CHOICES,
    COLUMN_WORDS,
    CONTENT,
    FIRST_DAY,
    KIND,
    LAST_DAY,
    MEETING_COLUMNS,
    ROOM,
    SESSIONS,
    STATUS,
    UNIT,
)
from meetings.rules.content import MOST_SESSIONS, content_key
from organization.reading.units import UnitNames

LONGEST_NAME = 200


@dataclass(frozen=True)
class MeetingFacts:
    """What the reader must know of the agency."""

    today: date
    units: UnitNames


@dataclass(slots=True)
class ReadMeeting:
    """One row of the file; `values` holds what the columns of the file say of the meeting.

    `chair` and `room` are names as written. A row with `errors` is not to be used.
    """

    sheet: str
    number: int
    headings: Mapping[str, str]
    content: str = ""
    first_day: date | None = None
    last_day: date | None = None
    unit_id: int | None = None
    values: dict[str, str | int | None] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, date]:
        """Unit and first day of a right row."""
        if self.unit_id is None or self.first_day is None:
            raise AssertionError("A row without errors is complete.")
        return self.unit_id, self.first_day

    @property
    def key(self) -> tuple[int | None, date | None, str]:
        return self.unit_id, self.first_day, content_key(self.content)

    def refuse(self, name: str, message: str, cell: Cell = None) -> None:
        heading = self.headings.get(name) or COLUMN_WORDS.get(name)
        self.errors.append(RowError(message, self.number, self.sheet, heading, text_of(cell)[:200]))


@dataclass
class MeetingReading(FileReading):
    """A whole file."""

    rows: list[ReadMeeting] = field(default_factory=list)


def read_meetings(stream: BinaryIO, *, name: str, facts: MeetingFacts) -> MeetingReading:
    """Read every visible sheet that has a header. Raises FileRefused where there is nothing to read."""
    reading = MeetingReading()
    rows: list[ReadMeeting] = []
    with open_workbook(stream, name=name) as book:
        for sheet in book.visible_sheets:
            header, _ = find_header(book.rows(sheet), MEETING_COLUMNS)
            if header is None:
                reading.sheets_not_read.append(sheet)
                continue
            reading.sheets.append(sheet)
            rows += _read_sheet(book, sheet, header, facts, reading)
        reading.sheets_not_read += book.hidden_sheets
    if not reading.sheets:
        raise FileRefused(
            "Không tìm thấy dòng tiêu đề. Danh sách cần ít nhất các cột Nội dung, Ngày, Loại, Đơn vị, "
            "trên một trang tính không bị ẩn."
        )
    _refuse_repeated(rows)
    for row in rows:
        reading.data_rows += 1
        if row.errors:
            reading.wrong_rows += 1
            reading.errors += row.errors
        else:
            reading.rows.append(row)
    return reading


def _read_sheet(
    book: OpenWorkbook, sheet: str, header: Header, facts: MeetingFacts, reading: MeetingReading
) -> list[ReadMeeting]:
    rows = []
    for row in book.rows(sheet):
        if row.number <= header.last_row or _is_passed_over(row, header):
            reading.passed_over += 1
        else:
            rows.append(_read_row(row, sheet, header, facts, book.uses_1904))
    return rows


def _is_passed_over(row: Row, header: Header) -> bool:
    content, day = row.cell(header.columns[CONTENT]), row.cell(header.columns[FIRST_DAY])
    if content is None and day is None:
        return True
    if looks_like_date(day):
        return False
    return repeats_header(row, header, MEETING_COLUMNS, (CONTENT, FIRST_DAY)) or numbers_columns(row) or is_total(row)


def _read_row(row: Row, sheet: str, header: Header, facts: MeetingFacts, uses_1904: bool) -> ReadMeeting:
    read = ReadMeeting(sheet, row.number, header.headings)
    cells = {name: row.cell(column) for name, column in header.columns.items()}
    read.content = text_of(cells[CONTENT])
    if not read.content:
        read.refuse(CONTENT, "Thiếu nội dung.")
    _read_choices(read, cells)
    _read_days(read, cells, facts, uses_1904)
    _read_unit(read, cells, facts)
    for name in (CHAIR, ROOM):
        if name in cells:
            text = text_of(cells[name])
            read.values[name] = text
            if len(text) > LONGEST_NAME:
                read.refuse(name, f"Dài quá {LONGEST_NAME} chữ.", text)
    return read


def _read_choices(read: ReadMeeting, cells: dict[str, Cell]) -> None:
    for name, choice in CHOICES.items():
        cell = cells.get(name)
        if cell is None or not plain_words(text_of(cell)):  # a lone dash says nothing
            if name == KIND:
                read.refuse(KIND, f"Chưa ghi loại. Ghi một trong: {choice.labels}.")
            elif name == STATUS:
                read.values[STATUS] = MeetingStatus.PLANNED
            elif name in cells:
                read.values[name] = ""
            continue
        try:
            read.values[name] = choice_of(cell, choice.words, labels=choice.labels)
        except BadCell as error:
            read.refuse(name, str(error), cell)


def _read_days(read: ReadMeeting, cells: dict[str, Cell], facts: MeetingFacts, uses_1904: bool) -> None:
    """Only a meeting still planned may lie ahead; a wrong status already says so itself."""
    ahead = read.values.get(STATUS) in (None, MeetingStatus.PLANNED)
    if cells[FIRST_DAY] is None:
        read.refuse(FIRST_DAY, "Thiếu ngày.")
        return
    try:
        read.first_day = date_of(cells[FIRST_DAY], today=facts.today, may_lie_ahead=ahead, uses_1904=uses_1904)
    except BadCell as error:
        read.refuse(FIRST_DAY, str(error), cells[FIRST_DAY])
        return
    read.last_day = read.first_day
    last = cells.get(LAST_DAY)
    if last is not None:
        try:
            read.last_day = date_of(last, today=facts.today, may_lie_ahead=ahead, uses_1904=uses_1904)
        except BadCell as error:
            read.refuse(LAST_DAY, str(error), last)
            return
        if read.last_day < read.first_day:
            read.refuse(LAST_DAY, "Ngày kết thúc trước ngày bắt đầu.", last)
            return
    if SESSIONS in cells:
        read.values[SESSIONS] = None
        if cells[SESSIONS] is not None:
            try:
                read.values[SESSIONS] = whole_number(cells[SESSIONS], least=1, most=MOST_SESSIONS)
            except BadCell as error:
                read.refuse(SESSIONS, str(error), cells[SESSIONS])


def _read_unit(read: ReadMeeting, cells: dict[str, Cell], facts: MeetingFacts) -> None:
    text = text_of(cells.get(UNIT))
    if not text:
        read.refuse(UNIT, "Chưa ghi đơn vị tổ chức.")
        return
    try:
        read.unit_id = facts.units.unit_named(text, on=read.first_day or facts.today)
    except BadCell as error:
        read.refuse(UNIT, str(error).replace(" hoặc để trống ô", ""), text)


def _refuse_repeated(rows: list[ReadMeeting]) -> None:
    """Of rows that are the same meeting the first stands, each later one names it."""
    first_of: dict[tuple, ReadMeeting] = {}
    for row in rows:
        if row.unit_id is None or row.first_day is None or not row.content:
            continue
        first = first_of.setdefault(row.key, row)
        if first is not row:
            place = f"dòng {first.number}" + (f" của trang {first.sheet}" if first.sheet != row.sheet else "")
            row.refuse(CONTENT, f"Trùng với {place}: cùng đơn vị, cùng ngày, cùng nội dung.", row.content)
