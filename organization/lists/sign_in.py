"""What is refused at the door now, and the wrong passwords that were typed."""

from typing import Any

from django.urls import reverse

from base.lists import Act, Cell, ListColumn, ListDeclaration, Phone, acts_column
from base.templatetags.ui import vnmoment
from organization.enums import SignInLockKind
from organization.rules.sign_in import UNKNOWN_NAME

UNKNOWN = "Tên không có tài khoản"


def _name(row: Any) -> str:
    """Only names that are somebody's: into the field of the name people type passwords too."""
    return UNKNOWN if (row.username or "").startswith(UNKNOWN_NAME) else row.username or ""


def _acts(lock: Any) -> Act:
    about = ", ".join(part for part in (_name(lock), lock.ip_address) if part)
    return Act("Mở khóa", reverse("organization:sign_in_lift", args=[lock.pk]), about, posts={})


LOCKS = ListDeclaration(
    id="locks",
    title="Đang bị khóa đăng nhập",
    columns=(
        ListColumn("name", "Tên đăng nhập", _name, width=24, phone=Phone.MAIN, is_row_heading=True),
        ListColumn("address", "Địa chỉ máy", lambda lock: lock.ip_address or "", width=20),
        ListColumn("kind", "Khóa", lambda lock: SignInLockKind(lock.kind).label, width=26),
        ListColumn("until", "Đến", lambda lock: lock.end, "datetime", 18, cell=lambda lock: Cell(vnmoment(lock.end))),
        acts_column(_acts),
    ),
)
WRONG_PASSWORDS = ListDeclaration(
    id="wrong_passwords",
    title="Các lần nhập sai mật khẩu",
    order=("-attempt_time", "-pk"),
    columns=(
        ListColumn("at", "Lúc", lambda row: row.attempt_time, "datetime", 18, phone=Phone.MAIN, css="date"),
        ListColumn("name", "Tên đăng nhập", _name, width=24),
        ListColumn("address", "Địa chỉ máy", lambda row: row.ip_address or "", width=20),
        ListColumn("page", "Trang", lambda row: _page(row.path_info), width=20),
        ListColumn("program", "Trình duyệt", lambda row: row.user_agent, width=60),
    ),
)


def _page(path: str) -> str:
    return "Đổi mật khẩu" if path == reverse("password_change") else "Đăng nhập"
