"""Sign-in and password forms."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError

from organization.http import PageRequest
from organization.rules.sign_in import account_name

REFUSED = "Đã nhập sai quá nhiều lần. Đồng chí đợi 15 phút rồi thử lại, hoặc nhờ quản trị mở khóa ngay."


class SignInForm(auth_forms.AuthenticationForm):
    """Fields `username` and `password` (fixed names); account names ignore case and outer blanks."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Thử lại, hoặc hỏi quản trị để đặt lại mật khẩu.",
        "inactive": "Tài khoản này đã ngừng dùng. Hỏi quản trị nếu đồng chí vẫn cần vào.",
    }

    def clean_username(self) -> Any:
        return account_name(self.cleaned_data["username"])

    @property
    def was_refused(self) -> bool:
        """Was the password not even compared, after too many wrong ones?"""
        return getattr(self.request, "sign_in_refused", False)

    def get_invalid_login_error(self) -> Any:
        return ValidationError(REFUSED, code="refused") if self.was_refused else super().get_invalid_login_error()


class PasswordChangeForm(auth_forms.PasswordChangeForm):
    """Changing one's own password; also what a first password is exchanged with."""

    new_password1 = forms.CharField(
        label="Mật khẩu mới",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text="Ít nhất 10 ký tự, không chỉ toàn số, không giống tên đăng nhập.",
    )

    def __init__(self, request: PageRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> Any:
        """The password is compared at the same door as at sign-in, where wrong ones are counted."""
        password = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.username, password=password) is None:
            if getattr(self.request, "sign_in_refused", False):
                raise ValidationError(REFUSED, code="refused")
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password

    def clean(self) -> Any:
        """The new password must be new, or a slip would stay good for ever."""
        values = super().clean()
        if values.get("new_password1") and values.get("new_password1") == values.get("old_password"):
            self.add_error("new_password1", ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return values
