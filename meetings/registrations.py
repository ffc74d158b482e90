"""What this app makes known to the floors below: navigation, settings, kinds of audit events, marks."""

from meetings.enums import MeetingSet
from meetings.pages import marks  # noqa: F401 (importing it makes the marks known)
from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, register_entries
from organization.rules.settings import SETTINGS, SettingDefinition

MEETINGS = "Hội nghị"  # the group on the page of settings

register_entries(
    Entry("meetings", "Hội họp", "calendar-event", "meetings:list", position=50, tab=4, pages=("meetings:",)),
)
register_audit_kinds(
    {
        "meeting": "Hội họp",
    }
)
SETTINGS.register(
    SettingDefinition(
        "hybrid_counts_as_online",
        MEETINGS,
        "Hội nghị trực tiếp kết hợp trực tuyến tính là trực tuyến",
        "bool",
        False,
        "Kết luận 226-KL/TW nêu tỷ lệ trực tuyến, không nêu hình thức kết hợp.",
    ),
    SettingDefinition(
        "conference_set",
        MEETINGS,
        "Hội nghị tính vào mức giảm 10%",
        "choice",
        "all",
        "Kế hoạch, mục I.2.a và II.4.b: viết “hội nghị”, không nêu loại; có nơi giảm cả cuộc họp.",
        choices=(
            (MeetingSet.ALL.value, "mọi hội nghị đã họp"),
            (MeetingSet.WIDE.value, "chỉ hội nghị thuộc phạm vi mục II.4.b"),
            (MeetingSet.WITH_MEETINGS.value, "mọi hội nghị và cuộc họp đã họp"),
        ),
    ),
    SettingDefinition(
        "online_set",
        MEETINGS,
        "Hội nghị tính vào tỷ lệ trực tuyến 60%",
        "choice",
        "wide",
        "Kế hoạch, mục II.4.b: viết “họp” trong phần có sở, ngành, cấp xã và phần tham mưu UBND tỉnh.",
        choices=tuple((one.value, one.label) for one in (MeetingSet.WIDE, MeetingSet.ALL)),
    ),
)
