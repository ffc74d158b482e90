"""Is a half-month still open? The one sentence for every writer and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.periods import half_month_words

if TYPE_CHECKING:
    from organization.models import UnitHalfMonth


def why_closed(half: UnitHalfMonth) -> str:
    """Why nothing dated in the half-month may change any more; '' while it is open."""
    if not half.is_closed:
        return ""
    return (
        f"Nửa tháng {half_month_words(half.start)} đã chốt số liệu (kỳ {half.closed_by}). "
        "Đề nghị Văn phòng mở lại trước khi ghi."
    )
