"""What the Office types about the plan: wording, reasons, ties, the signed paper."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File

from base.form_fields import BlockField, LineField, VietnameseDateField
from tasks.models import Clause
from tasks.rules.pdf import is_pdf

MOST_PDF_BYTES = 20 << 20


class VersionedForm(forms.Form):
    """A form that says which version of the record the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WordingForm(VersionedForm):
    """The signed wording of one clause, pasted as it stands in the paper."""

    wording = BlockField(
        rows=10,
        label="Nguyên văn trong bản ký",
        required=False,
        max_length=20_000,
        help_text="Dán đúng lời của bản đã ký. Để trống nếu muốn bỏ nguyên văn đã dán.",
    )


class ReasonForm(VersionedForm):
    """Why a clause is closed as "không giao việc"."""

    reason = LineField(
        label="Lý do không giao việc",
        max_length=300,
        help_text="Lý do hiện ngay trên trang Kế hoạch. Mục đã đóng tính là đã giao đủ, mở lại được bất cứ lúc nào.",
        error_messages={"required": "Ghi lý do không giao việc."},
    )


class TieForm(VersionedForm):
    """Which clause's tasks carry this one too."""

    to_code = forms.ChoiceField(
        label="Gộp vào mục",
        help_text="Mỗi đơn vị có một nhiệm vụ mang cả hai mục. Chỉ gộp được hai mục giao cho cùng đơn vị.",
        error_messages={"required": "Chọn mục để gộp vào.", "invalid_choice": "Chọn một mục trong danh sách."},
    )

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any):
        super().__init__(*args, **kwargs)
        same = Clause.objects.filter(
            plan=clause.plan_id,
            is_assignable=True,
            tied_to__isnull=True,
            not_assigned_reason="",
            addressee_kind=clause.addressee_kind,
            addressee_unit=clause.addressee_unit_id,
            addressee_group=clause.addressee_group_id,
        ).exclude(pk=clause.pk)
        choices = [("", "Chọn mục"), *((one.code, f"{one.code}. {one.title}") for one in same)]
        cast(forms.ChoiceField, self.fields["to_code"]).choices = choices


class PdfField(forms.FileField):
    """An uploaded PDF, by ending, size and content."""

    default_error_messages = {
        "empty": "Tệp rỗng. Chọn lại bản ký.",
        "kind": "Đây không phải tệp PDF. Xuất hoặc quét bản ký thành PDF rồi chọn lại.",
        "size": f"Tệp lớn hơn {MOST_PDF_BYTES >> 20} MB. Quét lại ở độ phân giải thấp hơn.",
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> "File[Any] | None":
        upload = super().to_python(data)
        if upload is None:
            return None
        size = upload.size or 0
        if size > MOST_PDF_BYTES:
            raise ValidationError(self.error_messages["size"], code="size")
        head = upload.read(1024)
        upload.seek(max(0, size - 2048))
        tail = upload.read()
        upload.seek(0)
        if not (upload.name or "").casefold().endswith(".pdf") or not is_pdf(head, tail):
            raise ValidationError(self.error_messages["kind"], code="kind")
        return upload


class SignedPlanForm(VersionedForm):
    """Number, day and scan of the signed plan."""

    number = LineField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ 15/KH-TTr.")
    signed_on = VietnameseDateField(label="Ngày ký", required=False)
    file = PdfField(
        label="Bản ký (PDF)",
        required=False,
        help_text="Tối đa 20 MB. Chọn tệp mới sẽ thay bản đang đính kèm; không chọn thì giữ nguyên.",
    )
