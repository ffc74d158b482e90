"""A small installation with documents and meetings, written straight into the tables, and its slow reckoning.

Tests of figures need many rows of many units; the services that write them are tested elsewhere.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils import timezone

from base.periods import half_month_of
from base.text import fold
from documents.models import Book, DocumentCount, DocumentType, RegisterRow
from documents.tests.slow_figures import days_of_year, nearest, slow_figures
from figures.models import AssignedCeiling, Baseline
from meetings.models import Meeting
from organization.models import Unit, UnitHalfMonth

NOW = timezone.now


def issue(unit: Unit, day: date, *, count: int = 1, counted: bool = True, type_code: str = "cong_van") -> None:
    """So many register rows of a unit on a day, with the half-month's counts in step."""
    type_ = DocumentType.objects.get(code=type_code)
    agency = Unit.objects.get(path=unit.path.split("/")[0] + "/")
    book, _ = Book.objects.get_or_create(agency=agency, year=day.year, defaults={"code": f"{agency.code}-{day.year}"})
    start = half_month_of(day)
    first = RegisterRow.objects.filter(book=book).count() + 1
    RegisterRow.objects.bulk_create(
        RegisterRow(
            book=book,
            number=number,
            symbol=f"{number}/{agency.code}",
            symbol_key=f"{number}/{agency.code}",
            date=day,
            half_month=start,
            title="Công văn thử",
            unit=unit,
            type=type_,
            document_class=type_.document_class,
            counted=counted,
            not_counted="" if counted else "specialised",
            folded=fold("Công văn thử"),
        )
        for number in range(first, first + count)
    )
    UnitHalfMonth.objects.update_or_create(unit=unit, start=start, defaults={"method": "register"})
    if counted:
        held, is_new = DocumentCount.objects.get_or_create(
            unit=unit, type=type_, half_month=start, defaults={"count": count}
        )
        if not is_new:
            held.count += count
            held.save(update_fields=["count"])


def meet(unit: Unit, day: date, **values) -> Meeting:
    """One hội nghị that was held in person inside the agency, unless told otherwise."""
    content = values.pop("content", f"Hội nghị {Meeting.objects.count() + 1}")
    given = {"kind": "conference", "scope": "internal", "form": "in_person", "status": "held", **values}
    return Meeting.objects.create(
        unit=unit,
        content=content,
        content_key=fold(content),
        first_day=day,
        last_day=day,
        folded=fold(content),
        **given,
    )


def approve(unit: Unit, year: int, calendar: str, measure: str, figure: int) -> Baseline:
    """An approved figure, as if two people had stood behind it."""
    first, last = days_of_year(calendar, year)[0], days_of_year(calendar, year)[-1]
    return Baseline.objects.create(
        unit=unit,
        year=year,
        calendar=calendar,
        measure=measure,
        figure=figure,
        method="report",
        source="Báo cáo thử",
        covers_from=first,
        covers_to=last,
        state="approved",
        entered_at=NOW(),
        approved_at=NOW(),
    )


def assign(unit: Unit, year: int, measure: str, ceiling: int) -> AssignedCeiling:
    return AssignedCeiling.objects.create(
        unit=unit,
        year=year,
        measure=measure,
        ceiling=ceiling,
        basis="Giao ban thử",
        state="in_force",
        proposed_at=NOW(),
    )


@dataclass
class SlowInstallation:
    """The same facts kept as plain lists, for reckoning every key of `targets` without the database."""

    units: list[Unit]
    documents: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    meetings: list[Meeting] = field(default_factory=list)
    baselines: dict[tuple[str, int, str, str], int] = field(default_factory=dict)
    ceilings: dict[tuple[str, int, str], int] = field(default_factory=dict)
    hybrid_is_online: bool = False

    def subtree(self, unit: Unit) -> list[Unit]:
        below = [unit]
        for each in below:
            below += [child for child in self.units if child.parent_id == each.pk]
        return below

    def figures(self, unit: Unit, measure: str, calendar: str, year: int, day: date) -> dict:
        parts = self.subtree(unit)
        items = {part.code: self._items(part, measure) for part in parts}
        known = {part.code: self.baselines.get((part.code, year - 1, calendar, measure)) for part in parts}
        total = Counter()
        for counter in items.values():
            total.update(counter)
        figures = slow_figures(
            calendar,
            year,
            day,
            total,
            None if all(k is None for k in known.values()) else sum(k or 0 for k in known.values()),
            self.ceilings.get((unit.code, year, measure)),
            15 if measure == "documents" else 10,
            unit.kind == "agency" or (measure == "documents" and unit.kind == "department"),
        )
        days = [d for d in days_of_year(calendar, year) if d <= day]
        figures["without_baseline"] = sorted(
            code for code in items if known[code] is None and sum(items[code][d] for d in days)
        )
        figures["runs_out_on"] = figures["runs_out_on"].isoformat() if figures["runs_out_on"] else None
        return figures

    def online(self, unit: Unit, calendar: str, year: int, day: date) -> dict:
        codes = {part.code for part in self.subtree(unit)}
        days = days_of_year(calendar, year)
        chosen = [
            m
            for m in self.meetings
            if m.unit.code in codes
            and m.kind == "conference"
            and m.scope in ("wide", "province")
            and m.first_day in days
        ]
        past = [m for m in chosen if m.first_day <= day]
        held = [m for m in past if m.status == "held"]
        online = [m for m in held if m.form == "online" or (self.hybrid_is_online and m.form == "hybrid")]
        planned = [m for m in chosen if m.first_day > day and m.status not in ("cancelled", "merged")]
        unconfirmed = [m for m in past if m.status in ("planned", "postponed")]
        needed = 0
        while Fraction(len(online) + needed) < Fraction(60, 100) * (len(held) + len(planned)):
            needed += 1
        return {
            "held": len(held),
            "online": len(online),
            "share": float(nearest(Fraction(len(online), len(held)), 4, True)) if held else None,
            "state": ("met" if Fraction(len(online), len(held)) >= Fraction(60, 100) else "below") if held else None,
            "planned": len(planned),
            "unconfirmed": len(unconfirmed),
            "needed": needed,
            "reachable": needed <= len(planned),
        }

    def _items(self, unit: Unit, measure: str) -> Counter:
        if measure == "documents":
            return self.documents[unit.code]
        return Counter(
            m.first_day
            for m in self.meetings
            if m.unit.code == unit.code and m.kind == "conference" and m.status == "held"
        )
