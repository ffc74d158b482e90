"""The filter over the list of events."""

from typing import Any, cast

from django import forms

from base.form_fields import LineField, VietnameseDateField
from organization.forms.records import UnitField, offer_all_units
from organization.querysets import UnitQuerySet
from organization.rules.audit_kinds import audit_kind_choices


class AuditFilter(forms.Form):
    q = LineField(label="Người làm", required=False, max_length=100)
    kind = forms.ChoiceField(label="Việc", required=False, choices=[])
    unit = UnitField(label="Đơn vị", required=False)
    since = VietnameseDateField(label="Từ ngày", required=False)
    until = VietnameseDateField(label="Đến ngày", required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", "Tất cả"), *audit_kind_choices()]
        offer_all_units(self, "unit", units)
