"""The counted documents of a period by unit and type, beside the same half-months a year before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from base.periods import Period, half_month_of, last_complete_half_month_end
from documents.models import DocumentCount, DocumentType
from documents.rules.reduction import year_earlier
from organization.models import Unit


@dataclass(frozen=True)
class DocumentLine:
    """Counted documents of one unit and type; `months` are the counts by the code of the reporting month."""

    unit: str
    document_type: str
    months: dict[str, int]
    total: int
    same_period: int


def document_lines(agency: Unit, months: list[Period], period: Period, day: date) -> Iterator[DocumentLine]:
    """Unit × type with the counts of each reporting month, beside the same half-months a year before.

    While the period runs, both years count through the last half-month that is complete on `day`: like beside like.
    """
    through = min(period.end, last_complete_half_month_end(day))
    same_start = half_month_of(period.start.replace(year=period.start.year - 1))
    same_end = year_earlier(through)
    month_of = {start: month.code for month in months for start in (month.start, half_month_of(month.end))}
    now: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: {month.code: 0 for month in months})
    before: dict[tuple[int, int], int] = defaultdict(int)
    for unit_id, type_id, start, number in _counts(agency, period.start, through):
        now[unit_id, type_id][month_of[start]] += number
    for unit_id, type_id, _start, number in _counts(agency, same_start, same_end):
        before[unit_id, type_id] += number
    keys = now.keys() | before.keys()
    units = {unit.pk: (n, unit) for n, unit in enumerate(Unit.objects.filter(pk__in={u for u, _ in keys}).in_order())}
    types = {kind.pk: (n, kind) for n, kind in enumerate(DocumentType.objects.all())}
    for unit_id, type_id in sorted(keys, key=lambda key: (units[key[0]][0], types[key[1]][0])):
        counts = now[unit_id, type_id]
        yield DocumentLine(
            unit=units[unit_id][1].name,
            document_type=types[type_id][1].name,
            months=dict(counts),
            total=sum(counts.values()),
            same_period=before.get((unit_id, type_id), 0),
        )


def _counts(agency: Unit, start: date, end: date) -> Iterable[tuple[int, int, date, int]]:
    return (
        DocumentCount.objects.under(agency.path)
        .within(start, end)
        .order_by()
        .values_list("unit_id", "type_id", "half_month")
        .annotate(Sum("count"))
    )
