"""What is an event about, in the words of the filter? The first part of an action names the kind.

Each app makes the kinds of its own events known here (its module `registrations`).
"""

from collections.abc import Mapping

AUDIT_KINDS: dict[str, str] = {}
# What an admin does; the words of all other events belong to the units, and an admin learns that there was an act.
ADMIN_KINDS = frozenset({"unit", "group", "person", "post", "charge", "account", "partner", "setting", "calendar"})
ACT_WORDS = {
    "accept": "xác nhận",
    "add": "thêm",
    "answer": "trả lời",
    "approve": "duyệt",
    "assign": "giao",
    "build": "lập",
    "cancel": "hủy",
    "change": "sửa",
    "close": "đóng",
    "complete": "bổ sung thông tin",
    "confirm": "xác nhận",
    "create": "thêm",
    "decline": "không đồng ý",
    "dispute": "trả lời không đúng",
    "evidence_add": "thêm tệp",
    "evidence_remove": "bỏ tệp",
    "grant_extension": "cho gia hạn",
    "hand_over": "chuyển người phụ trách",
    "import": "nhập từ tệp",
    "load": "nạp",
    "propose": "đề xuất",
    "record": "ghi nhận",
    "remove": "bỏ",
    "reopen": "mở lại",
    "restate": "thống kê lại",
    "return": "trả lại",
    "save": "lưu",
    "send_back": "trả lại",
    "submit": "nộp",
    "update": "cập nhật",
    "withdraw": "thôi giao",
}


def register_audit_kinds(kinds: Mapping[str, str]) -> None:
    """Make kinds of events known: the first part of their actions, and the words of the filter."""
    AUDIT_KINDS.update(kinds)


def kind_of(action: str) -> str:
    return action.partition(".")[0]


def act_words(action: str) -> str:
    """What kind of act it was, without a word of what it was about: "Nhiệm vụ: nộp"."""
    said = ACT_WORDS.get(action.rpartition(".")[2], "ghi")
    return f"{AUDIT_KINDS.get(kind_of(action), 'Việc khác')}: {said}"


def audit_kind_choices() -> list[tuple[str, str]]:
    """The kinds for a field, in the order of their words."""
    return sorted(AUDIT_KINDS.items(), key=lambda kind: kind[1])
