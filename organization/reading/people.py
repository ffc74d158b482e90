"""What does a workbook of people say, row by row, and which cells are wrong?

Only what a row says by itself is judged here; whether units and account names exist is the service's
to know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from base.reading.cells import choice_of, date_of, require_readable, text_of
from base.reading.errors import BadCell, FileRefused
from base.reading.gate import Limits
from base.reading.headers import (
    Header,
    KnownColumns,
    find_header,
    headings_seen,
    numbers_columns,
    plain_words,
    repeats_header,
    walk,
)
from base.reading.report import FileReading, RowError
from base.reading.workbook import Cell, OpenWorkbook, Row, UnreadCell, open_workbook
from organization.enums import Role
from organization.reading.words import ROLE_TITLES, ROLE_WORDS

LIMITS = Limits(
    file_bytes=5 << 20, unpacked_bytes=40 << 20, rows=600, columns=40, cells=24_000, letters=2_000_000, merges=500
)
FIRST_DAY = date(1950, 1, 1)
FAMILY_NAME, GIVEN_NAME = "family_name", "given_name"
LABELS = {
    "full_name": "Họ và tên",
    "unit": "Đơn vị",
    "role": "Vai trò",
    "title": "Chức danh",
    "is_acting": "Ủy quyền, phụ trách",
    "start": "Từ ngày",
    "end": "Đến hết",
    "basis_number": "Số quyết định",
    "basis_date": "Ngày quyết định",
    "username": "Tên đăng nhập",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
}
_COLUMNS = KnownColumns(
    names={
        "full_name": ("Họ và tên", "Họ tên"),
        FAMILY_NAME: ("Họ và tên đệm", "Họ tên đệm", "Họ và chữ đệm", "Họ đệm", "Họ lót", "Họ và tên lót", "Họ"),
        GIVEN_NAME: ("Tên",),
        "unit": ("Mã đơn vị", "Đơn vị", "Phòng"),
        "role": ("Vai trò",),
        "title": ("Chức danh", "Chức vụ"),
        "is_acting": ("Ủy quyền, phụ trách", "Ủy quyền", "Phụ trách"),
        "start": ("Từ ngày", "Ngày bắt đầu"),
        "end": ("Đến hết", "Đến ngày"),
        "basis_number": ("Số quyết định", "Quyết định số"),
        "basis_date": ("Ngày quyết định",),
        "username": ("Tên đăng nhập", "Tài khoản"),
        "phone": ("Điện thoại", "Số điện thoại"),
        "email": ("Thư điện tử", "Email"),
    },
    required=(("full_name", f"{FAMILY_NAME}+{GIVEN_NAME}"), ("unit",), ("role",)),
)
_LONGEST = {"full_name": 120, "title": 120, "basis_number": 60, "username": 60, "phone": 30, "email": 254}
ROLE_LABELS = ", ".join(str(role.label) for role in Role)
_ROLES = {plain_words(str(role.label)): role.value for role in Role} | {
    plain_words(title): role.value for title, role in ROLE_WORDS.items()
}
_TITLES = sorted(
    ((plain_words(title), role.value) for title, role in ROLE_TITLES.items()), key=lambda pair: -len(pair[0])
)
_MOBILE = re.compile(r"[35789]\d{8}")
_YES_NO = {"": "", "x": "x", "co": "x", "khong": "", "true": "x", "false": ""}


@dataclass
class PersonRow:
    """One data row; `values` holds what could be read, by field."""

    number: int
    sheet: str
    values: dict = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row: which one it is of a whole file."""
        return self.sheet, self.number


@dataclass
class PeopleFile(FileReading):
    rows: list[PersonRow] = field(default_factory=list)

    def complain(self, row: PersonRow, name: str, message: str, value: str = "") -> None:
        heading = row.headings.get(name) or (row.headings.get(FAMILY_NAME) if name == "full_name" else "")
        heading = heading or LABELS[name]
        self.errors.append(RowError(message, row.number, row.sheet, heading, value))


def read_people(stream: BinaryIO, *, name: str, today: date) -> PeopleFile:
    """The rows of every visible sheet that has the header. Raises FileRefused for a file without one."""
    found = PeopleFile()
    nearest: Header | None = None
    with open_workbook(stream, name=name, limits=LIMITS) as book:
        for sheet in book.visible_sheets:
            header, attempt = find_header(book.rows(sheet), _COLUMNS)
            if header is not None:
                found.sheets.append(sheet)
                _read_sheet(found, book, sheet, today)
                continue
            found.sheets_not_read.append(sheet)
            if attempt and (nearest is None or len(attempt.columns) > len(nearest.columns)):
                nearest = attempt
        found.sheets_not_read += book.hidden_sheets
    if not found.sheets:
        needed = ", ".join(f"“{LABELS[name]}”" for name in ("full_name", "unit", "role"))
        seen = headings_seen(nearest)
        words = f" Các cột thấy trong tệp: {seen}." if seen else ""
        raise FileRefused(f"Không trang tính nào có đủ các cột {needed}.{words} Tải tệp mẫu rồi điền vào đó.")
    if not found.rows:
        raise FileRefused("Tệp không có dòng người nào dưới dòng tiêu đề.")
    return found


def _read_sheet(found: PeopleFile, book: OpenWorkbook, sheet: str, today: date) -> None:
    hidden: list[int] = []
    struck: list[int] = []
    for row, header, is_header in walk(book.rows(sheet), _COLUMNS, lambda row, header: False):
        if header is None or is_header:
            if is_header and header:
                found.name_read(sheet, header.headings.values())
                found.name_unread(sheet, header.unread.values())
            found.pass_over(sheet, row, "" if is_header else "nằm trên dòng tiêu đề")
        elif (reason := _why_passed_over(row, header)) is not None:
            found.pass_over(sheet, row, reason)
        else:
            found.data_rows += 1
            found.rows.append(_read_row(found, row, sheet, header, today, book.uses_1904))
            if row.is_hidden:
                hidden.append(row.number)
            if row.is_struck:
                struck.append(row.number)
    found.warn_of_look(sheet, hidden=hidden, struck=struck)


def _why_passed_over(row: Row, header: Header) -> str | None:
    """Why a row is no data: '' for a blank one or a header, None for a person, right or wrong."""
    if row.is_blank or repeats_header(row, header, _COLUMNS, ("full_name", "unit", "role")):
        return ""
    if numbers_columns(row):
        return "dòng số thứ tự cột"
    filled = [name for name in header.columns if header.cell(row, name) is not None]
    if not filled:
        return "không có gì ở các cột được đọc"
    key_fields = ("full_name", FAMILY_NAME, GIVEN_NAME, "unit", "role")
    is_unread = any(isinstance(header.cell(row, name), UnreadCell) for name in filled)
    if not is_unread and len(filled) == 1 and sum(header.cell(row, name) is not None for name in key_fields) <= 1:
        return "chỉ có một ô, không phải dòng người"
    return None


def _read_row(found: PeopleFile, row: Row, sheet: str, header: Header, today: date, uses_1904: bool) -> PersonRow:
    person = PersonRow(row.number, sheet, headings=header.headings)
    for name in LABELS:
        cell = _name_cell(row, header) if name == "full_name" else header.cell(row, name)
        text = text_of(cell)
        try:
            require_readable(cell)
            person.values[name] = _value(name, cell, text, today, uses_1904)
        except BadCell as error:
            person.values[name] = None
            found.complain(person, name, str(error), text)
    if person.values["full_name"] == "":
        found.complain(person, "full_name", "Thiếu họ và tên.")
    if person.values["unit"] == "":
        found.complain(person, "unit", "Thiếu đơn vị. Ghi mã hoặc tên đơn vị.")
    return person


def _name_cell(row: Row, header: Header) -> Cell:
    """The whole name, put together where family and given name stand in two columns."""
    whole = header.cell(row, "full_name")
    if whole is not None:
        return whole
    parts = [header.cell(row, FAMILY_NAME), header.cell(row, GIVEN_NAME)]
    unread = next((part for part in parts if isinstance(part, UnreadCell)), None)
    return unread or " ".join(text_of(part) for part in parts if part is not None) or None


def phone_of(cell: Cell) -> str:
    """A telephone number as people dial it: one that Excel took for a number gets its leading 0 back."""
    text = text_of(cell)
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_number and text.isdecimal():
        if len(text) == 11 and text.startswith("84"):
            return f"0{text[2:]}"
        return f"0{text}" if len(text) in (9, 10) else text
    return f"0{text}" if _MOBILE.fullmatch(text) else text


def _value(name: str, cell: Any, text: str, today: date, uses_1904: bool) -> Any:
    if name in ("start", "end", "basis_date"):
        if not text:
            return None
        return date_of(cell, today=today, may_lie_ahead=True, uses_1904=uses_1904, first=FIRST_DAY)
    if name == "phone":
        text = phone_of(cell)
    if name == "role":
        words = plain_words(text)
        begun = next((role for title, role in _TITLES if words == title or words.startswith(f"{title} ")), None)
        return _ROLES.get(words) or begun or choice_of(cell, _ROLES, labels=ROLE_LABELS)
    if name == "is_acting":
        return choice_of(cell, _YES_NO, labels="x hoặc để trống") == "x"
    if len(text) > _LONGEST.get(name, 200):
        raise BadCell(f"Dài quá {_LONGEST.get(name, 200)} ký tự.")
    return text
