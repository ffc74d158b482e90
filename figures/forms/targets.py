"""Which figures does a person want to see: target, year, calendar, day?"""

from datetime import date
from typing import Any

from django import forms

from base.enums import YearCalendar
from base.form_fields import VietnameseDateField
from base.periods import year_of
from documents.rules.counting_year import BadCountingYear, CountingYear, counting_year
from figures.pages.words import TITLES


class TargetChoice(forms.Form):
    """Fields over the page of the targets; everything may be left out. `view` is what was chosen."""

    measure = forms.ChoiceField(label="Chỉ tiêu", required=False, choices=list(TITLES.items()))
    calendar = forms.ChoiceField(
        label="Cách tính năm",
        required=False,
        choices=[
            (YearCalendar.REGISTER.value, "Năm dương lịch"),
            (YearCalendar.REPORTING.value, "Năm báo cáo, chốt 14/12"),
        ],
    )
    year = forms.IntegerField(
        label="Năm", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    )
    day = VietnameseDateField(label="Tính đến ngày", required=False)

    def __init__(self, data: Any, *, today: date, judged_calendar: str) -> None:
        filled = {
            "measure": data.get("measure") or next(iter(TITLES)),
            "calendar": data.get("calendar") or judged_calendar,
            "day": data.get("day") or f"{today:%d/%m/%Y}",
            "year": data.get("year") or "",
        }
        self.judged_calendar, self.today = judged_calendar, today
        super().__init__(filled)
        self.full_clean()
        if not filled["year"]:
            filled["year"] = str(self.view.year)  # the field shows the year that was taken

    def clean(self) -> Any:
        chosen = super().clean()
        calendar = chosen.get("calendar") or self.judged_calendar
        day = chosen.get("day") or self.today
        year = chosen.get("year") or year_of(calendar, day)
        try:
            chosen["view"] = counting_year(calendar, year, day)
        except BadCountingYear as error:
            self.add_error("day", str(error))
        return chosen

    @property
    def topic(self) -> str:
        return self.cleaned_data.get("measure") or next(iter(TITLES))

    @property
    def view(self) -> CountingYear:
        """The year and day asked for; today's where they make no sense (the form then says why)."""
        chosen = self.cleaned_data.get("view")
        if chosen is not None and self.is_valid():
            return chosen
        return counting_year(self.judged_calendar, year_of(self.judged_calendar, self.today), self.today)
