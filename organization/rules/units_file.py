"""Which units, groups and partners does a units file describe?

Pure: text in, dataclasses out. A broken file raises BrokenFile with the line and the reason.
"""

import re
from dataclasses import dataclass

from base.structured_file import BrokenFile, Entry, read_document
from organization.enums import UnitKind

_CODE = re.compile(r"[A-Za-zĐđ0-9]{1,20}")
_KINDS = (UnitKind.DEPARTMENT.value, UnitKind.BODY.value)


@dataclass(frozen=True)
class UnitLine:
    code: str
    name: str
    short_name: str
    kind: str
    is_office: bool = False


@dataclass(frozen=True)
class GroupLine:
    code: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class UnitsFile:
    """One agency with the units directly below it, its groups, and partners known by name alone."""

    agency: UnitLine
    units: tuple[UnitLine, ...]
    groups: tuple[GroupLine, ...]
    partners: tuple[str, ...]


def parse_units(text: str) -> UnitsFile:
    """The content of a units file. Raises BrokenFile with every complaint."""
    top, problems = read_document(text, "Tệp đơn vị")
    top.allow_only("agency", "units", "groups", "partners")
    agency_entry = top.entry("agency")
    agency = _agency(agency_entry) if agency_entry else UnitLine("", "", "", UnitKind.AGENCY)
    codes = {agency.code}
    units = tuple(_unit(entry, codes) for entry in top.entries("units"))
    if not units:
        top.complain("cơ quan chưa có đơn vị nào.", "units")
    if sum(unit.is_office for unit in units) != 1:
        top.complain("phải có đúng một đơn vị là văn phòng (is_office: true).", "units")
    group_codes: set[str] = set()
    groups = tuple(_group(entry, codes, group_codes) for entry in top.entries("groups", optional=True))
    partners: list[str] = []
    for entry in top.entries("partners", optional=True):
        entry.allow_only("name")
        name = entry.text("name")
        if name in partners:
            entry.complain(f"cơ quan phối hợp “{name}” viết hai lần.", "name")
        partners.append(name)
    if problems:
        raise BrokenFile(problems)
    return UnitsFile(agency, units, groups, tuple(partners))


def _agency(entry: Entry) -> UnitLine:
    entry.allow_only("code", "name", "short_name")
    return UnitLine(_code(entry), entry.text("name"), entry.text("short_name", optional=True), UnitKind.AGENCY)


def _unit(entry: Entry, codes: set[str]) -> UnitLine:
    entry.allow_only("code", "name", "short_name", "kind", "is_office")
    code = _code(entry)
    if code in codes:
        entry.complain(f"mã đơn vị “{code}” viết hai lần.", "code")
    codes.add(code)
    return UnitLine(
        code,
        entry.text("name"),
        entry.text("short_name", optional=True),
        entry.choice("kind", _KINDS),
        entry.flag("is_office"),
    )


def _group(entry: Entry, units: set[str], codes: set[str]) -> GroupLine:
    entry.allow_only("code", "name", "members")
    code, members = _code(entry), entry.texts("members")
    if code in codes or code in units:
        entry.complain(f"mã nhóm “{code}” đã dùng.", "code")
    codes.add(code)
    for member in members:
        if member not in units:
            entry.complain(f"nhóm “{code}”: không có đơn vị “{member}”.", "members")
    if len(set(members)) < len(members):
        entry.complain(f"nhóm “{code}”: có đơn vị viết hai lần.", "members")
    return GroupLine(code, entry.text("name"), tuple(members))


def _code(entry: Entry) -> str:
    code = entry.text("code")
    if code and not _CODE.fullmatch(code):
        entry.complain(f"mã “{code}” chỉ được có chữ và số, tối đa 20 ký tự.", "code")
    return code
