"""What people type about the year before: figures, answers, ceilings, and what a leader decided elsewhere."""

from typing import Any

from django import forms

from base.enums import YearCalendar
from base.form_fields import LineField, VietnameseDateField
from figures.models import BaselineMethod, Measure
from figures.rules.baselines import is_binding
from organization.enums import UnitKind
from organization.forms.decisions import DecisionFields
from organization.models import Unit

LAST_YEAR = 2100


class VersionForm(forms.Form):
    """A single button, with the version of the record the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class YearForm(forms.Form):
    """Which year's figures the page shows."""

    year = forms.IntegerField(
        label="Năm của số liệu",
        min_value=2001,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class BaselineForm(forms.Form):
    """One figure of the year before."""

    measure = forms.ChoiceField(label="Chỉ tiêu", choices=Measure.choices)
    calendar = forms.ChoiceField(label="Cách tính năm", choices=YearCalendar.choices)
    figure = forms.IntegerField(
        label="Số liệu của riêng đơn vị",
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text="Không gồm số của các đơn vị bên dưới; phần mềm tự cộng.",
    )
    method = forms.ChoiceField(label="Cách có số liệu", choices=[("", "Chọn cách"), *BaselineMethod.choices])
    source = LineField(label="Nguồn", max_length=300, help_text="Ví dụ: Báo cáo 15/BC-TTr ngày 12/12/2025, phụ lục 2.")
    covers_from = VietnameseDateField(
        label="Tính từ ngày", required=False, help_text="Để trống nếu số liệu phủ cả năm."
    )
    covers_to = VietnameseDateField(label="Đến hết ngày", required=False)
    is_total = forms.BooleanField(
        label="Số tổng của cả cơ quan, chưa tách được theo đơn vị",
        required=False,
        help_text="Khi số của từng đơn vị được duyệt, phần mềm trừ dần vào số tổng này.",
    )
    reason = LineField(
        label="Lý do thay số đã duyệt", max_length=500, required=False, help_text="Chỉ cần khi đã có số được duyệt."
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit.kind != UnitKind.AGENCY:
            del self.fields["is_total"]


class AnswerForm(VersionForm):
    """Why something is not approved."""

    answer = LineField(label="Lý do", max_length=500, help_text="Người nhập đọc câu này để biết cần sửa gì.")


class CeilingForm(forms.Form):
    """A ceiling of its own for one unit and year."""

    measure = forms.ChoiceField(label="Chỉ tiêu")
    ceiling = forms.IntegerField(
        label="Số tối đa cả năm", min_value=0, max_value=1_000_000, widget=forms.NumberInput(attrs={"class": "short"})
    )
    basis = LineField(label="Căn cứ", max_length=300, help_text="Ví dụ: chưa có số liệu năm trước; Kết luận giao ban.")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [
            (value, label) for value, label in Measure.choices if is_binding(value, unit.kind)
        ]


class RecordedAgreementForm(DecisionFields, VersionForm):
    """What a leader decided outside the application about a record the person saw."""
