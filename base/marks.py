"""How is a state shown? The word first, then its icon, then its tone; one word for one state everywhere.

Each app makes the marks of its own states known (its module `pages.marks`), by the members of the state's
enum, every member or none; a state that has no mark fails at start, not on a page. The template tags of `ui`
draw Marks and Segments. Tones are `ink`, `grey`, `accent`, `red`, `amber`, `green`, `violet`; a Segment of a
bar may also be `blank` (no date yet) or `hatched` (paused).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings

TONES = ("ink", "grey", "accent", "red", "amber", "green", "violet")
FILLS = (*TONES, "blank", "hatched")


@dataclass(frozen=True)
class Mark:
    tone: str
    icon: str
    text: str

    def with_text(self, text: str) -> "Mark":
        """The same look with more precise words ("Quá hạn 3 ngày làm việc")."""
        return Mark(self.tone, self.icon, text)


@dataclass(frozen=True)
class Segment:
    """One part of a bar: how many, of what, in which fill, and the address of the rows behind it."""

    tone: str
    count: int
    label: str
    url: str = ""


def _by_word(marks: Iterable[Mark]) -> dict[str, Mark]:
    return {mark.text.casefold(): mark for mark in marks}


PROCESS_MARKS = (
    Mark("grey", "circle-dashed", "Chưa thực hiện"),
    Mark("accent", "player-play", "Đang thực hiện"),
    Mark("violet", "hourglass", "Chờ xác nhận"),
    Mark("violet", "hourglass", "Chờ lãnh đạo duyệt"),
    Mark("amber", "arrow-back-up", "Trả lại để bổ sung"),
    Mark("green", "circle-check", "Hoàn thành"),
    Mark("grey", "circle-minus", "Không phát sinh"),
    Mark("grey", "player-pause", "Tạm dừng"),
    Mark("grey", "ban", "Thôi giao"),
)
DEADLINE_MARKS = (
    Mark("grey", "calendar", "Trong hạn"),
    Mark("amber", "clock", "Sắp đến hạn"),
    Mark("red", "alert-triangle", "Quá hạn"),
    Mark("grey", "calendar-question", "Chưa có hạn"),
    Mark("grey", "repeat", "Thường xuyên"),
    Mark("green", "circle-check", "Hoàn thành đúng hạn"),
    Mark("green", "clock-check", "Hoàn thành quá hạn"),
    Mark("green", "circle-check", "Hoàn thành, không hạn"),
    Mark("violet", "search", "Đang tra soát"),
)
TARGET_MARKS = (
    Mark("green", "circle-check", "Trong mức"),
    Mark("amber", "trending-up", "Có nguy cơ vượt"),
    Mark("red", "alert-circle", "Đã vượt"),
    Mark("green", "circle-check", "Đạt"),
    Mark("amber", "alert-triangle", "Dưới 60%"),
    Mark("red", "alert-triangle", "Không đạt"),
    Mark("grey", "calendar-question", "Chưa có số liệu năm trước"),
)
FORM_MARKS = (
    Mark("grey", "circle-dashed", "Chưa gửi"),
    Mark("violet", "send", "Đã gửi"),
    Mark("amber", "arrow-back-up", "Trả lại"),
    Mark("green", "circle-check", "Đã tiếp nhận"),
    Mark("green", "circle-check", "Đã xác nhận"),
    Mark("amber", "hourglass", "Chưa xác nhận"),
    Mark("grey", "lock", "Đã chốt"),
    Mark("accent", "pencil", "Dự thảo"),
    Mark("violet", "clipboard-check", "Chánh Văn phòng đã soát"),
    Mark("violet", "hourglass", "Trình lãnh đạo"),
    Mark("green", "circle-check", "Lãnh đạo đồng ý"),
    Mark("green", "writing-sign", "Đã ký, phát hành"),
)
MEETING_MARKS = (
    Mark("accent", "calendar-event", "Dự kiến"),
    Mark("green", "circle-check", "Đã họp"),
    Mark("amber", "arrow-forward-up", "Dời lịch"),
    Mark("grey", "ban", "Hủy"),
    Mark("grey", "arrows-join", "Ghép"),
)
JOB_MARKS = (
    Mark("grey", "hourglass", "Đang chờ"),
    Mark("accent", "player-play", "Đang làm"),
    Mark("green", "circle-check", "Đã xong"),
    Mark("red", "alert-triangle", "Không thành công"),
)
COVERAGE_MARKS = (
    Mark("green", "check", "Đã giao"),
    Mark("amber", "circle-half-2", "Giao một phần"),
    Mark("grey", "minus", "Không giao việc"),
    Mark("amber", "circle", "Chưa giao"),
)
ORIGIN_STAMPS = (
    Mark("grey", "writing-sign", "Nhập thay"),
    Mark("grey", "clipboard-check", "Ghi nhận ý kiến lãnh đạo"),
    Mark("grey", "search", "Chưa rà"),
)

MARKS = _by_word(
    (
        *PROCESS_MARKS,
        *DEADLINE_MARKS,
        *TARGET_MARKS,
        *FORM_MARKS,
        *MEETING_MARKS,
        *JOB_MARKS,
        *COVERAGE_MARKS,
        *ORIGIN_STAMPS,
    )
)


_BY_MEMBER: dict[tuple[type[Enum], str], Mark] = {}


def register_marks(marks: Mapping[Any, Mark]) -> None:
    """Make the marks of whole enums known. Raises ValueError where a member of one of them is missing."""
    kinds = {type(member) for member in marks}
    if missing := [member for kind in kinds for member in kind if member not in marks]:
        raise ValueError(f"No mark for {', '.join(map(repr, missing))}.")
    _BY_MEMBER.update({(type(member), member.name): mark for member, mark in marks.items()})


def marks_known() -> dict[tuple[type[Enum], str], Mark]:
    """Every mark that was made known, for the checks and the page of parts."""
    return dict(_BY_MEMBER)


def mark_of(state: Enum | str) -> Mark:
    """The mark of a state by the member of its enum; one that nobody made known fails a test, never a page."""
    if isinstance(state, Enum):
        known = _BY_MEMBER.get((type(state), state.name))
        if known is None and settings.TESTING:
            raise LookupError(f"No mark is known for {state!r}.")
        return known or Mark("grey", "point", str(getattr(state, "label", state.value)))
    return MARKS.get(str(state).casefold()) or Mark("grey", "point", str(state))
