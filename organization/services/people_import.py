"""Taking in people from a workbook: all of them or none, every error by row and column."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from base.errors import Forbidden, Refused
from base.reading.errors import BadCell, FileRefused
from base.reading.report import ImportReport, file_error
from base.text import fold
from organization.models import Person, Post, Unit
from organization.reading.people import PeopleFile, PersonRow, read_people
from organization.reading.units import UnitFact, UnitNames
from organization.rules.access import Actor
from organization.rules.import_kinds import HandedIn
from organization.rules.permissions import require_directory
from organization.services.accounts import USERNAME
from organization.services.import_files import mark_written, take_for_writing
from organization.services.people import create_person
from organization.services.posts import PostFacts, add_post


@dataclass(frozen=True)
class NewPerson:
    """A person the import made; `password` is the first one, "" without an account."""

    person: Person
    unit_name: str
    password: str


def import_people(given: HandedIn) -> ImportReport:
    """Everybody in the file, with accounts where the file names one, or nobody; `given.told` receives the new people.

    Rows with the same account name are one person with several posts. Forbidden without the admin's post.
    A dry run writes and takes it back, so that the very rules of people and posts judge each row.
    """
    require_directory(given.by)
    try:
        found = read_people(given.stream, name=given.name, today=given.by.day)
    except FileRefused as refusal:
        return file_error(str(refusal))
    units = _resolve(given.by, found)
    if found.errors and not given.dry_run:
        return _report(found, given)
    with transaction.atomic():
        take_for_writing(given.source)
        made = _write(given.by, found, units, with_accounts=not given.dry_run)
        report = _report(found, given)
        if given.dry_run or found.errors:
            transaction.set_rollback(True)
            return report
        if given.source is not None:
            mark_written(given.source, report)
    given.told.extend(made)
    return report


def _report(found: PeopleFile, given: HandedIn) -> ImportReport:
    """The balance of a file that is taken as a whole: a person with several posts stands in several rows."""
    errors = sorted(found.errors, key=lambda error: (error.row or 0, error.column or ""))
    rows, wrong = found.data_rows, len({(error.sheet, error.row) for error in errors})
    return ImportReport(
        rows=rows,
        imported=0 if errors else rows,
        refused=rows if errors else 0,
        passed_over=found.passed_over,
        wrong_rows=wrong,
        errors=errors,
        sheets=found.sheets,
        sheets_not_read=found.sheets_not_read,
        dry_run=given.dry_run,
        warnings=found.warnings,
        passed_rows=found.passed_rows,
        read_columns=found.read_columns,
        unread_columns=found.unread_columns,
    )


def _write(by: Actor, found: PeopleFile, units: dict[tuple[str, int], Unit], *, with_accounts: bool) -> list[NewPerson]:
    """Write the rows without an error of their own; what the rules of people and posts refuse becomes an error.

    A dry run goes without accounts: their names are checked by `_resolve`, and hashing first passwords is slow.
    """
    complained = {(error.sheet, error.row) for error in found.errors}
    made: list[NewPerson] = []
    by_username: dict[str, Person] = {}
    for row in found.rows:
        if row.place in complained or row.place not in units:
            continue
        facts = _facts(row, units[row.place])
        username = row.values["username"].lower()
        try:
            with transaction.atomic():
                if username and username in by_username:
                    add_post(by=by, person=by_username[username], facts=facts)
                    continue
                person, password = create_person(
                    by=by,
                    full_name=row.values["full_name"],
                    email=row.values["email"],
                    phone=row.values["phone"],
                    username=username if with_accounts else "",
                    first_post=facts,
                )
        except Forbidden:
            raise
        except Refused as refusal:
            name = refusal.field or ""
            found.complain(row, name if name in row.values else "full_name", str(refusal))
            continue
        if username:
            by_username[username] = person
        made.append(NewPerson(person, facts.unit.name, password))
    return made


def _facts(row: PersonRow, unit: Unit) -> PostFacts:
    names = ("role", "title", "is_acting", "start", "end", "basis_number", "basis_date")
    return PostFacts(unit=unit, **{name: row.values[name] for name in names})


def _resolve(by: Actor, found: PeopleFile) -> dict[tuple[str, int], Unit]:
    """The unit of each row by its place; what names no unit, or an account that is taken, is complained about."""
    known = {unit.pk: unit for unit in Unit.objects.listed_for(by)}
    names = UnitNames(
        UnitFact(unit.pk, unit.code, (unit.name, unit.short_name), unit.start, unit.end) for unit in known.values()
    )
    wanted = {row.values["username"].lower() for row in found.rows if row.values["username"]}
    taken = set(Person.objects.filter(username__in=wanted).values_list("username", flat=True))
    units: dict[tuple[str, int], Unit] = {}
    for row in found.rows:
        _check_contact(found, row, taken)
        if not row.values["unit"]:
            continue
        try:
            units[row.place] = known[names.unit_named(row.values["unit"], on=row.values["start"] or by.day)]
        except BadCell as error:
            message = str(error).replace("Không có đơn vị này.", "Không có đơn vị này trong phạm vi của đồng chí.")
            message = message.replace(", hoặc để trống ô", "")
            found.complain(row, "unit", message, row.values["unit"])
    _refuse_doubles(found, units, by.day)
    return units


def _check_contact(found: PeopleFile, row: PersonRow, taken: set[str]) -> None:
    username = (row.values["username"] or "").lower()
    if username and not USERNAME.fullmatch(username):
        message = "Gồm 3–60 chữ thường không dấu, số, dấu chấm, gạch nối (ví dụ an.nv)."
        found.complain(row, "username", message, username)
    elif username in taken:
        found.complain(row, "username", "Tên đăng nhập này đã có người dùng.", username)
    if row.values["email"]:
        try:
            validate_email(row.values["email"])
        except ValidationError:
            found.complain(row, "email", "Không phải địa chỉ thư điện tử.", row.values["email"])


def _refuse_doubles(found: PeopleFile, units: dict[tuple[str, int], Unit], day: date) -> None:
    """The same name in the same unit is taken for the same person; one account belongs to one name."""
    present: dict[int, set[str]] = defaultdict(set)
    posts = Post.objects.not_over(day).filter(unit__in=set(units.values())).values_list("unit_id", "person__folded")
    for unit_id, name in posts:
        present[unit_id].add(name)
    first_rows: dict[tuple[int, str], PersonRow] = {}
    names: dict[str, tuple[str, int]] = {}
    for row in found.rows:
        name, username = fold(row.values["full_name"] or ""), (row.values["username"] or "").lower()
        unit = units.get(row.place)
        if username:
            owner, number = names.setdefault(username, (name, row.number))
            if owner != name:
                found.complain(row, "username", f"Dòng {number} đã dùng tên này cho người khác.", username)
        if unit is None or not name:
            continue
        if name in present[unit.pk]:
            message = f"{unit.name} đã có người tên này. Nếu là người khác, thêm riêng trên trang Người."
            found.complain(row, "full_name", message, row.values["full_name"])
        first = first_rows.setdefault((unit.pk, name), row)
        if first is not row and not (username and username == (first.values["username"] or "").lower()):
            found.complain(row, "full_name", f"Trùng với dòng {first.number}.", row.values["full_name"])
