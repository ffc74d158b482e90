"""The filter over the register, and the forms of one row."""

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from base.form_fields import LineField, VietnameseDateField
from documents.enums import DocumentClass
from documents.models import DocumentType, RegisterRow
from documents.queries.register import RegisterChoice
from organization.forms.records import RecordForm, UnitField, offer_all_units, offer_units
from organization.querysets import UnitQuerySet

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YES_NO = [("yes", "Tính"), ("no", "Không tính")]


class WindowFilter(forms.Form):
    """Fields shared by lists of dated rows: words, unit, and the days from and to (ISO in addresses we write)."""

    q = LineField(required=False, max_length=200)
    unit = UnitField(label="Đơn vị", required=False)
    subtree = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, units: UnitQuerySet, start: date, **kwargs: Any) -> None:
        """Without days in the address the list begins with `start`, and says so in its field."""
        data = data.copy()
        data.setdefault("from", start.isoformat())
        for name in ("from", "to"):
            if match := _ISO_DAY.fullmatch(data.get(name, "")):
                data[name] = f"{match[3]}/{match[2]}/{match[1]}"
        super().__init__(data, **kwargs)
        offer_all_units(self, "unit", units)
        self.fields["from"] = VietnameseDateField(label="Từ ngày", required=False)
        self.fields["to"] = VietnameseDateField(label="Đến ngày", required=False)

    def chosen(self, name: str) -> Any:
        """A cleaned value, also where another field is wrong."""
        return self.cleaned_data.get(name) if hasattr(self, "cleaned_data") else None


class RegisterFilter(WindowFilter):
    type = forms.ModelChoiceField(
        DocumentType.objects.none(), label="Loại", required=False, to_field_name="code", empty_label="Tất cả"
    )
    counted = forms.ChoiceField(label="Tính vào chỉ tiêu", required=False, choices=[("", "Tất cả"), *_YES_NO])
    reviewed = forms.ChoiceField(required=False, choices=[("", ""), ("yes", ""), ("no", "")], widget=forms.HiddenInput)

    field_order = ("q", "unit", "type", "class", "counted", "from", "to", "subtree", "reviewed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "Tìm trong trích yếu, số, ký hiệu"
        self.fields["q"].widget.attrs["placeholder"] = "duong, 15/BC-TTr..."
        cast(forms.ModelChoiceField, self.fields["type"]).queryset = DocumentType.objects.all()
        self.fields["class"] = forms.ChoiceField(
            label="Nhóm",
            required=False,
            choices=[("", "Tất cả"), *((value, label.capitalize()) for value, label in DocumentClass.choices)],
        )
        self.order_fields(self.field_order)

    def choice(self) -> RegisterChoice:
        """What was chosen; a field that is wrong chooses nothing."""
        self.is_valid()
        return RegisterChoice(
            text=self.chosen("q") or "",
            unit=self.chosen("unit"),
            with_subtree=self.chosen("subtree") != "0",
            type=self.chosen("type"),
            document_class=self.chosen("class") or "",
            counted=self.chosen("counted") or "",
            reviewed=self.chosen("reviewed") or "",
            start=self.chosen("from"),
            end=self.chosen("to"),
        )


class RowForm(RecordForm):
    """The columns of one row."""

    symbol = LineField(
        label="Số, ký hiệu",
        max_length=120,
        help_text="Ví dụ 05/KH-TTr; công văn như 05/TTr-NV1.",
        widget=forms.TextInput(attrs={"class": "medium"}),
    )
    date = VietnameseDateField(
        label="Ngày tháng văn bản", required=False, help_text="Chỉ để trống khi số đã hủy hoặc giữ số."
    )
    title = LineField(label="Tên loại và trích yếu nội dung", required=False, max_length=5000)
    unit = UnitField(label="Đơn vị soạn thảo")
    type = forms.ModelChoiceField(
        DocumentType.objects.none(), label="Loại", required=False, empty_label="Theo ký hiệu, trích yếu"
    )
    signer = LineField(label="Người ký", required=False, max_length=500)
    recipients = LineField(label="Nơi nhận văn bản", required=False, max_length=2000)
    keeper = LineField(label="Đơn vị, người nhận bản lưu", required=False, max_length=500)
    copies = LineField(
        label="Số lượng bản", required=False, max_length=100, widget=forms.TextInput(attrs={"class": "short"})
    )
    sent_on = LineField(
        label="Ngày chuyển", required=False, max_length=100, widget=forms.TextInput(attrs={"class": "short"})
    )
    receipt = LineField(label="Ký nhận", required=False, max_length=500)
    note = LineField(
        label="Ghi chú",
        required=False,
        max_length=2000,
        help_text="Bắt đầu bằng “hủy” hoặc “giữ số” thì số này được giữ trong sổ và không tính.",
    )

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)
        cast(forms.ModelChoiceField, self.fields["type"]).queryset = DocumentType.objects.all()


class CountForm(RecordForm):
    """Whether one row counts, whatever its class says."""

    counted = forms.ChoiceField(
        label="Văn bản này",
        choices=[
            ("yes", "Tính vào chỉ tiêu"),
            ("no", "Không tính vào chỉ tiêu"),
            ("", "Theo nhóm văn bản và tình trạng số"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = LineField(label="Lý do", required=False, max_length=300)

    @classmethod
    def initial_of(cls, record: RegisterRow) -> dict[str, Any]:
        counted = {True: "yes", False: "no", None: ""}[record.by_hand]
        return {"counted": counted, "reason": record.by_hand_reason, "version": record.version}

    def decision(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["counted"])
