"""Rows of the register and counts for tests of half-months, written straight into the tables."""

from datetime import date

from django.db import transaction

from base.periods import half_month_of
from documents.models import Book, DocumentCount, DocumentType, RegisterRow
from documents.queries.half_months import unit_half_months
from documents.rules.counting_year import counting_year
from documents.rules.half_months import SeenHalf
from documents.services.counts import recount
from organization.models import Unit, UnitHalfMonth
from organization.services.half_months import lock_many

TODAY = date(2026, 6, 17)
LAST = date(2026, 6, 1)  # the first day of the last complete half-month


def type_id(code: str = "cong_van") -> int:
    return DocumentType.objects.values_list("pk", flat=True).get(code=code)


def issue(unit: Unit, day: date, *, count: int = 1, code: str = "cong_van", counted: bool = True) -> None:
    """So many rows of a unit on a day, recounted as the services do."""
    agency = Unit.objects.get(path=unit.path.split("/")[0] + "/")
    book, _ = Book.objects.get_or_create(agency=agency, year=day.year, defaults={"code": f"{agency.code}-{day.year}"})
    first = RegisterRow.objects.filter(book=book).count() + 1
    with transaction.atomic():
        halves = lock_many([(unit.pk, day)])
        RegisterRow.objects.bulk_create(
            RegisterRow(
                book=book,
                number=number,
                symbol=f"{number}/TTr-{unit.code}",
                symbol_key=f"{number}/TTr-{unit.code}",
                date=day,
                half_month=half_month_of(day),
                title="Công văn thử",
                unit=unit,
                type_id=type_id(code),
                document_class="administrative",
                counted=counted,
                not_counted="" if counted else "specialised",
                folded="cong van thu",
            )
            for number in range(first, first + count)
        )
        recount(halves)


def seen(unit: Unit, *starts: date, year: int = 2026, day: date = TODAY) -> list[SeenHalf]:
    """What a person sees of these half-months, of all that wait without any named."""
    page = unit_half_months(unit, counting_year("register", year, day))
    lines = [page.line(start) for start in starts] if starts else page.due
    return [SeenHalf(line.start, line.version, line.count) for line in lines]


def half(unit: Unit, start: date = LAST) -> UnitHalfMonth:
    return UnitHalfMonth.objects.get(unit=unit, start=start)


def counts(unit: Unit, start: date = LAST) -> dict[str, int]:
    rows = DocumentCount.objects.filter(unit=unit, half_month=start)
    return dict(rows.values_list("type__code", "count"))
