"""From the sheets of a workbook to meetings and errors by sheet, row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from base.reading.cells import date_of, days_of, hour_in, looks_like_date, says_nothing, text_of
from base.reading.encodings import legacy_encoding
from base.reading.errors import BadCell, FileRefused
from base.reading.headers import (
    Header,
    find_header,
    headings_seen,
    is_total,
    numbers_columns,
    plain_words,
    repeats_header,
    walk,
)
from base.reading.report import FileReading, RowError, row_numbers
from base.reading.workbook import Cell, OpenWorkbook, Row, UnreadCell, open_workbook
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
from meetings.reading.sessions import sessions_of
from meetings.rules.content import content_key
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
        self.errors.append(RowError(message, self.number, self.sheet, heading, text_of(cell)))


@dataclass
class MeetingReading(FileReading):
    """A whole file."""

    rows: list[ReadMeeting] = field(default_factory=list)


def read_meetings(stream: BinaryIO, *, name: str, facts: MeetingFacts) -> MeetingReading:
    """Read every visible sheet that has a header. Raises FileRefused where there is nothing to read."""
    reading = MeetingReading()
    rows: list[ReadMeeting] = []
    nearest: Header | None = None
    with open_workbook(stream, name=name) as book:
        for sheet in book.visible_sheets:
            header, attempt = find_header(book.rows(sheet), MEETING_COLUMNS)
            if header is None:
                reading.sheets_not_read.append(sheet)
                if attempt and (nearest is None or len(attempt.columns) > len(nearest.columns)):
                    nearest = attempt
                continue
            reading.sheets.append(sheet)
            rows += _read_sheet(book, sheet, facts, reading)
        reading.sheets_not_read += book.hidden_sheets
    if not reading.sheets:
        raise FileRefused(_no_header(nearest))
    rows = _refuse_repeated(rows, reading)
    for row in rows:
        reading.data_rows += 1
        if row.first_day:
            reading.years[row.first_day.year] = reading.years.get(row.first_day.year, 0) + 1
        if row.errors:
            reading.wrong_rows += 1
            reading.errors += row.errors
        else:
            reading.rows.append(row)
    return reading


def _no_header(attempt: Header | None) -> str:
    found = attempt.columns if attempt else {}
    missing = ", ".join(COLUMN_WORDS[choice[0]] for choice in MEETING_COLUMNS.missing(found))
    seen = headings_seen(attempt)
    words = f" Các cột thấy trong tệp: {seen}." if seen else ""
    if not found:
        return f"Không tìm thấy dòng tiêu đề. Danh sách cần ít nhất các cột {missing}.{words}"
    return f"Bảng thiếu cột {missing}.{words} Danh sách họp cần một dòng cho mỗi cuộc, với loại và đơn vị tổ chức."


def _read_sheet(book: OpenWorkbook, sheet: str, facts: MeetingFacts, reading: MeetingReading) -> list[ReadMeeting]:
    rows: list[ReadMeeting] = []
    hidden: list[int] = []
    struck: list[int] = []
    with_hour: list[int] = []
    for row, header, is_header in walk(book.rows(sheet), MEETING_COLUMNS, _is_data):
        if header is None or is_header:
            if is_header and header:
                reading.name_read(sheet, header.headings.values())
                reading.name_unread(sheet, header.unread.values())
            reading.pass_over(sheet, row, "" if is_header else "nằm trên dòng tiêu đề")
        elif (reason := _why_passed_over(row, header)) is not None:
            reading.pass_over(sheet, row, reason)
        else:
            rows.append(_read_row(row, sheet, header, facts, reading, book.uses_1904))
            if hour_in(header.cell(row, FIRST_DAY)):
                with_hour.append(row.number)
            if row.is_hidden:
                hidden.append(row.number)
            if row.is_struck:
                struck.append(row.number)
    reading.warn_of_look(sheet, hidden=hidden, struck=struck)
    if with_hour:
        reading.warn(
            f"Giờ ghi trong ô ngày chưa có chỗ lưu, chỉ lấy ngày: {row_numbers(with_hour)}.",
            row=with_hour[0], sheet=sheet,
        )  # fmt: skip
    return rows


def _is_data(row: Row, header: Header) -> bool:
    return looks_like_date(header.cell(row, FIRST_DAY))


def _why_passed_over(row: Row, header: Header) -> str | None:
    """Why a row is no data: '' for a header, None for a data row, right or wrong."""
    content, day = header.cell(row, CONTENT), header.cell(row, FIRST_DAY)
    if content is None and day is None:
        return "không có nội dung và ngày"
    if looks_like_date(day) and not (content is None and isinstance(day, str) and "," in day and "ngày" in day):
        return None
    if repeats_header(row, header, MEETING_COLUMNS, (CONTENT, FIRST_DAY)):
        return ""
    if numbers_columns(row):
        return "dòng số thứ tự cột"
    if is_total(row):
        return "dòng cộng"
    filled = [name for name in header.columns if header.cell(row, name) is not None]
    is_unread = any(isinstance(header.cell(row, name), UnreadCell) for name in filled)
    return "không có ngày" if len(filled) == 1 and not is_unread else None


def _read_row(
    row: Row, sheet: str, header: Header, facts: MeetingFacts, reading: MeetingReading, uses_1904: bool
) -> ReadMeeting:
    read = ReadMeeting(sheet, row.number, header.headings)
    cells = {name: header.cell(row, name) for name in header.columns}
    unread = {name for name, cell in cells.items() if isinstance(cell, UnreadCell)}
    for name in header.columns:
        if name in unread:
            read.refuse(name, cells[name].message)
    read.content = text_of(cells[CONTENT]) if CONTENT not in unread else ""
    if not read.content and CONTENT not in unread:
        read.refuse(CONTENT, "Thiếu nội dung.")
    _read_choices(read, cells, unread)
    _read_days(read, cells, facts, unread, uses_1904)
    if UNIT not in unread:
        _read_unit(read, cells, facts)
    for name in (CHAIR, ROOM):
        if name in cells and name not in unread:
            text = text_of(cells[name])
            read.values[name] = text
            if len(text) > LONGEST_NAME:
                read.refuse(name, f"Dài quá {LONGEST_NAME} chữ.", text)
    if encoding := legacy_encoding(read.content):
        reading.warn(
            f"Chữ có vẻ theo bảng mã cũ hoặc vỡ phông ({encoding}). Gõ lại bằng Unicode; phần mềm không tự đoán.",
            row=row.number, sheet=sheet, column=header.heading(CONTENT),
        )  # fmt: skip
    return read


def _read_choices(read: ReadMeeting, cells: dict[str, Cell], unread: set[str]) -> None:
    for name, choice in CHOICES.items():
        if name in unread:
            continue
        text = text_of(cells.get(name))
        if not plain_words(text):  # a lone dash says nothing
            if name == KIND:
                read.refuse(KIND, f"Chưa ghi loại. Ghi một trong: {choice.labels}.")
            elif name == STATUS:
                read.values[STATUS] = MeetingStatus.PLANNED
            elif name in cells:
                read.values[name] = ""
            continue
        value = choice.value_of(text)
        if value is None:
            read.refuse(name, f"Không có giá trị này. Ghi một trong: {choice.labels}.", text)
        else:
            read.values[name] = value


def _read_days(
    read: ReadMeeting, cells: dict[str, Cell], facts: MeetingFacts, unread: set[str], uses_1904: bool
) -> None:
    """Only a meeting still planned may lie ahead; a wrong status already says so itself."""
    ahead = read.values.get(STATUS) in (None, MeetingStatus.PLANNED)
    if SESSIONS in cells and SESSIONS not in unread:
        read.values[SESSIONS] = None
        if not says_nothing(text_of(cells[SESSIONS])):
            try:
                read.values[SESSIONS] = sessions_of(cells[SESSIONS])
            except BadCell as error:
                read.refuse(SESSIONS, str(error), cells[SESSIONS])
    if FIRST_DAY in unread:
        return
    if cells[FIRST_DAY] is None:
        read.refuse(FIRST_DAY, "Thiếu ngày.")
        return
    try:
        read.first_day, read.last_day = days_of(
            cells[FIRST_DAY], today=facts.today, may_lie_ahead=ahead, uses_1904=uses_1904
        )
    except BadCell as error:
        read.refuse(FIRST_DAY, str(error), cells[FIRST_DAY])
        return
    last = cells.get(LAST_DAY)
    if LAST_DAY in unread or says_nothing(text_of(last)):
        return
    try:
        read.last_day = date_of(last, today=facts.today, may_lie_ahead=ahead, uses_1904=uses_1904)
    except BadCell as error:
        read.refuse(LAST_DAY, str(error), last)
        return
    if read.last_day < read.first_day:
        read.refuse(LAST_DAY, "Ngày kết thúc trước ngày bắt đầu.", last)


def _read_unit(read: ReadMeeting, cells: dict[str, Cell], facts: MeetingFacts) -> None:
    text = text_of(cells.get(UNIT))
    if says_nothing(text):
        read.refuse(UNIT, "Chưa ghi đơn vị tổ chức.")
        return
    try:
        read.unit_id = facts.units.unit_named(text, on=read.first_day or facts.today)
    except BadCell as error:
        read.refuse(UNIT, str(error).replace(", hoặc để trống ô", ""), text)


def _refuse_repeated(rows: list[ReadMeeting], reading: MeetingReading) -> list[ReadMeeting]:
    """Of rows that are the same meeting the first stands, each later one names it; identical rows are one."""
    first_of: dict[tuple, ReadMeeting] = {}
    remaining: list[ReadMeeting] = []
    for row in rows:
        if row.unit_id is None or row.first_day is None or not row.content:
            remaining.append(row)
            continue
        first = first_of.setdefault(row.key, row)
        place = f"dòng {first.number}" + (f" của trang {first.sheet}" if first.sheet != row.sheet else "")
        if first is row:
            remaining.append(row)
        elif (first.content, first.last_day, first.values) == (row.content, row.last_day, row.values):
            reading.list_same(sheet=row.sheet, number=row.number, text=row.content, place=place)
        else:
            remaining.append(row)
            row.refuse(CONTENT, f"Trùng với {place}: cùng đơn vị, cùng ngày, cùng nội dung.", row.content)
    return remaining
