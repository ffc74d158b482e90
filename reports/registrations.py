"""What this app makes known to the floors below: navigation, settings, kinds of audit events."""

from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, register_entries
from reports.rules.report_rights import ReportRight

register_entries(
    Entry("home", "Trang đầu", "home", "home", position=10, tab=1, pages=("home",)),
    Entry(
        "reports",
        "Báo cáo",
        "clipboard-data",
        "reports:builder",
        position=70,
        right=ReportRight.READ,
        pages=("reports:",),
    ),
)
register_audit_kinds(
    {
        "report": "Báo cáo",
    }
)
