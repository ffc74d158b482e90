"""What the forms of all records share: a version, a way to name units, and the words of a conflict."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from base.errors import Conflict
from base.form_fields import LineField
from base.page_parts import Difference
from organization.models import Unit
from organization.queries.directory import in_tree_order
from organization.querysets import UnitQuerySet

MOST_IN_A_LIST = 300  # beyond this a list of units is longer than anybody looks through: the code is typed
LONGEST_CODE = 30
INDENT = "\u2003"


class UnitField(LineField):
    """One unit by its code: chosen from a list, or typed where the tree is too large for one.

    `offer(units)` says which units may be named, once per form. The cleaned value is a Unit or None.
    """

    default_error_messages = {"unknown": "Không có đơn vị “%(code)s” trong phạm vi của đồng chí. Ghi đúng mã đơn vị."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_CODE)  # SQLite takes no pattern of 50,000 letters
        super().__init__(**kwargs)

    def offer(self, units: UnitQuerySet, *, empty: str = "Chọn đơn vị") -> None:
        self.units = units
        found = list(units.in_order()[: MOST_IN_A_LIST + 1])
        if len(found) > MOST_IN_A_LIST:
            self.widget = forms.TextInput(attrs={"class": "short", "autocapitalize": "off"})
            self.help_text = self.help_text or "Ghi mã đơn vị, ví dụ NV1."
        else:
            top = min((unit.depth for unit in found), default=0)
            choices = [
                (unit.code, f"{INDENT * (unit.depth - top)}{unit.name} ({unit.code})") for unit in in_tree_order(found)
            ]
            self.widget = forms.Select(choices=[("", empty), *choices])
        self.widget.is_required = self.required

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Unit | None:
        code = super().clean(value)
        if not code:
            return None
        unit = self.units.filter(code__iexact=code).first()
        if unit is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"code": code})
        return unit


def offer_units(form: forms.Form, name: str, units: UnitQuerySet, *, empty: str = "Chọn đơn vị") -> None:
    """Say which units the unit field `name` of a form may name."""
    cast(UnitField, form.fields[name]).offer(units, empty=empty)


def offer_all_units(form: forms.Form, name: str, units: UnitQuerySet, *, empty: str = "Tất cả") -> None:
    """The same in a filter, which needs no help text under the bar."""
    offer_units(form, name, units, empty=empty)
    form.fields[name].help_text = ""


class RecordForm(forms.Form):
    """A form over one record. `version` is that of the record the person saw (empty for a new one)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflict: Conflict | None = None

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """The record's values by field name."""
        return {
            name: getattr(record, name) for name in cls.base_fields if name != "version" and hasattr(record, name)
        } | {"version": record.version}

    def values(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def take_conflict(self, conflict: Conflict) -> None:
        """Keep what was typed and carry the version of the record as it stands now."""
        self.conflict = conflict
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(conflict.current.version)
        self.data = data

    @property
    def differences(self) -> list[Difference]:
        """Where the record as it stands now and what was typed differ."""
        if self.conflict is None:
            return []
        theirs = self.initial_of(self.conflict.current)
        return [
            Difference(str(self.fields[name].label or name), self._words(name, theirs[name]), self._words(name, mine))
            for name, mine in self.values().items()
            if name in theirs and self._words(name, theirs[name]) != self._words(name, mine)
        ]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "có" if value else "không"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        choices: Mapping[Any, Any] = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, list | tuple):
            return ", ".join(str(choices.get(one, one)) for one in value)
        return str(choices.get(value, value if value is not None else ""))


def add_refusal(form: forms.Form, refusal: Exception) -> None:
    """Show what a service refused at the field it names, else on top of the form."""
    name = getattr(refusal, "field", None)
    form.add_error(name if name in form.fields else None, str(refusal))
