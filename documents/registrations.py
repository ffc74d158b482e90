"""What this app makes known to the floors below: navigation, settings, kinds of audit events, marks."""

from documents.pages import marks  # noqa: F401 (importing it makes the marks known)
from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, register_entries

register_entries(
    Entry(
        "documents",
        "Văn bản đi",
        "file-text",
        "documents:register",
        short="Văn bản",
        position=40,
        tab=3,
        leader_tab=None,
        pages=("documents:",),
    ),
)
register_audit_kinds(
    {
        "register": "Sổ văn bản đi",
        "count": "Số văn bản từng nửa tháng",
        "rule": "Quy tắc tính",
    }
)
