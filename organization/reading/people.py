"""What does a workbook of people say, row by row, and which cells are wrong?

Only what a row says by itself is judged here; whether units and account names exist is the service's
to know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from base.reading.cells import choice_of, date_of, text_of
from base.reading.errors import BadCell, FileRefused
from base.reading.gate import Limits
from base.reading.headers import Header, KnownColumns, find_header, numbers_columns, plain_words, repeats_header
from base.reading.report import RowError
from base.reading.workbook import OpenWorkbook, Row, open_workbook
from organization.enums import Role

LIMITS = Limits(
    file_bytes=5 << 20, unpacked_bytes=40 << 20, rows=600, columns=40, cells=24_000, letters=2_000_000, merges=500
)
FIRST_DAY = date(1950, 1, 1)
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
    required=(("full_name",), ("unit",), ("role",)),
)
_LONGEST = {"full_name": 120, "title": 120, "basis_number": 60, "username": 60, "phone": 30, "email": 254}
ROLE_LABELS = ", ".join(str(role.label) for role in Role)
_ROLES = {plain_words(str(role.label)): role.value for role in Role} | {
    "lanh dao": Role.LEADER.value,
    "lanh dao co quan": Role.LEADER.value,
    "cong chuc": Role.STAFF.value,
    "nguoi lao dong": Role.STAFF.value,
    "van phong": Role.OFFICE.value,
    "tong hop": Role.OFFICE.value,
}
_YES_NO = {"": "", "x": "x", "co": "x", "khong": "", "true": "x", "false": ""}


@dataclass
class PersonRow:
    """One data row; `values` holds what could be read, by field."""

    number: int
    sheet: str
    values: dict = field(default_factory=dict)


@dataclass
class PeopleFile:
    rows: list[PersonRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    headings: Mapping[str, str] = field(default_factory=dict)

    def complain(self, row: PersonRow, name: str, message: str, value: str = "") -> None:
        heading = self.headings.get(name, LABELS[name])
        self.errors.append(RowError(message, row.number, row.sheet, heading, value))


def read_people(stream: BinaryIO, *, name: str, today: date) -> PeopleFile:
    """The rows of the first visible sheet that has the header. Raises FileRefused for a file without one."""
    with open_workbook(stream, name=name, limits=LIMITS) as book:
        for sheet in book.visible_sheets:
            header, _ = find_header(book.rows(sheet), _COLUMNS)
            if header is not None:
                return _read_sheet(book, sheet, header, today)
    needed = ", ".join(f"“{LABELS[name]}”" for name in ("full_name", "unit", "role"))
    raise FileRefused(f"Không trang tính nào có đủ các cột {needed}. Tải tệp mẫu rồi điền vào đó.")


def _read_sheet(book: OpenWorkbook, sheet: str, header: Header, today: date) -> PeopleFile:
    found = PeopleFile(headings=header.headings)
    for row in book.rows(sheet):
        if row.number <= header.last_row or row.is_blank:
            continue
        if numbers_columns(row) or repeats_header(row, header, _COLUMNS, ("full_name", "unit", "role")):
            continue
        if not any(row.cell(column) is not None for column in header.columns.values()):
            continue
        found.rows.append(_read_row(found, row, sheet, header, today, book.uses_1904))
    if not found.rows:
        raise FileRefused("Tệp không có dòng người nào dưới dòng tiêu đề.")
    return found


def _read_row(found: PeopleFile, row: Row, sheet: str, header: Header, today: date, uses_1904: bool) -> PersonRow:
    person = PersonRow(row.number, sheet)
    for name in LABELS:
        cell = row.cell(header.columns.get(name))
        text = text_of(cell)
        try:
            person.values[name] = _value(name, cell, text, today, uses_1904)
        except BadCell as error:
            person.values[name] = None
            found.complain(person, name, str(error), text[:80])
    if person.values["full_name"] == "":
        found.complain(person, "full_name", "Thiếu họ và tên.")
    if person.values["unit"] == "":
        found.complain(person, "unit", "Thiếu đơn vị. Ghi mã hoặc tên đơn vị.")
    return person


def _value(name: str, cell, text: str, today: date, uses_1904: bool):
    if name in ("start", "end", "basis_date"):
        if not text:
            return None
        return date_of(cell, today=today, may_lie_ahead=True, uses_1904=uses_1904, first=FIRST_DAY)
    if name == "role":
        return choice_of(cell, _ROLES, labels=ROLE_LABELS)
    if name == "is_acting":
        return choice_of(cell, _YES_NO, labels="x hoặc để trống") == "x"
    if len(text) > _LONGEST.get(name, 200):
        raise BadCell(f"Dài quá {_LONGEST.get(name, 200)} ký tự.")
    return text
