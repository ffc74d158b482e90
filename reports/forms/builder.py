"""Choosing the period of a report."""

from datetime import date
from typing import Any

from django import forms

from base.periods import BadPeriod, Period, parse_period, year_of


def offered_periods(day: date, kinds: tuple[str, ...]) -> list[Period]:
    """The periods of these kinds that run on `day` or closed within the last year, the newest first."""
    year = year_of("reporting", day)
    periods = []
    for each in (year, year - 1):
        codes = {
            "month": [f"{each}-{n:02d}" for n in range(1, 13)],
            "quarter": [f"{each}-Q{n}" for n in range(1, 5)],
            "half": [f"{each}-H1", f"{each}-H2"],
            "nine": [f"{each}-9M"],
            "year": [str(each)],
        }
        periods += [parse_period(code) for kind in kinds for code in codes[kind]]
    begun = [period for period in periods if period.start <= day and (day - period.end).days <= 366]
    return sorted(begun, key=lambda period: (period.end, period.start), reverse=True)


def expected_period(periods: list[Period], day: date) -> Period | None:
    """The one most likely wanted: what closed within the last month, else what runs."""
    just_closed = [period for period in periods if 0 < (day - period.end).days <= 31]
    if just_closed:
        return max(just_closed, key=lambda period: (period.end, -period.start.toordinal()))  # the longest of them
    return min((period for period in periods if day in period), key=lambda period: period.end, default=None)


class PeriodForm(forms.Form):
    """`period` is one of the periods in use, chosen by its code."""

    period = forms.ChoiceField(label="Kỳ báo cáo")

    def __init__(self, *args: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [
            (
                period.code,
                f"{period.name[:1].upper()}{period.name[1:]} ({period.start:%d/%m/%Y} – {period.end:%d/%m/%Y})",
            )
            for period in periods
        ]
        self.fields["period"].widget.attrs["class"] = "long"

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"])
        except BadPeriod as error:
            raise forms.ValidationError(str(error)) from error
