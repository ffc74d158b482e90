"""A whole province (about 1,000 units, 300,000 register rows, 10,000 meetings) or the country, by bulk paths.

The inspectorate's own demo stays as it is; other agencies grow around it under one root. Rows are
written in batches without an audit event each: this data exists to measure with, not to work with.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Concat

from base.periods import half_months
from base.text import fold, person_sort_key, sort_key
from documents.models import Book, DocumentCount, DocumentType, RegisterRow
from documents.services.register_import import fill_derived
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.models import Meeting
from organization.enums import CountingMethod, Role, UnitKind
from organization.models import Charge, Person, Post, Unit, UnitHalfMonth
from tasks.enums import Authority, DeadlineKind, TaskStatus
from tasks.models import Task
from tasks.rules.task_text import folded_text
from tasks.services.spans import start_spans

BATCH = 5000
FIRST_DAY = date(2024, 12, 2)
TYPES = ("cong-van", "bao-cao", "thong-bao", "ke-hoach", "to-trinh", "giay-moi", "quyet-dinh")


@dataclass(frozen=True)
class Shape:
    """How big: provinces under the country, big and small agencies under each, departments under each of those."""

    provinces: int
    big: int
    big_departments: int
    small: int
    small_departments: int
    rows: int
    meetings: int
    tasks_each: int


SHAPES = {
    "province": Shape(1, 14, 10, 99, 7, 300_000, 10_000, 5),
    "nation": Shape(34, 3, 4, 98, 0, 1_000_000, 40_000, 1),
}
ROOTS = {"province": ("BN", "UBND tỉnh Bắc Ninh"), "nation": ("VN", "Chính phủ")}
DEPARTMENTS = ("Văn phòng", "Tổ chức", "Kế hoạch", "Tài chính", "Nghiệp vụ", "Pháp chế", "Kiểm tra", "Tổng hợp")


@dataclass(frozen=True)
class LoadedProvince:
    units: int
    documents: int
    meetings: int
    tasks: int


@transaction.atomic
def load_province(*, size: str, today: date, seed: int, password: str) -> LoadedProvince:
    """Grow the installation to one of the SHAPES; rows lie between December 2024 and `today`."""
    if Unit.objects.filter(code=ROOTS[size][0]).exists():  # an earlier run got this far
        return LoadedProvince(0, 0, 0, 0)
    shape, dice = SHAPES[size], random.Random(seed)
    units = _grow_tree(shape, size)
    working = [unit for unit in units if unit.kind != UnitKind.AGENCY or not shape.small_departments]
    _leader(units[0], password)
    rows = _write_rows(working, shape.rows, today, dice)
    _count(working, today)
    meetings = _write_meetings(working, shape.meetings, today, dice)
    tasks = _write_tasks(working, shape.tasks_each, today, dice)
    return LoadedProvince(len(units), rows, meetings, tasks)


# --- Units and the leader above them ---------------------------------------------------------------


def _grow_tree(shape: Shape, size: str) -> list[Unit]:
    """One root above the inspectorate, then level by level; returns the new units, the root first."""
    inspectorate = Unit.objects.get(parent__isnull=True)
    is_province = size == "province"
    code, name = ROOTS[size]
    root = _level([_unit(code, name, UnitKind.AGENCY, None)])[0]
    inspectorate.parent = root
    inspectorate.save(update_fields=["parent"])
    Unit.objects.filter(path__startswith=inspectorate.path).update(
        path=Concat(Value(root.path), F("path")), depth=F("depth") + 1
    )
    if is_province:
        provinces = [root]
    else:
        provinces = _level([_unit(f"T{n:02d}", f"Tỉnh thứ {n}", UnitKind.AGENCY, root) for n in range(1, 35)])
    big = [
        _unit(f"{p.code}-S{n:02d}", f"Sở thứ {n} ({p.name})", UnitKind.AGENCY, p)
        for p in provinces
        for n in range(1, shape.big + 1)
    ]
    small = [
        _unit(f"{p.code}-X{n:02d}", f"UBND xã {n} ({p.name})", UnitKind.AGENCY, p)
        for p in provinces
        for n in range(1, shape.small + 1)
    ]
    agencies = _level(big + small)
    departments = []
    for agency in agencies:
        number = shape.big_departments if "-S" in agency.code else shape.small_departments
        departments += [
            _unit(f"{agency.code}-P{n:02d}", f"Phòng {DEPARTMENTS[n % 8]} {n}", UnitKind.DEPARTMENT, agency)
            for n in range(1, number + 1)
        ]
    above = [root] if is_province else [root, *provinces]
    return [*above, *agencies, *_level(departments)]


def _unit(code: str, name: str, kind: str, parent: Unit | None) -> Unit:
    return Unit(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        folded=fold(f"{code} {name}"),
        sort_key=sort_key(name),
    )


def _level(units: list[Unit]) -> list[Unit]:
    """Write one level of the tree; paths need the ids, so they follow in a second statement."""
    Unit.objects.bulk_create(units, batch_size=BATCH)
    for unit in units:
        unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    return units


def _leader(root: Unit, password: str) -> None:
    """An account that sees everything: `lanhdao.tinh`."""
    name = "Trịnh Văn Toàn"
    person = Person.objects.create(
        username="lanhdao.tinh",
        full_name=name,
        password=make_password(password),
        folded=fold(name),
        sort_key=person_sort_key(name),
    )
    post = Post.objects.create(person=person, unit=root, role=Role.LEADER, title="Lãnh đạo")
    Charge.objects.create(post=post, unit=root)


# --- Register rows and their counts ----------------------------------------------------------------


def _write_rows(units: list[Unit], number: int, today: date, dice: random.Random) -> int:
    types = {kind.code: kind for kind in DocumentType.objects.filter(code__in=TYPES)}
    kinds = [types[code] for code in TYPES if code in types] or list(DocumentType.objects.all()[:5])
    days = [day for n in range((today - FIRST_DAY).days + 1) if (day := FIRST_DAY + timedelta(days=n)).weekday() < 5]
    books = _books(units, today)
    each = number // len(units)
    RegisterRow.objects.bulk_create(_rows(units, each, kinds, days, books, dice), batch_size=BATCH)
    return each * len(units)


def _books(units: list[Unit], today: date) -> dict[tuple[int, int], Book]:
    agencies = {_agency_id(unit) for unit in units}
    codes = dict(Unit.objects.filter(pk__in=agencies).values_list("pk", "code"))
    books = [
        Book(agency_id=agency, year=year, code=f"{codes[agency]}-{year}")
        for agency in sorted(agencies)
        for year in range(FIRST_DAY.year, today.year + 1)
    ]
    Book.objects.bulk_create(books, batch_size=BATCH)
    return {(book.agency_id, book.year): book for book in books}


def _agency_id(unit: Unit) -> int:
    """The agency whose book holds the unit's documents: itself, or the one right above it."""
    return unit.pk if unit.kind == UnitKind.AGENCY or unit.parent_id is None else unit.parent_id


def _rows(
    units: list[Unit],
    each: int,
    kinds: list[DocumentType],
    days: list[date],
    books: dict[tuple[int, int], Book],
    dice: random.Random,
) -> Iterator[RegisterRow]:
    numbers: dict[int, int] = {}
    for unit in units:
        agency = _agency_id(unit)
        for day in sorted(dice.choices(days, k=each)):
            kind = kinds[int(dice.random() ** 2 * len(kinds))]
            book = books[agency, day.year]
            number = numbers[book.pk] = numbers.get(book.pk, 0) + 1
            symbol = f"{number:02d}/{kind.abbreviation or 'CV'}-{unit.code}"
            row = RegisterRow(
                book=book,
                number=number,
                symbol=symbol,
                symbol_key=symbol.casefold(),
                date=day,
                title=f"{kind.name} về công việc số {number} của {unit.name}",
                signer="Lãnh đạo đơn vị",
                unit=unit,
                type=kind,
                document_class=kind.document_class,
            )
            fill_derived(row)
            yield row


def _count(units: list[Unit], today: date) -> None:
    """Half-months and counts of all new units, from their rows in one GROUP BY."""
    ids = {unit.pk for unit in units}
    grouped = (
        RegisterRow.objects.counted()
        .order_by()
        .values_list("unit_id", "half_month", "type_id")
        .annotate(number=Count("id"))
        .iterator()
    )
    counts = [
        DocumentCount(unit_id=unit, half_month=start, type_id=kind, count=number)
        for unit, start, kind, number in grouped
        if unit in ids
    ]
    DocumentCount.objects.bulk_create(counts, batch_size=BATCH)
    held = {(count.unit_id, count.half_month) for count in counts}
    UnitHalfMonth.objects.bulk_create(
        (
            UnitHalfMonth(
                unit=unit,
                start=start,
                method=CountingMethod.REGISTER if (unit.pk, start) in held else CountingMethod.NONE,
            )
            for unit in units
            for start in half_months(FIRST_DAY, today)
        ),
        batch_size=BATCH,
    )


# --- Meetings and tasks ----------------------------------------------------------------------------


def _write_meetings(units: list[Unit], number: int, today: date, dice: random.Random) -> int:
    span = (today - FIRST_DAY).days
    meetings = []
    for index in range(number):
        day = FIRST_DAY + timedelta(days=dice.randint(0, span))
        is_conference = index % 2 == 0
        content = f"{'Hội nghị' if is_conference else 'Họp'} triển khai công việc {index + 1}"
        meetings.append(
            Meeting(
                unit=units[index % len(units)],
                kind=MeetingKind.CONFERENCE if is_conference else MeetingKind.MEETING,
                content=content,
                content_key=fold(content),
                first_day=day,
                last_day=day,
                sessions=1,
                conference_class=ConferenceClass.PROFESSIONAL if is_conference else "",
                scope=dice.choice(MeetingScope.values) if is_conference else "",
                form=dice.choice(MeetingForm.values),
                status=MeetingStatus.HELD,
                folded=fold(content),
            )
        )
    Meeting.objects.bulk_create(meetings, batch_size=BATCH)
    return len(meetings)


def _write_tasks(units: list[Unit], each: int, today: date, dice: random.Random) -> int:
    tasks, assigned_on = [], today - timedelta(days=40)
    for unit in units:
        for number in range(1, each + 1):
            title = f"Nhiệm vụ {number} của {unit.name}"
            due = today + timedelta(days=dice.randint(-20, 60))
            tasks.append(
                Task(
                    lead_unit=unit,
                    title=title,
                    deliverable="Báo cáo kết quả",
                    authority=Authority.OFFICE,
                    assigned_on=assigned_on,
                    deadline_kind=DeadlineKind.DATE,
                    due=due,
                    original_due=due,
                    status=TaskStatus.IN_PROGRESS,
                    folded=folded_text(
                        codes=[],
                        title=title,
                        deliverable="Báo cáo kết quả",
                        unit_code=unit.code,
                        unit_name=unit.name,
                    ),
                    sort_key=sort_key(title),
                )
            )
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    start_spans(tasks, recorded_on=assigned_on)
    return len(tasks)
