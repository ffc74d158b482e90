"""Handing in a file: what every kind asks."""

from django import forms

from base.form_fields import XlsxField
from base.reading.gate import LIMITS


class UploadForm(forms.Form):
    """One file and how rows that are held already are taken."""

    file = XlsxField(label="Tệp .xlsx", most_bytes=LIMITS.file_bytes)
    update = forms.BooleanField(
        label="Dòng khác với dòng đã có thì lấy theo tệp",
        required=False,
        help_text="Không chọn: dòng khác được báo là lỗi, không sửa gì đã có.",
    )
