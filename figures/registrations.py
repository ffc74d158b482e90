"""What this app makes known to the floors below: navigation, settings, kinds of audit events, marks."""

from figures.pages import marks  # noqa: F401 (importing it makes the marks known)
from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, register_entries
from organization.rules.settings import SETTINGS, SettingDefinition

TARGETS = "Chỉ tiêu"  # the group on the page of settings

register_entries(
    Entry("targets", "Chỉ tiêu", "target", "figures:targets", position=60, leader_tab=3, pages=("figures:",)),
)
register_audit_kinds(
    {
        "baseline": "Số liệu năm trước",
        "ceiling": "Chỉ tiêu giao",
    }
)
SETTINGS.register(
    SettingDefinition(
        "judged_calendar",
        TARGETS,
        "Năm dùng để xét mức giảm 15% và 10%",
        "choice",
        "register",
        "Kế hoạch viết “so với năm trước”; năm còn lại luôn hiện bên cạnh.",
        choices=(("register", "năm dương lịch, 01/01–31/12"), ("reporting", "năm báo cáo, 15/12–14/12")),
    ),
)
