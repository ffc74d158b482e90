"""Forms of open points and of days off."""

from typing import Any

from django import forms

from base.form_fields import LineField, VietnameseDateField
from organization.enums import CalendarExceptionKind
from organization.forms.records import RecordForm
from organization.rules.settings import SettingDefinition


class SettingForm(RecordForm):
    """One open point; the field fits its kind."""

    note = LineField(
        label="Lý do, căn cứ", required=False, max_length=300, help_text="Ai quyết định, văn bản nào; lưu vào lịch sử."
    )
    field_order = ("value", "note")

    def __init__(self, *args: Any, definition: SettingDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["value"] = self._value_field(definition)
        self.order_fields(self.field_order)

    @staticmethod
    def _value_field(definition: SettingDefinition) -> forms.Field:
        if definition.kind == "int":
            return forms.IntegerField(
                label=f"{definition.label} ({definition.unit_word})",
                min_value=definition.minimum,
                max_value=definition.maximum,
            )
        if definition.kind == "choices":
            return forms.MultipleChoiceField(
                label=definition.label, choices=definition.choices, widget=forms.CheckboxSelectMultiple, required=False
            )
        choices: Any = definition.choices
        if definition.kind == "bool":
            choices = (("yes", "có"), ("no", "không"))
        return forms.ChoiceField(label=definition.label, choices=choices, widget=forms.RadioSelect)

    @staticmethod
    def shown(definition: SettingDefinition, value: Any) -> Any:
        """A value as the field shows it."""
        if definition.kind == "bool":
            return "yes" if value else "no"
        return list(value) if definition.kind == "choices" else value

    @property
    def chosen(self) -> Any:
        """The typed value as the service takes it."""
        value = self.cleaned_data["value"]
        if self.definition.kind == "bool":
            return value == "yes"
        if self.definition.kind == "choices":
            return tuple(key for key, _ in self.definition.choices if key in value)
        return value


class ExceptionForm(forms.Form):
    """Days off or make-up days to enter."""

    kind = forms.ChoiceField(label="Là", choices=CalendarExceptionKind.choices)
    first = VietnameseDateField(label="Từ ngày")
    last = VietnameseDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chỉ một ngày.")
    note = LineField(label="Căn cứ, ghi chú", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("last"):
            values["last"] = values.get("first")
        return values
