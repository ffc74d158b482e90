"""An uploaded file that is checked by ending and by content before anything else happens to it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from tasks.rules.evidence_files import accept_file
from tasks.rules.office_files import FileNotAccepted


class CheckedFileField(forms.FileField):
    """A file of the kinds that may stand as evidence; the sentence of a refusal names file and cure."""

    default_error_messages = {
        "invalid": "Chưa nhận được tệp. Chọn lại tệp rồi gửi.",
        "missing": "Chưa nhận được tệp. Chọn lại tệp rồi gửi.",
        "empty": "Tệp rỗng. Chọn lại tệp.",
    }

    def to_python(self, data: Any) -> "File[Any] | None":
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            kept = accept_file(upload.name or "", upload.size or 0, settings.EVIDENCE_MAX_BYTES, upload)
        except FileNotAccepted as error:
            raise ValidationError(str(error), code="kind") from error
        upload.name = kept.name
        upload.seek(0)
        return upload
