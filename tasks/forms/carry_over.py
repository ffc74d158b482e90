"""The window and unit of the carry-over table."""

from datetime import date
from typing import Any

from django import forms

from base.form_fields import VietnameseDateField
from base.periods import parse_period, year_of
from base.text import clean_line
from organization.forms.records import UnitField, offer_units
from organization.models import Unit
from organization.rules.access import Actor


def running_half(day: date) -> tuple[date, date]:
    """The reporting half-year that `day` lies in (NĐ 09/2019)."""
    year = year_of("reporting", day)
    first, second = parse_period(f"{year}-H1"), parse_period(f"{year}-H2")
    half = first if day in first else second
    return half.start, half.end


class CarryOverForm(forms.Form):
    """A GET form; the running reporting half-year and every unit in sight where nothing is chosen."""

    start = VietnameseDateField(label="Từ ngày", required=False)
    end = VietnameseDateField(label="Đến ngày", required=False)
    unit = UnitField(label="Đơn vị", required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        start, end = running_half(actor.day)
        self.running = {"start": start, "end": end}
        typed = {name: value for name, value in data.items() if clean_line(value)}
        given = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}", **typed}
        super().__init__(given, auto_id="carry_over_%s")
        offer_units(self, "unit", Unit.objects.visible_to(actor).valid_on(actor.day), empty="Tất cả")

    def clean_start(self) -> date:
        return self.cleaned_data["start"] or self.running["start"]

    def clean_end(self) -> date:
        return self.cleaned_data["end"] or self.running["end"]

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start and end and end < start:
            self.add_error("end", "Ngày cuối đứng trước ngày đầu. Sửa một trong hai ngày.")
        return self.cleaned_data
