"""The fixed vocabularies of the organization app, with the words shown on screen."""

from django.db import models


class UnitKind(models.TextChoices):
    AGENCY = "agency", "Cơ quan"
    DEPARTMENT = "department", "Phòng, đơn vị trực thuộc"
    BODY = "body", "Ban, tổ chức"


class Role(models.TextChoices):
    HEAD = "head", "Lãnh đạo đơn vị"
    STAFF = "staff", "Công chức và người lao động"
    CLERK = "clerk", "Văn thư"
    OFFICE = "office", "Văn phòng (tổng hợp)"
    LEADER = "leader", "Lãnh đạo Thanh tra tỉnh"
    ADMIN = "admin", "Quản trị"


class PostState(models.TextChoices):
    """Where a post stands on a day."""

    CURRENT = "current", "đang giữ"
    COMING = "coming", "chưa bắt đầu"
    OVER = "over", "đã thôi"


class AccountState(models.TextChoices):
    """Whether a person may sign in."""

    NONE = "none", "Không có tài khoản"
    STOPPED = "stopped", "Tài khoản đã ngừng"
    FIRST_PASSWORD = "first_password", "Chưa đổi mật khẩu lần đầu"
    IN_USE = "in_use", "Đang dùng"


class CalendarExceptionKind(models.TextChoices):
    DAY_OFF = "off", "Ngày nghỉ"
    WORKING = "working", "Ngày làm bù"


class CountingMethod(models.TextChoices):
    """How the documents of one unit are counted in one half-month; never two ways at once."""

    NONE = "none", "Chưa có số liệu"
    REGISTER = "register", "Theo sổ văn bản đi"
    HAND = "hand", "Nhập tay"


class JobState(models.TextChoices):
    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không thành công"


class SignInLockKind(models.TextChoices):
    """What is refused after too many wrong passwords."""

    NAME_AT_ADDRESS = "name_at_address", "Tên này từ địa chỉ này"
    NAME = "name", "Tên này từ mọi nơi"
    ADDRESS = "address", "Địa chỉ này"


class ProposalState(models.TextChoices):
    """What became of a post that was asked for."""

    WAITING = "waiting", "chờ lãnh đạo đồng ý"
    AGREED = "agreed", "lãnh đạo đã đồng ý"
    FIRST = "first", "có hiệu lực theo quyết định, chưa có người thứ hai đồng ý"
    DECLINED = "declined", "lãnh đạo không đồng ý"
    WITHDRAWN = "withdrawn", "đã rút"
