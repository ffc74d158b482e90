"""What the project makes known: the kind of event that loading the demo writes."""

from organization.rules.audit_kinds import register_audit_kinds

register_audit_kinds({"demo": "Dữ liệu mẫu"})
