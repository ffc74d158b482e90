"""Form fields that know how Vietnamese text and dates arrive: pasted, decomposed, with odd blanks."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from base.text import clean_block, clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})")
ZIP_MAGIC = b"PK\x03\x04"


class LineField(forms.CharField):
    """One line of text, stored in NFC with single blanks."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class BlockField(forms.CharField):
    """Several lines of text, stored in NFC with plain line ends."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_block(super().to_python(value) or "")


class VietnameseDateField(forms.DateField):
    """A day typed as dd/mm/yyyy (also d/m/yy, d-m-yyyy, d.m.yyyy, ddmmyyyy, ISO, and d/m of the running year)."""

    input_formats = ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
    default_error_messages = {
        "invalid": "Không có ngày này. Ghi ngày/tháng/năm, ví dụ 05/03/2026.",
        "far": f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Ghi đủ bốn chữ số, ví dụ 05/03/2026.",
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%d/%m/%Y",
            attrs={"class": "date", "placeholder": "dd/mm/yyyy", "autocomplete": "off"},
        )
        kwargs.setdefault("widget", widget)
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(_spelled_out(clean_line(value)) if isinstance(value, str) else value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["far"], code="far")
        return day


def _spelled_out(typed: str) -> str:
    """25112026 as 25/11/2026, and 25/11 with the running year: how people type on a phone."""
    if _EIGHT_DIGITS.fullmatch(typed):
        return f"{typed[:2]}/{typed[2:4]}/{typed[4:]}"
    if found := _DAY_AND_MONTH.fullmatch(typed):
        return f"{found[1]}/{found[2]}/{timezone.localdate().year}"
    return typed


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows by their numbers; a number that no database can hold is refused like an unknown one."""

    LONGEST_NUMBER = 18

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if len(str(one)) > self.LONGEST_NUMBER:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(one)[:30]}
                )
        return super().clean(value)


class XlsxField(forms.FileField):
    """An uploaded workbook: by name, size and first bytes an .xlsx. What is inside is judged by the reader."""

    default_error_messages = {
        "required": "Chọn tệp .xlsx.",
        "invalid": "Chưa nhận được tệp. Chọn lại tệp .xlsx rồi gửi.",
        "missing": "Chưa nhận được tệp. Chọn lại tệp .xlsx rồi gửi.",
        "empty": "Tệp rỗng, không có gì để đọc.",
        "kind": "Đây không phải tệp Excel .xlsx. Mở bằng Excel rồi chọn Lưu thành “Excel Workbook (*.xlsx)”.",
        "size": "Tệp lớn hơn %(limit)s MB. Hãy chia thành nhiều tệp.",
    }

    def __init__(self, *, most_bytes: int = 30 << 20, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": ".xlsx"}))
        super().__init__(**kwargs)
        self.most_bytes = most_bytes

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > self.most_bytes:
            raise ValidationError(
                self.error_messages["size"],
                code="size",
                params={"limit": self.most_bytes >> 20},
            )
        magic = upload.read(4)
        upload.seek(0)
        if not str(upload.name).casefold().endswith(".xlsx") or magic != ZIP_MAGIC:
            raise ValidationError(self.error_messages["kind"], code="kind")
        return upload
