"""From the sheets of a workbook to rows of the register and errors by sheet, row and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from base.reading.cells import date_of, looks_like_date, says_nothing, text_of
from base.reading.encodings import legacy_encoding
from base.reading.errors import BadCell, FileRefused
from base.reading.headers import (
    Header,
    find_header,
    headings_seen,
    is_total,
    numbers_columns,
    repeats_header,
    walk,
)
from base.reading.report import FileReading, RowError, row_numbers
from base.reading.workbook import Cell, OpenWorkbook, Row, UnreadCell, open_workbook
from documents.reading.columns import (
    COLUMN_WORDS,
    DATE,
    DRAFTER,
    INCOMING,
    NOTE,
    NUMBER,
    PLAIN_TEXTS,
    REGISTER_COLUMNS,
    SIGN,
    SYMBOL,
    TITLE,
    TYPE,
    UNIT,
)
from documents.reading.jumps import NumberedDay, find_jumps
from documents.rules.register_rows import NumberState, doubtful_note, number_state
from documents.rules.symbols import (
    AgencySymbols,
    Meaning,
    Symbol,
    TypeFact,
    TypeTable,
    holds_two_numbers,
    parse_symbol,
    read_symbol,
    why_no_symbol,
)
from organization.reading.unit_column import UnitColumnSearch
from organization.reading.units import UnitNames

KEY_FIELDS = (SYMBOL, NUMBER, SIGN, DATE, TITLE)
_SYMBOL_FIELDS = (SYMBOL, NUMBER, SIGN)
_BARE_NUMBER = re.compile(r"\d{1,7}(?:\.0+)?\s?[a-zđ]?", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(r"[^\W\d][^\d,]*,\s*ngày\b", re.IGNORECASE)


@dataclass(frozen=True)
class RegisterFacts:
    """What the reader must know of the agency; `unit_id` where neither column nor symbol names a unit.

    `book_year` is the year of the one book all rows go to, None where each goes to its own year's.
    `meanings` remembers what a series says: thousands of rows share a few dozen.
    """

    today: date
    types: TypeTable
    symbols: AgencySymbols
    units: UnitNames
    unit_id: int | None = None
    book_year: int | None = None
    meanings: dict[tuple[str, bool], Meaning] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class ReadRow:
    """One right row of the file. `texts` holds only the columns the file has, `headings` their wording."""

    sheet: str
    number: int
    symbol: Symbol
    year: int
    day: date | None
    title: str
    type: TypeFact
    document_class: str
    unit_id: int
    number_state: str
    texts: dict[str, str]
    headings: Mapping[str, str]


@dataclass
class RegisterReading(FileReading):
    """A whole file. `wrong_keys` are the symbol keys of wrong rows: such a number is in the file all the same."""

    rows: list[ReadRow] = field(default_factory=list)
    wrong_keys: set[str] = field(default_factory=set)

    @property
    def main_year(self) -> int | None:
        """The year that holds most rows; of two the later."""
        return max(self.years, key=lambda year: (self.years[year], year), default=None)


def read_register(stream: BinaryIO, *, name: str, facts: RegisterFacts) -> RegisterReading:
    """Read every visible sheet that has a header. Raises FileRefused where there is nothing to read."""
    reading = RegisterReading()
    drafts: list[_Draft] = []
    nearest: Header | None = None
    incoming: list[str] = []
    with open_workbook(stream, name=name) as book:
        for sheet in book.visible_sheets:
            header, attempt = find_header(book.rows(sheet), REGISTER_COLUMNS)
            if INCOMING in (header or attempt or _NO_HEADER).columns:
                incoming.append(sheet)
                reading.sheets_not_read.append(sheet)
            elif header is None:
                reading.sheets_not_read.append(sheet)
                if attempt and (nearest is None or len(attempt.columns) > len(nearest.columns)):
                    nearest = attempt
            else:
                reading.sheets.append(sheet)
                drafts += _read_sheet(book, sheet, facts, reading)
        reading.sheets_not_read += book.hidden_sheets
    if not reading.sheets:
        raise FileRefused(_INCOMING if incoming else _no_header(nearest))
    for sheet in incoming:
        reading.warn(f"Không đọc trang này. {_INCOMING}", sheet=sheet)
    drafts = _refuse_repeated_numbers(drafts, reading)
    _look_at_years(drafts, reading)
    for draft in drafts:
        reading.data_rows += 1
        if draft.errors:
            reading.wrong_rows += 1
            reading.errors += draft.errors
            if draft.symbol:
                reading.wrong_keys.add(draft.symbol.key)
        else:
            reading.rows.append(draft.as_row())
    return reading


_NO_HEADER = Header({}, {}, 0)
_INCOMING = (
    "Đây là sổ văn bản đến (có cột Số đến, Ngày đến). Phần mềm chỉ nhận sổ văn bản đi của cơ quan. "
    "Chọn đúng tệp sổ văn bản đi."
)


def _no_header(attempt: Header | None) -> str:
    found = attempt.columns if attempt else {}
    seen = headings_seen(attempt)
    if len(found) >= 2:
        missing = [COLUMN_WORDS[choice[0]] for choice in REGISTER_COLUMNS.missing(found)]
        return (
            f"Bảng thiếu cột {' và cột '.join(missing)}. Các cột thấy trong tệp: {seen}. "
            "Thêm cột hoặc sửa tên cột ở dòng tiêu đề rồi tải lên lại."
        )
    return (
        "Không tìm thấy dòng tiêu đề. Sổ văn bản đi cần các cột Số, ký hiệu; Ngày tháng văn bản; "
        "Tên loại và trích yếu nội dung, trên một trang tính không bị ẩn."
        + (f" Dòng giống tiêu đề nhất ghi: {seen}." if seen else "")
    )


# --- Rows -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A data row while it is read; each part stays None until it is known to be right."""

    sheet: str
    number: int
    headings: Mapping[str, str]
    symbol: Symbol | None = None
    symbol_cells: tuple[Cell, ...] = ()
    year: int | None = None
    is_undated: bool = False
    day: date | None = None
    day_is_text: bool = False
    title: str = ""
    type: TypeFact | None = None
    document_class: str = ""
    unit_id: int | None = None
    unit_cell: Cell = None
    drafter_cell: Cell = None
    unit_of_symbol: int | None = None
    has_own_symbol: bool = False
    number_state: str = NumberState.ISSUED
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    @property
    def symbol_heading(self) -> str:
        return self.headings.get(SYMBOL) or self.headings.get(NUMBER) or COLUMN_WORDS[SYMBOL]

    @property
    def content(self) -> tuple:
        """Everything the row says as it was written: equal for wholly identical rows."""
        written = tuple(str(cell).strip() for cell in self.symbol_cells)
        filled = tuple(sorted((name, text) for name, text in self.texts.items() if text))
        return written, self.day, self.title, self.type, self.unit_id, self.number_state, filled

    def refuse(self, column: str | None, message: str, cell: Cell = None) -> None:
        self.errors.append(RowError(message, self.number, self.sheet, column, text_of(cell)))

    def as_row(self) -> ReadRow:
        if self.symbol is None or self.type is None or self.unit_id is None or self.year is None:
            raise AssertionError("A row without errors is complete.")
        return ReadRow(
            sheet=self.sheet,
            number=self.number,
            symbol=self.symbol,
            year=self.year,
            day=self.day,
            title=self.title,
            type=self.type,
            document_class=self.document_class,
            unit_id=self.unit_id,
            number_state=self.number_state,
            texts=self.texts,
            headings=self.headings,
        )


class _Table:
    """The rows under one header, until the unit of each can be told."""

    def __init__(self, header: Header, facts: RegisterFacts) -> None:
        self.header = header
        self.drafts: list[_Draft] = []
        names_unit = UNIT in header.columns or DRAFTER in header.columns
        self.search = None if names_unit else UnitColumnSearch(header, facts.units)

    def continues_under(self, header: Header) -> bool:
        """Is this the same header once more, on a new page?"""
        return (header.columns, header.others) == (self.header.columns, self.header.others)

    def finish(self, sheet: str, facts: RegisterFacts, reading: RegisterReading) -> None:
        """Give each row its unit, and name the columns of which nothing was taken."""
        column = self.search.found if self.search else None
        unit_heading = self.header.heading(UNIT)
        if self.search and column is not None:
            unit_heading = self.search.heading(column)
            for draft in self.drafts:
                draft.unit_cell = self.search.cell(column, draft.number)
        elif self.search:
            for number, words in self.search.doubts():
                reading.warn(words, row=number, sheet=sheet)
        for draft in self.drafts:
            _read_unit(draft, facts, unit_heading)
        found = [unit_heading] if self.search and column is not None and unit_heading else []
        reading.name_read(sheet, [*self.header.headings.values(), *found])
        reading.name_unread(sheet, (text for at, text in self.header.unread.items() if at != column))


def _read_sheet(book: OpenWorkbook, sheet: str, facts: RegisterFacts, reading: RegisterReading) -> list[_Draft]:
    tables: list[_Table] = []
    hidden: list[int] = []
    struck: list[int] = []
    for row, header, is_header in walk(book.rows(sheet), REGISTER_COLUMNS, _is_data):
        if header is None or is_header:
            reading.pass_over(sheet, row, "" if is_header else "nằm trên dòng tiêu đề")
            continue
        if INCOMING in header.columns:
            reading.pass_over(sheet, row, "bảng văn bản đến")
            continue
        if not tables or (header is not tables[-1].header and not tables[-1].continues_under(header)):
            tables.append(_Table(header, facts))
        if (reason := _why_passed_over(row, header)) is not None:
            reading.pass_over(sheet, row, reason)
            continue
        table = tables[-1]
        table.drafts.append(_read_row(row, sheet, header, facts, reading, book.uses_1904))
        if table.search:
            table.search.see(row)
        if row.is_hidden:
            hidden.append(row.number)
        if row.is_struck:
            struck.append(row.number)
    drafts = []
    for table in tables:
        table.finish(sheet, facts, reading)
        _warn_of_jumps(table.drafts, sheet, reading)
        drafts += table.drafts
    reading.warn_of_look(sheet, hidden=hidden, struck=struck)
    _give_undated_rows_a_year(drafts, facts)
    return drafts


def _symbol_text(row: Row, header: Header) -> str:
    """The symbol as one text; number and sign in two columns are joined."""
    found = {
        name: [text_of(cell) for cell in header.cells(row, name) if not isinstance(cell, UnreadCell)]
        for name in _SYMBOL_FIELDS
    }
    texts = [*found[SYMBOL], *found[NUMBER]]
    for text in texts:
        if not _BARE_NUMBER.fullmatch(text) and (text[:1].isdigit() or "/" in text or "\\" in text):
            return text
    number = next((text for text in texts if _BARE_NUMBER.fullmatch(text)), "")
    sign = next((text for text in (*found[SIGN], *texts) if text and text != number), "")
    if not number or not sign:
        return number or sign
    return sign if sign[:1].isdigit() and "/" in sign else f"{number}/{sign.lstrip('/')}"


def _date_cell(row: Row, header: Header) -> Cell:
    """The first cell of a date column that says something."""
    for cell in header.cells(row, DATE):
        if not isinstance(cell, str) or not says_nothing(text_of(cell)):
            return cell
    return None


def _is_data(row: Row, header: Header) -> bool:
    """Has the row a date or a symbol, so that it cannot be a header?"""
    return looks_like_date(row.cell(header.columns[DATE])) or parse_symbol(_symbol_text(row, header)) is not None


def _why_passed_over(row: Row, header: Header) -> str | None:
    """Why a row is no data: '' for a blank one or a header, None for a data row, right or wrong."""
    symbol = _symbol_text(row, header)
    day = _date_cell(row, header)
    title = header.cell(row, TITLE)
    is_unread = row.has_unread and any(
        isinstance(cell, UnreadCell) for name in KEY_FIELDS for cell in header.cells(row, name)
    )
    filled = bool(symbol) + (day is not None) + (title is not None)
    if not filled and not is_unread:
        return "không có số, ký hiệu, ngày và trích yếu"
    has_day = looks_like_date(day)
    if parse_symbol(symbol) or holds_two_numbers(symbol):
        return None
    if has_day and (filled > 1 or not (isinstance(day, str) and _PLACE_AND_DAY.match(text_of(day)))):
        return None
    if repeats_header(row, header, REGISTER_COLUMNS, KEY_FIELDS):
        return ""
    if numbers_columns(row):
        return "dòng số thứ tự cột"
    if is_total(row):
        return "dòng cộng"
    return "không có ngày và số, ký hiệu" if filled <= 1 and not is_unread else None


def _read_row(
    row: Row, sheet: str, header: Header, facts: RegisterFacts, reading: RegisterReading, uses_1904: bool
) -> _Draft:
    draft = _Draft(sheet, row.number, header.headings)
    unread = _refuse_unread_cells(draft, row, header)
    draft.title = "" if TITLE in unread else text_of(header.cell(row, TITLE))
    draft.texts = {name: text_of(header.cell(row, name)) for name in PLAIN_TEXTS if name in header.columns}
    draft.number_state = number_state(
        draft.title, draft.texts.get(NOTE, ""), has_date=_date_cell(row, header) is not None
    )
    draft.unit_cell, draft.drafter_cell = header.cell(row, UNIT), header.cell(row, DRAFTER)
    if DRAFTER in header.columns:
        draft.texts[DRAFTER] = text_of(draft.drafter_cell)
    if DATE not in unread:
        _read_date(draft, _date_cell(row, header), facts, uses_1904)
    if not draft.title and draft.number_state == NumberState.ISSUED and TITLE not in unread:
        draft.refuse(header.heading(TITLE), "Thiếu trích yếu nội dung.")
    if not unread.intersection(_SYMBOL_FIELDS):
        _read_symbol(draft, row, header, facts)
    _look_at_texts(draft, reading)
    return draft


def _refuse_unread_cells(draft: _Draft, row: Row, header: Header) -> set[str]:
    """The fields whose cell cannot be read; each is an error of that cell. The unit's are told later."""
    unread: set[str] = set()
    if not row.has_unread:
        return unread
    for name in header.columns:
        cells = header.cells(row, name)
        cell = next((cell for cell in cells if isinstance(cell, UnreadCell)), None)
        if cell is not None:
            unread.add(name)
            if name not in (UNIT, DRAFTER):
                draft.refuse(header.heading(name), cell.message)
    return unread


def _read_date(draft: _Draft, cell: Cell, facts: RegisterFacts, uses_1904: bool) -> None:
    heading = draft.headings.get(DATE)
    if cell is None:
        if draft.number_state == NumberState.ISSUED:
            draft.refuse(heading, "Thiếu ngày tháng văn bản.")
        else:
            draft.is_undated = True
        return
    try:
        draft.day = date_of(cell, today=facts.today, uses_1904=uses_1904)
    except BadCell as error:
        draft.refuse(heading, str(error), cell)
        return
    draft.day_is_text = isinstance(cell, str)
    draft.year = draft.day.year
    if facts.book_year is not None and draft.year != facts.book_year:
        draft.refuse(heading, f"Không thuộc năm {facts.book_year} của sổ đã chọn.", cell)


def _read_symbol(draft: _Draft, row: Row, header: Header, facts: RegisterFacts) -> None:
    """Symbol, and with it type, class and the unit it names."""
    draft.symbol_cells = tuple(cell for name in _SYMBOL_FIELDS for cell in header.cells(row, name))
    text = _symbol_text(row, header)
    symbol = draft.symbol = parse_symbol(text)
    if not text:
        draft.refuse(draft.symbol_heading, "Thiếu số, ký hiệu.")
        return
    if symbol is None:
        draft.refuse(draft.symbol_heading, why_no_symbol(text), text)
        return
    series = symbol.rest, symbol.year is not None
    meaning = facts.meanings.get(series)
    if meaning is None:
        meaning = facts.meanings[series] = read_symbol(symbol, facts.symbols, facts.types)
    if meaning.stranger:
        near = facts.units.nearest_words(meaning.stranger)
        draft.refuse(
            draft.symbol_heading,
            f"“{meaning.stranger[:60]}” không phải ký hiệu của cơ quan hay của đơn vị nào. {near}Sửa số, ký hiệu, hoặc "
            "thêm đơn vị này (kể cả đơn vị cũ); văn bản của cơ quan khác không thuộc sổ này.",
            text,
        )
        return
    draft.unit_of_symbol, draft.has_own_symbol = meaning.unit_id, True
    type_cell = text_of(header.cell(row, TYPE))
    found = meaning.type or facts.types.named_at_start(type_cell) or facts.types.named_at_start(draft.title)
    if found is None:
        draft.refuse(
            header.heading(TYPE) or draft.symbol_heading,
            "Không rõ loại văn bản: ký hiệu không có chữ viết tắt tên loại, trích yếu không bắt đầu bằng tên loại.",
            type_cell or text,
        )
    else:
        draft.type = found
        draft.document_class = meaning.document_class or found.document_class


def _read_unit(draft: _Draft, facts: RegisterFacts, unit_heading: str | None) -> None:
    """The unit: its column, the drafter's unit on the day, the symbol, the one given for the whole file."""
    day = draft.day or facts.today
    for cell, heading, look_up in (
        (draft.unit_cell, unit_heading, facts.units.unit_named),
        (draft.drafter_cell, draft.headings.get(DRAFTER), facts.units.unit_of_person),
    ):
        if isinstance(cell, UnreadCell):
            draft.refuse(heading, cell.message)
            return
        text = text_of(cell)
        if not says_nothing(text):
            try:
                draft.unit_id = look_up(text, on=day)
            except BadCell as error:
                draft.refuse(heading, str(error), text)
            return
    draft.unit_id = draft.unit_of_symbol if draft.unit_of_symbol is not None else facts.unit_id
    if draft.unit_id is None and draft.has_own_symbol:  # a wrong symbol is told already
        draft.refuse(
            unit_heading or draft.headings.get(DRAFTER) or draft.symbol_heading,
            "Không rõ đơn vị soạn thảo. Ghi cột Đơn vị soạn thảo, hoặc chọn đơn vị cho cả tệp (--unit).",
            draft.symbol.text if draft.symbol else "",
        )


def _look_at_texts(draft: _Draft, reading: RegisterReading) -> None:
    """What a person should look at in a row that is read all the same."""
    for name, text in ((TITLE, draft.title), *draft.texts.items()):
        if text and (encoding := legacy_encoding(text)):
            reading.warn(
                f"Chữ có vẻ theo bảng mã cũ hoặc vỡ phông ({encoding}). Gõ lại bằng Unicode; phần mềm không tự đoán.",
                row=draft.number, sheet=draft.sheet, column=draft.headings.get(name),
            )  # fmt: skip
    if draft.number_state == NumberState.ISSUED and (words := doubtful_note(draft.texts.get(NOTE, ""))):
        reading.warn(
            f"Ghi chú có “{words}”: văn bản vẫn được tính. Kiểm tra lại; nếu số đã bỏ, ghi rõ “hủy” ở Ghi chú.",
            row=draft.number, sheet=draft.sheet, column=draft.headings.get(NOTE),
        )  # fmt: skip


# --- Whole file -----------------------------------------------------------------------------------


def _give_undated_rows_a_year(drafts: list[_Draft], facts: RegisterFacts) -> None:
    """A number without a date belongs to the book of the row above it, or else of the next one below."""
    if facts.book_year is not None:
        for draft in drafts:
            draft.year = facts.book_year if draft.is_undated else draft.year
        return
    first = next((draft.year for draft in drafts if draft.year is not None), facts.today.year)
    year = first
    for draft in drafts:
        if draft.is_undated:
            draft.year = year
        elif draft.year is not None:
            year = draft.year


def _refuse_repeated_numbers(drafts: list[_Draft], reading: RegisterReading) -> list[_Draft]:
    """Of rows that repeat a number in its book the first stands, each later one names it.

    Wholly identical rows (a summary sheet beside the months') are one: the later is skipped and listed. Gives
    the rows that remain.
    """
    first_of: dict[tuple[int, str], _Draft] = {}
    remaining: list[_Draft] = []
    for draft in drafts:
        if draft.symbol is None or draft.year is None:
            remaining.append(draft)
            continue
        first = first_of.setdefault((draft.year, draft.symbol.key), draft)
        place = f"dòng {first.number}" + (f" của trang {first.sheet}" if first.sheet != draft.sheet else "")
        if first is draft:
            remaining.append(draft)
        elif first.content == draft.content:
            text = f"{draft.symbol.text} | {draft.title}"
            reading.list_same(sheet=draft.sheet, number=draft.number, text=text, place=place)
        else:
            remaining.append(draft)
            draft.refuse(
                draft.symbol_heading, f"Trùng với {place} trong cùng sổ. Mỗi số chỉ dùng một lần.", draft.symbol.text
            )
    return remaining


def _look_at_years(drafts: list[_Draft], reading: RegisterReading) -> None:
    """Count the rows by year, and warn where one year is the exception."""
    for draft in drafts:
        if draft.day:
            reading.years[draft.day.year] = reading.years.get(draft.day.year, 0) + 1
    if len(reading.years) < 2:
        return
    others = [draft for draft in drafts if draft.day and draft.day.year != reading.main_year]
    words = ", ".join(f"{year}: {reading.years[year]} dòng" for year in sorted(reading.years))
    reading.warn(
        f"Tệp có ngày của nhiều năm ({words}). Kiểm tra {row_numbers([draft.number for draft in others])}.",
        row=others[0].number, sheet=others[0].sheet, column=others[0].headings.get(DATE),
    )  # fmt: skip


def _warn_of_jumps(drafts: list[_Draft], sheet: str, reading: RegisterReading) -> None:
    days = [
        NumberedDay(draft.number, draft.symbol.number, draft.symbol.rest.casefold(), draft.day, draft.day_is_text)
        for draft in drafts
        if draft.symbol and draft.day
    ]
    if rows := find_jumps(days):
        reading.warn(
            f"Số tăng dần mà ngày nhảy tới lui: {row_numbers(rows)}. Có thể ngày và tháng bị đảo; xem lại văn bản.",
            row=rows[0], sheet=sheet, column=drafts[0].headings.get(DATE),
        )  # fmt: skip
