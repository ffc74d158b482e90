"""From the sheets of a workbook to rows of the register and errors by sheet, row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from base.reading.cells import date_of, looks_like_date, text_of
from base.reading.errors import BadCell, FileRefused
from base.reading.headers import Header, find_header, is_total, numbers_columns, repeats_header
from base.reading.report import FileReading, RowError
from base.reading.workbook import Cell, OpenWorkbook, Row, open_workbook
from documents.reading.columns import (
    COLUMN_WORDS,
    DATE,
    DRAFTER,
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
from documents.rules.register_rows import NumberState, number_state
from documents.rules.symbols import AgencySymbols, Symbol, TypeFact, TypeTable, parse_symbol, read_symbol
from organization.reading.units import UnitNames

KEY_FIELDS = (SYMBOL, NUMBER, SIGN, DATE, TITLE)


@dataclass(frozen=True)
class RegisterFacts:
    """What the reader must know of the agency; `unit_id` where neither column nor symbol names a unit.

    `book_year` is the year of the one book all rows go to, None where each goes to its own year's.
    """

    today: date
    types: TypeTable
    symbols: AgencySymbols
    units: UnitNames
    unit_id: int | None = None
    book_year: int | None = None


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


def read_register(stream: BinaryIO, *, name: str, facts: RegisterFacts) -> RegisterReading:
    """Read every visible sheet that has a header. Raises FileRefused where there is nothing to read."""
    reading = RegisterReading()
    drafts: list[_Draft] = []
    nearest: set[str] = set()
    with open_workbook(stream, name=name) as book:
        for sheet in book.visible_sheets:
            header, found = find_header(book.rows(sheet), REGISTER_COLUMNS)
            if header is None:
                reading.sheets_not_read.append(sheet)
                nearest = max(nearest, found, key=len)
                continue
            reading.sheets.append(sheet)
            drafts += _read_sheet(book, sheet, header, facts, reading)
        reading.sheets_not_read += book.hidden_sheets
    if not reading.sheets:
        raise FileRefused(_no_header(nearest))
    _refuse_repeated_numbers(drafts)
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


def _no_header(found: set[str]) -> str:
    if len(found) >= 2:
        missing = [COLUMN_WORDS[choice[0]] for choice in REGISTER_COLUMNS.missing(found)]
        return f"Bảng thiếu cột {' và cột '.join(missing)}. Thêm cột vào dòng tiêu đề rồi tải lên lại."
    return (
        "Không tìm thấy dòng tiêu đề. Sổ văn bản đi cần các cột Số, ký hiệu; Ngày tháng văn bản; "
        "Tên loại và trích yếu nội dung, trên một trang tính không bị ẩn."
    )


# --- Rows -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A data row while it is read; each part stays None until it is known to be right."""

    sheet: str
    number: int
    headings: Mapping[str, str]
    symbol: Symbol | None = None
    year: int | None = None
    is_undated: bool = False
    day: date | None = None
    title: str = ""
    type: TypeFact | None = None
    document_class: str = ""
    unit_id: int | None = None
    number_state: str = NumberState.ISSUED
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    @property
    def symbol_heading(self) -> str:
        return self.headings.get(SYMBOL) or self.headings.get(NUMBER) or COLUMN_WORDS[SYMBOL]

    def refuse(self, column: str | None, message: str, cell: Cell = None) -> None:
        self.errors.append(RowError(message, self.number, self.sheet, column, text_of(cell)[:200]))

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


def _read_sheet(
    book: OpenWorkbook, sheet: str, header: Header, facts: RegisterFacts, reading: RegisterReading
) -> list[_Draft]:
    drafts = []
    for row in book.rows(sheet):
        if row.number <= header.last_row or _is_passed_over(row, header):
            reading.passed_over += 1
        else:
            drafts.append(_read_row(row, sheet, header, facts, book.uses_1904))
    _give_undated_rows_a_year(drafts, facts)
    return drafts


def _symbol_text(row: Row, header: Header) -> str:
    """The symbol as one text; number and sign in two columns are joined."""
    columns = header.columns
    whole = text_of(row.cell(columns.get(SYMBOL)))
    number = whole or text_of(row.cell(columns.get(NUMBER)))
    sign = text_of(row.cell(columns.get(SIGN)))
    if "/" in number or not sign:
        return number
    return sign if sign[:1].isdigit() and "/" in sign else f"{number}/{sign.lstrip('/')}" if number else sign


def _is_passed_over(row: Row, header: Header) -> bool:
    date_cell, title_cell = row.cell(header.columns[DATE]), row.cell(header.columns[TITLE])
    symbol = _symbol_text(row, header)
    if not symbol and date_cell is None and title_cell is None:
        return True
    if looks_like_date(date_cell) or parse_symbol(symbol):
        return False
    return repeats_header(row, header, REGISTER_COLUMNS, KEY_FIELDS) or numbers_columns(row) or is_total(row)


def _read_row(row: Row, sheet: str, header: Header, facts: RegisterFacts, uses_1904: bool) -> _Draft:
    columns = header.columns
    draft = _Draft(sheet, row.number, header.headings)
    draft.title = text_of(row.cell(columns[TITLE]))
    draft.texts = {name: text_of(row.cell(columns[name])) for name in PLAIN_TEXTS if name in columns}
    draft.number_state = number_state(draft.title, draft.texts.get(NOTE, ""))
    if DRAFTER in columns:
        draft.texts[DRAFTER] = text_of(row.cell(columns[DRAFTER]))
    _read_date(draft, row, header, facts, uses_1904)
    if not draft.title and draft.number_state == NumberState.ISSUED:
        draft.refuse(header.heading(TITLE), "Thiếu trích yếu nội dung.")
    _read_symbol(draft, row, header, facts)
    return draft


def _read_date(draft: _Draft, row: Row, header: Header, facts: RegisterFacts, uses_1904: bool) -> None:
    cell, heading = row.cell(header.columns[DATE]), header.heading(DATE)
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
    draft.year = draft.day.year
    if facts.book_year is not None and draft.year != facts.book_year:
        draft.refuse(heading, f"Không thuộc năm {facts.book_year} của sổ đã chọn.", cell)


def _read_symbol(draft: _Draft, row: Row, header: Header, facts: RegisterFacts) -> None:
    """Symbol, and with it type, class and unit."""
    text = _symbol_text(row, header)
    symbol = draft.symbol = parse_symbol(text)
    if not text:
        draft.refuse(draft.symbol_heading, "Thiếu số, ký hiệu.")
        return
    if symbol is None:
        draft.refuse(
            draft.symbol_heading, "Không đọc được số, ký hiệu. Ghi như 05/KH-TTr, công văn như 05/TTr-NV1.", text
        )
        return
    meaning = read_symbol(symbol, facts.symbols, facts.types)
    type_cell = text_of(row.cell(header.columns.get(TYPE)))
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
    _read_unit(draft, row, header, facts, meaning.unit_id)


def _read_unit(draft: _Draft, row: Row, header: Header, facts: RegisterFacts, from_symbol: int | None) -> None:
    """The unit: its column, the drafter's unit on the day, the symbol, the one given for the whole file."""
    day = draft.day or facts.today
    for name, look_up in ((UNIT, facts.units.unit_named), (DRAFTER, facts.units.unit_of_person)):
        text = text_of(row.cell(header.columns.get(name)))
        if text:
            try:
                draft.unit_id = look_up(text, on=day)
            except BadCell as error:
                draft.refuse(header.heading(name), str(error), text)
            return
    draft.unit_id = from_symbol if from_symbol is not None else facts.unit_id
    if draft.unit_id is None:
        draft.refuse(
            header.heading(UNIT) or header.heading(DRAFTER) or draft.symbol_heading,
            "Không rõ đơn vị soạn thảo. Ghi cột Đơn vị soạn thảo, hoặc chọn đơn vị cho cả tệp (--unit).",
            draft.symbol.text if draft.symbol else "",
        )


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


def _refuse_repeated_numbers(drafts: list[_Draft]) -> None:
    """Of rows that repeat a number in its book the first stands, each later one names it."""
    first_of: dict[tuple[int, str], _Draft] = {}
    for draft in drafts:
        if draft.symbol is None or draft.year is None:
            continue
        first = first_of.setdefault((draft.year, draft.symbol.key), draft)
        if first is not draft:
            place = f"dòng {first.number}" + (f" của trang {first.sheet}" if first.sheet != draft.sheet else "")
            draft.refuse(
                draft.symbol_heading, f"Trùng với {place} trong cùng sổ. Mỗi số chỉ dùng một lần.", draft.symbol.text
            )
