"""What the Office types about a leader's decision that was given outside the application, and a leader's answer."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from base.form_fields import LineField, VietnameseDateField
from organization.models import DecisionChannel, Post


class DecisionFields(forms.Form):
    """Which leader decided on which day, how, and where it can be checked."""

    leader = forms.TypedChoiceField(label="Lãnh đạo cho ý kiến", coerce=int)
    decided_on = VietnameseDateField(label="Ngày cho ý kiến")
    channel = forms.ChoiceField(label="Hình thức", choices=DecisionChannel.choices)
    reference = LineField(
        label="Số, ký hiệu hoặc nơi lưu",
        max_length=200,
        help_text="Ví dụ: Thông báo kết luận cuộc họp giao ban 20/TB-TTr.",
    )

    def __init__(self, *args: Any, leaders: Iterable[Post], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [("", "Chọn người"), *((post.pk, _leader_words(post)) for post in leaders)]
        cast(forms.ChoiceField, self.fields["leader"]).choices = choices

    def clean_leader(self) -> int:
        chosen = self.cleaned_data["leader"]
        if not chosen:
            raise ValidationError("Chọn người cho ý kiến.")
        return chosen


class DeclineForm(forms.Form):
    """Why a leader does not agree."""

    answer = LineField(label="Ý kiến", max_length=500, help_text="Người đề nghị đọc câu này.")


def _leader_words(post: Post) -> str:
    return f"{post.person.full_name}, {post.title or post.unit.name}"
