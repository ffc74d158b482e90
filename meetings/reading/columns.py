"""Which headings does a list of meetings carry, and which words may stand below them?"""

from collections.abc import Mapping
from dataclasses import dataclass

from base.reading.headers import KnownColumns, plain_words
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus

CONTENT, FIRST_DAY, LAST_DAY, SESSIONS, KIND = "content", "first_day", "last_day", "sessions", "kind"
CLASS, SCOPE, FORM, UNIT, CHAIR, ROOM, STATUS = (
    "conference_class", "scope", "form", "unit", "chair", "room", "status",
)  # fmt: skip

MEETING_COLUMNS = KnownColumns(
    names={
        CONTENT: ("Nội dung",),
        FIRST_DAY: ("Ngày", "Từ ngày", "Ngày họp", "Ngày tổ chức"),
        LAST_DAY: ("Đến ngày",),
        SESSIONS: ("Số buổi",),
        KIND: ("Loại", "Loại họp", "Loại cuộc họp"),
        CLASS: ("Tính chất",),
        SCOPE: ("Phạm vi",),
        FORM: ("Hình thức",),
        UNIT: ("Đơn vị",),
        CHAIR: ("Chủ trì",),
        ROOM: ("Phòng họp",),
        STATUS: ("Trạng thái",),
    },
    required=((CONTENT,), (FIRST_DAY,)),
)
COLUMN_WORDS = {CONTENT: "Nội dung", FIRST_DAY: "Ngày", KIND: "Loại", UNIT: "Đơn vị"}


@dataclass(frozen=True)
class Choice:
    """A column whose cells hold one of a few words: value by folded word, and the words people read."""

    words: Mapping[str, str]
    labels: str


def _choice(vocabulary, more: Mapping[str, str] | None = None) -> Choice:
    words = {plain_words(label): value for value, label in vocabulary.choices}
    words |= {plain_words(label): value for label, value in (more or {}).items()}
    return Choice(words, "; ".join(vocabulary.labels))


CHOICES: Mapping[str, Choice] = {
    KIND: _choice(MeetingKind, {"Họp": MeetingKind.MEETING}),
    CLASS: _choice(ConferenceClass, {"Quan trọng cần thảo luận": ConferenceClass.IMPORTANT}),
    SCOPE: _choice(
        MeetingScope,
        {
            "Họp nội bộ": MeetingScope.INTERNAL,
            "Sở, ngành, cấp xã": MeetingScope.WIDE,
            "Tham mưu Ủy ban nhân dân tỉnh": MeetingScope.PROVINCE,
        },
    ),
    FORM: _choice(
        MeetingForm,
        {
            "Kết hợp": MeetingForm.HYBRID,
            "Trực tuyến kết hợp trực tiếp": MeetingForm.HYBRID,
            "Trực tiếp và trực tuyến": MeetingForm.HYBRID,
        },
    ),
    STATUS: _choice(
        MeetingStatus,
        {
            "Đã tổ chức": MeetingStatus.HELD,
            "Đã dời lịch": MeetingStatus.POSTPONED,
            "Đã hủy": MeetingStatus.CANCELLED,
            "Huỷ": MeetingStatus.CANCELLED,
            "Đã ghép": MeetingStatus.MERGED,
        },
    ),
}
