"""Marks of this app's states."""

from base.marks import Mark, register_marks
from documents.rules.half_months import CountState

COUNTED = Mark("ink", "circle-check", "Tính")
COUNTED_ROW = Mark("green", "circle-check", "Tính vào chỉ tiêu")  # at the head of the row's own page
NOT_COUNTED_ROW = Mark("grey", "circle-minus", "Không tính vào chỉ tiêu")
ENOUGH = Mark("green", "circle-check", "Đủ")
UNREVIEWED = Mark("grey", "search", "Chưa rà")

register_marks(
    {
        CountState.MISSING: Mark("amber", "circle-dashed", "Chưa có số liệu"),
        CountState.HELD: Mark("amber", "hourglass", "Chưa xác nhận"),
        CountState.CONFIRMED: Mark("green", "circle-check", "Đã xác nhận"),
        CountState.NIL: Mark("green", "circle-check", "Đã xác nhận không phát sinh"),
        CountState.CHANGED: Mark("amber", "alert-triangle", "Đổi sau khi xác nhận"),
    }
)


def not_counted(reason: str) -> Mark:
    """Why a row does not count, as its line says it."""
    return Mark("grey", "circle-minus", f"Không: {reason}")
