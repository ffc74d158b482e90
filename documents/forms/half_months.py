"""What is chosen and typed about half-months: whose and which year, what is confirmed, counts by hand."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from base.enums import YearCalendar
from base.periods import year_of
from documents.enums import DocumentClass
from documents.models import DocumentCount, DocumentType
from documents.rules.counting_year import BadCountingYear, CountingYear, counting_year
from documents.rules.half_months import MOST_COUNTED, USUAL_TYPES, SeenHalf
from organization.forms.entering import entered_for
from organization.forms.records import RecordForm, UnitField, offer_units
from organization.models import UnitHalfMonth
from organization.querysets import UnitQuerySet
from organization.rules.entering import EnteredFor

MOST_SEEN = 200
UNREADABLE = "Chưa nhận đủ dữ liệu. Tải lại trang rồi bấm lần nữa."
ONLY_ONE = 2  # choices of a list with one unit: none, and that one


class HalfMonthChoice(forms.Form):
    """Whose half-months, of which year; everything may be left out. `view` is the year that was chosen."""

    unit = UnitField(label="Đơn vị", required=False)
    year = forms.IntegerField(label="Năm", required=False)
    calendar = forms.ChoiceField(
        label="Cách tính năm",
        required=False,
        choices=[
            (YearCalendar.REGISTER.value, "Năm dương lịch"),
            (YearCalendar.REPORTING.value, "Năm báo cáo, chốt 14/12"),
        ],
    )

    def __init__(
        self, data: Mapping[str, Any], *, units: UnitQuerySet, empty: str, today: date, judged_calendar: str
    ) -> None:
        self.judged_calendar, self.today = judged_calendar, today
        calendar = str(data["calendar"]) if data.get("calendar") in YearCalendar.values else judged_calendar
        year = data.get("year") or year_of(calendar, today)
        super().__init__({"unit": data.get("unit", ""), "year": year, "calendar": calendar})
        offer_units(self, "unit", units, empty=empty)
        if len(getattr(self.fields["unit"].widget, "choices", ())) == ONLY_ONE:
            self.fields["unit"].widget = forms.HiddenInput()
        self.full_clean()

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if chosen.get("year") and chosen.get("calendar"):
            try:
                chosen["view"] = counting_year(chosen["calendar"], chosen["year"], self.today)
            except BadCountingYear as error:
                self.add_error("year", str(error))
        return chosen

    @property
    def view(self) -> CountingYear:
        """The year asked for; the running one where it makes no sense (the form then says why)."""
        usual = counting_year(self.judged_calendar, year_of(self.judged_calendar, self.today), self.today)
        return self.cleaned_data.get("view") or usual


class SeenField(forms.Field):
    """What stood on the page when the button was pressed: "2026-06-01:1:12 2026-05-15:1:9"."""

    widget = forms.HiddenInput
    default_error_messages = {"unreadable": UNREADABLE}

    def to_python(self, value: Any) -> list[SeenHalf]:
        words = str(value or "").split()
        try:
            seen = [
                SeenHalf(date.fromisoformat(day), int(version), int(count)) for day, version, count in _parts(words)
            ]
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        if len(seen) > MOST_SEEN:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return seen


def _parts(words: list[str]) -> list[list[str]]:
    return [word.split(":") for word in words]


class ToldForm(forms.Form):
    """A form that asks, where the Office fills it for a unit, who told it and how (`told`: the two fields)."""

    def __init__(self, *args: Any, told: dict[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_entered = bool(told)
        self.fields.update(told)

    @property
    def entered(self) -> EnteredFor | None:
        return entered_for(self.cleaned_data) if self.is_entered else None


class ConfirmForm(ToldForm):
    """The half-months one press confirms, as they were seen."""

    seen = SeenField(error_messages={"required": UNREADABLE})

    def take_seen(self, seen: str) -> None:
        """Carry the numbers as they stand now and keep what else was typed."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = seen
        self.data = data


class VersionForm(ToldForm):
    """One act on one half-month, with the version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class HandCountForm(ToldForm, RecordForm):
    """How many documents of each administrative type a unit issued in one half-month."""

    def __init__(self, *args: Any, types: Collection[DocumentType], **kwargs: Any) -> None:
        self.types = list(types)
        super().__init__(*args, **kwargs)
        self.fields["version"].required = True
        self.fields["version"].error_messages["required"] = UNREADABLE
        for type_ in self.types:
            self.fields[_name(type_)] = forms.IntegerField(
                label=type_.name,
                required=False,
                min_value=0,
                max_value=MOST_COUNTED,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @classmethod
    def initial_of(cls, record: UnitHalfMonth) -> dict[str, Any]:
        """What is typed so far, by field name; nought for every type without a count."""
        typed = {f"type_{pk}": 0 for pk in administrative_types().values_list("pk", flat=True)}
        counts = DocumentCount.objects.filter(unit_id=record.unit_id, half_month=record.start)
        return (
            typed
            | {f"type_{pk}": count for pk, count in counts.values_list("type_id", "count")}
            | {"version": record.version}
        )

    @property
    def counts(self) -> dict[int, int]:
        """Type ids and numbers; an empty field is nought."""
        return {type_.pk: self.cleaned_data.get(_name(type_)) or 0 for type_ in self.types}

    def values(self) -> dict[str, Any]:
        return {f"type_{pk}": count for pk, count in self.counts.items()}

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that stand open: the types most offices write most, in their order."""
        by_code = {type_.code: self[_name(type_)] for type_ in self.types}
        return [by_code[code] for code in USUAL_TYPES if code in by_code]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[_name(type_)] for type_ in self.types if type_.code not in USUAL_TYPES]

    @property
    def are_others_open(self) -> bool:
        """Does one of the rarer types hold a number or an error?"""
        return any(field.errors or field.value() for field in self.others)

    @property
    def told(self) -> list[forms.BoundField]:
        return [self[name] for name in ("told_by", "channel") if name in self.fields]


def administrative_types() -> QuerySet[DocumentType]:
    """The types that count towards the target."""
    return DocumentType.objects.filter(document_class=DocumentClass.ADMINISTRATIVE)


def _name(type_: DocumentType) -> str:
    return f"type_{type_.pk}"
