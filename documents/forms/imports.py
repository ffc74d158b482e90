"""Handing in a register, and opening the book of a predecessor."""

from typing import Any

from django import forms

from base.form_fields import LineField
from documents.models import Book
from organization.forms.imports import UploadForm
from organization.forms.records import UnitField
from organization.models import Unit


class RegisterUploadForm(UploadForm):
    unit = UnitField(
        label="Đơn vị soạn thảo của các dòng không ghi đơn vị",
        required=False,
        help_text="Chỉ dùng khi cột Đơn vị soạn thảo trống và ký hiệu không nêu đơn vị.",
    )
    book = forms.ModelChoiceField(
        Book.objects.none(),
        label="Sổ",
        required=False,
        empty_label="Sổ của cơ quan, theo năm của từng dòng",
        help_text="Chọn khi nhập sổ của cơ quan trước sắp xếp.",
    )

    field_order = ("file", "unit", "book", "update")

    def __init__(self, *args: Any, agency: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(Unit.objects.under(agency), empty="Không chọn")
        self.fields["book"].queryset = Book.objects.filter(agency=agency)


class BookForm(forms.Form):
    code = LineField(
        label="Mã sổ", max_length=40, help_text="Ví dụ TTr.BG-2025.", widget=forms.TextInput(attrs={"class": "medium"})
    )
    predecessor = LineField(
        label="Cơ quan trước sắp xếp", max_length=200, help_text="Tên cơ quan đã đánh số trong sổ này."
    )
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    symbol = LineField(
        label="Ký hiệu của cơ quan trong sổ",
        required=False,
        max_length=30,
        help_text="Để trống nếu cùng ký hiệu với cơ quan hiện nay.",
        widget=forms.TextInput(attrs={"class": "short"}),
    )
