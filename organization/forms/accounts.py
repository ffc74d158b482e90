"""Sign-in and password forms."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError

from base.text import nfc


class SignInForm(auth_forms.AuthenticationForm):
    """Fields `username` and `password` (fixed names); account names ignore case and outer blanks."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Thử lại, hoặc hỏi quản trị để đặt lại mật khẩu.",
        "inactive": "Tài khoản này đã ngừng dùng. Hỏi quản trị nếu đồng chí vẫn cần vào.",
    }

    def clean_username(self):
        return nfc(self.cleaned_data["username"]).strip().lower()


class PasswordChangeForm(auth_forms.PasswordChangeForm):
    """Changing one's own password; also what a first password is exchanged with."""

    new_password1 = forms.CharField(
        label="Mật khẩu mới",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text="Ít nhất 10 ký tự, không chỉ toàn số, không giống tên đăng nhập.",
    )

    def clean(self):
        """The new password must be new, or a slip would stay good for ever."""
        values = super().clean()
        if values.get("new_password1") and values.get("new_password1") == values.get("old_password"):
            self.add_error("new_password1", ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return values
