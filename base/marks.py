"""How is a state shown? The word first, then its icon, then its tone; one word for one state everywhere.

Any layer of any app may hand a Mark or a Segment to a page; the template tags of `ui` draw them. Tones
are `ink`, `grey`, `accent`, `red`, `amber`, `green`, `violet`; a Segment of a bar may also be `blank`
(no date yet) or `hatched` (paused).
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
    Mark("amber", "alert-triangle", "Dưới 60 %"),
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


def mark_of(word: str) -> Mark:
    """The mark of a state by its word on screen, in whatever case; an unknown word is a plain grey one."""
    word = str(word)
    return MARKS.get(word.casefold()) or Mark("grey", "point", word)
