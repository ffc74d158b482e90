"""Forms of people, accounts, posts and charges."""

from collections.abc import Sequence
from typing import Any

from django import forms

from base.form_fields import LineField, VietnameseDateField, XlsxField
from organization.enums import Role
from organization.forms.records import RecordForm, UnitField, offer_all_units, offer_units
from organization.queries.holdings import HeldThings
from organization.querysets import UnitQuerySet

NOBODY = "nobody"
PEOPLE_SHOWN = {
    "working": "đang công tác",
    "account": "có tài khoản",
    "no_account": "không có tài khoản",
    "gone": "đã thôi",
    "all": "tất cả",
}
POST_FIELDS = ("unit", "role", "title", "is_acting", "start", "end", "basis_number", "basis_date")
USERNAME_HINT = "Chữ thường không dấu, số, dấu chấm, gạch nối; ví dụ an.nv."


class PersonForm(RecordForm):
    full_name = LineField(label="Họ và tên", max_length=120)
    phone = LineField(
        label="Điện thoại", max_length=30, required=False, widget=forms.TextInput(attrs={"class": "medium"})
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        help_text="Chỉ để nhận thông báo; mật khẩu không bao giờ gửi qua thư.",
    )


class AccountForm(forms.Form):
    username = LineField(
        label="Tên đăng nhập",
        max_length=60,
        help_text=USERNAME_HINT,
        widget=forms.TextInput(attrs={"class": "medium", "autocapitalize": "off", "autocomplete": "off"}),
    )


class PostForm(RecordForm):
    unit = UnitField(label="Đơn vị")
    role = forms.ChoiceField(
        label="Vai trò",
        choices=[("", "Chọn vai trò"), *Role.choices],
        help_text="Vai trò quyết định người này xem và làm được gì; chức danh chỉ để hiện tên.",
    )
    title = LineField(
        label="Chức danh", max_length=120, required=False, help_text="Như trong quyết định: Trưởng phòng, Chuyên viên…"
    )
    is_acting = forms.BooleanField(
        label="Ủy quyền, phụ trách có thời hạn",
        required=False,
        help_text="Phải có ngày kết thúc; hết ngày đó quyền tự hết.",
    )
    start = VietnameseDateField(label="Từ ngày", required=False, help_text="Để trống nếu đã giữ từ trước.")
    end = VietnameseDateField(label="Đến hết", required=False)
    basis_number = LineField(
        label="Số quyết định", max_length=60, required=False, widget=forms.TextInput(attrs={"class": "medium"})
    )
    basis_date = VietnameseDateField(label="Ngày quyết định", required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)

    def post_values(self) -> dict[str, Any]:
        """What was typed about the post alone, as a PostFacts takes it."""
        return {name: self.cleaned_data[name] for name in POST_FIELDS}


class NewPersonForm(PersonForm, PostForm):
    """A new person, the first post, and an account where one is wanted."""

    username = LineField(
        label="Tên đăng nhập",
        max_length=60,
        required=False,
        help_text=f"Để trống nếu người này không dùng phần mềm (lái xe, bảo vệ). {USERNAME_HINT}",
        widget=forms.TextInput(attrs={"class": "medium", "autocapitalize": "off", "autocomplete": "off"}),
    )
    field_order = ("full_name", "phone", "email", "username", "unit", "role", "title", "is_acting", "start", "end")


class HandOverFields(forms.Form):
    """Adds one required choice for each kind of thing that loses its holder."""

    def ask_successors(self, held: Sequence[HeldThings]) -> None:
        self.held = held
        for things in held:
            choices = [("", "Chọn người nhận"), (NOBODY, things.kind.without_successor)]
            choices[1:1] = [(str(successor.id), successor.label) for successor in things.successors]
            self.fields[things.kind.kind] = forms.ChoiceField(
                label=f"{things.kind.label}: {len(things.things)}, giao cho", choices=choices
            )

    @property
    def successors(self) -> dict[str, int | None]:
        chosen = {things.kind.kind: self.cleaned_data[things.kind.kind] for things in self.held}
        return {kind: None if value == NOBODY else int(value) for kind, value in chosen.items()}


class EndPostForm(HandOverFields, RecordForm):
    end = VietnameseDateField(label="Ngày cuối cùng giữ chức vụ")
    note = LineField(
        label="Lý do, căn cứ", required=False, max_length=300, help_text="Nghỉ hưu, chuyển công tác, số quyết định…"
    )

    def __init__(self, *args: Any, held: Sequence[HeldThings], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_successors(held)


class MovePostForm(HandOverFields, PostForm):
    """The post that follows in another unit; the old one ends the day before it starts."""

    def __init__(self, *args: Any, held: Sequence[HeldThings], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = True
        self.fields["start"].label = "Từ ngày, ở đơn vị mới"
        self.fields["start"].help_text = "Chức vụ cũ kết thúc vào ngày liền trước."
        self.ask_successors(held)


class ChargeForm(forms.Form):
    unit = UnitField(label="Đơn vị phụ trách", help_text="Gồm cả các đơn vị bên dưới.")
    start = VietnameseDateField(label="Từ ngày", required=False, help_text="Để trống nếu từ trước đến nay.")
    end = VietnameseDateField(label="Đến hết", required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)


class PeopleFileForm(forms.Form):
    file = XlsxField(label="Tệp .xlsx theo mẫu", most_bytes=5 << 20, help_text="Tối đa 5 MB, 500 dòng.")


class PeopleFilter(forms.Form):
    """Over the list of people."""

    q = LineField(
        label="Tìm tên, tên đăng nhập",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "nguyen van"}),
    )
    unit = UnitField(label="Đơn vị", required=False)
    role = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Tất cả"), *Role.choices])
    shows = forms.ChoiceField(
        label="Hiện",
        required=False,
        choices=list(PEOPLE_SHOWN.items()),
    )

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_all_units(self, "unit", units)
